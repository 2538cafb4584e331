/// The pieces of a summary for a terminal that `network` commands share.
public struct NetworkText {
  private var grid = TextGrid(.left, .right, .left)
  private var text: String
  private let ink: Ink

  /// A summary under a heading.
  public init(_ heading: String, ink: Ink) {
    self.ink = ink
    text = ink.heading(heading) + "\n"
  }

  /// A line: what, how much, and a word to it.
  public mutating func line(_ name: String, _ value: String, _ remark: String = "") {
    grid.add(TextWidth.cut(name, to: 44), TextWidth.cut(value, to: 30), remark)
  }

  /// A line with a whole number in groups of three.
  public mutating func line(_ name: String, _ value: Int, _ remark: String = "") {
    line(name, FigureText.count(value), remark)
  }

  /// A line with a number of three digits, or `unknown`.
  public mutating func line(_ name: String, _ value: Double?, _ remark: String = "") {
    line(name, value.map(Self.number) ?? "unknown", remark)
  }

  /// Another heading.
  public mutating func heading(_ heading: String) {
    close()
    text += "\n" + ink.heading(heading) + "\n"
  }

  /// The whole text.
  public mutating func finish() -> String {
    close()
    return text
  }

  /// A number of up to four significant digits.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else { return "unknown" }
    if value != 0, value.magnitude < 1e-3 || value.magnitude >= 1e6 {
      return FigureText.scientific(value)
    }
    return FigureText.significant(value)
  }

  private mutating func close() {
    text += grid.text
    grid = TextGrid(.left, .right, .left)
  }
}
