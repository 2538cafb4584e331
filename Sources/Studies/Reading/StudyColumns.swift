import RiskModel

/// The numbers that a study takes from files of its folder, for validation.
struct StudyColumns: ColumnSource {
  private let files: StudyFiles
  /// Ids of the study's risks in their order, which name the columns of a `.npy` year table and the
  /// risks of a `.npy` event table.
  private let risks: [String]

  init(files: StudyFiles, root: SourceNode) {
    self.files = files
    guard case .sequence(let items)? = root["risks"]?.value else {
      risks = []
      return
    }
    risks = items.compactMap { TreePath.id(of: $0) }
  }

  func column(
    file: String, name: String, where filter: String?
  ) throws(ColumnError) -> [Double] {
    let condition: RowFilter?
    if let filter { condition = try RowFilter(filter) } else { condition = nil }
    return try translated(file) { opened in
      if file.hasSuffix(".npy") { return try arrayColumn(opened, name: name, filter: filter) }
      return try EmpiricalColumn(name: name, filter: condition).read(stream(opened), files: files)
    }
  }

  func table(file: String, method: SimulationMethod) throws(ColumnError) -> ExternalTable {
    try translated(file) { opened in
      let isArray = file.hasSuffix(".npy")
      guard method == .events else {
        return isArray
          ? try arrayYears(opened)
          : try YearTable(risks: risks).read(stream(opened), files: files)
      }
      return isArray
        ? try arrayEvents(opened)
        : try EventTableFile(risks: risks).read(stream(opened), files: files)
    }
  }

  private func stream(_ file: OpenFile) -> RowStream {
    let tab = file.name.hasSuffix(".tsv")
    return RowStream(
      file, format: DelimitedFormat(delimiter: tab ? UInt8(ascii: "\t") : UInt8(ascii: ",")))
  }

  // MARK: Arrays

  private func arrayColumn(
    _ file: OpenFile, name: String, filter: String?
  ) throws -> [Double] {
    guard filter == nil else {
      throw ColumnError(
        requirement: "cannot be filtered: an array has no column names",
        remedy: "Save it as CSV, or leave `where` out")
    }
    let (columns, digest) = try NumPyFile.read(file)
    files.record(file.name, size: file.size, digest: digest)
    guard let position = Int(name), columns.indices.contains(position) else {
      throw ColumnError(
        requirement:
          "has no column `\(name)`; an array's columns count from 0 to \(columns.count - 1)",
        remedy: "Write `column: 0` for the first")
    }
    return columns[position]
  }

  private func arrayEvents(_ file: OpenFile) throws -> ExternalTable {
    let (columns, digest) = try NumPyFile.read(file)
    files.record(file.name, size: file.size, digest: digest)
    return try EventArray(risks: risks).events(columns)
  }

  private func arrayYears(_ file: OpenFile) throws -> ExternalTable {
    let (columns, digest) = try NumPyFile.read(file)
    files.record(file.name, size: file.size, digest: digest)
    guard columns.count == risks.count, let years = columns.first?.count, years > 0 else {
      throw ColumnError(
        requirement: "has \(columns.count) columns of \(columns.first?.count ?? 0) years, "
          + "and the study has \(risks.count) risks",
        remedy: "Save one column for each risk, in the order of the study, and at least one year")
    }
    for (risk, losses) in zip(risks, columns) {
      guard let year = losses.firstIndex(where: { $0 < 0 }) else { continue }
      throw ColumnError(
        requirement: "has a negative loss for \(risk) in row \(year) (from 0)",
        remedy: "Write losses as numbers from 0 up")
    }
    let probability = [Double](repeating: 1 / Double(years), count: years)
    return .years(
      probabilities: probability,
      losses: Dictionary(zip(risks, columns)) { first, _ in first })
  }

  // MARK: Errors

  /// A result of a file, whose problems become one sentence about it.
  private func translated<Result>(
    _ file: String, _ body: (OpenFile) throws -> Result
  ) throws(ColumnError) -> Result {
    do {
      let place = SourceLocation(file: "", line: 1, column: 1)
      let opened = try files.stream(file, at: place, path: "file")
      return try body(opened)
    } catch let error as ColumnError {
      throw error
    } catch let error as StudyReadError {
      throw Self.error(error.problems.first, count: error.problems.count)
    } catch {
      throw ColumnError(requirement: "cannot be read: \(error)", remedy: "Check the file")
    }
  }

  private static func error(_ problem: StudyProblem?, count: Int) -> ColumnError {
    guard let problem else {
      return ColumnError(requirement: "cannot be read", remedy: "Check the file")
    }
    var text = "cannot be read: "
    let place = problem.location
    if !place.file.isEmpty, !place.file.hasSuffix(".npy") {
      text += "line \(place.line), column \(place.column): "
    }
    text += problem.requirement
    if !place.file.isEmpty, let value = problem.value { text += " (`\(value)`)" }
    return ColumnError(requirement: text, remedy: problem.remedy, nearest: problem.nearest)
  }
}
