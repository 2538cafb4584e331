internal import CKernels

extension SparseMatrix {
  /// How many columns the block kernels take at a time: eight doubles are one cache line.
  public static let blockWidth = 8

  /// The product of the matrix and a column vector; the entries of a row are added in their order.
  public func multiplied(by vector: [Double]) -> [Double] {
    precondition(vector.count == columns, "the vector must have one entry for each column")
    return (0..<rows).map { row in
      var sum = 0.0
      for place in entries(ofRow: row) { sum += values[place] * vector[Int(columnIndices[place])] }
      return sum
    }
  }

  /// y = A · x for a block of eight columns, in which row r is the eight numbers at 8 · r.
  ///
  /// - Precondition: `x` holds 8 · columns numbers and `result` 8 · rows, and they do not overlap.
  public func multiply(
    block x: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>
  ) {
    rowStarts.withUnsafeBufferPointer { starts in
      starts.withMemoryRebound(to: Int64.self) {
        bw_csr_block(rows, $0.baseAddress, columnIndices, values, x, result)
      }
    }
  }

  /// The matrix with rows and columns exchanged.
  ///
  /// O(entries).
  public var transposed: SparseMatrix {
    var starts = [Int](repeating: 0, count: columns + 1)
    for column in columnIndices { starts[Int(column) + 1] += 1 }
    for column in 0..<columns { starts[column + 1] += starts[column] }
    var next = starts
    var indices = [Int32](repeating: 0, count: entryCount)
    var moved = [Double](repeating: 0, count: entryCount)
    for row in 0..<rows {
      for place in entries(ofRow: row) {
        let target = next[Int(columnIndices[place])]
        indices[target] = Int32(row)
        moved[target] = values[place]
        next[Int(columnIndices[place])] += 1
      }
    }
    return SparseMatrix(
      rows: columns, columns: rows, rowStarts: starts, columnIndices: indices, values: moved)
  }

  /// The product of two sparse matrices, by rows (Gustavson 1978).
  public func multiplied(by other: SparseMatrix) -> SparseMatrix {
    precondition(columns == other.rows, "the inner dimensions of a product must agree")
    var sums = [Double](repeating: 0, count: other.columns)
    var seen = [Int](repeating: -1, count: other.columns)
    var starts = [0]
    var indices: [Int32] = []
    var products: [Double] = []
    for row in 0..<rows {
      var touched: [Int32] = []
      for place in entries(ofRow: row) {
        for inner in other.entries(ofRow: Int(columnIndices[place])) {
          let column = Int(other.columnIndices[inner])
          if seen[column] != row {
            seen[column] = row
            sums[column] = 0
            touched.append(Int32(column))
          }
          sums[column] += values[place] * other.values[inner]
        }
      }
      touched.sort()
      indices += touched
      products += touched.map { sums[Int($0)] }
      starts.append(indices.count)
    }
    return SparseMatrix(
      rows: rows, columns: other.columns, rowStarts: starts, columnIndices: indices,
      values: products)
  }

  /// The same matrix with every place stored.
  public var dense: DenseMatrix {
    // Where every place has an entry the values are the dense matrix, and its storage is shared.
    if entryCount == rows * columns {
      return DenseMatrix(rows: rows, columns: columns, storage: values)
    }
    var result = DenseMatrix(rows: rows, columns: columns)
    result.withUnsafeMutableStorage { storage in
      for row in 0..<rows {
        for place in entries(ofRow: row) {
          storage[row * columns + Int(columnIndices[place])] = values[place]
        }
      }
    }
    return result
  }

  /// I − self, with every place stored.
  public var denseSubtractedFromIdentity: DenseMatrix {
    precondition(isSquare, "only a square matrix has an identity of its shape")
    if entryCount == rows * columns { return fullSubtractedFromIdentity }
    let storage: [Double] = LargePages.array(count: rows * columns) { storage in
      storage.initialize(repeating: 0)
      for row in 0..<rows {
        storage[row * columns + row] = 1
        for place in entries(ofRow: row) {
          storage[row * columns + Int(columnIndices[place])] -= values[place]
        }
      }
    }
    return DenseMatrix(rows: rows, columns: columns, storage: storage)
  }

  /// I − self where every place has an entry.
  private var fullSubtractedFromIdentity: DenseMatrix {
    let storage: [Double] = LargePages.array(count: values.count) { storage in
      for place in values.indices { storage[place] = 0 - values[place] }
      for row in 0..<rows { storage[row * columns + row] = 1 - values[row * columns + row] }
    }
    return DenseMatrix(rows: rows, columns: columns, storage: storage)
  }

  /// The matrix with each entry replaced by an image of its row, column and value.
  public func mapped(_ image: (_ row: Int, _ column: Int, _ value: Double) -> Double)
    -> SparseMatrix
  {
    var images = values
    for row in 0..<rows {
      for place in entries(ofRow: row) {
        images[place] = image(row, Int(columnIndices[place]), values[place])
      }
    }
    return SparseMatrix(
      rows: rows, columns: columns, rowStarts: rowStarts, columnIndices: columnIndices,
      values: images)
  }

  /// The sum of a square matrix and a diagonal one; every diagonal place is then stored.
  public func addingDiagonal(_ diagonal: [Double]) -> SparseMatrix {
    precondition(isSquare && diagonal.count == rows, "a diagonal has one entry for each row")
    var starts = [0]
    var indices: [Int32] = []
    var sums: [Double] = []
    indices.reserveCapacity(entryCount + rows)
    sums.reserveCapacity(entryCount + rows)
    for row in 0..<rows {
      var isAdded = false
      for place in entries(ofRow: row) {
        let column = Int(columnIndices[place])
        if column > row, !isAdded {
          indices.append(Int32(row))
          sums.append(diagonal[row])
          isAdded = true
        }
        indices.append(columnIndices[place])
        sums.append(column == row ? values[place] + diagonal[row] : values[place])
        isAdded = isAdded || column == row
      }
      if !isAdded {
        indices.append(Int32(row))
        sums.append(diagonal[row])
      }
      starts.append(indices.count)
    }
    return SparseMatrix(
      rows: rows, columns: columns, rowStarts: starts, columnIndices: indices, values: sums)
  }

  /// The rows and columns of some indices, in their order.
  ///
  /// - Parameter members: distinct indices of a square matrix.
  public func principalSubmatrix(_ members: some Collection<Int>) -> SparseMatrix {
    precondition(isSquare, "only a square matrix has principal submatrices")
    var place = [Int](repeating: -1, count: rows)
    for (index, member) in members.enumerated() { place[member] = index }
    var triplets: [Triplet] = []
    for (index, member) in members.enumerated() {
      for entry in entries(ofRow: member) where place[Int(columnIndices[entry])] >= 0 {
        let column = place[Int(columnIndices[entry])]
        triplets.append(Triplet(row: index, column: column, value: values[entry]))
      }
    }
    return SparseMatrix(rows: members.count, columns: members.count, triplets: triplets)
  }

  /// The sum of the entries of each row.
  public var rowSums: [Double] {
    (0..<rows).map { values[entries(ofRow: $0)].reduce(0, +) }
  }

  /// The largest sum of magnitudes in a row.
  public var infinityNorm: Double {
    (0..<rows).reduce(0) { largest, row in
      max(largest, values[entries(ofRow: row)].reduce(0) { $0 + abs($1) })
    }
  }
}
