internal import CLAPACK

/// The largest eigenvalue of a non-negative matrix, with bounds that are proven.
public struct PerronRoot: Equatable, Sendable {
  /// The eigenvalue.
  public let value: Double
  /// The spectral radius is at least this: min (Ax)ᵢ / xᵢ (Collatz 1942, Wielandt 1950).
  public let lower: Double
  /// The spectral radius is at most this: max (Ax)ᵢ / xᵢ.
  public let upper: Double
  /// The number of products with the matrix.
  public let iterations: Int

  /// Finds the root of an irreducible matrix by shifted power iteration.
  ///
  /// Steps go without a shift, which is fastest where one eigenvalue stands out, while they bring
  /// the bounds together; then a shift of a quarter of the root makes the iteration converge for
  /// periodic matrices as well. For a reducible matrix the upper bound still holds, the lower one
  /// may be far.
  ///
  /// - Parameters:
  ///   - matrix: square, all entries at least 0.
  ///   - tolerance: the distance of the bounds, relative to the upper one, that ends the iteration.
  ///   - maximumIterations: after these the bounds are returned as they are.
  public init(
    of matrix: SparseMatrix, tolerance: Double = 1e-10, maximumIterations: Int = 2_000
  ) {
    precondition(matrix.isSquare, "only a square matrix has eigenvalues")
    self.init(
      rowStarts: matrix.rowStarts, columns: matrix.columnIndices, values: matrix.values,
      isFull: matrix.entryCount == matrix.rows * matrix.columns, tolerance: tolerance,
      maximumIterations: maximumIterations)
  }

  /// Finds the root of a matrix in compressed rows; the entries of a row may stand in any order.
  ///
  /// - Parameters:
  ///   - rowStarts: row r has the entries `rowStarts[r] ..< rowStarts[r + 1]`.
  ///   - isFull: whether every place has an entry, column by column in each row.
  public init(
    rowStarts: [Int], columns: [Int32], values: [Double], isFull: Bool = false,
    tolerance: Double = 1e-10, maximumIterations: Int = 2_000
  ) {
    precondition(values.allSatisfy { $0 >= 0 }, "the entries must be at least 0")
    let order = rowStarts.count - 1
    var vector = [Double](repeating: 1, count: order)
    var image = vector
    var bounds = Bounds()
    var isShifted = false
    var iterations = 0
    while bounds.width > tolerance * bounds.upper, iterations < maximumIterations {
      if isFull {
        fullProduct(values, vector, into: &image)
      } else {
        product(rowStarts, columns, values, vector, into: &image)
      }
      let before = bounds.width
      bounds.take(image, vector)
      isShifted = isShifted || iterations >= plainSteps && bounds.width > 0.5 * before
      step(&vector, image, shift: isShifted ? bounds.upper / 4 : 0)
      iterations += 1
    }
    let isEmpty = order == 0
    value = isEmpty ? 0 : bounds.value
    lower = isEmpty ? 0 : bounds.lower
    upper = isEmpty ? 0 : bounds.upper
    self.iterations = iterations
  }
}

/// Steps that go without a shift in any case: enough for ten digits where the second eigenvalue is
/// a hundredth.
private let plainSteps = 6

/// What the quotients of all steps have proven.
private struct Bounds {
  var value = 0.0
  var lower = 0.0
  var upper = Double.greatestFiniteMagnitude

  var width: Double { upper - lower }

  /// Takes the quotients (Ax)ᵢ / xᵢ into account; x is above 0 everywhere.
  mutating func take(_ image: [Double], _ vector: [Double]) {
    var (least, most, total, weight) = (Double.infinity, 0.0, 0.0, 0.0)
    for place in image.indices {
      let ratio = image[place] / vector[place]
      least = ratio < least ? ratio : least
      most = ratio > most ? ratio : most
      total += image[place]
      weight += vector[place]
    }
    lower = max(lower, image.isEmpty ? 0 : least)
    upper = min(upper, most)
    value = min(max(weight > 0 ? total / weight : 0, lower), upper)
  }
}

/// x ← (A x + s x), scaled so that its largest entry is 1; entries that fade are held above 0, where
/// a quotient still means something.
private func step(_ vector: inout [Double], _ image: [Double], shift: Double) {
  var largest = 0.0
  for place in vector.indices {
    vector[place] = image[place] + shift * vector[place]
    largest = max(largest, vector[place])
  }
  guard largest > 0 else { return vector = [Double](repeating: 1, count: vector.count) }
  for place in vector.indices { vector[place] = max(vector[place] / largest, 1e-250) }
}

private func product(
  _ starts: [Int], _ columns: [Int32], _ values: [Double], _ vector: [Double],
  into image: inout [Double]
) {
  columns.withUnsafeBufferPointer { columns in
    values.withUnsafeBufferPointer { values in
      vector.withUnsafeBufferPointer { vector in
        for row in image.indices {
          var sum = 0.0
          for entry in starts[row]..<starts[row + 1] {
            sum += values[entry] * vector[Int(columns[entry])]
          }
          image[row] = sum
        }
      }
    }
  }
}

/// The product by `dgemv` where every place has an entry: the values then are the dense matrix.
private func fullProduct(_ values: [Double], _ vector: [Double], into image: inout [Double]) {
  let order = blasInt(vector.count)
  useOneBLASThread()
  cblas_dgemv(
    CblasRowMajor, CblasNoTrans, order, order, 1, values, order, vector, 1, 0, &image, 1)
}
