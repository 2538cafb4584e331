/// What a table requires of one of its columns.
public struct ColumnRule: Sendable {
  /// What a column holds.
  enum Content: Sendable {
    /// Texts, numbered in order of first appearance in a space that columns may share.
    case id(space: String)
    case number(NumberRange)
  }

  /// The name by which the table gives the column's values.
  let name: String
  /// The headings that are taken for it, the preferred one first.
  let headings: [String]
  /// The option that names another heading, such as `--supplier`.
  let option: String?
  let content: Content
  let isRequired: Bool
  /// What an empty cell means; nil where it is refused.
  let empty: Double?

  /// A column of ids.
  ///
  /// - Parameters:
  ///   - space: columns of one space share their numbers; the column's own name where nil.
  ///   - heading: the heading that the user has named, which goes before all others.
  ///   - isRequired: whether the table may do without it.
  ///   - allowsEmpty: whether an empty cell is the id `""` rather than an error.
  public static func id(
    _ name: String, space: String? = nil, aliases: [String] = [], heading: String? = nil,
    option: String? = nil, isRequired: Bool = true, allowsEmpty: Bool = false
  ) -> ColumnRule {
    ColumnRule(
      name: name, headings: heading.map { [$0] } ?? [name] + aliases, option: option,
      content: .id(space: space ?? name), isRequired: isRequired, empty: allowsEmpty ? 0 : nil)
  }

  /// A column of numbers in a range.
  ///
  /// - Parameter empty: what an empty cell means, not-a-number for "unknown"; refused where nil.
  public static func number(
    _ name: String, _ range: NumberRange = .any, aliases: [String] = [], heading: String? = nil,
    option: String? = nil, isRequired: Bool = true, empty: Double? = nil
  ) -> ColumnRule {
    ColumnRule(
      name: name, headings: heading.map { [$0] } ?? [name] + aliases, option: option,
      content: .number(range), isRequired: isRequired, empty: empty)
  }
}

/// The numbers that a column may hold.
public struct NumberRange: Sendable {
  let lower: Double
  let upper: Double
  let isWhole: Bool
  /// The rest of the sentence "the value …".
  let phrase: String

  /// Any finite number.
  public static let any = NumberRange(
    lower: -.greatestFiniteMagnitude, upper: .greatestFiniteMagnitude, phrase: "is finite")
  /// Above 0.
  public static let positive = NumberRange(
    lower: .leastNonzeroMagnitude, upper: .greatestFiniteMagnitude, phrase: "is above 0")
  /// 0 or more.
  public static let nonNegative = NumberRange(
    lower: 0, upper: .greatestFiniteMagnitude, phrase: "is at least 0")
  /// From 0 to 1, both included: a probability or a share.
  public static let probability = NumberRange(lower: 0, upper: 1, phrase: "is from 0 to 1")
  /// From 0 to below 1.
  public static let belowOne = NumberRange(
    lower: 0, upper: 1.0.nextDown, phrase: "is at least 0 and below 1")

  /// A whole number of a range.
  public static func whole(_ range: ClosedRange<Int>) -> NumberRange {
    NumberRange(
      lower: Double(range.lowerBound), upper: Double(range.upperBound), isWhole: true,
      phrase: "is a whole number from \(range.lowerBound) to \(range.upperBound)")
  }

  init(lower: Double, upper: Double, isWhole: Bool = false, phrase: String) {
    self.lower = lower
    self.upper = upper
    self.isWhole = isWhole
    self.phrase = phrase
  }

  @inline(__always)
  func contains(_ value: Double) -> Bool {
    value >= lower && value <= upper && (!isWhole || value == value.rounded())
  }
}
