/// How scalars read under the YAML 1.2 core schema, with the suffixes of `STUDY.md` section 3.
enum Scalar {
  /// A number, or why it is none.
  enum NumberReading {
    case number(Double)
    case refused(requirement: String, remedy: String)
  }

  /// Whether an unquoted scalar stands for nothing.
  static func isNull(_ text: String) -> Bool {
    ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The truth value of an unquoted scalar; `yes`, `no`, `on` and `off` are text.
  static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// Reads `120000`, `120k`, `1.2M`, `3e5`; anything else is refused with a remedy.
  static func number(_ text: some StringProtocol) -> NumberReading {
    if let value = plainNumber(text) { return finite(value) }
    if let last = text.last, last == "k" || last == "M", let value = scaled(text.dropLast(), last) {
      return finite(value)
    }
    return refusal(of: String(text))
  }

  /// The value of a number with a suffix; the exponent goes into the text so that rounding is right.
  private static func scaled(_ body: some StringProtocol, _ suffix: Character) -> Double? {
    guard let value = plainNumber(body) else { return nil }
    if body.contains(where: { $0 == "e" || $0 == "E" }) {
      return value * (suffix == "k" ? 1e3 : 1e6)
    }
    return Double("\(body)\(suffix == "k" ? "e3" : "e6")")
  }

  private static func finite(_ value: Double) -> NumberReading {
    value.isFinite
      ? .number(value)
      : .refused(
        requirement: "is too large for a number; the limit is about 1.8e308",
        remedy: "Write a smaller number")
  }

  /// `[+-] digits [. digits] [e [+-] digits]` with a digit before or after the dot.
  private static func plainNumber(_ text: some StringProtocol) -> Double? {
    var rest = Array(text.utf8)[...]
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest.removeFirst()
    }
    let whole = takeDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = takeDigits(&rest)
    }
    guard whole + fraction > 0 else { return nil }
    if let e = rest.first, e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest.removeFirst()
      }
      guard takeDigits(&rest) > 0 else { return nil }
    }
    return rest.isEmpty ? Double(String(text)) : nil
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
    let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    rest.removeFirst(count)
    return count
  }

  /// Why a text is no number, with the remedy for the usual slips.
  private static func refusal(of text: String) -> NumberReading {
    let bare = text.lowercased().drop { "+-.".contains($0) }
    if ["inf", "nan", "infinity"].contains(bare) {
      return .refused(
        requirement: "must be a finite number", remedy: "Leave the field out or write a number")
    }
    return .refused(requirement: plainRequirement, remedy: numberRemedy(text))
  }

  /// What is said of a text that is nothing like a number.
  static let plainRequirement = "must be a number"

  private static func numberRemedy(_ text: String) -> String {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    // Three digits after a comma are a group of thousands; any other number of them are decimals.
    if parts.count == 2, parts[1].prefix(while: \.isNumber).count != 3 {
      let point = parts.joined(separator: ".")
      if case .number = number(point) { return "Write `\(point)`, with a decimal point" }
    }
    let compact = text.filter { !"_', ".contains($0) }
    if compact != text, case .number = number(compact) {
      return "Write `\(compact)`, without separators and with a decimal point"
    }
    if text.hasSuffix("%"), let value = plainNumber(text.dropLast().filter { $0 != " " }) {
      return "Write `\(plain(value / 100))`; there is no percent sign"
    }
    if let last = text.last, "KmGgBbT".contains(last), plainNumber(text.dropLast()) != nil {
      return "Write `k` for thousand or `M` for million"
    }
    return "Write a number such as 250, 12k, 1.2M or 3e5"
  }
}

extension SourceNode {
  /// Whether nothing stands here.
  var isNull: Bool {
    switch value {
    case .null: true
    case .scalar(let text, let quoted): !quoted && Scalar.isNull(text)
    default: false
    }
  }

  /// The text of a scalar, quoted or not.
  var text: String? {
    if case .scalar(let text, _) = value { return text }
    return nil
  }

  /// The nodes right below.
  var children: [SourceNode] {
    switch value {
    case .null, .scalar: []
    case .sequence(let items): items
    case .mapping(let entries): entries.map(\.node)
    }
  }

  /// The value on one line in flow style, cut at a length.
  func written(limit: Int) -> String {
    var text = ""
    write(into: &text, limit: limit)
    return text.count > limit ? text.prefix(limit) + "…" : text
  }

  private func write(into text: inout String, limit: Int) {
    guard text.utf8.count <= 4 * limit else { return }
    switch value {
    case .null: text += "null"
    case .scalar(let scalar, let quoted):
      let shown = scalar.prefix(limit + 1)
      text += quoted ? "\"\(shown)\"" : shown
    case .sequence(let items):
      text += "["
      for (index, item) in items.enumerated() where text.utf8.count <= 4 * limit {
        if index > 0 { text += ", " }
        item.write(into: &text, limit: limit)
      }
      text += "]"
    case .mapping(let entries):
      text += "{ "
      for (index, entry) in entries.enumerated() where text.utf8.count <= 4 * limit {
        text += (index > 0 ? ", " : "") + entry.key + ": "
        entry.node.write(into: &text, limit: limit)
      }
      text += " }"
    }
  }
}
