internal import Sampling

/// What is kept of a block at one level besides its years: moments of everything reported.
struct LevelStatistics: Sendable {
  /// Of net losses, by component (see `LevelMatrices.losses`).
  var losses: [Moments]
  /// Of events by row, then of outages by supplier.
  var counts: [Moments]
  /// Trials with at least one event, by row, then by supplier.
  var trialsWithEvent: [Int]
  /// Of days lost, by process.
  var lostDays: [Moments]
  /// Of injuries and fatalities: see `LevelMatrices.people`.
  var people: [Moments]
  /// Of gains and of events, by opportunity.
  var gains: [Moments]
  /// Trials with at least one event, by opportunity.
  var trialsWithGain: [Int]
  var aggregate: Moments
}

extension LevelStatistics {
  init(_ level: LevelMatrices, count: Int) {
    losses = Self.moments(level.losses, count)
    (counts, trialsWithEvent) = Self.momentsAndPositive(level.counts, count)
    lostDays = Self.moments(level.lostDays, count)
    people = Self.moments(level.people, count)
    let (gains, positive) = Self.momentsAndPositive(level.gains, count)
    self.gains = gains
    trialsWithGain = (0..<level.gains.rows / 2).map { positive[2 * $0 + 1] }
    aggregate = EventKernels.moments(level.aggregate.base, count: count).moments
  }

  mutating func merge(_ other: LevelStatistics) {
    Self.merge(&losses, other.losses)
    Self.merge(&counts, other.counts)
    Self.merge(&lostDays, other.lostDays)
    Self.merge(&people, other.people)
    Self.merge(&gains, other.gains)
    for i in trialsWithEvent.indices { trialsWithEvent[i] += other.trialsWithEvent[i] }
    for i in trialsWithGain.indices { trialsWithGain[i] += other.trialsWithGain[i] }
    aggregate.merge(other.aggregate)
  }

  private static func merge(_ mine: inout [Moments], _ theirs: [Moments]) {
    for i in mine.indices { mine[i].merge(theirs[i]) }
  }

  private static func moments(_ matrix: BlockMatrix, _ count: Int) -> [Moments] {
    (0..<matrix.rows).map { EventKernels.moments(matrix[$0], count: count).moments }
  }

  private static func momentsAndPositive(
    _ matrix: BlockMatrix, _ count: Int
  ) -> (moments: [Moments], positive: [Int]) {
    let rows = (0..<matrix.rows).map { EventKernels.moments(matrix[$0], count: count) }
    return (rows.map(\.moments), rows.map(\.positive))
  }
}

/// All that a block hands over.
struct BlockStatistics: Sendable {
  var levels: [LevelStatistics]
  var trials: Int
  var events: Int
  var clipped: Int
  var scaledTrials: Int
}

extension BlockStatistics {
  init(_ block: BlockSimulator) {
    levels = block.levels.map { LevelStatistics($0, count: block.count) }
    trials = block.count
    events = block.eventCount
    clipped = block.clipped
    scaledTrials = block.scaledTrials
  }

  /// Takes in the block that follows.
  mutating func merge(_ next: BlockStatistics) {
    for i in levels.indices { levels[i].merge(next.levels[i]) }
    trials += next.trials
    events += next.events
    clipped += next.clipped
    scaledTrials += next.scaledTrials
  }
}
