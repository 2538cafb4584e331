/// Numbers as bytes, least significant byte first, handed over in pieces.
struct ByteWriter: ~Copyable {
  private var bytes: [UInt8] = []
  private let receive: (UnsafeRawBufferPointer) throws -> Void

  /// Bytes that are gathered before they are handed over.
  private static let piece = 1 << 20

  init(to receive: @escaping (UnsafeRawBufferPointer) throws -> Void) { self.receive = receive }

  mutating func write(_ value: Int) throws {
    try write(UInt64(bitPattern: Int64(value)))
  }

  mutating func write(_ value: Double) throws { try write(value.bitPattern) }

  private mutating func write(_ value: UInt64) throws {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    if bytes.count >= Self.piece { try flush() }
  }

  /// Writes many numbers at once.
  mutating func write(_ values: UnsafePointer<Double>, count: Int) throws {
    #if _endian(little)
      try flush()
      try receive(UnsafeRawBufferPointer(start: values, count: count * 8))
    #else
      for i in 0..<count { try write(values[i]) }
    #endif
  }

  /// Hands over what is gathered.
  mutating func flush() throws {
    guard !bytes.isEmpty else { return }
    try bytes.withUnsafeBytes(receive)
    bytes.removeAll(keepingCapacity: true)
  }
}

/// Reads what `ByteWriter` has written; never beyond the end, whatever the bytes say.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var remaining: Int { bytes.count - position }

  mutating func word() throws(DamagedPart) -> UInt64 {
    guard remaining >= 8 else { throw .endsEarly }
    defer { position += 8 }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  mutating func double() throws(DamagedPart) -> Double { Double(bitPattern: try word()) }

  /// A whole number from 0 to a limit.
  mutating func integer(atMost limit: Int) throws(DamagedPart) -> Int {
    let value = try word()
    guard value <= UInt64(limit) else { throw .holds("the number \(value), above \(limit)") }
    return Int(value)
  }

  /// Fills many numbers at once.
  mutating func fill(_ values: UnsafeMutablePointer<Double>, count: Int) throws(DamagedPart) {
    guard remaining / 8 >= count else { throw .endsEarly }
    for i in 0..<count { values[i] = try double() }
  }
}

/// Says that bytes are not those of a part of this study.
public enum DamagedPart: Error, Hashable, Sendable {
  /// Fewer bytes than the part needs.
  case endsEarly
  /// Something that cannot stand there.
  case holds(String)
}
