public import Sampling

/// What the trials of a contagion came to.
public struct ContagionResult: Sendable {
  /// A number of failed nodes and the share of trials in which just so many failed.
  public struct Size: Sendable {
    /// The number of failed nodes, seeds included.
    public let nodes: Int
    /// The share of trials, with its exact binomial interval.
    public let probability: Estimate
  }

  /// The nodes' ids.
  public let ids: [String]
  /// The number of trials.
  public let trials: Int
  /// In how many trials each node failed.
  public let failures: [Int]
  /// The number of nodes failed, seeds included: its mean over trials.
  public let expectedSize: Estimate
  /// The fewest and the most nodes that can fail: the seeds, and all that links lead to.
  public let possibleSizes: ClosedRange<Int>
  private let sizes: [Int: Int]

  init(contagion: Contagion, seeds: Set<Int>, tally: ContagionTally) {
    ids = contagion.ids
    trials = tally.trials
    failures = tally.failures
    sizes = tally.sizes
    possibleSizes = seeds.count...contagion.reachable(from: seeds.sorted())
    expectedSize = Self.mean(of: tally.sizes, trials: tally.trials)
  }

  /// The probability of failing for each node, in the order of `ids`, with its exact binomial
  /// interval (Clopper and Pearson 1934).
  public func probabilities() -> [Estimate] {
    var known: [Int: Estimate] = [:]
    return failures.map { count in
      if let estimate = known[count] { return estimate }
      let estimate = BinomialIntervals.proportion(successes: count, trials: trials)
      known[count] = estimate
      return estimate
    }
  }

  /// The distribution of the number of failed nodes, ascending.
  ///
  /// Lists every possible number where there are at most `limit`, otherwise those that occurred.
  public func sizeDistribution(listingUpTo limit: Int = 1_000) -> [Size] {
    let listed = possibleSizes.count <= limit ? Array(possibleSizes) : sizes.keys.sorted()
    return listed.map { size in
      Size(
        nodes: size,
        probability: BinomialIntervals.proportion(successes: sizes[size] ?? 0, trials: trials))
    }
  }

  /// The mean from the exact sums, so that the order of trials does not matter.
  private static func mean(of sizes: [Int: Int], trials: Int) -> Estimate {
    let ascending = sizes.sorted { $0.key < $1.key }
    let n = Double(trials)
    let mean = Double(ascending.reduce(0) { $0 + $1.key * $1.value }) / n
    let squares = ascending.reduce(0.0) { sum, entry in
      let distance = Double(entry.key) - mean
      return sum + Double(entry.value) * distance * distance
    }
    let variance = trials > 1 ? squares / (n - 1) : 0
    return .normal(
      mean, standardError: (variance / n).squareRoot(), method: .mean, sampleSize: trials)
  }
}
