/// JSON writes characters beyond U+FFFF as two escapes, which YAML knows only one by one.
enum JSONSurrogates {
  /// The text with each such pair as the character that it means; lone halves stay for YAML to refuse.
  static func joined(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var result: [UInt8] = []
    var index = text.startIndex
    var copied = index
    while index < text.endIndex {
      guard text[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      guard let high = unit(text, at: index), (0xD800..<0xDC00).contains(high),
        let low = unit(text, at: index + 6), (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      else {
        // The next byte is escaped, so that the second of two backslashes begins nothing.
        index += 2
        continue
      }
      result += text[copied..<index]
      result += Array(String(Character(scalar)).utf8)
      index += 12
      copied = index
    }
    guard copied > text.startIndex else { return text }
    return (result + text[copied...])[...]
  }

  /// The number that an escape `\uXXXX` at a position gives.
  private static func unit(_ text: ArraySlice<UInt8>, at position: Int) -> UInt32? {
    guard position + 6 <= text.endIndex, text[position] == UInt8(ascii: "\\"),
      text[position + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt32(String(decoding: text[(position + 2)..<(position + 6)], as: UTF8.self), radix: 16)
  }
}
