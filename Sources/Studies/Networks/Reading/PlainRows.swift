internal import SupplyNetworks

/// Takes rows that hold nothing out of the ordinary.
///
/// No doubled quotes, no line breaks in quotes, no blanks around cells, no empty id, numbers in
/// digits: everything else is left to `RowParser`. Most tables of millions of rows have no other. Eight bytes are looked at together, and what a row
/// needs is in registers.
struct PlainRows {
  /// What is done with a cell of a column, and where its value goes.
  struct Column: BitwiseCopyable {
    let cell: TablePlan.Cell
    var ids: UnsafeMutablePointer<Int32>?
    var numbers: UnsafeMutablePointer<Double>?
    /// Where ids of its space wait.
    var waiting: UnsafeMutablePointer<NodeIndex.Waiting>?
    var waitingCount: UnsafeMutablePointer<Int>?
  }

  private let columns: UnsafeBufferPointer<Column>
  private let delimiter: UInt8
  private let pattern: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  init(_ columns: UnsafeBufferPointer<Column>, delimiter: UInt8) {
    self.columns = columns
    self.delimiter = delimiter
    pattern = UInt64(delimiter) &* Self.ones
  }

  /// Takes rows from a place on, which is then the start of the row behind; gives how many.
  ///
  /// - Parameters:
  ///   - first: the number of the first row in the columns.
  ///   - limit: rows at most; the ids' waiting lists have room for them.
  func take(
    at place: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, first: Int, limit: Int
  ) -> Int {
    var taken = 0
    while taken < limit, place < end {
      guard let next = row(at: place, number: first + taken) else {
        forget(first + taken)
        break
      }
      place = next
      taken += 1
    }
    return taken
  }

  /// Takes one row; gives the start of the next, or nil where something in it is unusual.
  @inline(__always)
  private func row(at place: UnsafePointer<UInt8>, number row: Int) -> UnsafePointer<UInt8>? {
    guard place[0] != 0x0A, place[0] != 0x0D else { return nil }
    var at = place
    for number in 0..<columns.count {
      let column = columns[number]
      let taken: UnsafePointer<UInt8>?
      switch column.cell.action {
      case .id: taken = id(at, row, column)
      case .number: taken = self.number(at, row, column)
      case .skip: taken = at[0] == UInt8(ascii: "\"") ? quoted(at) : cellEnd(at)
      }
      guard let close = taken else { return nil }
      let isLast = number == columns.count - 1
      guard close[0] == (isLast ? 0x0A : delimiter) else { return nil }
      at = close + 1
    }
    return at
  }

  /// Takes back the ids of a row that was given up.
  private func forget(_ row: Int) {
    // The last that was taken waits last.
    for column in columns.reversed() {
      guard let count = column.waitingCount, let waiting = column.waiting, let ids = column.ids
      else { continue }
      while count.pointee > 0, waiting[count.pointee - 1].isFor(ids + row) { count.pointee -= 1 }
    }
  }

  // MARK: Cells

  @inline(__always)
  private func id(
    _ at: UnsafePointer<UInt8>, _ row: Int, _ column: Column
  ) -> UnsafePointer<UInt8>? {
    if at[0] == UInt8(ascii: "\"") {
      guard let close = quoted(at), close - at > 2 else { return nil }
      let count = close - at - (close[-1] == UInt8(ascii: "\"") ? 2 : 3)
      guard count > 0 else { return nil }
      wait(at + 1, count, UnsafeRawPointer(at + 1).loadUnaligned(as: UInt64.self), row, column)
      return close
    }
    let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
    let found = marks(word)
    let close = found != 0 ? at + found.trailingZeroBitCount >> 3 : cellEnd(at + 8)
    var count = close - at
    if count > 0, close[-1] == 0x0D, close[0] == 0x0A { count -= 1 }
    guard count > 0, at[0] > 0x20, at[count - 1] > 0x20 else { return nil }
    wait(at, count, word, row, column)
    return close
  }

  @inline(__always)
  private func wait(
    _ start: UnsafePointer<UInt8>, _ count: Int, _ word: UInt64, _ row: Int, _ column: Column
  ) {
    guard let ids = column.ids, let waiting = column.waiting, let waitingCount = column.waitingCount
    else { return }
    let place = waitingCount.pointee
    (waiting + place).initialize(
      to: NodeIndex.Waiting(start: start, length: count, word: word, target: ids + row))
    waitingCount.pointee = place + 1
  }

  /// The end of a quoted cell without quotes and line breaks in it; nil of any other.
  private func quoted(_ at: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var close = at + 1
    while close[0] != UInt8(ascii: "\""), close[0] != 0x0A { close += 1 }
    guard close[0] == UInt8(ascii: "\"") else { return nil }
    close += 1
    if close[0] == 0x0D { close += 1 }
    return close[0] == delimiter || close[0] == 0x0A ? close : nil
  }

  @inline(__always)
  private func number(
    _ at: UnsafePointer<UInt8>, _ row: Int, _ column: Column
  ) -> UnsafePointer<UInt8>? {
    var close = at
    let value: Double
    if let whole = NumberScan.whole(at: &close), isEnd(close[0]) {
      value = whole
    } else {
      close = at
      guard let any = NumberScan.number(at: &close) else { return nil }
      value = any
    }
    if close[0] == 0x0D { close += 1 }
    guard column.cell.contains(value), let numbers = column.numbers else { return nil }
    numbers[row] = value
    return close
  }

  @inline(__always)
  private func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == 0x0A || byte == 0x0D
  }

  /// The high bits of the bytes that end a cell.
  @inline(__always)
  private func marks(_ word: UInt64) -> UInt64 {
    let a = word ^ pattern
    let b = word ^ 0x0A0A_0A0A_0A0A_0A0A
    return ((a &- Self.ones) & ~a | (b &- Self.ones) & ~b) & Self.highs
  }

  @inline(__always)
  private func cellEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var at = start
    while true {
      let found = marks(UnsafeRawPointer(at).loadUnaligned(as: UInt64.self))
      if found != 0 { return at + found.trailingZeroBitCount >> 3 }
      at += 8
    }
  }
}
