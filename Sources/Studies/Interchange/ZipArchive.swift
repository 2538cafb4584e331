internal import CZlib
internal import Foundation

/// The members of a ZIP archive (PKWARE APPNOTE 6.3), stored or deflated, as workbooks use them.
///
/// Every number of the file is checked before it is used; archives over several disks, encrypted
/// ones and ZIP64 are refused.
struct ZipArchive {
  /// Why an archive cannot be read.
  struct Failure: Error, Equatable {
    let reason: String
  }

  private struct Entry {
    let method: Int
    let packed: Int
    let size: Int
    let offset: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  /// More than any register holds: a small file that unpacks to more is refused.
  static let largestMember = 256 << 20

  init(_ data: Data) throws(Failure) {
    bytes = [UInt8](data)
    let end = try findEnd()
    let count = try number(end + 10, 2)
    var place = try number(end + 16, 4)
    for _ in 0..<count { place = try readEntry(place) }
  }

  /// The names of the members, sorted.
  var names: [String] { entries.keys.sorted() }

  /// The content of a member; nil where there is none of this name.
  func member(_ name: String) throws(Failure) -> Data? {
    guard let entry = entries[name] else { return nil }
    guard try number(entry.offset, 4) == 0x0403_4B50 else {
      throw Failure(reason: "a header is broken")
    }
    let start =
      entry.offset + 30 + (try number(entry.offset + 26, 2)) + (try number(entry.offset + 28, 2))
    guard start + entry.packed <= bytes.count else { throw Failure(reason: "it ends too early") }
    let packed = bytes[start..<(start + entry.packed)]
    switch entry.method {
    case 0: return Data(packed)
    case 8: return try inflated(packed, size: entry.size)
    default: throw Failure(reason: "a member is packed in a way that is not read")
    }
  }

  // MARK: Directory

  /// The record at the end, behind which a comment may stand.
  private func findEnd() throws(Failure) -> Int {
    guard bytes.count >= 22 else { throw Failure(reason: "it is no ZIP archive") }
    let first = max(0, bytes.count - 22 - 65_535)
    var place = bytes.count - 22
    while place >= first {
      if bytes[place] == 0x50, try number(place, 4) == 0x0605_4B50 { return place }
      place -= 1
    }
    throw Failure(reason: "it is no ZIP archive")
  }

  /// Reads an entry of the directory; gives the place behind it.
  private mutating func readEntry(_ place: Int) throws(Failure) -> Int {
    guard try number(place, 4) == 0x0201_4B50 else {
      throw Failure(reason: "its directory is broken")
    }
    guard try number(place + 8, 2) & 1 == 0 else { throw Failure(reason: "it is encrypted") }
    let length = try number(place + 28, 2)
    let next = place + 46 + length + (try number(place + 30, 2)) + (try number(place + 32, 2))
    guard next <= bytes.count else { throw Failure(reason: "its directory is broken") }
    let name = String(decoding: bytes[(place + 46)..<(place + 46 + length)], as: UTF8.self)
    entries[name] = Entry(
      method: try number(place + 10, 2), packed: try number(place + 20, 4),
      size: try number(place + 24, 4), offset: try number(place + 42, 4))
    return next
  }

  /// A whole number of two or four bytes, the lowest first.
  private func number(_ place: Int, _ count: Int) throws(Failure) -> Int {
    guard place >= 0, place + count <= bytes.count else {
      throw Failure(reason: "it ends too early")
    }
    return (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
  }

  // MARK: Members

  private func inflated(_ packed: ArraySlice<UInt8>, size: Int) throws(Failure) -> Data {
    guard size <= Self.largestMember else { throw Failure(reason: "a member is too large") }
    var output = Data(count: size)
    let status = packed.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBytes { Self.inflate(input, into: $0) }
    }
    guard status else { throw Failure(reason: "a member is broken") }
    return output
  }

  /// Whether the input unpacks to exactly the room of the output.
  private static func inflate(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var stream = z_stream()
    guard bw_inflate_raw_init(&stream) == Z_OK else { return false }
    defer { inflateEnd(&stream) }
    // zlib wants a place even for nothing.
    var nothing: UInt8 = 0
    return withUnsafeMutablePointer(to: &nothing) { spare in
      stream.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0) } ?? spare
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? spare
      stream.avail_out = UInt32(output.count)
      return CZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0
    }
  }
}
