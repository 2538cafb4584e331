public import Sampling

extension Structure {
  /// The purpose of the randomness of components.
  static let purpose = "availability"

  /// The availability by simulation, a check of the exact answer.
  ///
  /// Whether a component works in a trial is a pure function of seed, id and trial.
  ///
  /// - Parameters:
  ///   - ids: of the components.
  ///   - availability: of each component, 0…1.
  ///   - trials: At least 1.
  public func simulatedAvailability(
    ids: [String], availability: [Double], trials: Int, seed: UInt64
  ) -> Estimate {
    let used = components
    let streams = used.map { RandomStream(seed: seed, purpose: Self.purpose, record: ids[$0]).hash }
    let limits = used.map { BernoulliTrials.limit(of: availability[$0]) }
    let place = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    var words = [UInt64](repeating: 0, count: BernoulliTrials.words * used.count)
    var successes = 0
    for batch in 0..<((trials + BernoulliTrials.width - 1) / BernoulliTrials.width) {
      BernoulliTrials.fill(
        seed: seed, streams: streams, limits: limits.map { $0 ?? 0 }, count: used.count,
        batch: UInt32(truncatingIfNeeded: batch), into: &words)
      // A component that never works has no limit that says so.
      for (i, limit) in limits.enumerated() where limit == nil {
        for word in 0..<BernoulliTrials.words { words[BernoulliTrials.words * i + word] = 0 }
      }
      for word in 0..<BernoulliTrials.words {
        let left = trials - BernoulliTrials.width * batch - 64 * word
        guard left > 0 else { break }
        let works = works { words[BernoulliTrials.words * (place[$0] ?? 0) + word] }
        let live = left >= 64 ? UInt64.max : (1 << UInt64(left)) - 1
        successes += (works & live).nonzeroBitCount
      }
    }
    return BinomialIntervals.proportion(successes: successes, trials: trials)
  }

  /// The trials of a word in which the structure works.
  private func works(_ word: (Int) -> UInt64) -> UInt64 {
    switch self {
    case .component(let index): return word(index)
    case .atLeast(let needed, let parts):
      // reached[k]: the trials in which at least k of the parts seen so far work.
      var reached = [UInt64](repeating: 0, count: needed + 1)
      reached[0] = .max
      for part in parts {
        let up = part.works(word)
        for k in stride(from: needed, to: 0, by: -1) { reached[k] |= reached[k - 1] & up }
      }
      return reached[needed]
    }
  }
}
