public import Foundation

extension StoredTable {
  /// The kinds of a table's columns, as `datapackage.json` has them.
  private struct Package: Decodable {
    struct Resource: Decodable {
      let name: String
      let schema: Schema
    }
    struct Schema: Decodable { let fields: [Field] }
    struct Field: Decodable {
      let name: String
      let type: String
    }
    let resources: [Resource]
  }

  /// One row as JSON; keys are the headings.
  private struct JSONRow: Encodable {
    let cells: [(name: String, cell: Table.Cell)]

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      for (name, cell) in cells {
        let key = Key(stringValue: name)
        switch cell {
        case .text(let text): try container.encode(text, forKey: key)
        case .number(let number): try container.encode(number, forKey: key)
        case .integer(let number): try container.encode(number, forKey: key)
        case .flag(let flag): try container.encode(flag, forKey: key)
        case .empty: try container.encodeNil(forKey: key)
        }
      }
    }
  }

  /// Hands the table to a receiver as a JSON list with one object a row, in pieces.
  public func writeJSON(to receive: (Data) throws -> Void) throws {
    let kinds = try kinds()
    let encoder = ResultJSON.encoder(pretty: false)
    encoder.keyEncodingStrategy = .useDefaultKeys
    var rows = CSVRows(data)
    guard let headings = rows.next() else { return try receive(Data("[]\n".utf8)) }
    var piece = Data("[".utf8)
    var isFirst = true
    while let cells = rows.next() {
      piece.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
      isFirst = false
      let row = zip(headings, cells).map { ($0, Self.cell($1, kind: kinds[$0] ?? .text)) }
      piece.append(try encoder.encode(JSONRow(cells: row)))
      if piece.count > 1 << 20 {
        try receive(piece)
        piece.removeAll(keepingCapacity: true)
      }
    }
    piece.append(contentsOf: "\n]\n".utf8)
    try receive(piece)
  }

  private func kinds() throws(RunNotFound) -> [String: Table.Kind] {
    let folder = (path as NSString).deletingLastPathComponent
    let file = (folder as NSString).appendingPathComponent("datapackage.json")
    guard let data = FileManager.default.contents(atPath: file),
      let package = try? JSONDecoder().decode(Package.self, from: data),
      let resource = package.resources.first(where: { $0.name == name })
    else { throw RunNotFound("\(file) is missing or damaged: the columns are not known.") }
    var kinds: [String: Table.Kind] = [:]
    for field in resource.schema.fields { kinds[field.name] = Table.Kind(rawValue: field.type) }
    return kinds
  }

  private static func cell(_ text: String, kind: Table.Kind) -> Table.Cell {
    if text.isEmpty { return .empty }
    switch kind {
    case .number: return Double(text).map(Table.Cell.number) ?? .text(text)
    case .integer: return Int(text).map(Table.Cell.integer) ?? .text(text)
    case .flag: return .flag(text == "true")
    case .text:
      // The apostrophe is for spreadsheets alone.
      let isNeutralised = text.first == "'" && CSVText.isFormula(String(text.dropFirst()))
      return .text(isNeutralised ? String(text.dropFirst()) : text)
    }
  }
}

/// The rows of a CSV that `CSVText` has written.
struct CSVRows {
  private let bytes: [UInt8]
  private var index: Int

  init(_ bytes: Data) {
    self.bytes = [UInt8](bytes)
    index = 0
  }

  mutating func next() -> [String]? {
    guard index < bytes.endIndex else { return nil }
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        if isQuoted, index < bytes.endIndex, bytes[index] == byte {
          cell.append(byte)
          index += 1
        } else {
          isQuoted.toggle()
        }
      case UInt8(ascii: ",") where !isQuoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
      case 0x0A where !isQuoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        return cells
      default: cell.append(byte)
      }
    }
    cells.append(String(decoding: cell, as: UTF8.self))
    return cells
  }
}
