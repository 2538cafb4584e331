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
  public static func data(_ sheets: [RegisterSheet]) throws -> Data {
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
    for sheet in sheets { write(sheet, to: workbook_add_worksheet(book, sheet.name), bold) }
    guard workbook_close(book) == LXW_NO_ERROR else { throw CocoaError(.fileWriteUnknown) }
    return try Data(contentsOf: URL(fileURLWithPath: path))
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
