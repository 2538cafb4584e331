/// The shortest decimal text that reads back as the same number.
public enum DecimalText {
  /// The text of a finite number; nil for infinity and not-a-number, which no result file holds.
  public static func text(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of a number, or nothing where it is not finite.
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard value.isFinite else { return }
    // Whole numbers are common in loss tables (most of them 0) and need no shortest-digits search.
    if value.magnitude < 9e15, value == value.rounded(.towardZero) {
      return append(Int(value), to: &bytes)
    }
    // Swift's description is the shortest that round-trips (SwiftDtoa).
    let text = value.description.utf8
    bytes.append(contentsOf: text.suffix(2).elementsEqual(".0".utf8) ? text.dropLast(2) : text[...])
  }

  /// Appends a whole number.
  static func append(_ value: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
