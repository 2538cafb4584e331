internal import Distributions
internal import RiskModel
internal import Sampling

/// Numbers of events, and what controls let pass of them.
extension Proof {
  static let countCases = [
    ProofCase("count-poisson", "Poisson events of unit loss, 0.7 a year") {
      let source = "Johnson, Kemp and Kotz, Univariate Discrete Distributions, chapter 4"
      let rate = 0.7
      return (
        study([risk(rate: try constant(rate), loss: try Constant(1))]),
        [
          .events(rate, deviation: rate.squareRoot(), source),
          .error(deviation: rate.squareRoot(), excess: 1 / rate, source),
          .variance(rate, excess: 1 / rate, source),
          .chance(1 - KernelReference.exp(-rate), source),
          .exceedance(1.5, 1 - KernelReference.exp(-rate) * (1 + rate), source),
        ]
      )
    },
    ProofCase("count-poisson-large", "Poisson events of unit loss, 60 a year") {
      let source = "Johnson, Kemp and Kotz, Univariate Discrete Distributions, chapter 4"
      let rate = 60.0
      // P(N > 73) = the lower incomplete gamma function P(74, 60).
      return (
        study([risk(rate: try constant(rate), loss: try Constant(1))]),
        [
          .mean(rate, deviation: rate.squareRoot(), source),
          .variance(rate, excess: 1 / rate, source),
          .exceedance(73.5, regularisedGammaP(shape: 74, rate), source),
        ]
      )
    },
    ProofCase("count-negative-binomial", "Negative binomial events, mean 3, dispersion 1.5") {
      let source = "Johnson, Kemp and Kotz, Univariate Discrete Distributions, chapter 5"
      // Success 1/3: excess kurtosis 6/k + p²/((1 − p) k), P(N = 0) = p^k.
      return (
        study([
          risk(
            rate: try constant(3), .negativeBinomial(dispersion: 1.5), loss: try Constant(1))
        ]),
        [
          .mean(3, deviation: 3, source),
          .variance(9, excess: 4 + 1.0 / 9, source),
          .chance(1 - 1 / 27.0.squareRoot(), source),
        ]
      )
    },
    ProofCase("count-bernoulli", "At most one event a year, with probability 0.02") {
      let source = "closed form"
      let p = 0.02
      let variance = p * (1 - p)
      let excess = (1 - 6 * variance) / variance
      return (
        study([risk(rate: try constant(p), .bernoulli, loss: try Constant(1_000))]),
        [
          .mean(1_000 * p, deviation: 1_000 * variance.squareRoot(), source),
          .error(deviation: 1_000 * variance.squareRoot(), excess: excess, source),
          .chance(p, source),
        ]
      )
    },
    ProofCase("count-uncertain-rate", "Poisson events whose rate is uniform from 1 to 3") {
      let source = "mixed Poisson: Var N = E Λ + Var Λ (Grandell 1997, section 2.1)"
      let none = 0.5 * (KernelReference.exp(-1) - KernelReference.exp(-3))
      return (
        study([
          risk(rate: quantity(try Uniform(min: 1, max: 3)), loss: try Constant(1))
        ]),
        [
          .mean(2, deviation: (2 + 1.0 / 3).squareRoot(), source),
          .chance(1 - none, source),
        ]
      )
    },
    ProofCase("count-gamma-rate", "Poisson events with a gamma rate are negative binomial") {
      let source = "Greenwood and Yule 1920"
      return (
        study([
          risk(rate: quantity(try Gamma(shape: 1.5, scale: 2)), loss: try Constant(1))
        ]),
        [
          .mean(3, deviation: 3, source),
          .variance(9, excess: 4 + 1.0 / 9, source),
          .chance(1 - 1 / 27.0.squareRoot(), source),
        ]
      )
    },
    ProofCase("people", "Persons harmed, 0.4 events a year with 3 injured on average") {
      let source = "Wald's identity; compound Poisson variance λ E[X²]"
      var harmful = risk(rate: try constant(0.4), loss: nil)
      harmful.people = PeopleHarm(
        injuries: quantity(try Exponential(mean: 3)), fatalities: try constant(0.1))
      return (
        study([harmful]),
        [
          ProofFigure(
            "injured a year", 1.2, deviation: (0.4 * 18).squareRoot(), source: source
          ) { try? $0.people.get().injuries },
          ProofFigure(
            "killed a year", 0.04, deviation: (0.4 * 0.01).squareRoot(), source: source
          ) { try? $0.people.get().fatalities },
        ]
      )
    },
  ]

  static let controlCases = [
    ProofCase("control-frequency", "A control that stops 60 % of the events") {
      let source = "thinning of a Poisson process (Kingman 1993, section 5.1)"
      return (
        study(
          [risk(rate: try constant(1.2), loss: try Constant(10))],
          controls: [try control(0.4, on: .frequency)]),
        [
          .events(1.2, deviation: 1.2.squareRoot(), source),
          .events(3, deviation: 3.0.squareRoot(), source).inherent,
          .chance(1 - KernelReference.exp(-1.2), source),
          .chance(1 - KernelReference.exp(-3), source).inherent,
        ]
      )
    },
    ProofCase("control-negative-binomial", "A control thins negative binomial events to a mean 3") {
      let source = "a thinned negative binomial law keeps its dispersion (Grandell 1997)"
      return (
        study(
          [
            risk(
              rate: try constant(3), .negativeBinomial(dispersion: 1.5), loss: try Constant(1))
          ], controls: [try control(0.3, on: .frequency)]),
        [
          .mean(3, deviation: 3, source),
          .variance(9, excess: 4 + 1.0 / 9, source),
          .events(10, deviation: (10 + 100 / 1.5).squareRoot(), source).inherent,
        ]
      )
    },
    ProofCase("control-success", "A control on the chance of success, capped at 1 without it") {
      let source = "closed form: 4 attempts, 0.3 with the control, min(1, 0.3/0.2) without"
      let attempts = Risk(
        id: "R", name: "R", category: "criminal",
        frequency: Frequency(rate: .attempts(try constant(4), success: try constant(0.3))),
        loss: try constant(1))
      return (
        study([attempts], controls: [try control(0.2, on: .success)]),
        [
          .events(1.2, deviation: 1.2.squareRoot(), source),
          .events(4, deviation: 2, source).inherent,
        ]
      )
    },
    ProofCase("control-outages", "A control that is out at times, 3 windows a year of 20 days") {
      let source = "M/G/∞: P(out) = 1 − exp(−r E[D]/365) (Takács 1962, chapter 3)"
      let out = 1 - KernelReference.exp(-3 * 20 / 365.0)
      let outages = ControlOutages(
        rate: try constant(3), days: quantity(try Exponential(mean: 20)))
      return (
        study(
          [risk(rate: try constant(2), loss: try Constant(1))],
          controls: [try control(0.25, on: .frequency, outages: outages)]),
        [
          // Events share windows, so their variance is above the mean: the engine's own is taken.
          .events(8 * (0.25 + 0.75 * out), deviation: nil, source),
          .events(8, deviation: 8.0.squareRoot(), source).inherent,
        ]
      )
    },
    ProofCase("control-loss", "A control that cuts a certain loss to a quarter") {
      let source = "closed form, without error"
      return (
        try yearly(Constant(100), controls: [control(0.25, on: .loss)]),
        [
          .mean(100, deviation: 0, source), .mean(400, deviation: 0, source).inherent,
        ]
      )
    },
  ]
}
