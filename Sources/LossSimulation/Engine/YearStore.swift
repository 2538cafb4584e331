/// The years of a run while it is computed: each worker writes the trials of its own blocks.
///
/// Unchecked: blocks are disjoint ranges of trials, and nobody reads before all writers are done.
final class YearStore: @unchecked Sendable {
  private var aggregate: [Buffer<Double>]
  private var largest: [Buffer<Double>]
  private var injuries: [Buffer<Double>]
  private var fatalities: [Buffer<Double>]
  let levels: Int

  init(levels: Int, trials: Int, keepsPeople: Bool) {
    self.levels = levels
    aggregate = (0..<levels).map { _ in Buffer(trials) }
    largest = (0..<levels).map { _ in Buffer(trials) }
    injuries = (0..<(keepsPeople ? levels : 0)).map { _ in Buffer(trials) }
    fatalities = (0..<(keepsPeople ? levels : 0)).map { _ in Buffer(trials) }
  }

  /// Copies the years of a block that starts at a trial.
  func store(_ block: BlockSimulator, at start: Int) {
    let all = block.study.layout.peopleRows.count
    for (l, level) in block.levels.enumerated() {
      (aggregate[l].base + start).update(from: level.aggregate.base, count: block.count)
      (largest[l].base + start).update(from: level.largest.base, count: block.count)
      guard !injuries.isEmpty else { continue }
      (injuries[l].base + start).update(from: level.people[2 * all], count: block.count)
      (fatalities[l].base + start).update(from: level.people[2 * all + 1], count: block.count)
    }
  }

  /// Whether persons harmed are there year by year.
  var keepsPeople: Bool { !injuries.isEmpty }

  /// By level, the columns that are kept: aggregate, largest event, then injuries and fatalities.
  func columns(level: Int) -> [UnsafeMutablePointer<Double>] {
    [aggregate[level].base, largest[level].base]
      + (keepsPeople ? [injuries[level].base, fatalities[level].base] : [])
  }

  /// Copies years from another store that begins at a trial.
  func copy(_ trials: Range<Int>, from other: YearStore, startingAt first: Int) {
    for level in 0..<levels {
      for (mine, theirs) in zip(columns(level: level), other.columns(level: level)) {
        (mine + trials.lowerBound).update(
          from: theirs + (trials.lowerBound - first), count: trials.count)
      }
    }
  }

  /// The first `trials` years of a level.
  ///
  /// - Parameter keeping: false where the store gives them up: each measure is then copied and freed
  ///   before the next, so that a run of a hundred million years holds them once.
  func years(level: Int, trials: Int, keeping: Bool) -> YearLossTable {
    func take(_ buffers: inout [Buffer<Double>]) -> [Double] {
      guard level < buffers.count else { return [] }
      let years = Array(UnsafeBufferPointer(start: buffers[level].base, count: trials))
      if !keeping { buffers[level] = Buffer(0) }
      return years
    }
    return YearLossTable(
      aggregate: take(&aggregate), largestEvent: take(&largest), injuries: take(&injuries),
      fatalities: take(&fatalities))
  }

  /// The aggregate losses of the first `trials` years of a level, for figures during a run.
  func aggregate(level: Int, trials: Int) -> [Double] {
    Array(UnsafeBufferPointer(start: aggregate[level].base, count: trials))
  }
}
