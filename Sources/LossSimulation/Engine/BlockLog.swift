internal import Sampling

/// What consecutive blocks came to, in a form that joins with that of the blocks that follow.
///
/// See `MergeOrder`: whatever the blocks were dealt out to, joined logs are bit for bit the log of
/// all blocks.
struct BlockLog: Sendable {
  /// A node of the trees in which blocks are merged.
  struct Node: Sendable {
    var blocks: Range<Int>
    var place: NodePlace
    var statistics: MergedStatistics
  }

  let order: MergeOrder
  let firstBlock: Int
  private(set) var nodes: [Node] = []
  /// Of each block, the moments of the loss at the current level, for the course of the run.
  private(set) var aggregates: [Moments] = []

  init(_ order: MergeOrder, firstBlock: Int) {
    self.order = order
    self.firstBlock = firstBlock
  }

  var blocks: Range<Int> { firstBlock..<firstBlock + aggregates.count }

  /// Takes in the next block.
  mutating func append(_ block: BlockStatistics) {
    let position = blocks.upperBound
    aggregates.append(block.levels.last?.aggregate ?? Moments())
    var statistics = MergedStatistics(pooled: block)
    if order.isWholeGroup(position) { statistics.closeGroup() }
    push(position..<position + 1, statistics)
  }

  /// Takes in what another log says of the block that follows.
  ///
  /// - Parameter next: The position in the other log's nodes, moved on where a node ends here.
  mutating func append(from other: BlockLog, next: inout Int) {
    let position = blocks.upperBound
    aggregates.append(other.aggregates[position - other.firstBlock])
    while next < other.nodes.count, other.nodes[next].blocks.upperBound == position + 1 {
      push(other.nodes[next].blocks, other.nodes[next].statistics)
      next += 1
    }
  }

  private mutating func push(_ blocks: Range<Int>, _ statistics: MergedStatistics) {
    guard let place = order.place(of: blocks) else { return }
    nodes.append(Node(blocks: blocks, place: place, statistics: statistics))
    while joinHalves() || closeFrame() {}
  }

  /// Merges the last two nodes where they are the halves of a larger one.
  private mutating func joinHalves() -> Bool {
    guard let last = nodes.last, nodes.count > 1,
      nodes[nodes.count - 2].place.isFirstHalf(before: last.place)
    else { return false }
    nodes.removeLast()
    nodes[nodes.count - 1].merge(last)
    return place(atEndWith: nodes[nodes.count - 1].blocks)
  }

  /// Merges all nodes of a group or chapter that is whole into one.
  private mutating func closeFrame() -> Bool {
    guard let last = nodes.last, let count = order.childCount(of: last.place.frame),
      last.place.children.upperBound == count
    else { return false }
    let first = (nodes.lastIndex { $0.place.frame != last.place.frame } ?? -1) + 1
    guard nodes[first].place.children.lowerBound == 0 else { return false }
    for node in nodes[(first + 1)...] { nodes[first].merge(node) }
    nodes.removeSubrange((first + 1)...)
    return place(atEndWith: nodes[first].blocks)
  }

  /// Gives the last node its new place, outside its group where it is the whole of it.
  private mutating func place(atEndWith blocks: Range<Int>) -> Bool {
    guard let place = order.place(of: blocks) else { return false }
    let position = nodes.count - 1
    if case .group = nodes[position].place.frame, place.frame != nodes[position].place.frame {
      nodes[position].statistics.closeGroup()
    }
    nodes[position].place = place
    return true
  }

  /// Everything merged; nil where nothing is there.
  var total: MergedStatistics? {
    guard var total = nodes.first?.statistics else { return nil }
    for node in nodes.dropFirst() { total.merge(node.statistics) }
    return total
  }
}

extension BlockLog.Node {
  fileprivate mutating func merge(_ next: BlockLog.Node) {
    blocks = blocks.lowerBound..<next.blocks.upperBound
    statistics.merge(next.statistics)
  }
}

extension BlockLog {
  /// A log from its parts as they were written; nil where they are no log.
  init?(_ order: MergeOrder, blocks: Range<Int>, nodes: [Node], aggregates: [Moments]) {
    self.init(order, firstBlock: blocks.lowerBound)
    var end = blocks.lowerBound
    for node in nodes {
      guard node.blocks.lowerBound == end, node.place.isLegal else { return nil }
      end = node.blocks.upperBound
    }
    guard end == blocks.upperBound, aggregates.count == blocks.count else { return nil }
    self.nodes = nodes
    self.aggregates = aggregates
  }
}

/// Merged blocks, with the spread between the outer draws or replicates that are whole.
struct MergedStatistics: Sendable {
  var pooled: BlockStatistics
  /// By level; nil as long as no outer draw or replicate is whole.
  var spread: [LevelStatistics]?

  init(pooled: BlockStatistics, spread: [LevelStatistics]? = nil) {
    self.pooled = pooled
    self.spread = spread
  }

  /// Says that an outer draw or replicate is whole.
  mutating func closeGroup() { spread = pooled.levels.map(\.asOneValue) }

  /// Takes in what follows.
  mutating func merge(_ next: MergedStatistics) {
    pooled.merge(next.pooled)
    guard let theirs = next.spread else { return }
    guard let mine = spread else {
      spread = theirs
      return
    }
    spread = zip(mine, theirs).map { mine, theirs in
      var both = mine
      both.merge(theirs)
      return both
    }
  }

  /// The statistics with their errors: from the spread where trials hang together.
  var withErrors: BlockStatistics {
    guard let spread, let first = spread.first, first.aggregate.count > 1 else { return pooled }
    var result = pooled
    for (level, spread) in spread.enumerated() {
      result.levels[level] = pooled.levels[level].withErrors(from: spread)
    }
    return result
  }
}
