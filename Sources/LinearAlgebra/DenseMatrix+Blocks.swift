import CLAPACK

extension DenseMatrix {
  /// result = self · block + scale · result, by `dgemm`, for a block of columns stored row by row.
  ///
  /// With one BLAS thread and a width that is a multiple of 64, a column's result has the same
  /// bits wherever it stands in a block and however wide the block is.
  ///
  /// - Precondition: `block` holds columns · width numbers, `result` rows · width, no overlap.
  public func multiply(
    block: UnsafePointer<Double>, width: Int, into result: UnsafeMutablePointer<Double>,
    adding scale: Double = 0
  ) {
    guard rows > 0, columns > 0, width > 0 else { return }
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, blasInt(rows), blasInt(width), blasInt(columns),
      1, storage, blasInt(columns), block, blasInt(width), scale, result, blasInt(width))
  }

  /// The product self · other, by `dgemm` on panels of rows spread over threads.
  ///
  /// The panels do not depend on the number of threads, so neither do the bits.
  public func multiplied(by other: DenseMatrix, threads: Int) async -> DenseMatrix {
    precondition(columns == other.rows, "the inner dimensions of a product must agree")
    let height = 256
    var storage: [Double] = []
    storage.reserveCapacity(rows * other.columns)
    let panels = (rows + height - 1) / height
    try? await forEachBlock(panels, threads: threads) { panel in
      self.panel(panel * height..<min((panel + 1) * height, self.rows), times: other)
    } deliver: {
      storage += $0
    }
    return DenseMatrix(rows: rows, columns: other.columns, storage: storage)
  }

  private func panel(_ part: Range<Int>, times other: DenseMatrix) -> [Double] {
    let count = part.count * other.columns
    guard count > 0, columns > 0 else { return Array(repeating: 0, count: count) }
    return storage.withUnsafeBufferPointer { entries in
      guard let base = entries.baseAddress else { return [] }
      return [Double](unsafeUninitializedCapacity: count) { target, initialized in
        cblas_dgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, blasInt(part.count), blasInt(other.columns),
          blasInt(columns), 1, base + part.lowerBound * columns, blasInt(columns), other.storage,
          blasInt(other.columns), 0, target.baseAddress, blasInt(other.columns))
        initialized = count
      }
    }
  }

  /// The product of the transpose and a column vector, by `dgemv`.
  public func transposedMultiplied(by vector: [Double]) -> [Double] {
    precondition(rows == vector.count, "the vector must have one entry for each row")
    var result = [Double](repeating: 0, count: columns)
    guard rows > 0, columns > 0 else { return result }
    cblas_dgemv(
      CblasRowMajor, CblasTrans, blasInt(rows), blasInt(columns), 1, storage, blasInt(columns),
      vector, 1, 0, &result, 1)
    return result
  }

  /// The matrix times itself `exponent` times, by repeated squaring; the identity for 0.
  ///
  /// Cost: at most 4 · order³ · log₂ exponent.
  public func raised(to exponent: Int) -> DenseMatrix {
    precondition(isSquare && exponent >= 0, "powers are of square matrices, from 0 on")
    var (result, square, rest) = (DenseMatrix?.none, self, exponent)
    while rest > 0 {
      if rest % 2 == 1 { result = result?.multiplied(by: square) ?? square }
      rest /= 2
      if rest > 0 { square = square.multiplied(by: square) }
    }
    return result ?? .identity(rows)
  }

  /// I − self.
  public var subtractedFromIdentity: DenseMatrix {
    precondition(isSquare, "only a square matrix has an identity of its shape")
    var result = self
    result.withUnsafeMutableStorage { entries in
      for place in entries.indices { entries[place] = 0 - entries[place] }
      for index in 0..<rows { entries[index * columns + index] += 1 }
    }
    return result
  }
}
