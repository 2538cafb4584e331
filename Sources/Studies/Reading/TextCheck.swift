import RiskModel

/// Checks that bytes are text before a parser sees them, and says where they are not.
enum TextCheck {
  /// The bytes without a byte order mark.
  ///
  /// - Throws: `StudyReadError` at the first byte that is not UTF-8, or is NUL.
  static func text(_ bytes: [UInt8], file: String) throws -> ArraySlice<UInt8> {
    try refuseOtherEncodings(bytes, file: file)
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if let offset = firstInvalidByte(bytes) {
      let place = location(of: offset, in: bytes, file: file)
      throw StudyReadError(
        StudyProblem(
          location: place, path: "encoding", value: hexadecimal(bytes[offset]),
          requirement: bytes[offset] == 0
            ? "byte \(offset + 1) of the file (line \(place.line)) is NUL, which no text holds"
            : "byte \(offset + 1) of the file (line \(place.line)) is not UTF-8",
          remedy: bytes[offset] == 0
            ? "Remove the byte or give the right file; this looks like binary data"
            : "Save the file as UTF-8"))
    }
    return bytes[start...]
  }

  private static func refuseOtherEncodings(_ bytes: [UInt8], file: String) throws {
    guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else { return }
    throw StudyReadError(
      StudyProblem(
        location: SourceLocation(file: file, line: 1, column: 1), path: "encoding",
        requirement: "the file is UTF-16, by its byte order mark",
        remedy: "Save the file as UTF-8"))
  }

  /// The offset of the first byte that is NUL or breaks UTF-8 (RFC 3629); nil in good text.
  static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { firstInvalidByte($0) }
  }

  /// The offset of the first byte that is NUL or breaks UTF-8 (RFC 3629); nil in good text.
  static func firstInvalidByte(_ buffer: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < buffer.count {
      let byte = buffer[index]
      if byte < 0x80 {
        if byte == 0 { return index }
        index += 1
        continue
      }
      let length = sequenceLength(buffer, at: index)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// The length of the multi-byte character at an index; 0 where there is none.
  private static func sequenceLength(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = buffer[index]
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    guard index + length <= buffer.count else { return 0 }
    for offset in 1..<length where buffer[index + offset] & 0xC0 != 0x80 { return 0 }
    let second = buffer[index + 1]
    switch lead {
    case 0xE0 where second < 0xA0, 0xED where second > 0x9F: return 0
    case 0xF0 where second < 0x90, 0xF4 where second > 0x8F: return 0
    default: return length
    }
  }

  /// The place of a byte: lines end at LF, CR LF or CR; columns count characters.
  static func location(of offset: Int, in bytes: [UInt8], file: String) -> SourceLocation {
    var line = 1
    var column = 1
    for index in bytes.indices.prefix(offset) {
      switch bytes[index] {
      case 0x0A:
        line += 1
        column = 1
      case 0x0D where index + 1 >= bytes.count || bytes[index + 1] != 0x0A:
        line += 1
        column = 1
      case 0x80...0xBF: break
      default: column += 1
      }
    }
    return SourceLocation(file: file, line: line, column: column)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
