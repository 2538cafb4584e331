/// The order in which blocks are merged: a function of the study alone.
///
/// Sums of floating-point numbers depend on the order of adding. So blocks are merged as the leaves
/// of fixed binary trees, whoever computed them: blocks of an outer draw or replicate (a *group*)
/// first, then whole groups, or single blocks where trials are independent, within *chapters*, then
/// the chapters one after another. What any run of consecutive blocks comes to is a list of a few
/// nodes of these trees, and lists of neighbouring runs join to the list of both (Demmel and Nguyen
/// 2015 use a fixed tree to the same end). Chapters end where figures are looked at during a run, so
/// that what the run came to there is known from the nodes alone.
///
/// Where trials are independent, nothing here depends on their number, so that a run that is
/// continued has the nodes of a run that was never stopped.
struct MergeOrder: Sendable {
  let plan: BlockPlan
  /// First unit of each chapter but the first; the last chapter is open.
  private let chapterStarts: [Int]

  /// Each look at the figures has a quarter more trials than the last, so that sorting for a
  /// quantile stays a small part of the run.
  private static let growth = 1.25
  private static let firstLook = 4_096

  init(_ plan: BlockPlan) {
    self.plan = plan
    let unit = plan.isGrouped ? plan.group : plan.size
    var starts: [Int] = []
    var look = Self.firstLook
    while look <= plan.trials {
      let end = (look + unit - 1) / unit
      if end != starts.last { starts.append(end) }
      look = Int(Double(look) * Self.growth)
    }
    chapterStarts = starts
  }

  /// Blocks that are merged before they come to a chapter.
  private var blocksPerUnit: Int { plan.isGrouped ? plan.blocksPerGroup : 1 }

  /// Whole groups; a rest of trials makes none.
  private var wholeGroups: Int { plan.trials / plan.group }

  /// Whether a block is an outer draw or replicate by itself.
  func isWholeGroup(_ block: Int) -> Bool {
    plan.isGrouped && plan.blocksPerGroup == 1 && block < wholeGroups
  }

  /// Whether the figures are looked at when the blocks before `end` are merged.
  func isLook(at end: Int) -> Bool {
    guard end.isMultiple(of: blocksPerUnit) else { return false }
    return chapter(of: end / blocksPerUnit).start == end / blocksPerUnit
  }

  /// The chapter of a unit: its units, or from its first one on where it is the last.
  private func chapter(of unit: Int) -> (start: Int, end: Int?) {
    var low = 0
    var high = chapterStarts.count
    while low < high {
      let middle = (low + high) / 2
      if chapterStarts[middle] <= unit { low = middle + 1 } else { high = middle }
    }
    return (
      low > 0 ? chapterStarts[low - 1] : 0, low < chapterStarts.count ? chapterStarts[low] : nil
    )
  }

  /// Where a run of consecutive blocks stands; nil where it is no node.
  func place(of blocks: Range<Int>) -> NodePlace? {
    guard blocks.lowerBound >= 0, !blocks.isEmpty, blocks.upperBound <= plan.count else {
      return nil
    }
    if plan.isGrouped {
      let group = blocks.lowerBound / plan.blocksPerGroup
      let start = group * plan.blocksPerGroup
      let isWhole =
        blocks.lowerBound == start && blocks.count.isMultiple(of: plan.blocksPerGroup)
        && blocks.upperBound <= wholeGroups * plan.blocksPerGroup
      guard isWhole else {
        let end = start + plan.blocksPerGroup
        guard blocks.upperBound <= end else { return nil }
        return NodePlace(
          frame: .group(start), children: blocks.lowerBound - start..<blocks.upperBound - start)
      }
    }
    return placeInChapter(
      blocks.lowerBound / blocksPerUnit..<blocks.upperBound / blocksPerUnit)
  }

  private func placeInChapter(_ units: Range<Int>) -> NodePlace? {
    let chapter = chapter(of: units.lowerBound)
    if let end = chapter.end {
      guard units.upperBound <= end else { return nil }
      if units.count == end - chapter.start { return NodePlace(frame: .run, children: units) }
    }
    return NodePlace(
      frame: .chapter(chapter.start),
      children: units.lowerBound - chapter.start..<units.upperBound - chapter.start)
  }

  /// Children of a frame that is closed once all are there; nil where it stays open.
  func childCount(of frame: NodePlace.Frame) -> Int? {
    switch frame {
    case .group(let start):
      return start / plan.blocksPerGroup < wholeGroups ? plan.blocksPerGroup : nil
    case .chapter(let start):
      return chapter(of: start).end.map { $0 - start }
    case .run: return nil
    }
  }
}

/// Where a node stands: in which group, chapter or the run itself, and over which of its children.
struct NodePlace: Hashable, Sendable {
  /// What nodes are merged in.
  enum Frame: Hashable, Sendable {
    /// The blocks of an outer draw or replicate, by its first block.
    case group(Int)
    /// The units of a chapter, by its first unit.
    case chapter(Int)
    /// Whole chapters, which stay apart.
    case run
  }

  let frame: Frame
  let children: Range<Int>

  /// Whether a binary tree over the frame's children has such a node.
  var isLegal: Bool {
    let size = children.count
    return frame == .run || (size & (size - 1) == 0 && children.lowerBound & (size - 1) == 0)
  }

  /// Whether the next node is the other half of a larger one.
  func isFirstHalf(before next: NodePlace) -> Bool {
    guard frame == next.frame, frame != .run, children.count == next.children.count,
      children.upperBound == next.children.lowerBound
    else { return false }
    return children.lowerBound & children.count == 0
  }
}
