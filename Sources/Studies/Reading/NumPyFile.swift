import Crypto
import Foundation
import RiskModel

/// Reads arrays that NumPy saved (`.npy`, versions 1 to 3): float64, float32 and int64, one or two
/// axes, C order, little-endian; every length is checked against the file before memory is taken.
struct NumPyFile {
  private(set) var rows = 0
  private(set) var columns = 0
  private let file: OpenFile
  private var element = Element.float64
  private var hash = SHA256()

  private enum Element {
    case float64, float32, int64

    var size: Int { self == .float32 ? 4 : 8 }
  }

  /// The array as columns, and the digest of the file.
  static func read(_ file: OpenFile) throws -> (columns: [[Double]], digest: SHA256.Digest) {
    var array = NumPyFile(file)
    let header = try array.readHeader()
    try array.parse(header.text, dataOffset: header.end)
    let columns = try array.readData()
    return (columns, array.hash.finalize())
  }

  private init(_ file: OpenFile) {
    self.file = file
  }

  // MARK: Header

  private mutating func readHeader() throws -> (text: String, end: Int) {
    guard file.size <= ReadLimits.tableBytes else { throw StudyReadError(RowStream.tooLarge(file)) }
    let start = try take(10)
    guard start.prefix(6).elementsEqual([0x93] + Array("NUMPY".utf8)) else {
      throw problem("the file is not an array saved by NumPy", "Write it with `numpy.save`")
    }
    var length = Int(start[8]) | Int(start[9]) << 8
    var end = 10
    switch start[6] {
    case 1: break
    case 2, 3:
      let more = try take(2)
      length |= Int(more[0]) << 16 | Int(more[1]) << 24
      end = 12
    default:
      throw problem("version \(start[6]) of the format is not read", "Use version 1, 2 or 3")
    }
    guard length <= 1 << 16 else {
      throw problem("the array's header is longer than 64 KiB", "Save a plain array of numbers")
    }
    let bytes = try take(length)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw problem("the array's header is not text", "Write the file with `numpy.save`")
    }
    return (text, end + length)
  }

  private mutating func parse(_ header: String, dataOffset: Int) throws {
    element = try elementType(Self.value(of: "descr", in: header))
    guard Self.value(of: "fortran_order", in: header).hasPrefix("False") else {
      throw problem(
        "the array is in Fortran order", "Save it with `numpy.save(f, numpy.ascontiguousarray(a))`")
    }
    let axes = try shape(Self.value(of: "shape", in: header))
    rows = axes[0]
    columns = axes.count == 2 ? axes[1] : 1
    let (cells, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, cells <= ReadLimits.tableCells else {
      throw problem("the table has more than 100,000,000 cells", "Keep fewer rows or columns")
    }
    guard columns <= ReadLimits.columns else {
      throw problem("the table has more than 10,000 columns", "Keep fewer columns")
    }
    let expected = dataOffset + cells * element.size
    guard file.size == expected else {
      throw problem(
        "the file has \(file.size) bytes, and its header promises \(expected)",
        "Copy the file again; it is cut off or has been changed")
    }
  }

  private func elementType(_ text: String) throws -> Element {
    let name = text.prefix { $0 != "," && $0 != "}" }.filter { !"'\" ".contains($0) }
    switch name {
    case "<f8": return .float64
    case "<f4": return .float32
    case "<i8": return .int64
    default:
      throw problem(
        "the array's type is not float64, float32 or int64 (little-endian)",
        "Save it with `numpy.save(f, a.astype('<f8'))`", value: String(name.prefix(40)))
    }
  }

  private func shape(_ text: String) throws -> [Int] {
    let inner = text.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
    let parts = inner.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    let axes = parts.compactMap { Int($0) }
    guard (1...2).contains(axes.count), axes.count == parts.count,
      axes.allSatisfy({ (0...ReadLimits.tableCells).contains($0) })
    else {
      throw problem(
        "a table has one or two axes, each of at most 100,000,000",
        "Save an array of rows and columns", value: "(" + inner.prefix(40) + ")")
    }
    return axes
  }

  /// What stands behind a key of the header, a Python dictionary.
  private static func value(of key: String, in header: String) -> Substring {
    for quote in ["'", "\""] {
      if let found = header.range(of: quote + key + quote) {
        return header[found.upperBound...].drop { $0 == ":" || $0 == " " }
      }
    }
    return ""
  }

  private func elementType(_ text: Substring) throws -> Element { try elementType(String(text)) }

  private func shape(_ text: Substring) throws -> [Int] { try shape(String(text)) }

  // MARK: Data

  private mutating func readData() throws -> [[Double]] {
    var table = [[Double]](repeating: [], count: columns)
    for column in table.indices { table[column].reserveCapacity(rows) }
    guard columns > 0 else { return table }
    let rowBytes = columns * element.size
    let rowsAtOnce = max(1, (1 << 20) / rowBytes)
    var row = 0
    while row < rows {
      let count = min(rowsAtOnce, rows - row)
      let bytes = try take(count * rowBytes)
      try bytes.withUnsafeBytes { chunk in
        for inner in 0..<count {
          for column in 0..<columns {
            let value = value(chunk, at: inner * columns + column)
            guard value.isFinite else { throw notFinite(row + inner, column) }
            table[column].append(value)
          }
        }
      }
      row += count
    }
    return table
  }

  private func value(_ chunk: UnsafeRawBufferPointer, at index: Int) -> Double {
    switch element {
    case .float64:
      Double(
        bitPattern: UInt64(
          littleEndian: chunk.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
    case .float32:
      Double(
        Float(
          bitPattern: UInt32(
            littleEndian: chunk.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))))
    case .int64:
      Double(Int64(littleEndian: chunk.loadUnaligned(fromByteOffset: index * 8, as: Int64.self)))
    }
  }

  /// Exactly so many bytes.
  private mutating func take(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = try bytes.withUnsafeMutableBytes { buffer in
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      guard read > 0 else { throw problem("the file is cut off", "Copy the file again") }
      filled += read
    }
    hash.update(data: bytes)
    return bytes
  }

  // MARK: Problems

  private func notFinite(_ row: Int, _ column: Int) -> StudyReadError {
    problem(
      "the number at row \(row), column \(column) (from 0) is not finite",
      "Replace it, or leave the row out")
  }

  private func problem(
    _ requirement: String, _ remedy: String, value: String? = nil
  ) -> StudyReadError {
    StudyReadError(
      StudyProblem(
        location: SourceLocation(file: file.name, line: 1, column: 1), path: file.path,
        value: value, requirement: requirement, remedy: remedy))
  }
}
