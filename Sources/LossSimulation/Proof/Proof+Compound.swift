internal import Distributions
internal import RiskModel
internal import Sampling

/// Totals of a year by Fourier inversion, a path that shares no step with the simulation.
extension Proof {
  private static let fourier = "Fourier inversion, Grübel and Hermesmeier 1999"

  /// Tail figures of the exact total, with densities from its exceedances.
  private static func tail(
    of law: CompoundDistribution, _ levels: [Double]
  ) -> [ProofFigure] {
    levels.flatMap { level -> [ProofFigure] in
      let v = law.valueAtRisk(level: level)
      let width = 0.02 * v.value
      let lower = law.exceedance(of: v.value - width / 2).value
      let upper = law.exceedance(of: v.value + width / 2).value
      let shortfall = law.expectedShortfall(level: level)
      return [
        .valueAtRisk(level, v.value, density: (lower - upper) / width, fourier)
          .known(within: v.error),
        .shortfall(level, shortfall.value, deviation: nil, fourier)
          .known(within: shortfall.error),
      ]
    }
  }

  /// The largest loss of the year exceeded once in 10 and 100 years.
  private static func largest(of law: CompoundDistribution) -> [ProofFigure] {
    [10.0, 100].map { period in
      let x = law.occurrenceQuantile(level: 1 - 1 / period)
      let lower = law.occurrenceExceedance(of: 0.99 * x)
      let upper = law.occurrenceExceedance(of: 1.01 * x)
      return .occurrence(
        period, x, density: (lower - upper) / (0.02 * x), "closed form Π E[F(x)^N]")
    }
  }

  /// Value at risk and shortfall at one of the levels of a rare tail.
  private static func rareFigures(at position: Int, _ truth: LossMeasures) -> [ProofFigure] {
    let value = truth.valueAtRisk[position]
    let shortfall = truth.expectedShortfall[position].estimate
    return [
      .rare("rare value at risk \(value.level)", value.estimate.value, fourier) {
        $0.valueAtRisk[position].estimate
      }.known(within: value.estimate.high - value.estimate.value),
      .rare("rare expected shortfall \(value.level)", shortfall.value, fourier) {
        (try? $0.expectedShortfall.get())?[position].estimate
      }.known(within: shortfall.high - shortfall.value),
    ]
  }

  private static func law(_ risks: [CompoundRisk]) -> CompoundDistribution {
    CompoundDistribution(risks, levels: [0.9, 0.95, 0.99], accuracy: 1e-5)
  }

  /// A register and its exact total, from one list.
  private static func register(
    _ entries: [(rate: Quantity, count: CountLaw, loss: any Distribution)]
  ) -> (study: Study, law: CompoundDistribution) {
    let risks = entries.enumerated().map { position, entry in
      risk("R\(position)", rate: entry.rate, entry.count, loss: entry.loss)
    }
    let compound = entries.map {
      CompoundRisk(
        id: "R", count: AnnualCount($0.count, rate: RateMixture($0.rate.law)), severity: $0.loss)
    }
    return (study(risks), law(compound))
  }

  static let compoundCases = [
    ProofCase("compound-lognormal", "Half a lognormal loss a year") {
      let (mu, sigma, rate) = (11.512925464970229, 1.0, 0.5)
      let (study, law) = register([
        (try constant(rate), .poisson, try LogNormal(mu: mu, sigma: sigma))
      ])
      // λ E[X²] with E[X²] = exp(2µ + 2σ²).
      let deviation = (rate * KernelReference.exp(2 * mu + 2 * sigma * sigma)).squareRoot()
      let mean = rate * KernelReference.exp(mu + sigma * sigma / 2)
      return (
        study,
        [
          .mean(mean, deviation: deviation, "Wald's identity; λ E[X²]"),
          .chance(1 - KernelReference.exp(-rate), "closed form"),
        ] + tail(of: law, [0.9, 0.95, 0.99]) + largest(of: law)
      )
    },
    ProofCase("compound-two", "Two independent risks of the same law") {
      let entry = (
        rate: try constant(0.5), count: CountLaw.poisson, loss: try Gamma(shape: 2, scale: 50)
      )
      let (study, law) = register([entry, entry])
      // Cumulants of a compound Poisson sum: λ E[X^k], with E[X^k] = 50^k (k + 1)!.
      let variance = 6.0 * 2_500
      let excess = 120 * 6_250_000 / (variance * variance)
      return (
        study,
        [
          .mean(100, deviation: variance.squareRoot(), "Wald's identity; λ E[X²]"),
          .variance(variance, excess: excess, "λ E[X²]: independent losses add"),
          .chance(1 - KernelReference.exp(-1), "closed form"),
        ] + tail(of: law, [0.95, 0.99])
      )
    },
    ProofCase("compound-register", "Four risks: Poisson, negative binomial, Bernoulli, uncertain") {
      let (study, law) = register([
        (try constant(2), .poisson, try LogNormal(mu: 5, sigma: 0.8)),
        (try constant(1.5), .negativeBinomial(dispersion: 2), try Exponential(mean: 200)),
        (try constant(0.1), .bernoulli, try Uniform(min: 1_000, max: 3_000)),
        (
          quantity(try Uniform(min: 0.2, max: 0.8)), .poisson,
          try Gamma(shape: 3, scale: 100)
        ),
      ])
      return (
        study,
        [.mean(law.mean, deviation: nil, "Wald's identity")]
          + tail(of: law, [0.9, 0.95, 0.99]) + largest(of: law)
      )
    },
    ProofCase("compound-attempts", "Uncertain attempts and successes, PERT losses") {
      let attempts = try PERT(min: 2, mode: 6, max: 20)
      let success = try PERT(min: 0.1, mode: 0.25, max: 0.6)
      let loss = try PERT(min: 1e4, mode: 5e4, max: 4e5)
      let frequency = Frequency(
        rate: .attempts(quantity(attempts), success: quantity(success)))
      let total = law([
        CompoundRisk(
          id: "R",
          count: AnnualCount(.poisson, rate: RateMixture(attempts: attempts, success: success)),
          severity: loss)
      ])
      let risk = Risk(
        id: "R", name: "R", category: "criminal", frequency: frequency, loss: quantity(loss))
      return (
        study([risk]),
        [
          // Means of the three laws: 46/6, 1.7/6, 610,000/6.
          .mean(46 / 6.0 * 1.7 / 6 * 61e4 / 6, deviation: nil, "Wald's identity")
        ] + tail(of: total, [0.9, 0.95, 0.99])
      )
    },
    ProofCase("compound-lattice", "Two losses a year of 1, 2 or 3") {
      let entries = (
        rate: try constant(2), count: CountLaw.poisson,
        loss: try Discrete([(1, 0.5), (2, 0.3), (3, 0.2)])
      )
      return (
        register([entries]).study,
        [
          .exceedance(5.5, 1 - 0.8007337591499585, "Panjer's recursion in 30 digits, Panjer 1981"),
          .mean(3.4, deviation: (2 * 3.5).squareRoot(), "Wald's identity; λ E[X²]"),
        ]
      )
    },
    ProofCase("rare-losses", "Losses of one year in 1,000 and 10,000, given all but one loss") {
      var (study, _) = register([
        (try constant(2), .poisson, try LogNormal(mu: 5, sigma: 1.2)),
        (try constant(1.5), .negativeBinomial(dispersion: 2), try Exponential(mean: 200)),
        (try constant(0.1), .bernoulli, try Uniform(min: 1_000, max: 3_000)),
      ])
      let levels = [0.999, 0.9999]
      study.simulation.rareTail = RareTailSettings(
        levels: levels, returnPeriods: [1_000], trials: 20_000)
      var exact = study
      exact.simulation.levels = levels
      exact.simulation.rareTail = nil
      guard let truth = try ExactStudy.answers(for: exact).get()["current"]?.aggregate else {
        return (study, [])
      }
      return (study, levels.indices.flatMap { rareFigures(at: $0, truth) })
    },
    ProofCase("largest-loss", "The largest of two exponential losses a year") {
      let source = "closed form: P(M ≤ x) = exp(−λ exp(−x/µ)), a Gumbel law"
      func figure(_ period: Double) -> ProofFigure {
        let level = 1 - 1 / period
        let hazard = -KernelReference.log(level)
        let x = 100 * KernelReference.log(2 / hazard)
        return .occurrence(period, x, density: level * hazard / 100, source)
      }
      return (
        study([risk(rate: try constant(2), loss: try Exponential(mean: 100))]),
        [figure(10), figure(100)]
      )
    },
  ]
}
