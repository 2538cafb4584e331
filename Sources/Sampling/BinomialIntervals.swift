internal import Distributions

/// Exact intervals from the binomial distribution of a count of trials.
public enum BinomialIntervals {
  /// The share `successes / trials` with Clopper and Pearson's (1934) 95 % interval.
  ///
  /// - Parameters:
  ///   - successes: 0…trials.
  ///   - trials: Above 0.
  public static func proportion(successes: Int, trials: Int, caveat: String? = nil) -> Estimate {
    let n = Double(trials)
    let k = Double(successes)
    let low = successes == 0 ? 0 : betaQuantile(0.025, k, n - k + 1)
    let high = successes == trials ? 1 : betaQuantile(0.975, k + 1, n - k)
    let share = k / n
    return Estimate(
      value: share, standardError: (share * (1 - share) / n).squareRoot(), low: low, high: high,
      method: .binomial, sampleSize: trials, caveat: caveat)
  }

  /// Clopper and Pearson's lower bound alone: the share is below it in at most `error` of samples.
  ///
  /// - Parameters:
  ///   - successes: 0…trials; need not be whole where trials are effective ones.
  ///   - trials: Above 0.
  ///   - error: In (0, 1).
  public static func lowerBound(successes: Double, trials: Double, error: Double) -> Double {
    successes > 0 ? betaQuantile(error, successes, trials - successes + 1) : 0
  }

  /// Clopper and Pearson's upper bound alone: the share is above it in at most `error` of samples.
  ///
  /// - Parameters:
  ///   - successes: 0…trials; need not be whole where trials are effective ones.
  ///   - trials: Above 0.
  ///   - error: In (0, 1).
  public static func upperBound(successes: Double, trials: Double, error: Double) -> Double {
    guard successes < trials else { return 1 }
    let law = try? Beta(alpha: successes + 1, beta: trials - successes, min: 0, max: 1)
    return law?.upperQuantile(error) ?? .nan
  }

  private static func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    // Parameters of a count are positive, so the law exists; NaN would show a mistake here.
    (try? Beta(alpha: a, beta: b, min: 0, max: 1))?.quantile(p) ?? .nan
  }

  /// Ranks, from 1, of the order statistics between which the quantile of `level` lies with at
  /// least 95 % probability, whatever the continuous law.
  ///
  /// Lower rank: the 2.5 % quantile of Binomial(trials, level); upper: the 97.5 % quantile plus 1
  /// (David and Nagaraja 2003, section 7.1). Nil at an end that would fall outside the sample.
  public static func quantileRanks(level: Double, trials: Int) -> (low: Int?, high: Int?) {
    guard let law = try? Binomial(trials: trials, probability: level) else { return (nil, nil) }
    let low = Int(law.quantile(0.025))
    let high = Int(law.quantile(0.975)) + 1
    return (low >= 1 ? low : nil, high <= trials ? high : nil)
  }
}
