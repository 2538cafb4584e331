import Foundation
import Testing

@testable import Studies

@Suite struct RegisterImportTests {
  private func take(
    _ csv: String, _ request: RegisterImport.Request = .init(register: .risks)
  ) throws -> RegisterImport {
    try RegisterImport(Data(csv.utf8), file: "theirs.csv", request)
  }

  private static let bands = """
    format: study/1
    study: { id: x, currency: EUR }
    risks: [{ id: R1, name: Theft, category: criminal, events: 1 }]
    criteria:
      bands: { likelihood: { a: 0.1, b: 1, c: 10 }, consequence: { a: 10k, b: 100k, c: 1M } }
    """

  private func bands() throws -> ReadStudy {
    let folder = try TemporaryFolder()
    try Self.bands.write(toFile: folder.file("study.yaml"), atomically: true, encoding: .utf8)
    return try StudyReader.read(folder.path)
  }

  @Test func findsCommonColumns() throws {
    let taken = try take(
      """
      Risk ID,Risk Description,Risk Type,Risk Owner,Cause,Likelihood,Impact,RAG
      7,Theft of cargo,Theft & fraud,J. Doe,gangs,0.5 to 2,20k to 90k,red

      """)
    #expect(
      taken.sheet.columns == ["id", "name", "category", "owner", "threat", "events", "loss"])
    #expect(
      taken.sheet.rows == [
        ["7", "Theft of cargo", "criminal", "J. Doe", "gangs", "0.5 to 2", "20k to 90k"]
      ])
    #expect(taken.remarks.contains("Left out: `RAG`."))
    #expect(taken.remarks.contains("Category `Theft & fraud` is taken for `criminal`."))
  }

  /// The band of score 1 is a fifth of 0.1 to 0.1, of score 3 from 1 to 10, and above the last
  /// from 10 to 50; words count like their numbers.
  @Test func scoresAreTheirBands() throws {
    let taken = try take(
      "id,name,likelihood,impact\nR1,a,1,3\nR2,b,3,Minor\nR3,c,almost certain,2\nR4,d,25 %,5\n",
      .init(register: .risks, bands: try bands()))
    let events = try #require(taken.sheet.columns.firstIndex(of: "events"))
    #expect(
      taken.sheet.rows.prefix(3).map { $0[events] } == ["0.02 to 0.1", "1 to 10", "10 to 50"])
    // −ln(1 − 0.25), the rate at which a year has an event with a chance of 25 %.
    let rate = try #require(Double(taken.sheet.rows[3][events]))
    #expect(abs(rate - 0.287_682_072_451_780_9) < 1e-15)
    let loss = try #require(taken.sheet.columns.firstIndex(of: "loss"))
    #expect(
      taken.sheet.rows.map { $0[loss] } == [
        "100000 to 1000000", "2000 to 10000", "10000 to 100000", "1000000 to 5000000",
      ])
  }

  @Test func scoresOfImpactNeedTheirBands() {
    #expect {
      try take("id,name,impact\nR1,a,3\nR2,b,high\n")
    } throws: { error in
      let text = "\(error)"
      return text.contains("Row 2: the impact `3` is a score") && text.contains("Row 3")
        && text.contains("--bands")
    }
  }

  @Test func statedColumnsGoFirst() throws {
    let taken = try take(
      "Key,Headline,Class\nA,Theft,criminal\n",
      .init(
        register: .risks,
        mapping: ColumnMapping(stated: [("Headline", "name"), ("class", "category")])))
    #expect(taken.sheet.columns == ["id", "name", "category"])
    #expect(taken.sheet.rows == [["A", "Theft", "criminal"]])
  }

  @Test func rowsWithoutIdsAreNumbered() throws {
    let taken = try take("title\nTheft\nFire\n")
    #expect(taken.sheet.rows.map { $0[0] } == ["R1", "R2"])
    #expect(taken.remarks.contains { $0.contains("rows are numbered from R1") })
  }

  @Test func readsSemicolonsAndDecimalCommas() throws {
    let taken = try take(
      "id;name;category;events;loss\nR1;a;criminal;0,5 to 2;1,5M\n",
      .init(
        register: .risks,
        format: DelimitedFormat(delimiter: UInt8(ascii: ";"), decimalComma: true)))
    #expect(taken.sheet.rows == [["R1", "a", "criminal", "0.5 to 2", "1.5M"]])
  }

  /// What was exported comes back without a remark.
  @Test func ownExportsComeBackAsTheyAre() throws {
    let study = try StudyReader.read(
      RegisterSheetTests.models.appendingPathComponent("container-terminal").path)
    for register in StudyRegister.allCases {
      let sheet = RegisterSheet(register, of: study)
      guard !sheet.rows.isEmpty else { continue }
      let book = try SpreadsheetWriter.data([sheet])
      for data in [sheet.csv, book] {
        let taken = try RegisterImport(data, file: "x", .init(register: register))
        #expect(taken.sheet == sheet, "\(register)")
        #expect(taken.remarks.isEmpty, "\(register): \(taken.remarks)")
      }
    }
  }

  @Test func namesTheSheetsOfABook() throws {
    let book = try SpreadsheetWriter.data([
      RegisterSheet(name: "One", columns: ["id"], rows: [["R1"]])
    ])
    #expect {
      try RegisterImport(book, file: "b.xlsx", .init(register: .risks, sheet: "Two"))
    } throws: { "\($0)".contains("b.xlsx has no sheet `Two`; it has `One`.") }
    #expect(throws: WrongUse.self) {
      try RegisterImport(
        Data([0x50, 0x4B, 3, 4, 0, 0]), file: "b.xlsx", .init(register: .risks))
    }
  }
}
