import Foundation
import RiskModel
import Testing

@testable import Studies

@Suite struct RegisterSheetTests {
  static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Models")

  private static func study(_ name: String) throws -> ReadStudy {
    try StudyReader.read(models.appendingPathComponent(name).path)
  }

  private func sheet(_ yaml: String, _ register: StudyRegister = .risks) throws -> RegisterSheet {
    let root = try YAMLTree.read(Array(yaml.utf8), file: "x.yaml")
    return RegisterSheet(register.rawValue, records: register.records(in: root))
  }

  @Test func nestsAndDividesAndFlows() throws {
    let sheet = try sheet(
      """
      treatments:
        - { id: T1, cost: { once: 5k, per_year: 2 }, requires: [T2, T3], effects: [{ target: R1, multiply: 0.5 }] }
        - { id: T2, name: "a, b", cost: { once: { pert: [1, 2, 3] } } }
      """, .treatments)
    #expect(sheet.columns == ["id", "cost.once", "cost.per_year", "requires", "effects", "name"])
    #expect(
      sheet.rows == [
        ["T1", "5k", "2", "T2|T3", "[{ target: R1, multiply: 0.5 }]", ""],
        ["T2", "{ pert: [1, 2, 3] }", "", "", "", "a, b"],
      ])
  }

  /// A field that is a mapping in one record and a plain value in another stays one column.
  @Test func mixedFieldsStayTogether() throws {
    let sheet = try sheet("risks: [{ id: R1, loss: 5 }, { id: R2, loss: { uniform: [1, 2] } }]")
    #expect(sheet.columns == ["id", "loss"])
    #expect(sheet.rows[1][1] == "{ uniform: [1, 2] }")
  }

  /// Text that a spreadsheet would run is kept from it in CSV, and comes back as it was.
  @Test func formulasAreText() throws {
    let sheet = RegisterSheet(
      name: "risks", columns: ["id", "name", "loss"],
      rows: [["R1", "=1+1", "-5"], ["R2", "@SUM(A1)", "1e3"]])
    let text = String(decoding: sheet.csv, as: UTF8.self)
    #expect(text == "id,name,loss\nR1,'=1+1,-5\nR2,'@SUM(A1),1e3\n")
    #expect(try RegisterSheet(csv: sheet.csv, name: "risks", file: "x.csv") == sheet)
  }

  /// Every register of every worked study, by CSV and by workbook: the same cells, the same records.
  @Test(arguments: ["container-terminal", "insulin-plant", "first-study", "two-plants"])
  func roundTrips(_ model: String) throws {
    let study = try Self.study(model)
    var count = 0
    for register in StudyRegister.allCases {
      let sheet = RegisterSheet(register, of: study)
      guard !sheet.rows.isEmpty else { continue }
      count += sheet.rows.count
      #expect(try RegisterSheet(csv: sheet.csv, name: sheet.name, file: "x.csv") == sheet)
      let book = try SpreadsheetWriter.data([sheet])
      let sheets = try SpreadsheetReader.sheets(book, file: "x.xlsx")
      #expect(sheets == [sheet], "\(register)")
      let again = RegisterSheet(register.rawValue, records: try sheet.records(file: "x.csv"))
      #expect(again == sheet, "\(register)")
    }
    #expect(count >= 2)
  }

  /// A study whose registers went through spreadsheets reads as the same study.
  @Test func aStudyComesBack() throws {
    let study = try Self.study("container-terminal")
    let folder = try TemporaryFolder()
    let source = Self.models.appendingPathComponent("container-terminal")
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path)
    where name != "runs" {
      try FileManager.default.copyItem(
        atPath: source.appendingPathComponent(name).path, toPath: folder.file(name))
    }
    var root = study.root
    for register in [StudyRegister.risks, .treatments, .controls, .findings] {
      let book = try SpreadsheetWriter.data([RegisterSheet(register, of: study)])
      let sheet = try #require(try SpreadsheetReader.sheets(book, file: "x.xlsx").first)
      try sheet.csv.write(to: URL(fileURLWithPath: folder.file("\(register.rawValue).csv")))
      var editor = TreeEditor(root)
      let place = root.location
      let name = SourceNode(.scalar("\(register.rawValue).csv", quoted: false), at: place)
      let file = SourceNode.Entry(key: "file", keyLocation: place, node: name)
      try editor.set(register.path, to: SourceNode(.mapping([file]), at: place), key: place)
      root = editor.root
    }
    try FileManager.default.removeItem(atPath: folder.file("study.yaml"))
    try YAMLWriter.text(root).write(
      toFile: folder.file("study.yaml"), atomically: true, encoding: .utf8)
    let again = try StudyReader.read(folder.path)
    for register in StudyRegister.allCases {
      let isSame = RegisterSheet(register, of: again) == RegisterSheet(register, of: study)
      #expect(isSame, "\(register)")
    }
    // The values that are simulated, laws and all; as texts, for laws cannot be compared.
    let pairs = [
      ("\(again.study.risks)", "\(study.study.risks)"),
      ("\(again.study.controls)", "\(study.study.controls)"),
      (
        "\(again.study.treatments.map(\.effects))", "\(study.study.treatments.map(\.effects))"
      ),
    ]
    for (first, second) in pairs {
      let isSame = first == second
      #expect(isSame && first.count > 100)
    }
  }

  /// The tree as JSON reads back as the same study.
  @Test func theWholeStudyGoesAsJSON() throws {
    let study = try Self.study("first-study")
    let folder = try TemporaryFolder()
    try study.jsonTree.write(toFile: folder.file("study.json"), atomically: true, encoding: .utf8)
    #expect("\(try StudyReader.read(folder.path).study)" == "\(study.study)")
  }
}
