/// A sparse real matrix in compressed rows.
///
/// The entries of row r are at `rowStarts[r] ..< rowStarts[r + 1]` of `columnIndices` and `values`,
/// columns ascending, each at most once. A value type: copies share storage.
public struct SparseMatrix: Equatable, Sendable {
  /// The number of rows, 0 or more.
  public let rows: Int
  /// The number of columns, 0 or more.
  public let columns: Int
  /// Where each row's entries start; `rows + 1` of them, the last is the number of entries.
  public let rowStarts: [Int]
  /// The column of each entry.
  public let columnIndices: [Int32]
  /// The value of each entry; zeros may be among them.
  public let values: [Double]

  /// One entry before it is put in its row.
  public struct Triplet: Equatable, Sendable {
    /// The row, counted from 0.
    public let row: Int
    /// The column, counted from 0.
    public let column: Int
    /// The value.
    public let value: Double

    /// Makes an entry.
    public init(row: Int, column: Int, value: Double) {
      self.row = row
      self.column = column
      self.value = value
    }
  }

  /// The number of stored entries.
  public var entryCount: Int { values.count }

  /// The part of all places that hold an entry; 0 for an empty matrix.
  public var density: Double {
    rows > 0 && columns > 0 ? Double(entryCount) / (Double(rows) * Double(columns)) : 0
  }

  // MARK: Making

  /// Makes a matrix from entries in any order; entries at one place are added in their order.
  ///
  /// - Precondition: every row and column lies inside the shape.
  public init(rows: Int, columns: Int, triplets: [Triplet]) {
    self.init(
      rows: rows, columns: columns, entryRows: triplets.map { Int32($0.row) },
      entryColumns: triplets.map { Int32($0.column) }, values: triplets.map(\.value))
  }

  /// Makes a matrix from the rows, columns and values of entries in any order; entries at one
  /// place are added in their order.
  ///
  /// Entries that come row by row with ascending columns are taken as they are; others go through
  /// two passes of counting, without a comparison sort.
  /// - Precondition: the lists are equally long, and every row and column lies inside the shape.
  public init(
    rows: Int, columns: Int, entryRows: [Int32], entryColumns: [Int32], values: [Double]
  ) {
    precondition(rows >= 0 && columns >= 0, "a matrix cannot have a negative size")
    precondition(
      rows <= Int(Int32.max) && columns <= Int(Int32.max),
      "a sparse matrix has at most 2³¹ − 1 rows and columns")
    precondition(
      entryRows.count == values.count && entryColumns.count == values.count,
      "an entry has a row, a column and a value")
    precondition(
      entryRows.allSatisfy { $0 >= 0 && $0 < rows }
        && entryColumns.allSatisfy { $0 >= 0 && $0 < columns },
      "an entry lies outside the matrix")
    if areAscending(entryRows, entryColumns) {
      self.init(
        rows: rows, columns: columns, rowStarts: countedStarts(entryRows, keys: rows),
        columnIndices: entryColumns, values: values)
    } else {
      self.init(sorting: entryRows, entryColumns, values, rows: rows, columns: columns)
    }
  }

  private init(
    sorting entryRows: [Int32], _ entryColumns: [Int32], _ entries: [Double], rows: Int,
    columns: Int
  ) {
    // Sorted by column, then stably by row: what is left in each row is ascending by column.
    let byColumn = countingOrder(of: Array(entryRows.indices), keys: entryColumns, count: columns)
    let byRow = countingOrder(of: byColumn.places, keys: entryRows, count: rows)
    var starts = [0]
    starts.reserveCapacity(rows + 1)
    var indices: [Int32] = []
    var values: [Double] = []
    indices.reserveCapacity(entries.count)
    values.reserveCapacity(entries.count)
    for row in 0..<rows {
      for place in byRow.places[byRow.starts[row]..<byRow.starts[row + 1]] {
        if indices.count > starts[row], indices[indices.count - 1] == entryColumns[place] {
          values[values.count - 1] += entries[place]
        } else {
          indices.append(entryColumns[place])
          values.append(entries[place])
        }
      }
      starts.append(values.count)
    }
    self.init(
      rows: rows, columns: columns, rowStarts: starts, columnIndices: indices, values: values)
  }

  /// Makes a matrix of arrays that are already in compressed rows.
  ///
  /// - Precondition: the arrays satisfy what `checkInvariants` demands.
  public init(
    rows: Int, columns: Int, rowStarts: [Int], columnIndices: [Int32], values: [Double]
  ) {
    self.rows = rows
    self.columns = columns
    self.rowStarts = rowStarts
    self.columnIndices = columnIndices
    self.values = values
    assert(isWellFormed, "the arrays are not a matrix in compressed rows")
  }

  /// Makes a sparse matrix of the entries of a dense one that are not 0.
  public init(_ dense: DenseMatrix) {
    var starts = [0]
    var indices: [Int32] = []
    var values: [Double] = []
    for row in 0..<dense.rows {
      for column in 0..<dense.columns where dense[row, column] != 0 {
        indices.append(Int32(column))
        values.append(dense[row, column])
      }
      starts.append(values.count)
    }
    self.init(
      rows: dense.rows, columns: dense.columns, rowStarts: starts, columnIndices: indices,
      values: values)
  }

  // MARK: Reading

  /// The places of a row's entries in `columnIndices` and `values`.
  public func entries(ofRow row: Int) -> Range<Int> { rowStarts[row]..<rowStarts[row + 1] }

  /// The entry at a row and a column; 0 where none is stored.
  ///
  /// O(log entries of the row).
  public subscript(row: Int, column: Int) -> Double {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns,
      "the entry lies outside the matrix")
    var (low, high) = (rowStarts[row], rowStarts[row + 1])
    while low < high {
      let middle = (low + high) / 2
      if Int(columnIndices[middle]) < column { low = middle + 1 } else { high = middle }
    }
    return low < rowStarts[row + 1] && Int(columnIndices[low]) == column ? values[low] : 0
  }

  /// The diagonal, 0 where none is stored.
  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  /// Whether the matrix has as many rows as columns.
  public var isSquare: Bool { rows == columns }

  // MARK: Checks

  /// Stops with a sentence if the arrays are not a matrix in compressed rows.
  public func checkInvariants() {
    precondition(rows >= 0 && columns >= 0, "a matrix has a negative number of rows or columns")
    precondition(isWellFormed, "the arrays are not a matrix in compressed rows")
  }

  private var isWellFormed: Bool {
    guard rowStarts.count == rows + 1, rowStarts.first == 0, rowStarts.last == values.count,
      columnIndices.count == values.count
    else { return false }
    return (0..<rows).allSatisfy { row in
      guard rowStarts[row] <= rowStarts[row + 1] else { return false }
      var last: Int32 = -1
      return columnIndices[entries(ofRow: row)].allSatisfy { column in
        defer { last = column }
        return column > last && Int(column) < columns
      }
    }
  }
}

/// Whether entries come row by row, columns ascending, each place once.
private func areAscending(_ rows: [Int32], _ columns: [Int32]) -> Bool {
  for place in rows.indices.dropFirst() {
    let (last, row) = (rows[place - 1], rows[place])
    if last > row || (last == row && columns[place - 1] >= columns[place]) { return false }
  }
  return true
}

/// Where each key starts once places are in the order of their keys.
private func countedStarts(_ keys: [Int32], keys count: Int) -> [Int] {
  var starts = [Int](repeating: 0, count: count + 1)
  for key in keys { starts[Int(key) + 1] += 1 }
  for index in 0..<count { starts[index + 1] += starts[index] }
  return starts
}

/// Places in ascending order of a small whole key, places of one key in the order given.
private func countingOrder(
  of places: [Int], keys: [Int32], count: Int
) -> (places: [Int], starts: [Int]) {
  let starts = countedStarts(keys, keys: count)
  var next = starts
  var sorted = [Int](repeating: 0, count: places.count)
  for place in places {
    let key = Int(keys[place])
    sorted[next[key]] = place
    next[key] += 1
  }
  return (sorted, starts)
}
