public import Foundation
internal import RiskModel

/// A register taken over from CSV or a workbook into the form of a study.
public struct RegisterImport: Sendable {
  /// The register with the fields of a study as its columns.
  public let sheet: RegisterSheet
  /// What was left out, guessed or scored, in sentences.
  public let remarks: [String]

  /// What a user asks of `import`.
  public struct Request: Sendable {
    /// What the rows are.
    public var register: StudyRegister
    /// Which sheet of a workbook; nil for the one with the register's name, else the first.
    public var sheet: String?
    /// What the columns are.
    public var mapping: ColumnMapping
    /// The study whose `criteria.bands` say what scores mean; nil for usual likelihoods.
    public var bands: ReadStudy?
    /// How CSV is written.
    public var format: DelimitedFormat

    /// A request that finds everything by its name.
    public init(
      register: StudyRegister, sheet: String? = nil, mapping: ColumnMapping = ColumnMapping(),
      bands: ReadStudy? = nil, format: DelimitedFormat = DelimitedFormat()
    ) {
      self.register = register
      self.sheet = sheet
      self.mapping = mapping
      self.bands = bands
      self.format = format
    }
  }

  /// Reads a file of rows.
  ///
  /// - Throws: `StudyReadError` where rows do not fit, `WrongUse` where the file or its sheet cannot
  ///   be read, or a score cannot be understood.
  public init(_ data: Data, file: String, _ request: Request) throws {
    let found = try Self.sheet(data, file: file, request)
    var take = Taking(request)
    let rows = take.rows(of: found)
    guard take.problems.isEmpty else { throw WrongUse(take.problems.joined(separator: "\n")) }
    sheet = RegisterSheet(name: request.register.rawValue, columns: take.columns, rows: rows)
    remarks = take.remarks
    // What is written must be readable: brackets in cells are YAML.
    _ = try sheet.records(file: file)
  }

  private static func sheet(
    _ data: Data, file: String, _ request: Request
  ) throws -> RegisterSheet {
    // A workbook is a ZIP archive, and no CSV begins like one.
    guard data.starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
      return try RegisterSheet(
        csv: data, name: request.register.rawValue, file: file, format: request.format)
    }
    let sheets: [RegisterSheet]
    do {
      sheets = try SpreadsheetReader.sheets(data, file: file)
    } catch {
      throw WrongUse("\(error)")
    }
    let name = request.sheet ?? request.register.rawValue
    if let named = sheets.first(where: { $0.name.lowercased() == name.lowercased() }) {
      return named
    }
    guard request.sheet == nil, let first = sheets.first else {
      throw WrongUse(
        "\(file) has no sheet `\(name)`; it has "
          + "\(FigureWords.list(sheets.map { "`\($0.name)`" })).")
    }
    return first
  }
}

/// The work of taking a sheet over.
private struct Taking {
  let request: RegisterImport.Request
  private(set) var columns: [String] = []
  private(set) var remarks: [String] = []
  private(set) var problems: [String] = []
  private let scores: RiskScores

  init(_ request: RegisterImport.Request) {
    self.request = request
    let bands = request.bands.map { ManagementRecords(RecordNode(node: $0.root), .full).bands }
    let likelihood = bands?.likelihood.map(\.upper) ?? []
    scores = RiskScores(
      likelihood: likelihood.isEmpty ? RiskScores.usualLikelihood : likelihood,
      impact: bands?.consequence.map(\.upper) ?? [])
  }

  mutating func rows(of sheet: RegisterSheet) -> [[String]] {
    let plan = plan(sheet.columns)
    columns = plan.map(\.field)
    var rows = sheet.rows.enumerated().map { index, row in
      plan.map { cell(row[$0.column], $0, row: index + 2) }
    }
    if request.register == .risks { addCategories(to: &rows) }
    addIDs(to: &rows)
    return rows
  }

  // MARK: Columns

  private struct Column {
    let column: Int
    let field: String
    /// `likelihood` or `impact` where the cells are scores.
    let score: String?
  }

  /// The columns that are taken, each field once.
  private mutating func plan(_ names: [String]) -> [Column] {
    var plan: [Column] = []
    var left: [String] = []
    for (index, name) in names.enumerated() {
      let field = request.mapping.field(of: name, in: request.register)
      let score = [ColumnMapping.likelihood, ColumnMapping.impact].first { $0 == field ?? "" }
      let scored = score.map { $0 == ColumnMapping.likelihood ? "events" : "loss" }
      let own = scored ?? field
      guard let own, !plan.contains(where: { $0.field == own }) else {
        left.append("`\(name)`")
        continue
      }
      if own != name { remarks.append("Column `\(name)` is taken for `\(own)`.") }
      plan.append(Column(column: index, field: own, score: score))
    }
    if !left.isEmpty { remarks.append("Left out: \(FigureWords.list(left)).") }
    return plan
  }

  private mutating func cell(_ text: String, _ column: Column, row: Int) -> String {
    let cell = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let score = column.score, !cell.isEmpty else { return cell }
    let value = score == ColumnMapping.likelihood ? scores.events(cell) : scores.loss(cell)
    if value == nil {
      problems.append(
        score == ColumnMapping.impact
          ? "Row \(row): the impact `\(cell)` is a score, and nothing says what it costs. Name a "
            + "study with `criteria.bands.consequence` by --bands, or write amounts."
          : "Row \(row): the likelihood `\(cell)` is no chance below 100 %. Write events per year.")
    }
    return value ?? ""
  }

  // MARK: Fields that a study needs

  /// Categories of a study for those of others; what is not known goes to `internal_context`.
  private mutating func addCategories(to rows: inout [[String]]) {
    let column = columns.firstIndex(of: "category") ?? columns.count
    if column == columns.count { columns.append("category") }
    var guessed: [String: String] = [:]
    for index in rows.indices {
      if rows[index].count == column { rows[index].append("") }
      let given = rows[index][column]
      let category = RiskCategories.category(of: given)
      if category != given { guessed[given] = category }
      rows[index][column] = category
    }
    for (given, category) in guessed.sorted(by: { $0.key < $1.key }) {
      let words = given.isEmpty ? "Rows without a category are" : "Category `\(given)` is"
      remarks.append("\(words) taken for `\(category)`.")
    }
  }

  /// Numbers for rows that have no id.
  private mutating func addIDs(to rows: inout [[String]]) {
    guard request.register != .dependencies, !columns.contains("id") else { return }
    let letter = request.register.rawValue.prefix(1).uppercased()
    columns.insert("id", at: 0)
    for index in rows.indices { rows[index].insert("\(letter)\(index + 1)", at: 0) }
    remarks.append("No column holds ids: rows are numbered from \(letter)1.")
  }
}

/// The categories of risks, and what others call them.
enum RiskCategories {
  private static let words: [(category: String, parts: [String])] = [
    ("supplier_interdependency", ["supplier", "supply", "thirdparty", "vendor", "outsourc"]),
    ("information", ["information", "data", "privacy"]),
    ("malicious", ["cyber", "malicious", "terror", "sabotage", "attack", "itsecurity"]),
    ("criminal", ["crim", "theft", "fraud", "corruption"]),
    ("environmental", ["environment", "natural", "weather", "climate", "flood"]),
    ("human", ["human", "people", "staff", "safety", "hse", "personnel"]),
    ("cultural", ["cultur", "social", "community"]),
    ("security_equipment", ["securityequipment", "securitysystem", "cctv"]),
    ("physical_failure", ["physical", "asset", "property", "fire", "building"]),
    ("functional_failure", ["function", "technical", "equipment", "technology", "system"]),
    (
      "external_context",
      ["external", "legal", "regulat", "politic", "market", "financ", "compliance"]
    ),
  ]

  private static let all = words.map(\.category) + ["internal_context"]

  /// The category that a word means.
  static func category(of text: String) -> String {
    if all.contains(text) { return text }
    let plain = ColumnMapping.plain(text)
    if let same = all.first(where: { ColumnMapping.plain($0) == plain }) { return same }
    return words.first { $0.parts.contains { plain.contains($0) } }?.category ?? "internal_context"
  }
}
