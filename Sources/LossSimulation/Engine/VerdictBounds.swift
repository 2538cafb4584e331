internal import Distributions
internal import Sampling

/// Between which bounds a probability lies, at one of several looks at a growing sample.
///
/// A verdict is false only on one side: where the limit is kept, `breached` is false, and where it
/// is not, `met` is. Look k = 0, 1, … spends α/((k + 1)(k + 2)) of α = 5 % on each side; these sum
/// to α however many looks there are, so that by Bonferroni's inequality a run of any length ends
/// with a false verdict in fewer than 5 % of cases. Spending does not depend on the trials that were
/// asked for: a run that is continued decides as one that was not stopped.
///
/// Bounds are Clopper and Pearson's (1934). For outer draws or replicates, whose trials hang
/// together, they are those of the effective number of trials and Student's t (Korn and Graubard
/// 1998), and of the number of groups where no trial, or every trial, is beyond.
struct VerdictBounds: Hashable, Sendable {
  let low: Double
  let high: Double

  /// False verdicts are rarer than this.
  static let falseVerdicts = 0.05

  /// The chance of error that one side may have at a look, from 0.
  static func error(at look: Int) -> Double {
    falseVerdicts / (Double(look + 1) * Double(look + 2))
  }

  /// - Parameters:
  ///   - share: the probability as estimated from all trials so far.
  ///   - clusters: whole outer draws or replicates; nil where trials are independent.
  init(_ share: Estimate, clusters: Int?, look: Int) {
    let error = Self.error(at: look)
    var trials = Double(share.sampleSize)
    if let clusters { trials = Self.effectiveTrials(share, clusters: clusters, error: error) }
    let successes = share.value * trials
    low = BinomialIntervals.lowerBound(successes: successes, trials: trials, error: error)
    high = BinomialIntervals.upperBound(successes: successes, trials: trials, error: error)
  }

  private static func effectiveTrials(
    _ share: Estimate, clusters: Int, error: Double
  ) -> Double {
    let (n, p) = (Double(share.sampleSize), share.value)
    guard p > 0, p < 1, clusters > 1, share.standardError > 0 else { return Double(clusters) }
    let effective = p * (1 - p) / (share.standardError * share.standardError)
    // Degrees of freedom are positive, so the law exists.
    let quantile = (try? StudentT(degreesOfFreedom: Double(clusters - 1)))?.upperQuantile(error)
    let ratio = -standardNormalQuantile(error) / (quantile ?? .infinity)
    return Swift.min(n, effective * ratio * ratio)
  }

  /// What the bounds say of a limit that may not be exceeded; nil where they say nothing yet.
  func verdict(limit: Double) -> CriterionResult.Verdict? {
    if high <= limit { return .met }
    return low > limit ? .breached : nil
  }
}
