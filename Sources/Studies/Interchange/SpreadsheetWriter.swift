internal import CXLSXWriter
public import Foundation

/// Registers as a workbook (XLSX, ISO/IEC 29500), written by libxlsxwriter.
public enum SpreadsheetWriter {
  /// The longest text that a cell of a workbook holds.
  static let longestText = 32_767

  /// The bytes of a workbook with one sheet for each register.
  ///
  /// Numbers are numbers where they read back as the same text; every other cell is text, so that
  /// nothing runs as a formula. Equal registers give equal bytes.
  /// - Throws: `WrongUse` where a cell is too long, `CocoaError` where the file cannot be written.
  ///
  /// - Parameter study: whose registers they are: its title, classification, version and digest
  ///   stand at the head and foot of every printed page (clause 7.5).
  public static func data(_ sheets: [RegisterSheet], of study: StudyFacts? = nil) throws -> Data {
    for sheet in sheets { try check(sheet) }
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("breakwater-\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard let book = workbook_new(path) else { throw CocoaError(.fileWriteUnknown) }
    // A fixed time of creation, 1980-01-01, keeps equal contents equal in bytes.
    var properties = lxw_doc_properties()
    properties.created = 315_532_800
    workbook_set_properties(book, &properties)
    let bold = workbook_add_format(book)
    format_set_bold(bold)
    for sheet in sheets {
      let page = workbook_add_worksheet(book, sheet.name)
      if let study { mark(page, study) }
      write(sheet, to: page, bold)
    }
    guard workbook_close(book) == LXW_NO_ERROR else { throw CocoaError(.fileWriteUnknown) }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// A header and a footer of a sheet hold at most this many characters, codes too.
  private static let longestMark = 255

  private static func mark(_ page: UnsafeMutablePointer<lxw_worksheet>?, _ study: StudyFacts) {
    worksheet_set_header(page, header(study))
    worksheet_set_footer(page, footer(study))
    worksheet_set_landscape(page)
    worksheet_repeat_rows(page, 0, 0)
    worksheet_fit_to_pages(page, 1, 0)
  }

  /// The title to the left, the classification to the right.
  static func header(_ study: StudyFacts) -> String {
    let version = study.version.map { ", version \($0)" } ?? ""
    let mark = (study.classification ?? ReviewPack.unclassified).uppercased()
    return "&L" + plain("\(study.title ?? study.id)\(version)", 90) + "&R&B" + plain(mark, 30)
  }

  /// The digest to the left, the number of the page to the right.
  static func footer(_ study: StudyFacts) -> String {
    "&Lstudy \(plain(String(study.digest.prefix(12)), 12))&Rpage &P of &N"
  }

  /// A text in which `&` begins no code, cut so that all parts have room.
  private static func plain(_ text: String, _ room: Int) -> String {
    String(ProblemReport.printable(text).prefix(room)).replacing("&", with: "&&")
  }

  private static func check(_ sheet: RegisterSheet) throws {
    for (index, row) in sheet.rows.enumerated() {
      guard let long = row.firstIndex(where: { $0.utf16.count > longestText }) else { continue }
      throw WrongUse(
        "Row \(index + 2) of \(sheet.name) holds a text of \(row[long].utf16.count) characters in "
          + "`\(sheet.columns[long])`, and a cell of a workbook holds \(longestText): use CSV.")
    }
  }

  private static func write(
    _ sheet: RegisterSheet, to page: UnsafeMutablePointer<lxw_worksheet>?,
    _ bold: UnsafeMutablePointer<lxw_format>?
  ) {
    for (column, name) in sheet.columns.enumerated() {
      worksheet_write_string(page, 0, UInt16(column), name, bold)
    }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, text) in cells.enumerated() where !text.isEmpty {
        write(text, to: page, UInt32(row + 1), UInt16(column))
      }
    }
    if !sheet.columns.isEmpty {
      worksheet_set_column(page, 0, UInt16(sheet.columns.count - 1), 18, nil)
    }
    worksheet_freeze_panes(page, 1, 1)
  }

  private static func write(
    _ text: String, to page: UnsafeMutablePointer<lxw_worksheet>?, _ row: UInt32, _ column: UInt16
  ) {
    if PlainScalar.isJSONNumber(text), let number = Double(text),
      DecimalText.text(number) == text
    {
      worksheet_write_number(page, row, column, number, nil)
    } else {
      worksheet_write_string(page, row, column, text, nil)
    }
  }
}
