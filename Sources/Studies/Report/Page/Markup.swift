/// A piece of HTML or SVG whose values were escaped when they were put in.
///
/// A literal is markup, an interpolated text is escaped, interpolated markup goes in as it is: no
/// text of a study can become markup, whatever it holds. The result is well-formed XML too, so that
/// a parser can check a whole page.
struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The markup itself.
  private(set) var text: String

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Markup that was checked or made elsewhere: a style sheet, a script.
  init(trusted: String) { text = trusted }

  /// Text of a study, escaped.
  init(_ words: String) { text = MarkupText.escaped(words) }

  /// Nothing.
  static let empty = Markup(trusted: "")

  var isEmpty: Bool { text.isEmpty }

  static func += (left: inout Markup, right: Markup) { left.text += right.text }

  static func + (left: Markup, right: Markup) -> Markup { Markup(trusted: left.text + right.text) }

  /// Collects literals and escaped values.
  struct Interpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: String) { text += MarkupText.escaped(value) }
    mutating func appendInterpolation(_ value: Markup) { text += value.text }
    mutating func appendInterpolation(_ value: Int) { text += String(value) }
    /// A coordinate, to a hundredth of a unit.
    mutating func appendInterpolation(_ value: Double) { text += Coordinate.text(value) }
  }
}

extension Sequence<Markup> {
  /// The pieces one after the other.
  func joined(separator: Markup = .empty) -> Markup {
    Markup(trusted: map(\.text).joined(separator: separator.text))
  }
}

/// Texts of a study as the content of an element or of an attribute in double quotes.
enum MarkupText {
  /// The text with everything harmless that could end an element, an attribute or a line's direction.
  ///
  /// Characters that XML does not allow, and controls that turn the direction of all that follows
  /// (U+202A–U+202E, U+2066–U+2069), are written out, as `ProblemReport` does in a terminal.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: isSpecial) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
    return result
  }

  /// The text on one line with controls written out, for a place that escapes in its own way.
  static func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x26, 0x27, 0x3C, 0x3E: result.unicodeScalars.append(scalar)
      default: append(scalar, to: &result)
      }
    }
    return result
  }

  /// Whether a byte may belong to a character that is not written as it is.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00..<0x20, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F, 0xC2, 0xE2, 0xEF...0xF4: true
    default: false
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar.value {
    case 0x26: result += "&amp;"
    case 0x3C: result += "&lt;"
    case 0x3E: result += "&gt;"
    case 0x22: result += "&quot;"
    case 0x27: result += "&#39;"
    case 0x09, 0x0A, 0x0D: result += " "
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    case let value where value & 0xFFFE == 0xFFFE:
      result += "\\u{\(String(value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
}
