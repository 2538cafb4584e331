internal import Sampling

/// A part as bytes: what `Simulator.partialRun(from:)` reads.
///
/// Whole numbers and doubles of eight bytes, least significant first: first block and end, first
/// trial and end, levels, columns of years; of each block the mean and Σ (x − mean)² of its losses;
/// the number of nodes (`MergeOrder`) and each with its first block, its end and its statistics; by
/// level and column, the years. How many numbers a node has is known from the study.
extension PartialRun {
  /// Hands the bytes over in pieces.
  public func write(to receive: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    var writer = ByteWriter(to: receive)
    for number in [
      blocks.lowerBound, blocks.upperBound, trials.lowerBound, trials.upperBound, years.levels,
      years.keepsPeople ? 4 : 2,
    ] { try writer.write(number) }
    for block in log.aggregates {
      try writer.write(block.mean)
      try writer.write(block.squaredDeviations)
    }
    try writer.write(log.nodes.count)
    for node in log.nodes {
      try writer.write(node.blocks.lowerBound)
      try writer.write(node.blocks.upperBound)
      try node.statistics.write(to: &writer)
    }
    for level in 0..<years.levels {
      for column in years.columns(level: level) {
        try writer.write(column + (trials.lowerBound - firstTrial), count: trials.count)
      }
    }
    try writer.flush()
  }
}

extension Simulator {
  /// A part from its bytes.
  ///
  /// A part of a shorter run of the same study may be read where `canGoOn(to:)` holds.
  ///
  /// - Throws: `DamagedPart` where the bytes are not those of a part of this study; nothing that
  ///   they say is believed before it is held against the study and the number of bytes.
  public func partialRun(
    from bytes: UnsafeRawBufferPointer
  ) throws(DamagedPart) -> PartialRun {
    guard case .trials(let compiled) = engine else {
      throw .holds("simulated blocks, and nothing of the study is simulated")
    }
    return try PartReader(compiled, bytes).part()
  }
}

/// Reads one part.
private struct PartReader {
  let compiled: CompiledStudy
  let shape: StatisticsShape
  let order: MergeOrder
  var reader: ByteReader

  init(_ compiled: CompiledStudy, _ bytes: UnsafeRawBufferPointer) {
    self.compiled = compiled
    shape = StatisticsShape(compiled)
    order = MergeOrder(BlockPlan(compiled))
    reader = ByteReader(bytes)
  }

  private var plan: BlockPlan { order.plan }

  func part() throws(DamagedPart) -> PartialRun {
    var copy = self
    return try copy.read()
  }

  private mutating func read() throws(DamagedPart) -> PartialRun {
    let blocks = try range(atMost: plan.count, "blocks")
    let trials = try range(atMost: plan.trials, "trials")
    guard plan.trials(of: blocks) == trials else {
      throw .holds("trials that are not those of its blocks")
    }
    let levels = try reader.integer(atMost: 2)
    guard levels == shape.levels else {
      throw .holds("\(levels) levels, and the study has \(shape.levels)")
    }
    let columns = try reader.integer(atMost: 4)
    guard columns == 2 || columns == 4 else { throw .holds("\(columns) columns of years") }
    let log = try log(of: blocks)
    // Checked before memory is taken.
    guard reader.remaining / 8 == trials.count * levels * columns,
      reader.remaining.isMultiple(of: 8)
    else { throw .endsEarly }
    let years = YearStore(levels: levels, trials: trials.count, keepsPeople: columns == 4)
    for level in 0..<levels {
      for column in years.columns(level: level) {
        try reader.fill(column, count: trials.count)
      }
    }
    return PartialRun(log: log, years: years, firstTrial: trials.lowerBound)
  }

  private mutating func range(
    atMost limit: Int, _ what: String
  ) throws(DamagedPart) -> Range<Int> {
    let (low, high) = (try reader.integer(atMost: limit), try reader.integer(atMost: limit))
    guard low <= high else { throw .holds("\(what) that end before they begin") }
    return low..<high
  }

  private mutating func log(of blocks: Range<Int>) throws(DamagedPart) -> BlockLog {
    guard reader.remaining / 16 >= blocks.count else { throw .endsEarly }
    var aggregates: [Moments] = []
    for block in blocks {
      let mean = try reader.double()
      aggregates.append(
        Moments(
          count: plan.trials(of: block).count, mean: mean,
          squaredDeviations: try reader.double()))
    }
    let count = try reader.integer(atMost: blocks.count)
    guard reader.remaining / (16 + shape.bytes) >= count else { throw .endsEarly }
    var nodes: [BlockLog.Node] = []
    for _ in 0..<count { nodes.append(try node(in: blocks)) }
    guard let log = BlockLog(order, blocks: blocks, nodes: nodes, aggregates: aggregates) else {
      throw .holds("sums that do not cover its blocks")
    }
    return log
  }

  private mutating func node(in blocks: Range<Int>) throws(DamagedPart) -> BlockLog.Node {
    let range = try range(atMost: plan.count, "sums")
    guard let place = order.place(of: range), blocks.contains(range.lowerBound),
      range.upperBound <= blocks.upperBound
    else { throw .holds("sums over blocks that are never added up") }
    let statistics = try MergedStatistics(&reader, shape)
    guard statistics.pooled.trials == plan.trials(of: range).count,
      statistics.pooled.levels.allSatisfy({ $0.aggregate.count == statistics.pooled.trials })
    else { throw .holds("sums over another number of trials") }
    return BlockLog.Node(blocks: range, place: place, statistics: statistics)
  }
}
