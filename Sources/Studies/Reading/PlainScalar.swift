/// What a scalar's text means by its look alone, and whether it may stand without quotes.
enum PlainScalar {
  /// Null in YAML 1.2 core.
  static func isNull(_ text: String) -> Bool {
    text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
  }

  /// A truth value in YAML 1.2 core.
  static func truth(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// Whether the text, without quotes, is a number, a truth value or null in JSON.
  static func isJSONLiteral(_ text: String) -> Bool {
    isNull(text) || truth(text) != nil || isJSONNumber(text)
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?` (RFC 8259 section 6).
  static func isJSONNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func digits(_ rest: inout Substring.UTF8View) -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leadsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits(&rest)
    guard whole > 0, !leadsWithZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits(&rest) > 0 else { return false }
    }
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      guard digits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Whether text can be written without quotes and read back as the same plain scalar.
  static func isSafe(_ text: String) -> Bool {
    guard !isNull(text), text.utf8.count <= 512, let first = text.utf8.first,
      let last = text.utf8.last
    else { return false }
    guard !" \t#,[]{}&*!|>'\"%@`".utf8.contains(first), last != 0x20, last != 0x09,
      last != UInt8(ascii: ":"), !text.hasPrefix("---"), !text.hasPrefix("...")
    else { return false }
    if "-?:".utf8.contains(first) {
      guard let second = text.utf8.dropFirst().first, second != 0x20 else { return false }
    }
    return text != "<<" && !text.contains(": ") && !text.contains(" #") && isPrintable(text)
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x20...0x7E, 0xA0...0x2027, 0x202F...0xD7FF, 0xE000...0xFDFF, 0xFE10...0xFEFE,
        0xFF00...0xFFFD, 0x10000...0x10FFFF:
        true
      default: false
      }
    }
  }
}
