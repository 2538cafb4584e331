internal import Sampling

/// Errors from the spread between outer draws or replicates (see `ClusteredSample`).
extension LevelStatistics {
  /// The means of one outer draw or replicate as one value each of the spread between them all.
  var asOneValue: LevelStatistics {
    var result = self
    result.replaceMoments { Self.oneValue($0) }
    return result
  }

  /// The same means with errors from the spread between outer draws or replicates.
  ///
  /// - Parameter spread: the merge of their `asOneValue`.
  func withErrors(from spread: LevelStatistics) -> LevelStatistics {
    var result = self
    result.losses = Self.errors(losses, spread.losses)
    result.counts = Self.errors(counts, spread.counts)
    result.lostDays = Self.errors(lostDays, spread.lostDays)
    result.people = Self.errors(people, spread.people)
    result.gains = Self.errors(gains, spread.gains)
    return result
  }

  private mutating func replaceMoments(_ change: ([Moments]) -> [Moments]) {
    losses = change(losses)
    counts = change(counts)
    lostDays = change(lostDays)
    people = change(people)
    gains = change(gains)
    aggregate = change([aggregate])[0]
  }

  private static func oneValue(_ moments: [Moments]) -> [Moments] {
    moments.map { Moments(count: 1, mean: $0.mean, squaredDeviations: 0) }
  }

  private static func errors(_ pooled: [Moments], _ spread: [Moments]) -> [Moments] {
    zip(pooled, spread).map { pooled, spread in
      Moments(count: pooled.count, mean: pooled.mean, standardError: spread.standardError)
    }
  }
}
