internal import Distributions

/// Estimates whose error comes from the spread between independent replicates.
///
/// The points of a stratified design depend on each other, so the formulas for independent trials
/// do not hold. The figures of R independent replicates are independent and follow one law, whatever
/// the figure and the design (Owen 1997; L'Ecuyer and Lemieux 2002).
public enum ReplicateErrors {
  /// The mean of the replicates' figures: unbiased where a replicate's figure is, as a mean is.
  ///
  /// - Parameters:
  ///   - figures: The figure computed from each replicate alone, two at least.
  ///   - sampleSize: Number of trials in all replicates.
  ///   - method: How each figure was found.
  ///   - caveat: Why the interval's coverage is not promised.
  public static func mean(
    of figures: [Double], sampleSize: Int, method: Estimate.Method = .mean, caveat: String? = nil
  ) -> Estimate {
    pooled(
      average(figures), figures: figures, sampleSize: sampleSize, method: method, caveat: caveat)
  }

  /// A figure computed from all trials together, with the error of the mean of the replicates'.
  ///
  /// For figures that are biased in small samples, such as quantiles: pooling leaves less bias.
  ///
  /// - Parameters:
  ///   - value: The figure computed from all trials.
  ///   - figures: The figure computed from each replicate alone, two at least.
  ///   - sampleSize: Number of trials in all replicates.
  ///   - method: How the figure was found.
  ///   - caveat: Why the interval's coverage is not promised.
  public static func pooled(
    _ value: Double, figures: [Double], sampleSize: Int, method: Estimate.Method,
    caveat: String? = nil
  ) -> Estimate {
    let error = standardError(of: figures)
    let half = tQuantile(replicates: figures.count) * error
    return Estimate(
      value: value, standardError: error, low: value - half, high: value + half, method: method,
      sampleSize: sampleSize, caveat: caveat)
  }

  /// The standard error of the mean of the replicates' figures: √(Σ(x − x̄)²/(R(R − 1))).
  ///
  /// - Precondition: at least two replicates.
  public static func standardError(of figures: [Double]) -> Double {
    precondition(figures.count >= 2, "errors need at least two replicates")
    let n = Double(figures.count)
    let mean = average(figures)
    let squares = figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / (n * (n - 1))).squareRoot()
  }

  /// The quantile of 0.975 of Student's t with R − 1 degrees of freedom.
  ///
  /// - Precondition: at least two replicates.
  public static func tQuantile(replicates: Int) -> Double {
    precondition(replicates >= 2, "errors need at least two replicates")
    // The degrees of freedom are positive, so the law exists; NaN would show a mistake here.
    let law = try? StudentT(degreesOfFreedom: Double(replicates - 1))
    return law?.upperQuantile(0.025) ?? .nan
  }

  private static func average(_ figures: [Double]) -> Double {
    figures.reduce(0, +) / Double(figures.count)
  }
}
