import RiskModel

/// One condition on the rows of a table, as in `where: "risk=R01"`.
struct RowFilter {
  enum Comparison: String, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case unequal = "!="
    case equalTwice = "=="
    case equal = "="
    case below = "<"
    case above = ">"
  }

  /// The column that the condition looks at.
  let column: String
  let comparison: Comparison
  /// The value to compare with, without quotes.
  let value: String
  private let number: Double?

  /// The condition that a text states.
  init(_ text: String) throws(ColumnError) {
    guard let (start, length, comparison) = Self.operator(in: text) else {
      throw ColumnError(
        requirement: "cannot be filtered by `\(text.prefix(80))`",
        remedy: "Write a column, one of = != < <= > >=, and a value: `where: \"risk=R01\"`")
    }
    let left = text.utf8.prefix(start)
    let right = text.utf8.dropFirst(start + length)
    column = Self.trimmed(Substring(left))
    value = Self.unquoted(Self.trimmed(Substring(right)))
    self.comparison = comparison
    number = Self.number(value)
    guard !column.isEmpty else {
      throw ColumnError(
        requirement: "cannot be filtered by `\(text.prefix(80))`, which names no column",
        remedy: "Write a column before the \(comparison.rawValue)")
    }
    let isOrder = ![.equal, .equalTwice, .unequal].contains(comparison)
    guard !isOrder || number != nil || Self.isDate(value) else {
      throw ColumnError(
        requirement: "cannot be filtered by `\(text.prefix(80))`: `\(value)` has no order",
        remedy: "Compare with a number or a date, or use = or !=")
    }
  }

  /// Whether a row with this cell passes; nil where the cell cannot be compared.
  func passes(_ cell: String) -> Bool? {
    if let number, let other = Self.number(cell) { return holds(other, number) }
    switch comparison {
    case .equal, .equalTwice: return cell == value
    case .unequal: return cell != value
    default:
      guard number == nil, Self.isDate(cell) else { return nil }
      // Dates of ISO 8601 are in the order of their text.
      return holds(cell, value)
    }
  }

  private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch comparison {
    case .equal, .equalTwice: left == right
    case .unequal: left != right
    case .below: left < right
    case .atMost: left <= right
    case .above: left > right
    case .atLeast: left >= right
    }
  }

  private static func `operator`(
    in text: String
  ) -> (start: Int, length: Int, comparison: Comparison)? {
    let bytes = Array(text.utf8)
    for start in bytes.indices {
      for comparison in Comparison.allCases
      where bytes[start...].starts(with: comparison.rawValue.utf8) {
        return (start, comparison.rawValue.utf8.count, comparison)
      }
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let first = text.first, first == "'" || first == "\"",
      text.last == first
    else { return text }
    return String(text.dropFirst().dropLast())
  }

  private static func number(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { bytes in
      guard
        case .number(let value) = DecimalNumber.read(
          UnsafeRawBufferPointer(bytes), decimal: UInt8(ascii: "."))
      else { return nil }
      return value
    }
  }

  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10 else { return false }
    return bytes.prefix(10).enumerated().allSatisfy { index, byte in
      index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
    }
  }
}
