internal import LinearAlgebra

/// A run of scenarios that are computed together, as columns beside one another.
struct ScenarioBlock: Sendable {
  /// The scenarios, by index.
  let scenarios: Range<Int>
  /// The number of columns in memory: the scenarios and columns of zeros behind them.
  let width: Int

  /// Cuts scenarios into blocks.
  ///
  /// - Parameters:
  ///   - count: the number of scenarios.
  ///   - size: how many scenarios a block has at most.
  ///   - multiple: the width in memory is a multiple of this, so that a column's bits do not
  ///     depend on how the scenarios were cut.
  static func plan(_ count: Int, size: Int, multiple: Int) -> [ScenarioBlock] {
    stride(from: 0, to: count, by: max(size, 1)).map { first in
      let last = min(first + max(size, 1), count)
      let width = (last - first + multiple - 1) / multiple * multiple
      return ScenarioBlock(scenarios: first..<last, width: width)
    }
  }

  /// The block of a table of scenarios (rows) by nodes (columns), node by node.
  func columns(of table: SparseMatrix) -> [Double] {
    var block: [Double] = LargePages.array(count: table.columns * width) {
      $0.initialize(repeating: 0)
    }
    for (column, scenario) in scenarios.enumerated() {
      for place in table.entries(ofRow: scenario) {
        block[Int(table.columnIndices[place]) * width + column] = table.values[place]
      }
    }
    return block
  }
}
