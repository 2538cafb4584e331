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
    var draws = ComponentDraws(components, ids: ids, availability: availability, seed: seed)
    var successes = 0
    for batch in 0..<((trials + BernoulliTrials.width - 1) / BernoulliTrials.width) {
      draws.fill(batch: batch)
      for word in 0..<BernoulliTrials.words {
        let left = trials - BernoulliTrials.width * batch - 64 * word
        guard left > 0 else { break }
        let works = works { draws.word(word, of: $0) }
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

/// Whether components work, 256 trials at a time.
private struct ComponentDraws {
  private let seed: UInt64
  private let streams: [UInt64]
  /// A component that never works has no limit that says so: nil.
  private let limits: [UInt64?]
  private let place: [Int: Int]
  private var words: [UInt64]

  init(_ components: [Int], ids: [String], availability: [Double], seed: UInt64) {
    self.seed = seed
    streams = components.map {
      RandomStream(seed: seed, purpose: Structure.purpose, record: ids[$0]).hash
    }
    limits = components.map { BernoulliTrials.limit(of: availability[$0]) }
    place = Dictionary(uniqueKeysWithValues: components.enumerated().map { ($1, $0) })
    words = Array(repeating: 0, count: BernoulliTrials.words * components.count)
  }

  mutating func fill(batch: Int) {
    BernoulliTrials.fill(
      seed: seed, streams: streams, limits: limits.map { $0 ?? 0 }, count: streams.count,
      batch: UInt32(truncatingIfNeeded: batch), into: &words)
    for (i, limit) in limits.enumerated() where limit == nil {
      for word in 0..<BernoulliTrials.words { words[BernoulliTrials.words * i + word] = 0 }
    }
  }

  func word(_ word: Int, of component: Int) -> UInt64 {
    words[BernoulliTrials.words * (place[component] ?? 0) + word]
  }
}
