extension StudyReader {
  /// Reads one value by its type; nil where it was refused, which is then logged.
  func readValue(_ node: SourceNode, _ type: FieldType, _ field: Field) -> FieldValue? {
    switch type {
    case .list(let item): return readList(node, item, field, allowsOne: false)
    case .oneOrMany(let item): return readList(node, item, field, allowsOne: true)
    case .record(let kind): return readRecord(node, kind).map { .record($0) }
    case .map(let item): return readMap(node, item, field)
    case .choice(let types): return readChoice(node, types, field)
    case .quantity(let role): return readQuantity(node, role).map { .quantity($0) }
    case .free: return .tree(node)
    default: return readScalar(node, type, field)
    }
  }

  // MARK: Scalars

  private func readScalar(_ node: SourceNode, _ type: FieldType, _ field: Field) -> FieldValue? {
    guard case .scalar(let text, let quoted) = node.value else {
      fail(node, "must be \(type.phrase)", "Write one value here")
      return nil
    }
    switch type {
    case .integer, .number, .money, .probability:
      return readNumber(node, text, quoted: quoted, type, field)
    case .boolean: return readBoolean(node, text, quoted: quoted)
    case .text: return .text(text)
    case .identifier: return readIdentifier(node, text)
    case .date: return readDate(node, text)
    case .currency: return readCurrency(node, text)
    case .word(let words): return readWord(node, text, words)
    case .metric: return readMetric(node, text)
    case .reference(let registers): return readReference(node, text, registers)
    default: return text.isEmpty ? refuseEmpty(node, type) : .text(text)
    }
  }

  private func refuseEmpty(_ node: SourceNode, _ type: FieldType) -> FieldValue? {
    fail(node, "must be \(type.phrase)", "Write it or leave the field out")
    return nil
  }

  private func readNumber(
    _ node: SourceNode, _ text: String, quoted: Bool, _ type: FieldType, _ field: Field
  ) -> FieldValue? {
    guard let number = number(node, text, quoted: quoted) else { return nil }
    if case .integer = type { return readInteger(node, text, number, field) }
    guard inRange(node, number, field) else { return nil }
    return .number(number)
  }

  /// A number from a scalar, or a logged refusal.
  func number(_ node: SourceNode, _ text: String, quoted: Bool) -> Double? {
    switch Scalar.number(text) {
    case .refused(let requirement, let remedy):
      fail(node, requirement, remedy)
      return nil
    case .number(let number):
      // A suffix can only be written as text in JSON; a plain number in quotes is text.
      if quoted, text.last?.isASCIIDigit ?? false {
        fail(node, "must be a number, not text", "Remove the quotes")
        return nil
      }
      return number
    }
  }

  private func inRange(_ node: SourceNode, _ number: Double, _ field: Field) -> Bool {
    guard let range = field.range, !range.contains(number) else { return true }
    fail(node, "must be \(range)\(field.unitPhrase)", "Write a number that is \(range)")
    return false
  }

  private func readInteger(
    _ node: SourceNode, _ text: String, _ number: Double, _ field: Field
  ) -> FieldValue? {
    guard number == number.rounded() else {
      fail(node, "must be a whole number", "Remove the fraction")
      return nil
    }
    // Plain digits are read exactly; a double holds whole numbers exactly up to 2^53.
    guard let integer = Int(text) ?? (abs(number) <= 0x1p53 ? Int(number) : nil) else {
      fail(
        node, "is too large for a whole number; the limit is \(Int.max)", "Write a smaller number")
      return nil
    }
    return inRange(node, number, field) ? .integer(integer) : nil
  }

  private func readBoolean(_ node: SourceNode, _ text: String, quoted: Bool) -> FieldValue? {
    if !quoted, let flag = Scalar.boolean(text) { return .boolean(flag) }
    let lower = text.lowercased()
    let meant =
      ["yes", "on", "y", "1", "true"].contains(lower)
      ? "true" : ["no", "off", "n", "0", "false"].contains(lower) ? "false" : nil
    let remedy = meant.map { "Write `\($0)`" } ?? "Write `true` or `false`"
    fail(node, "must be true or false; yes, no, on and off are text", remedy)
    return nil
  }

  private func readIdentifier(_ node: SourceNode, _ text: String) -> FieldValue? {
    let isLegal = text.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && $0.value >= 32 && !">|,;\"'`{}[]".unicodeScalars.contains($0)
    }
    guard isLegal, (1...200).contains(text.unicodeScalars.count) else {
      fail(
        node, "must be a short name without spaces, commas, quotes, brackets, `>` or `|`",
        "Use letters, digits, `-`, `_`, `.` and `/`")
      return nil
    }
    guard !Self.reservedNames.contains(text) else {
      fail(node, "is a word that results use for something else", "Choose another id")
      return nil
    }
    return .text(text)
  }

  /// Scopes of result tables and words of `share.risks`.
  private static let reservedNames: Set<String> = ["all", "network", "unassigned"]

  private func readDate(_ node: SourceNode, _ text: String) -> FieldValue? {
    if isCalendarDay(text) { return .text(text) }
    let day = String(text.prefix(10))
    let remedy = isCalendarDay(day) ? "Write `\(day)`" : "Write it as year-month-day: `2026-11-01`"
    fail(node, "must be a day of the calendar as ISO 8601", remedy)
    return nil
  }

  private func readCurrency(_ node: SourceNode, _ text: String) -> FieldValue? {
    if currencyCodes.contains(text) { return .text(text) }
    let upper = text.uppercased()
    fail(
      node, "must be a currency code of ISO 4217: three capital letters",
      "Write a code such as `EUR` or `USD`",
      nearest: currencyCodes.contains(upper) ? upper : log.nearest(to: upper, in: currencyCodes))
    return nil
  }

  private func readWord(_ node: SourceNode, _ text: String, _ words: [String]) -> FieldValue? {
    if words.contains(text) { return .text(text) }
    let list = words.map { "`\($0)`" }.joined(separator: ", ")
    fail(
      node, words.count == 1 ? "must be \(list)" : "must be one of \(list)",
      words.count == 1 ? "Write \(list)" : "Use one of these words",
      nearest: words.count == 1 ? nil : log.nearest(to: text, in: words))
    return nil
  }

  func readMetric(_ node: SourceNode, _ text: String) -> FieldValue? {
    if LevelledName.isMetric(text) { return .text(text) }
    let name = LevelledName(text)
    if let name, LevelledName.metrics.contains(name.base) {
      fail(node, "is a figure without levels", "Write `\(name.base)`")
      return nil
    }
    // `expected_shortfal_95` is near to `expected_shortfall_95`.
    var nearest = log.nearest(to: name?.base ?? text, in: LevelledName.metrics)
    if let name, let found = nearest, LevelledName.tailMetrics.contains(found) {
      nearest = found + text.dropFirst(name.base.count)
    }
    fail(
      node, "must be the name of a figure", "See `breakwater describe metric` for the figures",
      nearest: nearest)
    return nil
  }
}

/// Whether a text is `YYYY-MM-DD` and the day exists in the Gregorian calendar.
func isCalendarDay(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard text.utf8.count == 10, parts.count == 3, parts.map(\.count) == [4, 2, 2],
    parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
    let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
    (1...12).contains(month)
  else { return false }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return (1...days[month - 1]).contains(day)
}
