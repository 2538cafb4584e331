public import RiskModel

/// Whether a run can be given more trials afterwards.
extension SimulationSettings {
  /// Why a run cannot be lengthened; nil where it can be, which is where the longer run begins with
  /// the very years of the shorter one.
  public func refusal(toLengthenFrom shorter: Int, to longer: Int) -> String? {
    guard shorter != longer else { return nil }
    switch method {
    case .table: return "a year loss table has its own years"
    case .events: return "an event table covers its own \(shorter) years"
    case .latinHypercube:
      return "a Latin hypercube is made for its \(shorter) trials: one more would need other strata"
    case .sobol:
      return "the replicates of a Sobol' sequence are made for their number of trials: with more, "
        + "other points belong to each"
    case .monteCarlo, .antithetic:
      return parameterUncertainty == .nested
        ? "nested uncertainty draws its inputs once for every trials / outer_draws years: with "
          + "more trials the same years have other inputs" : nil
    }
  }

  /// Whether a longer run can go on from what was computed, rather than compute it again.
  ///
  /// Replicates of a design are cut anew where there are more trials, though the years are the same.
  public func canGoOn(from shorter: Int, to longer: Int) -> Bool {
    shorter == longer || method == .monteCarlo
  }
}
