/// A dense real matrix, stored row by row.
///
/// `storage[row * columns + column]` is the entry at (row, column), both counted from 0.
/// A value type: copies share storage until one of them is written to.
public struct DenseMatrix: Equatable, Sendable {
  /// The number of rows, 0 or more.
  public let rows: Int
  /// The number of columns, 0 or more.
  public let columns: Int
  /// The entries, row by row; always `rows * columns` of them.
  public private(set) var storage: [Double]

  // MARK: Making

  /// Makes a matrix with the same number everywhere.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(
      rows >= 0 && columns >= 0, "a matrix cannot have a negative number of rows or columns")
    self.rows = rows
    self.columns = columns
    storage = Array(repeating: value, count: rows * columns)
  }

  /// Makes a matrix of entries that are already laid out row by row.
  public init(rows: Int, columns: Int, storage: [Double]) {
    precondition(
      rows >= 0 && columns >= 0, "a matrix cannot have a negative number of rows or columns")
    precondition(storage.count == rows * columns, "a matrix needs rows × columns entries")
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// Makes a matrix from its rows, all of the same length.
  public init(rows lists: [[Double]]) {
    let columns = lists.first?.count ?? 0
    precondition(lists.allSatisfy { $0.count == columns }, "all rows must have the same length")
    self.init(rows: lists.count, columns: columns, storage: Array(lists.joined()))
  }

  /// The identity matrix of an order.
  public static func identity(_ order: Int) -> DenseMatrix {
    var matrix = DenseMatrix(rows: order, columns: order)
    for index in 0..<order { matrix[index, index] = 1 }
    return matrix
  }

  /// The same matrix in storage of its own, about to be written to.
  var copied: DenseMatrix {
    let copy: [Double] = LargePages.array(count: storage.count) { _ = $0.initialize(from: storage) }
    return DenseMatrix(rows: rows, columns: columns, storage: copy)
  }

  // MARK: Reading and writing

  /// The entry at a row and a column, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(contains(row, column), "the entry lies outside the matrix")
      return storage[row * columns + column]
    }
    set {
      precondition(contains(row, column), "the entry lies outside the matrix")
      storage[row * columns + column] = newValue
    }
  }

  /// A copy of one row.
  public func row(_ index: Int) -> [Double] {
    precondition(index >= 0 && index < rows, "the row lies outside the matrix")
    return Array(storage[index * columns..<(index + 1) * columns])
  }

  /// Gives access to the storage without a check on each entry.
  public mutating func withUnsafeMutableStorage<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var outcome: Swift.Result<Result, Failure>?
    storage.withUnsafeMutableBufferPointer { buffer in
      do throws(Failure) { outcome = .success(try body(buffer)) } catch {
        outcome = .failure(error)
      }
    }
    guard let outcome else { preconditionFailure("the body always runs") }
    return try outcome.get()
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: DenseMatrix {
    var result = DenseMatrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        result.storage[column * rows + row] = storage[row * columns + column]
      }
    }
    return result
  }

  /// Whether the matrix has as many rows as columns.
  public var isSquare: Bool { rows == columns }

  private func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }

  // MARK: Checks

  /// Stops with a sentence if the shape and the storage do not belong together.
  public func checkInvariants() {
    precondition(rows >= 0 && columns >= 0, "a matrix has a negative number of rows or columns")
    precondition(storage.count == rows * columns, "the storage does not fit the shape")
  }

  /// Throws if the matrix is not square or has an entry that is not finite.
  func requireSquareAndFinite() throws(MatrixError) {
    guard isSquare else { throw .notSquare(rows: rows, columns: columns) }
    guard let place = storage.firstIndex(where: { !$0.isFinite }) else { return }
    throw .notFinite(row: place / columns, column: place % columns)
  }

  /// Throws unless the matrix is finite and symmetric to within rounding.
  func requireSymmetric() throws(MatrixError) {
    try requireSquareAndFinite()
    for row in 0..<rows {
      for column in 0..<row {
        let (one, other) = (self[row, column], self[column, row])
        // Eight units in the last place: what symmetric products lose when summed in two orders.
        let slack = 8 * Double.ulpOfOne * max(abs(one), abs(other))
        if abs(one - other) > slack { throw .notSymmetric(row: row, column: column) }
      }
    }
  }
}
