internal import Distributions

/// The exact law of a year's loss for independent compound risks.
///
/// The largest loss of the year and P(no loss) are closed forms. The total is computed on a grid
/// that is refined until the figures asked for no longer move; each figure states by how much the
/// last halving of the step moved it. No random number is involved.
///
/// ```swift
/// let law = CompoundDistribution(risks, levels: [0.95, 0.99])
/// law.expectedShortfall(level: 0.99)  // value ± error
/// ```
public struct CompoundDistribution: Sendable {
  /// How the masses of the total are computed.
  public enum Path: Sendable {
    /// Inversion of the generating function by the fast Fourier transform.
    case fourier
    /// Panjer's recursion: for small grids, as a check.
    case panjer
  }

  /// A figure with the error of the grid.
  public struct Figure: Hashable, Sendable {
    /// The figure.
    public let value: Double
    /// By how much the last halving of the step moved it, and what interpolation may add; 0 on a
    /// lattice.
    public let error: Double

    /// Takes the values of all fields.
    public init(value: Double, error: Double) {
      self.value = value
      self.error = error
    }
  }

  /// The risks that add up.
  public let risks: [CompoundRisk]
  /// E[loss of a year], a closed form; infinity where it diverges.
  public let mean: Double
  /// P(loss of a year = 0), a closed form.
  public let probabilityOfNoLoss: Double
  /// The step of the finer grid, in the study's currency.
  public var step: Double { fine.step }
  /// Whether all losses are multiples of the step, so that the grid adds no error.
  public var isLattice: Bool { fine.isLattice }
  /// The largest total that the grid knows.
  public var end: Double { fine.end }

  private let fine: AggregateGrid
  private let coarse: AggregateGrid

  private static let leastPoints = 1 << 11
  /// Chances below are refined to the accuracy of this one; rounding leaves them 1e-11.
  private static let rareChance = 1e-6

  // MARK: Construction

  /// Computes the law.
  ///
  /// - Parameters:
  ///   - levels: probabilities of quantiles that will be asked; the largest sets the grid's end.
  ///   - losses: losses whose exceedance will be asked.
  ///   - accuracy: the largest relative move of these quantiles, their shortfalls and these
  ///     exceedances under the last halving of the step that ends the refinement.
  ///   - path: Panjer's recursion costs the square of the number of points.
  ///   - mostPoints: where refinement ends in any case.
  public init(
    _ risks: [CompoundRisk], levels: [Double], losses: [Double] = [], accuracy: Double = 1e-6,
    path: Path = .fourier, mostPoints: Int = 1 << 19
  ) {
    let start = Self.closedForms(risks)
    self.risks = risks
    (mean, probabilityOfNoLoss) = (start.mean, start.none)
    let builder = GridBuilder(risks: risks, path: path, mean: start.mean, none: start.none)
    if let lattice = builder.lattice(levels: levels, losses: losses, mostPoints: mostPoints) {
      (fine, coarse) = (lattice, lattice)
      return
    }
    let end = builder.end(levels: levels, losses: losses)
    let most = Swift.max(mostPoints, 2 * Self.leastPoints)
    var points = Self.leastPoints
    var (old, new) = (builder.grid(end: end, points: points), AggregateGrid?.none)
    while points < most {
      points *= 2
      let next = builder.grid(end: end, points: points)
      new = next
      if Self.distance(old, next, levels, losses) <= accuracy || points == most { break }
      old = next
    }
    (fine, coarse) = (new ?? old, old)
  }

  private static func closedForms(_ risks: [CompoundRisk]) -> (mean: Double, none: Double) {
    let mean = risks.reduce(0) { $0 + $1.mean }
    let none = risks.reduce(1) { $0 * $1.count.generatingFunction(miss: $1.survival(0)) }
    return (mean, none)
  }

  private static func distance(
    _ a: AggregateGrid, _ b: AggregateGrid, _ levels: [Double], _ losses: [Double]
  ) -> Double {
    let exceedances = losses.reduce(0) { worst, loss in
      let (p, q) = (a.exceedance(loss), b.exceedance(loss))
      return Swift.max(worst, Swift.abs(p - q) / Swift.max(q, rareChance))
    }
    return levels.reduce(exceedances) { worst, level in
      let pairs = [
        (a.quantile(level), b.quantile(level)),
        (a.expectedShortfall(level), b.expectedShortfall(level)),
      ]
      return pairs.reduce(worst) {
        $1.0 == $1.1 ? $0 : Swift.max($0, Swift.abs($1.0 - $1.1) / Swift.abs($1.1))
      }
    }
  }

  // MARK: Total of a year

  /// inf{x : P(total ≤ x) ≥ level}.
  public func valueAtRisk(level: Double) -> Figure {
    figure(bend: fine.quantileBend(level)) { $0.quantile(level) }
  }

  /// The mean of the worst 1 − `level` of the years, an atom at the quantile split.
  public func expectedShortfall(level: Double) -> Figure {
    figure { $0.expectedShortfall(level) }
  }

  /// P(total > loss); NaN beyond `end`.
  public func exceedance(of loss: Double) -> Figure {
    figure(bend: fine.exceedanceBend(loss)) { $0.exceedance(loss) }
  }

  /// P(total ≤ j steps) for a lattice, else P(total ≤ (j + ½) steps), from j = 0 on.
  public var cumulative: [Double] { fine.cumulative }

  /// AEP: the total exceeded once in each of these numbers of years.
  public func aggregateCurve(returnPeriods: [Double]) -> [(returnPeriod: Double, loss: Figure)] {
    returnPeriods.map { ($0, valueAtRisk(level: 1 - 1 / $0)) }
  }

  /// A figure of the finer grid, and its distance from that of the coarser one.
  private func figure(bend: Double = 0, _ read: (AggregateGrid) -> Double) -> Figure {
    let value = read(fine)
    let other = read(coarse)
    return Figure(value: value, error: bend + (value == other ? 0 : Swift.abs(value - other)))
  }

  // MARK: Largest loss of a year

  /// P(largest loss of the year > loss) = 1 − Π E[F_i(loss)^N_i], a closed form.
  public func occurrenceExceedance(of loss: Double) -> Double {
    LargestLoss(risks: risks).exceedance(loss)
  }

  /// inf{x : P(largest loss ≤ x) ≥ level}, to the last bits.
  public func occurrenceQuantile(level: Double) -> Double {
    LargestLoss(risks: risks).quantile(level)
  }

  /// OEP: the largest loss exceeded once in each of these numbers of years.
  public func occurrenceCurve(
    returnPeriods: [Double]
  ) -> [(returnPeriod: Double, loss: Double)] {
    returnPeriods.map { ($0, occurrenceQuantile(level: 1 - 1 / $0)) }
  }
}

/// The law of the largest loss of a year.
struct LargestLoss {
  let risks: [CompoundRisk]

  private static let slack = 1e-12

  func exceedance(_ loss: Double) -> Double {
    1 - risks.reduce(1) { $0 * $1.count.generatingFunction(miss: $1.survival(loss)) }
  }

  func quantile(_ level: Double) -> Double {
    let allowed = 1 - level + Self.slack
    guard exceedance(0) > allowed else { return 0 }
    var high = risks.reduce(0) { Swift.max($0, $1.factor * $1.severity.quantile(0.5)) }
    if !(high > 0) { high = 1 }
    var low = 0.0
    while exceedance(high) > allowed, high < 1e300 { (low, high) = (high, 2 * high) }
    while true {
      let middle = low + 0.5 * (high - low)
      guard middle > low, middle < high else { return high }
      if exceedance(middle) > allowed { low = middle } else { high = middle }
    }
  }
}
