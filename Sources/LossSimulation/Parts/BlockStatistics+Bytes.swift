internal import Sampling

/// How many of everything a level's statistics hold: known from the study, so that it is not written.
struct StatisticsShape: Hashable, Sendable {
  let losses: Int
  let counts: Int
  let lostDays: Int
  let people: Int
  let opportunities: Int
  let levels: Int

  init(_ compiled: CompiledStudy) {
    let layout = compiled.layout
    losses = layout.componentCount
    counts = layout.rows + layout.suppliers
    lostDays = layout.processes
    people = 2 * (layout.peopleRows.count + 1)
    opportunities = layout.opportunities
    levels = compiled.hasControls ? 2 : 1
  }

  /// Bytes of one level.
  var levelBytes: Int {
    let moments = losses + counts + lostDays + people + 2 * opportunities + 1
    return 8 * (1 + 2 * moments + counts + opportunities)
  }

  /// Bytes of merged blocks without the spread between groups.
  var bytes: Int { 8 * 5 + levels * levelBytes }
}

extension MergedStatistics {
  func write(to writer: inout ByteWriter) throws {
    try writer.write(pooled.trials)
    try writer.write(pooled.events)
    try writer.write(pooled.clipped)
    try writer.write(pooled.scaledTrials)
    try writer.write(spread == nil ? 0 : 1)
    for level in pooled.levels + (spread ?? []) { try level.write(to: &writer) }
  }

  init(_ reader: inout ByteReader, _ shape: StatisticsShape) throws(DamagedPart) {
    let trials = try reader.integer(atMost: .max)
    let (events, clipped) = (try reader.integer(atMost: .max), try reader.integer(atMost: .max))
    let scaled = try reader.integer(atMost: trials)
    let hasSpread = try reader.integer(atMost: 1) == 1
    pooled = BlockStatistics(
      levels: try Self.levels(&reader, shape), trials: trials, events: events, clipped: clipped,
      scaledTrials: scaled)
    spread = hasSpread ? try Self.levels(&reader, shape) : nil
  }

  private static func levels(
    _ reader: inout ByteReader, _ shape: StatisticsShape
  ) throws(DamagedPart) -> [LevelStatistics] {
    var levels: [LevelStatistics] = []
    for _ in 0..<shape.levels { levels.append(try LevelStatistics(&reader, shape)) }
    return levels
  }
}

extension LevelStatistics {
  /// All moments are of the same trials, so that their number is written once.
  fileprivate func write(to writer: inout ByteWriter) throws {
    try writer.write(aggregate.count)
    for moments in losses + counts + lostDays + people + gains + [aggregate] {
      try writer.write(moments.mean)
      try writer.write(moments.squaredDeviations)
    }
    for number in trialsWithEvent + trialsWithGain { try writer.write(number) }
  }

  fileprivate init(
    _ reader: inout ByteReader, _ shape: StatisticsShape
  ) throws(DamagedPart) {
    guard reader.remaining >= shape.levelBytes else { throw .endsEarly }
    let count = try reader.integer(atMost: .max)
    let losses = try reader.moments(shape.losses, of: count)
    let counts = try reader.moments(shape.counts, of: count)
    let lostDays = try reader.moments(shape.lostDays, of: count)
    let people = try reader.moments(shape.people, of: count)
    let gains = try reader.moments(2 * shape.opportunities, of: count)
    let aggregate = try reader.moments(1, of: count)[0]
    self.init(
      losses: losses, counts: counts, trialsWithEvent: try reader.integers(shape.counts),
      lostDays: lostDays, people: people, gains: gains,
      trialsWithGain: try reader.integers(shape.opportunities), aggregate: aggregate)
  }
}

extension ByteReader {
  fileprivate mutating func moments(
    _ number: Int, of count: Int
  ) throws(DamagedPart) -> [Moments] {
    var moments: [Moments] = []
    for _ in 0..<number {
      let mean = try double()
      moments.append(Moments(count: count, mean: mean, squaredDeviations: try double()))
    }
    return moments
  }

  fileprivate mutating func integers(_ number: Int) throws(DamagedPart) -> [Int] {
    var integers: [Int] = []
    // Sums of these stay far from overflow.
    for _ in 0..<number { integers.append(try integer(atMost: 1 << 40)) }
    return integers
  }
}
