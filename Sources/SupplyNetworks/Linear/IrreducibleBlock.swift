internal import LinearAlgebra

/// The entries of a matrix between the nodes of one strong component, in compressed rows.
struct IrreducibleBlock {
  private(set) var offsets: [Int] = [0]
  private(set) var columns: [Int32] = []
  private(set) var values: [Double] = []
  /// The largest row sum: the radius is not above it.
  private(set) var largestSum = 0.0

  /// Up to this order all eigenvalues cost less than a second.
  static let smallOrder = 800

  var order: Int { offsets.count - 1 }

  /// - Parameters:
  ///   - entries: the whole matrix in compressed rows.
  ///   - positions: the place of each node among the members of its component.
  init(
    _ entries: (offsets: [Int], columns: [Int32], values: [Double]),
    _ components: StrongComponents, number: Int, positions: [Int32]
  ) {
    let members = components.starts[number]..<components.starts[number + 1]
    offsets.reserveCapacity(members.count + 1)
    for place in members {
      let node = Int(components.members[place])
      var sum = 0.0
      for entry in entries.offsets[node]..<entries.offsets[node + 1] {
        let other = Int(entries.columns[entry])
        guard components.component[other] == Int32(number) else { continue }
        columns.append(positions[other])
        values.append(entries.values[entry])
        sum += entries.values[entry]
      }
      offsets.append(columns.count)
      largestSum = max(largestSum, sum)
    }
  }

  /// The radius of the block: by power iteration, or through all eigenvalues where that is slow
  /// and the block small.
  func radius(tolerance: Double, limit: Int) -> MatrixRadius {
    if order == 1 { return MatrixRadius(value: largestSum, lower: largestSum, upper: largestSum) }
    let root = PerronRoot(
      rowStarts: offsets, columns: columns, values: values, tolerance: tolerance,
      maximumIterations: limit)
    guard root.upper - root.lower > 1e-8 * root.upper, order <= Self.smallOrder,
      let value = try? dense.spectralRadius()
    else { return MatrixRadius(value: root.value, lower: root.lower, upper: root.upper) }
    return MatrixRadius(value: value, lower: value, upper: value)
  }

  private var dense: DenseMatrix {
    var matrix = DenseMatrix(rows: order, columns: order)
    for row in 0..<order {
      for entry in offsets[row]..<offsets[row + 1] {
        matrix[row, Int(columns[entry])] += values[entry]
      }
    }
    return matrix
  }
}
