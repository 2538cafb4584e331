import CLAPACK

/// Makes OpenBLAS compute on the calling thread only.
///
/// Call it once before any other work: products of several BLAS threads are not bit-identical
/// for every number of threads, so Breakwater spreads blocks over its own threads instead.
public func useOneBLASThread() {
  // Setting the number starts the library's threads again where they were ended.
  if openblas_get_num_threads() != 1 { openblas_set_num_threads(1) }
}

/// Ends the threads that OpenBLAS starts when it is loaded, each of which spins for a tenth of a
/// second before it sleeps; products run on the calling thread from then on.
///
/// For a program's first statement alone: a product that runs meanwhile would wait for a thread
/// that is gone.
public func endBLASThreads() {
  useOneBLASThread()
  breakwater_end_blas_threads()
}

extension DenseMatrix {
  /// The matrix product self · other, by `dgemm`.
  ///
  /// Cost: 2 · rows · columns · other.columns.
  public func multiplied(by other: DenseMatrix) -> DenseMatrix {
    precondition(columns == other.rows, "the inner dimensions of a product must agree")
    var result = DenseMatrix(rows: rows, columns: other.columns)
    guard rows > 0, columns > 0, other.columns > 0 else { return result }
    result.withUnsafeMutableStorage { target in
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, blasInt(rows), blasInt(other.columns),
        blasInt(columns), 1, storage, blasInt(columns), other.storage, blasInt(other.columns), 0,
        target.baseAddress, blasInt(other.columns))
    }
    return result
  }

  /// The product of the matrix and a column vector, by `dgemv`.
  public func multiplied(by vector: [Double]) -> [Double] {
    precondition(columns == vector.count, "the vector must have one entry for each column")
    var result = [Double](repeating: 0, count: rows)
    guard rows > 0, columns > 0 else { return result }
    cblas_dgemv(
      CblasRowMajor, CblasNoTrans, blasInt(rows), blasInt(columns), 1, storage, blasInt(columns),
      vector, 1, 0, &result, 1)
    return result
  }

  /// The square root of the sum of squares of all entries.
  public var frobeniusNorm: Double {
    storage.isEmpty ? 0 : cblas_dnrm2(blasInt(storage.count), storage, 1)
  }

  /// The largest sum of magnitudes in a row.
  public var infinityNorm: Double {
    var largest = 0.0
    for row in 0..<rows {
      var sum = 0.0
      for column in 0..<columns { sum += abs(storage[row * columns + column]) }
      // Written so that a NaN sum is kept.
      if !(sum <= largest) { largest = sum }
    }
    return largest
  }

  /// The Frobenius norm of the difference to a matrix of the same shape.
  public func distance(to other: DenseMatrix) -> Double {
    precondition(rows == other.rows && columns == other.columns, "the shapes must agree")
    let difference = zip(storage, other.storage).map { $0 - $1 }
    return DenseMatrix(rows: rows, columns: columns, storage: difference).frobeniusNorm
  }
}

/// The 32-bit size that CBLAS and LAPACKE take; a larger one is a programmer's error.
func blasInt(_ size: Int) -> LapackInt {
  guard let result = LapackInt(exactly: size) else {
    preconditionFailure("BLAS takes sizes up to 2³¹ − 1")
  }
  return result
}
