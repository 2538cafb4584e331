import Foundation
import Testing

@testable import Studies

@Suite struct SpreadsheetTests {
  private static let sheet = RegisterSheet(
    name: "risks", columns: ["id", "name", "value"],
    rows: [
      ["007", "<&> \"quoted\" שלום 港口", "0.1"], ["R2", "=HYPERLINK(\"x\")", "1e3"],
      ["", "  blanks  ", "-12.5"], ["R4", "two\nlines", "12345678901234567890"],
    ])

  @Test func cellsComeBackToTheLetter() throws {
    let book = try SpreadsheetWriter.data([Self.sheet])
    #expect(try SpreadsheetReader.sheets(book, file: "x.xlsx") == [Self.sheet])
  }

  @Test func severalSheetsKeepTheirOrder() throws {
    let other = RegisterSheet(name: "treatments", columns: ["id"], rows: [["T1"]])
    let book = try SpreadsheetWriter.data([other, Self.sheet])
    #expect(
      try SpreadsheetReader.sheets(book, file: "x.xlsx").map(\.name) == ["treatments", "risks"])
  }

  @Test func equalSheetsAreEqualBytes() throws {
    #expect(try SpreadsheetWriter.data([Self.sheet]) == SpreadsheetWriter.data([Self.sheet]))
  }

  @Test func refusesWhatACellCannotHold() throws {
    let long = RegisterSheet(
      name: "risks", columns: ["id", "name"],
      rows: [["R1", String(repeating: "x", count: SpreadsheetWriter.longestText + 1)]])
    #expect(throws: WrongUse.self) { try SpreadsheetWriter.data([long]) }
  }

  /// Cut anywhere, or with any byte changed, a workbook is read or refused: never a crash.
  @Test func brokenBooksAreRefused() throws {
    let book = try SpreadsheetWriter.data([Self.sheet])
    for end in stride(from: 0, to: book.count, by: 97) {
      #expect(throws: SpreadsheetReader.Failure.self) {
        try SpreadsheetReader.sheets(book.prefix(end), file: "x.xlsx")
      }
    }
    for place in stride(from: 0, to: book.count, by: 13) {
      var broken = book
      broken[place] ^= 0xFF
      _ = try? SpreadsheetReader.sheets(broken, file: "x.xlsx")
    }
  }

  /// A member that says it unpacks to 4 GB is refused before any memory is taken.
  @Test func refusesBombs() throws {
    var book = try SpreadsheetWriter.data([Self.sheet])
    let mark = Data([0x50, 0x4B, 0x01, 0x02])
    var start = book.startIndex
    while let place = book.range(of: mark, in: start..<book.endIndex) {
      book.replaceSubrange(
        (place.lowerBound + 24)..<(place.lowerBound + 28), with: [255, 255, 255, 255])
      start = place.upperBound
    }
    #expect(throws: SpreadsheetReader.Failure.self) {
      try SpreadsheetReader.sheets(book, file: "x.xlsx")
    }
  }

  /// Clause 7.5: whoever prints a sheet sees on each page who may read it.
  ///
  /// `&` begins a code in a header and is doubled (ISO/IEC 29500-1, 18.3.1.39).
  @Test func everyPrintedPageIsMarked() throws {
    let study = StudyFacts(
      id: "s", title: "Fire & smoke", version: "3", status: nil, owner: nil, baseDate: nil,
      currency: "EUR", classification: "internal", digest: String(repeating: "ab", count: 32))
    #expect(SpreadsheetWriter.header(study) == "&LFire && smoke, version 3&R&BINTERNAL")
    #expect(SpreadsheetWriter.footer(study) == "&Lstudy abababababab&Rpage &P of &N")
    let long = StudyFacts(
      id: "s", title: String(repeating: "&", count: 400), version: nil, status: nil, owner: nil,
      baseDate: nil, currency: "EUR", classification: nil, digest: "d")
    let header = SpreadsheetWriter.header(long)
    #expect(header.count <= 255 && header.hasSuffix("&R&BNOT CLASSIFIED"))
    let book = try SpreadsheetWriter.data([Self.sheet], of: study)
    let member = try ZipArchive(book).member("xl/worksheets/sheet1.xml")
    let page = String(decoding: try #require(member), as: UTF8.self)
    #expect(page.contains("<oddHeader>&amp;LFire &amp;&amp; smoke, version 3&amp;R&amp;BINTERNAL<"))
    #expect(try SpreadsheetReader.sheets(book, file: "x.xlsx") == [Self.sheet])
    #expect(try SpreadsheetWriter.data([Self.sheet], of: study) == book)
  }
}
