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
    counts = Self.moments(level.counts, count)
    trialsWithEvent = (0..<level.counts.rows).map { Self.positive(level.counts[$0], count) }
    lostDays = Self.moments(level.lostDays, count)
    people = Self.moments(level.people, count)
    gains = Self.moments(level.gains, count)
    trialsWithGain = (0..<level.gains.rows / 2).map {
      Self.positive(level.gains[2 * $0 + 1], count)
    }
    aggregate = Self.moments(of: level.aggregate.base, count)
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
    (0..<matrix.rows).map { moments(of: matrix[$0], count) }
  }

  /// Eight running sums, so that the loop is not bound by the latency of one addition.
  ///
  /// Sums are of distances from the first value: what never varies then has a spread of exactly 0.
  private static func moments(of x: UnsafeMutablePointer<Double>, _ count: Int) -> Moments {
    guard count > 0 else { return Moments() }
    let origin = x[0]
    var sums = SIMD8<Double>.zero
    var squares = SIMD8<Double>.zero
    var i = 0
    while i + 8 <= count {
      let v = UnsafeRawPointer(x + i).loadUnaligned(as: SIMD8<Double>.self) - origin
      sums += v
      squares += v * v
      i += 8
    }
    var sum = sums.sum()
    var square = squares.sum()
    while i < count {
      let v = x[i] - origin
      sum += v
      square += v * v
      i += 1
    }
    return Moments(count: count, origin: origin, sum: sum, sumOfSquares: square)
  }

  private static func positive(_ x: UnsafeMutablePointer<Double>, _ count: Int) -> Int {
    var positive = 0
    for i in 0..<count where x[i] > 0 { positive += 1 }
    return positive
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
