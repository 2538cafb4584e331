internal import Dispatch
internal import SupplyNetworks

/// Writes tables of results as CSV by the rules of `CSVText`, block by block on several threads, in
/// order: the bytes do not depend on the number of threads.
struct ResultColumnsText {
  private let table: ResultColumns
  private let sources: [Source]

  /// A column's content with the written form of its ids at hand.
  private enum Source {
    case id(EscapedIDs, @Sendable (Int) -> Int)
    case text(@Sendable (Int) -> String)
    case number(@Sendable (Int) -> Double)
    case integer(@Sendable (Int) -> Int)
  }

  private static let blockRows = 1 << 14

  init(_ table: ResultColumns) {
    self.table = table
    sources = table.columns.map { column in
      switch column.content {
      case .id(let index, let number): .id(EscapedIDs(index), number)
      case .text(let text): .text(text)
      case .number(let number): .number(number)
      case .integer(let number): .integer(number)
      }
    }
  }

  /// Hands all bytes to a receiver, in order.
  func write(threads: Int, to receive: ([UInt8]) throws -> Void) rethrows {
    try receive(header)
    let blocks = (table.rowCount + Self.blockRows - 1) / Self.blockRows
    let width = max(1, threads)
    var done = 0
    while done < blocks {
      let count = min(width, blocks - done)
      for bytes in pieces(done..<(done + count)) { try receive(bytes) }
      done += count
    }
  }

  private var header: [UInt8] {
    var bytes: [UInt8] = []
    for (number, column) in table.columns.enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      CSVText.append(column.name, to: &bytes)
    }
    return bytes + CSVText.lineEnd
  }

  private func pieces(_ blocks: Range<Int>) -> [[UInt8]] {
    var pieces = [[UInt8]](repeating: [], count: blocks.count)
    pieces.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPointer(base)
      DispatchQueue.concurrentPerform(iterations: blocks.count) { number in
        shared.value[number] = block(blocks.lowerBound + number)
      }
    }
    return pieces
  }

  private func block(_ number: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.blockRows * (table.columns.count * 12 + 8))
    let first = number * Self.blockRows
    for row in first..<min(first + Self.blockRows, table.rowCount) {
      for column in sources.indices {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        append(sources[column], row, to: &bytes)
      }
      bytes.append(0x0A)
    }
    return bytes
  }

  @inline(__always)
  private func append(_ source: Source, _ row: Int, to bytes: inout [UInt8]) {
    switch source {
    case .id(let ids, let number): ids.append(number(row), to: &bytes)
    case .text(let text): CSVText.append(text(row), to: &bytes)
    case .number(let number): DecimalText.append(number(row), to: &bytes)
    case .integer(let number): DecimalText.append(number(row), to: &bytes)
    }
  }
}

/// The ids of an index as cells of CSV, written once and copied for every row.
private struct EscapedIDs {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  init(_ index: NodeIndex) {
    ends.reserveCapacity(index.count + 1)
    for node in 0..<index.count {
      index.withBytes(of: node) { id in
        if Self.isPlain(id) {
          bytes.append(contentsOf: id)
        } else {
          CSVText.append(String(decoding: id, as: UTF8.self), to: &bytes)
        }
      }
      ends.append(bytes.count)
    }
  }

  /// Letters and digits at the front and nothing that asks for quotes.
  private static func isPlain(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = id.first, first >= 0x30 else { return false }
    return !id.contains { $0 < 0x2D && $0 != 0x20 } && first != UInt8(ascii: "=")
      && first != UInt8(ascii: "@")
  }

  @inline(__always)
  func append(_ node: Int, to target: inout [UInt8]) {
    target.append(contentsOf: bytes[ends[node]..<ends[node + 1]])
  }
}
