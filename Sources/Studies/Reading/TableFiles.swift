import RiskModel

/// One column of a data file, for `empirical`.
struct EmpiricalColumn {
  let name: String
  let filter: RowFilter?

  func read(_ stream: RowStream, files: StudyFiles) throws -> [Double] {
    let names = try stream.header().map(\.text)
    let column = try Self.position(of: name, in: names)
    let condition = try filter.map { try Self.position(of: $0.column, in: names) }
    var values: [Double] = []
    try stream.forEachRow(width: names.count) { row in
      if let filter, let condition {
        guard let passes = filter.passes(try stream.text(row, condition)) else {
          throw stream.problem(
            row, condition, "the cell cannot be compared with `\(filter.value)`",
            "Filter with = or !=, or give every row a number or date")
        }
        guard passes else { return }
      }
      values.append(try stream.number(row, column))
    }
    files.record(stream.file.name, size: stream.size, digest: stream.digest())
    guard !values.isEmpty else {
      throw ColumnError(
        requirement: filter == nil ? "has no rows" : "has no row that passes `where`",
        remedy: "Check the file and the condition")
    }
    return values
  }

  static func position(of name: String, in names: [String]) throws -> Int {
    if let position = names.firstIndex(of: name) { return position }
    throw ColumnError(
      requirement: "has no column `\(name)`",
      remedy: "Its columns are \(names.prefix(12).joined(separator: ", "))"
        + (names.count > 12 ? ", …" : ""),
      nearest: nearestName(to: name, in: names))
  }
}

/// A year loss table: one row a year, one column a risk, and optionally `probability`.
struct YearTable {
  let risks: [String]

  func read(_ stream: RowStream, files: StudyFiles) throws -> ExternalTable {
    let header = try stream.header().map(\.text)
    for name in header where name != "probability" && !risks.contains(name) {
      throw ColumnError(
        requirement: "has the column `\(name)`, which is no risk of the study",
        remedy: "Name the columns by risk id; the only other column is `probability`",
        nearest: nearestName(to: name, in: risks + ["probability"]))
    }
    var columns = [[Double]](repeating: [], count: header.count)
    try stream.forEachRow(width: header.count) { row in
      for cell in 0..<header.count {
        let value = try stream.number(row, cell)
        guard value >= 0 else {
          throw stream.problem(
            row, cell, "losses and probabilities are at least 0", "Mend the sign")
        }
        columns[cell].append(value)
      }
    }
    files.record(stream.file.name, size: stream.size, digest: stream.digest())
    return try table(header, columns)
  }

  private func table(_ header: [String], _ columns: [[Double]]) throws -> ExternalTable {
    guard let years = columns.first?.count, years > 0 else {
      throw ColumnError(requirement: "has no rows", remedy: "Write one row for each year")
    }
    var losses: [String: [Double]] = [:]
    var probabilities = [Double](repeating: 1 / Double(years), count: years)
    for (name, values) in zip(header, columns) {
      if name == "probability" {
        try Self.checkSum(values)
        probabilities = values
      } else {
        losses[name] = values
      }
    }
    guard !losses.isEmpty else {
      throw ColumnError(
        requirement: "has no column of losses", remedy: "Name a column by a risk id")
    }
    return .years(probabilities: probabilities, losses: losses)
  }

  /// Checks that probabilities sum to 1 ± 1e-9; compensated (Neumaier 1974), for the plain sum of
  /// millions of rows is off by about as much.
  private static func checkSum(_ values: [Double]) throws {
    var sum = 0.0
    var lost = 0.0
    for value in values {
      let next = sum + value
      lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
      sum = next
    }
    let total = sum + lost
    guard abs(total - 1) <= 1e-9 else {
      throw ColumnError(
        requirement: "has probabilities that sum to \(total); they must sum to 1 within 1e-9",
        remedy: "Divide each by their sum, or leave the column out for equal ones")
    }
  }
}

/// A year event table: one row an event, with trial (from 0), risk, loss and optionally mark.
struct EventTableFile {
  let risks: [String]

  func read(_ stream: RowStream, files: StudyFiles) throws -> ExternalTable {
    let header = try stream.header().map(\.text)
    let known = ["trial", "risk", "loss", "mark"]
    for name in header where !known.contains(name) {
      throw ColumnError(
        requirement: "has the column `\(name)`; an event table has trial, risk, loss and mark",
        remedy: "Remove the column", nearest: nearestName(to: name, in: known))
    }
    let columns = Columns(
      trial: try EmpiricalColumn.position(of: "trial", in: header),
      risk: try EmpiricalColumn.position(of: "risk", in: header),
      loss: try EmpiricalColumn.position(of: "loss", in: header),
      mark: header.firstIndex(of: "mark"))
    var events = Events()
    let names = Dictionary(risks.map { ($0, $0) }) { first, _ in first }
    try stream.forEachRow(width: header.count) { row in
      try append(row, columns, names, stream, to: &events)
    }
    files.record(stream.file.name, size: stream.size, digest: stream.digest())
    return .events(
      trial: events.trial, risk: events.risk, loss: events.loss,
      mark: columns.mark == nil ? nil : events.mark)
  }

  private struct Columns {
    let trial: Int
    let risk: Int
    let loss: Int
    let mark: Int?
  }

  private struct Events {
    var trial: [Int] = []
    var risk: [String] = []
    var loss: [Double] = []
    var mark: [Double] = []
  }

  private func append(
    _ row: RowStream.Row, _ columns: Columns, _ names: [String: String], _ stream: RowStream,
    to events: inout Events
  ) throws {
    let trial = try stream.number(row, columns.trial)
    guard trial >= 0, trial == trial.rounded(), trial < 0x1p53 else {
      throw stream.problem(
        row, columns.trial, "a trial is a whole number from 0", "Number the years from 0")
    }
    let text = try stream.text(row, columns.risk)
    guard let risk = names[text] else {
      throw stream.problem(
        row, columns.risk, "there is no such risk in the study", "Mend the id or add the risk")
    }
    let loss = try stream.number(row, columns.loss)
    guard loss >= 0 else {
      throw stream.problem(row, columns.loss, "a loss is at least 0", "Mend the sign")
    }
    if let mark = columns.mark {
      let value = try stream.number(row, mark)
      guard value >= 0, value < 1 else {
        throw stream.problem(
          row, mark, "a mark is at least 0 and below 1", "Leave the column out if it is unknown")
      }
      events.mark.append(value)
    }
    events.trial.append(Int(trial))
    events.risk.append(risk)
    events.loss.append(loss)
  }
}
