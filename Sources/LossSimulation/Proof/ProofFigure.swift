public import RiskModel
internal import Sampling

/// A small study whose figures are known exactly.
public struct ProofCase: Sendable {
  /// A short name, for example `copula-gaussian`.
  public let id: String
  /// What the study is about, on one line.
  public let title: String
  let build: @Sendable () throws -> (study: Study, figures: [ProofFigure])

  init(
    _ id: String, _ title: String,
    build: @escaping @Sendable () throws -> (study: Study, figures: [ProofFigure])
  ) {
    self.id = id
    self.title = title
    self.build = build
  }

  /// The study, before trials and seed are set.
  public func study() throws -> Study { try build().study }
}

/// A figure of a case: its exact value, and how it is read from a simulation.
struct ProofFigure: Sendable {
  let name: String
  /// Paper, closed form, or the independent path that gave the exact value.
  let source: String
  /// `inherent` or `current`.
  var level = "current"
  /// For a number of trials; most figures do not depend on it.
  let exact: @Sendable (_ trials: Double) -> Double
  /// The exact standard error of the figure; nil where the estimate's own has to do.
  let standardError: @Sendable (_ trials: Double) -> Double?
  /// Reads the figure from the level's results; nil where they do not have it.
  let read: @Sendable (LevelResult) -> Estimate?
  /// Reads the figure from the rare losses instead; nil for a figure of the years.
  var readTail: (@Sendable (RareTail) -> Estimate?)?
  /// The exact value's own error.
  var tolerance = 0.0

  /// A figure whose standard error is `deviation`/√trials, or the estimate's own where nil.
  init(
    _ name: String, _ exact: Double, deviation: Double?, source: String,
    read: @escaping @Sendable (LevelResult) -> Estimate?
  ) {
    self.name = name
    self.source = source
    self.exact = { _ in exact }
    standardError = { n in deviation.map { $0 / n.squareRoot() } }
    self.read = read
  }

  /// A figure whose exact value depends on the number of trials.
  init(
    _ name: String, source: String, exact: @escaping @Sendable (Double) -> Double,
    standardError: @escaping @Sendable (Double) -> Double?,
    read: @escaping @Sendable (LevelResult) -> Estimate?
  ) {
    self.name = name
    self.source = source
    self.exact = exact
    self.standardError = standardError
    self.read = read
  }

  /// The same figure at the inherent level.
  var inherent: ProofFigure {
    var copy = self
    copy.level = "inherent"
    return copy
  }

  /// The same figure with an exact value that is known to within some error.
  func known(within error: Double) -> ProofFigure {
    var copy = self
    copy.tolerance = error
    return copy
  }
}

// MARK: Figures of a year

extension ProofFigure {
  /// The expected loss, from the deviation of a year's loss.
  static func mean(_ exact: Double, deviation: Double?, _ source: String) -> ProofFigure {
    ProofFigure("expected loss", exact, deviation: deviation, source: source) {
      $0.aggregate.expectedAnnualLoss
    }
  }

  /// The stated standard error of the expected loss against its exact value.
  ///
  /// The sample variance of n years has variance σ⁴(κ + 2)/n for an excess kurtosis κ
  /// (Cramér 1946, section 27.4); a wrong variance shows here and nowhere else.
  static func error(deviation: Double, excess: Double, _ source: String) -> ProofFigure {
    ProofFigure(
      "standard error of the expected loss", source: source,
      exact: { deviation / $0.squareRoot() },
      standardError: { deviation * (excess + 2).squareRoot() / (2 * $0) },
      read: {
        let estimate = $0.aggregate.expectedAnnualLoss
        return .exact(estimate.standardError, sampleSize: estimate.sampleSize)
      })
  }

  /// The variance of a year's loss, from its excess kurtosis.
  static func variance(_ exact: Double, excess: Double, _ source: String) -> ProofFigure {
    ProofFigure(
      "variance of a year", exact, deviation: exact * (excess + 2).squareRoot(), source: source
    ) { .exact(Moments($0.years.aggregate).variance, sampleSize: $0.years.aggregate.count) }
  }

  /// P(a year has a loss).
  static func chance(_ exact: Double, _ source: String) -> ProofFigure {
    ProofFigure(
      "chance of a loss", exact, deviation: (exact * (1 - exact)).squareRoot(), source: source
    ) { $0.aggregate.probabilityOfLoss }
  }

  /// P(a year's loss > x).
  static func exceedance(_ loss: Double, _ exact: Double, _ source: String) -> ProofFigure {
    ProofFigure(
      "chance of more than \(loss)", exact, deviation: (exact * (1 - exact)).squareRoot(),
      source: source
    ) { SortedSample($0.years.aggregate).exceedance(of: loss) }
  }

  /// Value at risk, whose error is √(p(1 − p)/n) over the density there.
  static func valueAtRisk(
    _ level: Double, _ exact: Double, density: Double, _ source: String
  ) -> ProofFigure {
    ProofFigure(
      "value at risk \(level)", exact,
      deviation: (level * (1 - level)).squareRoot() / density, source: source
    ) { $0.aggregate.valueAtRisk.first { $0.level == level }?.estimate }
  }

  /// Expected shortfall, from the deviation of (L − v)⁺/(1 − level).
  static func shortfall(
    _ level: Double, _ exact: Double, deviation: Double?, _ source: String
  ) -> ProofFigure {
    ProofFigure("expected shortfall \(level)", exact, deviation: deviation, source: source) {
      $0.aggregate.expectedShortfall.first { $0.level == level }?.estimate
    }
  }

  /// The largest loss exceeded once in so many years.
  static func occurrence(
    _ period: Double, _ exact: Double, density: Double, _ source: String
  ) -> ProofFigure {
    let p = 1 / period
    return ProofFigure(
      "largest loss in \(Int(period)) years", exact,
      deviation: (p * (1 - p)).squareRoot() / density, source: source
    ) {
      guard case .success(let curve) = $0.occurrenceCurve else { return nil }
      return curve.first { $0.returnPeriod == period }?.loss
    }
  }

  /// A figure of the rare losses, with the error that it states.
  static func rare(
    _ name: String, _ exact: Double, _ source: String,
    read: @escaping @Sendable (RareTail) -> Estimate?
  ) -> ProofFigure {
    var figure = ProofFigure(name, exact, deviation: nil, source: source) { _ in nil }
    figure.readTail = read
    return figure
  }

  /// Events a year of the first risk.
  static func events(_ exact: Double, deviation: Double?, _ source: String) -> ProofFigure {
    ProofFigure("events a year", exact, deviation: deviation, source: source) {
      $0.risks.first?.eventsPerYear
    }
  }
}
