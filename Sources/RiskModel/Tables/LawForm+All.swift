import Distributions

extension LawForm {
  /// The laws with plain parameters, `STUDY.md` section 3 and `MODELS.md` section 3.
  static let all: [LawForm] = bounded + positive + counts

  private static let bounded: [LawForm] = [
    LawForm("constant", "A certain value", [["value"]]) { p throws(ParameterError) in
      try Constant(p.at("value"))
    },
    LawForm(
      "pert", "PERT: a smooth law from least, most likely and largest value",
      positional: ["min", "mode", "max"], [["min", "mode", "max"]], optional: [("shape", 4)]
    ) { p throws(ParameterError) in
      try PERT(min: p.at("min"), mode: p.at("mode"), max: p.at("max"), shape: p.at("shape"))
    },
    LawForm(
      "triangular", "Triangular", positional: ["min", "mode", "max"], [["min", "mode", "max"]]
    ) { p throws(ParameterError) in
      try Triangular(min: p.at("min"), mode: p.at("mode"), max: p.at("max"))
    },
    LawForm("uniform", "Uniform", positional: ["min", "max"], [["min", "max"]]) {
      p throws(ParameterError) in try Uniform(min: p.at("min"), max: p.at("max"))
    },
    LawForm(
      "beta", "Beta on [min, max]", positional: ["alpha", "beta"], [["alpha", "beta"]],
      optional: [("min", 0), ("max", 1)]
    ) { p throws(ParameterError) in
      try Beta(alpha: p.at("alpha"), beta: p.at("beta"), min: p.at("min"), max: p.at("max"))
    },
    LawForm("normal", "Normal", [["mean", "sd"]]) { p throws(ParameterError) in
      try Normal(mean: p.at("mean"), standardDeviation: p.at("sd"))
    },
  ]

  private static let positive: [LawForm] = [
    LawForm(
      "lognormal", "Lognormal by the logarithm's moments, its own, or its 5 % and 95 % quantiles",
      [["mu", "sigma"], ["mean", "sd"], ["p05", "p95"]]
    ) { p throws(ParameterError) in
      if p["mu"] != nil { return try LogNormal(mu: p.at("mu"), sigma: p.at("sigma")) }
      if p["p05"] != nil { return try LogNormal(p05: p.at("p05"), p95: p.at("p95")) }
      return try LogNormal(mean: p.at("mean"), standardDeviation: p.at("sd"))
    },
    LawForm("gamma", "Gamma", [["shape", "scale"]]) { p throws(ParameterError) in
      try Gamma(shape: p.at("shape"), scale: p.at("scale"))
    },
    LawForm("exponential", "Exponential", [["mean"]]) { p throws(ParameterError) in
      try Exponential(mean: p.at("mean"))
    },
    LawForm("weibull", "Weibull", [["shape", "scale"]]) { p throws(ParameterError) in
      try Weibull(shape: p.at("shape"), scale: p.at("scale"))
    },
    LawForm("pareto", "Pareto type I; scale is the minimum", [["shape", "scale"]]) {
      p throws(ParameterError) in try Pareto(shape: p.at("shape"), scale: p.at("scale"))
    },
    LawForm(
      "generalised_pareto", "Generalised Pareto above a threshold", [["shape", "scale"]],
      optional: [("threshold", 0)]
    ) { p throws(ParameterError) in
      try GeneralisedPareto(
        shape: p.at("shape"), scale: p.at("scale"), threshold: p.at("threshold"))
    },
    LawForm(
      "lognormal_pareto", "Lognormal body, generalised Pareto beyond a quantile of it",
      [["mu", "sigma", "threshold_quantile", "shape"]]
    ) { p throws(ParameterError) in
      try LogNormalPareto(
        mu: p.at("mu"), sigma: p.at("sigma"), thresholdQuantile: p.at("threshold_quantile"),
        shape: p.at("shape"))
    },
  ]

  private static let counts: [LawForm] = [
    LawForm("poisson", "Poisson", [["mean"]]) { p throws(ParameterError) in
      try Poisson(mean: p.at("mean"))
    },
    LawForm(
      "negative_binomial", "Negative binomial: variance mean + mean²/dispersion",
      [["mean", "dispersion"]]
    ) { p throws(ParameterError) in
      try NegativeBinomial(mean: p.at("mean"), dispersion: p.at("dispersion"))
    },
    LawForm("bernoulli", "1 with a probability, else 0", [["probability"]]) {
      p throws(ParameterError) in try Bernoulli(probability: p.at("probability"))
    },
    LawForm("binomial", "Successes in a number of trials", [["trials", "probability"]]) {
      p throws(ParameterError) in
      let trials = try p.at("trials")
      guard trials == trials.rounded(), (0...1e9).contains(trials) else {
        throw ParameterError(
          parameter: "trials", value: trials, requirement: "a whole number from 0 to 1e9")
      }
      return try Binomial(trials: Int(trials), probability: p.at("probability"))
    },
  ]
}

extension [String: Double] {
  /// A parameter that the reader has made sure of.
  fileprivate func at(_ name: String) throws(ParameterError) -> Double {
    guard let value = self[name] else {
      throw ParameterError(parameter: name, value: "missing", requirement: "given")
    }
    return value
  }
}
