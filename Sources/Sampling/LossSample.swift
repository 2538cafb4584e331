/// Losses of which the usual figures are asked: simulated years, clustered years, or a given table.
public protocol LossSample: Sendable {
  /// Number of years.
  var count: Int { get }
  /// The mean.
  var mean: Estimate { get }
  /// inf{x : F(x) ≥ level}.
  func valueAtRisk(level: Double) -> Estimate
  /// (1/(1−level)) ∫ VaR_u du from `level` to 1, the atom at the quantile split.
  func expectedShortfall(level: Double) -> Estimate
  /// P(X > loss).
  func exceedance(of loss: Double) -> Estimate
  /// The number of years with a loss above.
  func countAbove(_ loss: Double) -> Int
}

extension SortedSample: LossSample {}
