extension Check {
  /// What satisfies the check, as a sentence without the closing dot.
  var phrase: String {
    switch self {
    case .exists(let path, let condition, let uncovered):
      "there is at least one record in `\(path)`\(Self.which(condition))"
        + (uncovered.map { ", or `context.uncovered` says why `\($0)` has none" } ?? "")
    case .states(let path, let fields, let condition):
      "each record of `\(path)`\(Self.which(condition)) states \(Self.list(fields, "and"))"
    case .either(let path, let fields, let condition):
      "each record of `\(path)`\(Self.which(condition)) states \(Self.list(fields, "or"))"
    case .holds(let path, let field, let condition):
      "`\(field)` is true in each record of `\(path)`\(Self.which(condition))"
    case .mentions(let path, let field, let words):
      "`\(path).\(field)` names \(Self.list(words, "and"))"
    case .refers(let path, let field):
      "`\(field)` of `\(path)` names a document of `support.documents` that is in use"
    case .fresh(let path, let fields, let every, let days, let condition, _):
      "\(Self.list(fields, "or")) of `\(path)`\(Self.which(condition)) is not older than "
        + (every.map { "`\($0)` (default \(days))" } ?? "\(days)") + " days"
    case .until(let path, let field, let condition):
      "`\(field)` of `\(path)`\(Self.which(condition)) has not passed"
    case .covers(let path, let mentions, let condition, let unless):
      Self.covered(path, mentions, condition, unless)
    case .categories(let categories):
      "a risk stands in each category \(Self.list(categories, "and")), or `context.uncovered` "
        + "says why not"
    case .relation(let relation): relation.phrase
    case .attested: "`governance.attestations` says who vouches for it, and when"
    case .advised(let check): check.phrase
    }
  }

  private static func covered(
    _ path: String, _ mentions: [Mention], _ condition: Condition?, _ unless: [String]
  ) -> String {
    let places = mentions.map { "\($0.path).\($0.field)" }
    return "each record of `\(path)`\(which(condition)) is named in \(list(places, "or"))"
      + (unless.isEmpty ? "" : ", or states \(list(unless, "or"))")
  }

  private static func which(_ condition: Condition?) -> String {
    condition.map { " \($0.phrase)" } ?? ""
  }

  /// `a`, `b` and `c`.
  static func list(_ words: [String], _ last: String) -> String {
    let quoted = words.map { "`\($0)`" }
    guard let end = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " \(last) \(end)"
  }
}
