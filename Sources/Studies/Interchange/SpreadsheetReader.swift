public import Foundation
internal import FoundationXML

/// Sheets of a workbook (XLSX) as rows of texts.
public enum SpreadsheetReader {
  /// Why a workbook cannot be read.
  public struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// A sentence with its dot.
    public let description: String
  }

  /// All sheets in the order of the workbook; the first row of each names its columns.
  ///
  /// Dates are ISO 8601, numbers their shortest decimal text; formulas give their last value.
  public static func sheets(_ data: Data, file: String) throws(Failure) -> [RegisterSheet] {
    do {
      let archive = try ZipArchive(data)
      let links = try relations(archive)
      let strings = try SharedStrings.read(part(archive, "xl/sharedStrings.xml"))
      let dates = try DateStyles.read(part(archive, "xl/styles.xml"))
      var sheets: [RegisterSheet] = []
      for sheet in try workbook(archive) {
        guard let path = links[sheet.link], let xml = try part(archive, path) else { continue }
        let cells = try SheetCells.read(xml, strings: strings, dates: dates)
        sheets.append(made(sheet.name, cells))
      }
      return sheets
    } catch {
      throw Failure(description: "\(file) is not a workbook that can be read: \(error.reason).")
    }
  }

  private static func part(
    _ archive: ZipArchive, _ name: String
  ) throws(ZipArchive.Failure) -> Data? { try archive.member(name) }

  /// The rows under the first that is not empty, without empty columns and rows.
  private static func made(_ name: String, _ rows: [[String]]) -> RegisterSheet {
    guard let head = rows.firstIndex(where: { $0.contains { !$0.isEmpty } }) else {
      return RegisterSheet(name: name, columns: [], rows: [])
    }
    let kept = rows[head].indices.filter { !rows[head][$0].isEmpty }
    let body = rows[(head + 1)...].map { row in
      kept.map { row.indices.contains($0) ? row[$0] : "" }
    }.filter { $0.contains { !$0.isEmpty } }
    return RegisterSheet(name: name, columns: kept.map { rows[head][$0] }, rows: body)
  }

  private static func workbook(
    _ archive: ZipArchive
  ) throws(ZipArchive.Failure) -> [(name: String, link: String)] {
    guard let data = try part(archive, "xl/workbook.xml") else {
      throw ZipArchive.Failure(reason: "it holds no xl/workbook.xml")
    }
    var sheets: [(String, String)] = []
    try XMLScan.read(data) { name, attributes in
      guard name == "sheet", let title = attributes["name"] else { return }
      sheets.append((title, attributes["r:id"] ?? attributes["id"] ?? ""))
    }
    return sheets
  }

  /// The paths of the workbook's parts by their links.
  private static func relations(
    _ archive: ZipArchive
  ) throws(ZipArchive.Failure) -> [String: String] {
    var links: [String: String] = [:]
    guard let data = try part(archive, "xl/_rels/workbook.xml.rels") else { return links }
    try XMLScan.read(data) { name, attributes in
      guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"]
      else { return }
      links[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
    return links
  }
}

/// Walks through XML; names come without their prefix.
final class XMLScan: NSObject, XMLParserDelegate {
  private let start: (String, [String: String]) -> Void
  private let end: (String) -> Void
  private let text: (String) -> Void

  private init(
    start: @escaping (String, [String: String]) -> Void, end: @escaping (String) -> Void,
    text: @escaping (String) -> Void
  ) {
    self.start = start
    self.end = end
    self.text = text
  }

  /// - Throws: `ZipArchive.Failure` where the XML is not well-formed.
  static func read(
    _ data: Data, end: @escaping (String) -> Void = { _ in },
    text: @escaping (String) -> Void = { _ in },
    start: @escaping (String, [String: String]) -> Void
  ) throws(ZipArchive.Failure) {
    let parser = XMLParser(data: data)
    // Entities from elsewhere are never fetched.
    parser.shouldResolveExternalEntities = false
    let scan = XMLScan(start: start, end: end, text: text)
    parser.delegate = scan
    guard parser.parse() else { throw ZipArchive.Failure(reason: "a part of it is broken XML") }
  }

  private static func local(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) { start(Self.local(name), attributes) }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { end(Self.local(name)) }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text(string) }
}

/// Texts that cells refer to by number.
private enum SharedStrings {
  static func read(_ data: Data?) throws(ZipArchive.Failure) -> [String] {
    guard let data else { return [] }
    var strings: [String] = []
    var isText = false
    var isPhonetic = false
    try XMLScan.read(
      data,
      end: { name in
        if name == "t" { isText = false }
        if name == "rPh" { isPhonetic = false }
      },
      text: { piece in
        if isText, !isPhonetic, !strings.isEmpty { strings[strings.count - 1] += piece }
      }
    ) { name, _ in
      if name == "si" { strings.append("") }
      if name == "t" { isText = true }
      if name == "rPh" { isPhonetic = true }
    }
    return strings
  }
}

/// Which styles of cells show a number as a date.
private enum DateStyles {
  static func read(_ data: Data?) throws(ZipArchive.Failure) -> Set<Int> {
    guard let data else { return [] }
    var formats: Set<Int> = Set(14...17).union([22])
    var dates: Set<Int> = []
    var (isCells, index) = (false, 0)
    try XMLScan.read(data, end: { if $0 == "cellXfs" { isCells = false } }) { name, attributes in
      if name == "numFmt", let id = attributes["numFmtId"].flatMap(Int.init),
        isDate(attributes["formatCode"] ?? "")
      {
        formats.insert(id)
      }
      if name == "cellXfs" { isCells = true }
      if name == "xf", isCells {
        if formats.contains(attributes["numFmtId"].flatMap(Int.init) ?? 0) { dates.insert(index) }
        index += 1
      }
    }
    return dates
  }

  /// A format with a year and a day outside quotes.
  private static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    let letters = code.lowercased().filter { character in
      if character == "\"" { isQuoted.toggle() }
      return !isQuoted
    }
    return letters.contains("yy") && letters.contains("d")
  }
}

/// The cells of one sheet.
private enum SheetCells {
  /// Cells far outside make no rows in between beyond these.
  static let mostRows = 200_000
  static let mostColumns = 1000

  static func read(
    _ data: Data, strings: [String], dates: Set<Int>
  ) throws(ZipArchive.Failure) -> [[String]] {
    var rows: [[String]] = []
    var (row, column) = (-1, -1)
    var (kind, style, value, isValue) = ("n", 0, "", false)
    try XMLScan.read(
      data,
      end: { name in
        if name == "v" || name == "t" { isValue = false }
        guard name == "c", !value.isEmpty, (0..<mostRows).contains(row),
          (0..<mostColumns).contains(column)
        else { return }
        put(
          text(value, kind, isDate: dates.contains(style), strings), into: &rows, row, column)
      }, text: { if isValue { value += $0 } }
    ) { name, attributes in
      if name == "row" {
        row = attributes["r"].flatMap(Int.init).map { $0 - 1 } ?? row + 1
        column = -1
      }
      if name == "c" {
        column = attributes["r"].flatMap(Self.column) ?? column + 1
        kind = attributes["t"] ?? "n"
        style = attributes["s"].flatMap(Int.init) ?? 0
        value = ""
      }
      if name == "v" || name == "t" { isValue = true }
    }
    return rows
  }

  private static func put(
    _ text: String, into rows: inout [[String]], _ row: Int, _ column: Int
  ) {
    while rows.count <= row { rows.append([]) }
    while rows[row].count <= column { rows[row].append("") }
    rows[row][column] = text
  }

  /// 0 for `A7`, 27 for `AB7`; nil for no letters, or more than a sheet has.
  static func column(_ address: String) -> Int? {
    let letters = address.utf8.prefix { (65...90).contains($0) }
    guard (1...3).contains(letters.count) else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1) - 64 } - 1
  }

  private static func text(
    _ value: String, _ kind: String, isDate: Bool, _ strings: [String]
  ) -> String {
    switch kind {
    case "s": return Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "b": return value == "1" ? "true" : "false"
    case "e": return ""
    case "n":
      guard let number = Double(value), number.isFinite else { return value }
      if isDate, (1..<2_958_466).contains(number) { return date(number) }
      return DecimalText.text(number) ?? value
    default: return value
    }
  }

  /// The day of a serial number: 25569 is 1970-01-01.
  private static func date(_ serial: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd"
    return format.string(
      from: Date(timeIntervalSince1970: (serial.rounded(.down) - 25_569) * 86_400))
  }
}
