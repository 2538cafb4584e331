internal import LinearAlgebra
internal import SupplyNetworks

/// Parses a stretch of whole rows into columns: ids as numbers of an index of its own, numbers as
/// doubles.
struct RowParser {
  /// A cell or a row that is not as it must be.
  struct Fault {
    let line: Int
    let place: UnsafePointer<UInt8>
    let column: String
    var value: String?
    let requirement: String
    let remedy: String
  }

  /// Rows between two places that are kept.
  static let stride = 1024
  /// Ids that are numbered together.
  static let batch = 512
  /// Faulty rows after which a file is given up.
  static let faultLimit = 10_000

  private let plan: TablePlan
  private let delimiter: UInt8
  private var cursor: CellCursor
  private var capacity: Int
  private(set) var rows = 0
  private(set) var ids: [UnsafeMutablePointer<Int32>] = []
  private(set) var numbers: [UnsafeMutablePointer<Double>] = []
  private(set) var indexes: [NodeIndex]
  /// Ids that wait to be numbered, of each space.
  private var waiting: [UnsafeMutablePointer<NodeIndex.Waiting>] = []
  private let waitingCounts: UnsafeMutablePointer<Int>
  /// The place and line of every 1024th row, faulty rows included.
  private(set) var places: [TablePlaces.Mark] = []
  private(set) var faults: [Fault] = []
  private(set) var faultyRows: [Int] = []
  private var seen = 0
  private let stopsAtFault: Bool
  private let base: UnsafePointer<UInt8>

  /// A parser of the rows in a range of a text.
  init(_ text: TableText, _ range: Range<Int>, line: Int, plan: TablePlan, stopsAtFault: Bool) {
    self.plan = plan
    delimiter = plan.delimiter
    self.stopsAtFault = stopsAtFault
    base = UnsafePointer(text.base)
    cursor = CellCursor(
      place: base + range.lowerBound, end: base + range.upperBound, delimiter: plan.delimiter)
    cursor.line = line
    indexes = plan.spaces.map { _ in NodeIndex() }
    waitingCounts = .allocate(capacity: max(1, plan.spaces.count))
    waitingCounts.initialize(repeating: 0, count: max(1, plan.spaces.count))
    for _ in plan.spaces { waiting.append(.allocate(capacity: Self.batch)) }
    capacity = Self.expectedRows(UnsafeBufferPointer(rebasing: text.bytes[range]))
    for _ in 0..<plan.idCount { ids.append(LargePages.memory(capacity)) }
    for _ in 0..<plan.numberCount { numbers.append(LargePages.memory(capacity)) }
  }

  /// A little more rows than there are, judged by the length of the first ones.
  private static func expectedRows(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let sample = bytes.prefix(64 << 10)
    let lines = sample.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    return max(64, lines * (bytes.count / max(1, sample.count) + 1) * 17 / 16)
  }

  /// The line behind the last row.
  var endLine: Int { cursor.line }

  /// Gives the columns' memory back.
  func release() {
    ids.forEach { $0.deallocate() }
    numbers.forEach { $0.deallocate() }
    waiting.forEach { $0.deallocate() }
    waitingCounts.deallocate()
  }

  /// Parses all rows, or up to the first fault where that is enough.
  mutating func run() {
    defer { for space in waiting.indices { numberWaiting(space) } }
    plan.steps.map(TablePlan.Cell.init).withUnsafeBufferPointer { steps in
      while true {
        cursor.skipEmptyLines()
        if cursor.isAtEnd { return }
        if rows == capacity { grow() }
        if seen % Self.stride == 0 {
          places.append(TablePlaces.Mark(offset: cursor.place - base, line: cursor.line))
        }
        if takePlainRows(steps) { continue }
        if !parseRow(steps) {
          // The next row takes the place of this one, whose ids must not come after it.
          for space in waiting.indices { numberWaiting(space) }
          faultyRows.append(seen)
          if stopsAtFault || faultyRows.count >= Self.faultLimit { return }
        } else {
          rows += 1
        }
        seen += 1
      }
    }
  }

  /// Takes rows up to the next mark that hold nothing unusual; false where there is none.
  private mutating func takePlainRows(_ steps: UnsafeBufferPointer<TablePlan.Cell>) -> Bool {
    let perRow = max(1, plan.idCount)
    let full = waiting.indices.contains { waitingCounts[$0] + perRow > Self.batch }
    if full { for space in waiting.indices { numberWaiting(space) } }
    let most = waiting.indices.map { waitingCounts[$0] }.max() ?? 0
    let limit = min(
      capacity - rows, Self.stride - seen % Self.stride, (Self.batch - most) / perRow)
    let taken = steps.map(column).withUnsafeBufferPointer {
      PlainRows($0, delimiter: delimiter)
        .take(at: &cursor.place, end: cursor.end, first: rows, limit: limit)
    }
    cursor.line += taken
    rows += taken
    seen += taken
    return taken > 0
  }

  private func column(_ cell: TablePlan.Cell) -> PlainRows.Column {
    switch cell.action {
    case .id:
      PlainRows.Column(
        cell: cell, ids: ids[cell.slot], waiting: waiting[cell.space],
        waitingCount: waitingCounts + cell.space)
    case .number: PlainRows.Column(cell: cell, numbers: numbers[cell.slot])
    case .skip: PlainRows.Column(cell: cell)
    }
  }

  /// Parses a row; false where it has a fault.
  @inline(__always)
  private mutating func parseRow(_ steps: UnsafeBufferPointer<TablePlan.Cell>) -> Bool {
    let start = cursor.place
    let line = cursor.line
    let known = faults.count
    var column = 0
    while true {
      let step = steps[column]
      switch step.action {
      case .id: takeID(step, column)
      case .number: takeNumber(step, column)
      case .skip:
        let at = cursor.place
        let cell = cursor.take()
        if let fault = cell.fault { complain(cell, at, "row", fault) }
      }
      column += 1
      let isLast = cursor.place >= cursor.end || cursor.place[0] == 0x0A
      if column == steps.count || isLast {
        if !isLast || column < steps.count { complainOfWidth(column, start, line) }
        cursor.nextLine()
        return faults.count == known
      }
      cursor.place += 1
    }
  }

  @inline(__always)
  private mutating func takeID(_ step: TablePlan.Cell, _ column: Int) {
    let at = cursor.place
    if at[0] != UInt8(ascii: "\"") {
      let bytes = cursor.takePlain()
      if bytes.count > 0 { return wait(bytes, step) }
      cursor.place = at
    }
    let cell = cursor.take()
    if cell.fault != nil || cell.hasDoubledQuotes || cell.count == 0 {
      return takeUnusualID(plan.steps[column], cell, at)
    }
    wait(cell.bytes, step)
  }

  /// Lets an id wait for its number, which goes into the row at hand.
  @inline(__always)
  private mutating func wait(_ id: UnsafeBufferPointer<UInt8>, _ step: TablePlan.Cell) {
    let place = waitingCounts[step.space]
    (waiting[step.space] + place).initialize(
      to: NodeIndex.Waiting(id, target: ids[step.slot] + rows))
    waitingCounts[step.space] = place + 1
    if place + 1 == Self.batch { numberWaiting(step.space) }
  }

  /// Numbers the ids that wait, in the order in which they came.
  private mutating func numberWaiting(_ space: Int) {
    let batch = UnsafeBufferPointer(start: waiting[space], count: waitingCounts[space])
    indexes[space].insert(batch)
    waitingCounts[space] = 0
  }

  private mutating func takeUnusualID(
    _ step: TablePlan.Step, _ cell: CellCursor.Cell, _ at: UnsafePointer<UInt8>
  ) {
    if let fault = cell.fault { return complain(cell, at, step.name, fault) }
    if cell.count == 0, step.empty == nil {
      return add(
        at, step.name, nil, "the cell is empty, and an id is required", "Fill it or remove the row")
    }
    numberWaiting(step.space)
    ids[step.slot][rows] = indexes[step.space].insert(cell.text)
  }

  @inline(__always)
  private mutating func takeNumber(_ step: TablePlan.Cell, _ column: Int) {
    let at = cursor.place
    if let value = NumberScan.number(at: &cursor.place) {
      let next = cursor.place[0]
      if next == delimiter || next == 0x0A || next == 0x0D, step.contains(value) {
        if next == 0x0D { cursor.place = cursor.cellEnd(from: cursor.place) }
        numbers[step.slot][rows] = value
        return
      }
      cursor.place = at
    }
    takeUnusualNumber(plan.steps[column])
  }

  // MARK: What is out of the ordinary

  private mutating func takeUnusualNumber(_ step: TablePlan.Step) {
    let at = cursor.place
    let cell = cursor.take()
    if let fault = cell.fault { return complain(cell, at, step.name, fault) }
    // Where cells are parted by `;`, a comma is a decimal mark.
    let isComma = plan.delimiter == UInt8(ascii: ";") && cell.bytes.contains(UInt8(ascii: ","))
    let decimal = isComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    let value = String(cell.text.prefix(60))
    switch NumberFraction.read(cell.bytes, decimal: decimal) {
    case .number(let number) where step.range.contains(number):
      numbers[step.slot][rows] = number
    case .number:
      add(
        at, step.name, value, "the value \(step.range.phrase)",
        step.range.lower == .leastNonzeroMagnitude
          ? "Mend it, or remove the row" : "Mend it")
    case .empty:
      if let empty = step.empty { return numbers[step.slot][rows] = empty }
      add(at, step.name, nil, "a number is missing", "Fill the cell, or remove the row")
    case .tooLarge:
      add(
        at, step.name, value, "the number is too large; the limit is about 1.8e308",
        "Give a smaller number")
    case .notFinite:
      add(at, step.name, value, "a number must be finite", "Give a number, or remove the row")
    case .notANumber:
      add(
        at, step.name, value, "the cell is not a number", "Write digits with a decimal point")
    }
  }

  private mutating func complain(
    _ cell: CellCursor.Cell, _ at: UnsafePointer<UInt8>, _ column: String, _ fault: String
  ) {
    add(
      at, column, String(cell.text.prefix(60)), fault,
      "Write a quote inside quotes twice, and close every quote")
  }

  private mutating func complainOfWidth(
    _ count: Int, _ start: UnsafePointer<UInt8>, _ line: Int
  ) {
    var count = count
    while cursor.place < cursor.end, cursor.place[0] != 0x0A {
      cursor.place += 1
      _ = cursor.take()
      count += 1
    }
    let wanted = plan.steps.count
    add(
      start, "row", nil,
      "the row has \(count) cell\(count == 1 ? "" : "s"), and the header \(wanted)",
      "Give every row one cell for each column; quote a cell that holds a comma", line: line)
  }

  private mutating func add(
    _ at: UnsafePointer<UInt8>, _ column: String, _ value: String?, _ requirement: String,
    _ remedy: String, line: Int? = nil
  ) {
    faults.append(
      Fault(
        line: line ?? cursor.line, place: at, column: column, value: value,
        requirement: requirement, remedy: remedy))
  }

  private mutating func grow() {
    // Numbers that are still to come know their place in the old memory.
    for space in waiting.indices { numberWaiting(space) }
    let larger = capacity * 2
    for slot in ids.indices { ids[slot] = Self.moved(ids[slot], rows, larger) }
    for slot in numbers.indices { numbers[slot] = Self.moved(numbers[slot], rows, larger) }
    capacity = larger
  }

  private static func moved<Value: BitwiseCopyable>(
    _ old: UnsafeMutablePointer<Value>, _ count: Int, _ capacity: Int
  ) -> UnsafeMutablePointer<Value> {
    let new: UnsafeMutablePointer<Value> = LargePages.memory(capacity)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
  }
}
