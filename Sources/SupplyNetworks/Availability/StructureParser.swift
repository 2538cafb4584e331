/// Reads a structure from its written form.
///
/// `series(a, b)`, `parallel(a, b)` and `2of(a, b, c)`, nested at will; also `a & b`, `a | b` with
/// brackets, where `&` binds more tightly. Ids with other signs than letters, digits and the usual
/// joiners stand in quotation marks.
public struct StructureParser {
  /// The deepest nesting that is read.
  public static let depthLimit = 200

  private let index: [String: Int]
  private let tokens: [StructureToken]
  private var place = 0
  private var depth = 0
  private var problems: [StructureError] = []

  /// Reads a text whose components are among `ids`.
  ///
  /// - Throws: `StructureErrors`: the first mistake of grammar, or all unknown components at once.
  public static func structure(
    from text: String, ids: [String]
  ) throws(StructureErrors) -> Structure {
    let parsed: (structure: Structure, problems: [StructureError])
    do throws(StructureError) {
      var parser = try StructureParser(text: text, ids: ids)
      parsed.structure = try parser.parseAll()
      parsed.problems = parser.problems
    } catch {
      throw StructureErrors(problems: [error])
    }
    guard parsed.problems.isEmpty else { throw StructureErrors(problems: parsed.problems) }
    return parsed.structure
  }

  private init(text: String, ids: [String]) throws(StructureError) {
    index = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    tokens = try StructureToken.tokens(of: text)
  }

  private var current: StructureToken { tokens[place] }

  private mutating func parseAll() throws(StructureError) -> Structure {
    let structure = try parseAlternatives()
    guard current.kind == .end else {
      throw unexpected("after the structure", remedy: "join parts by series(…) or parallel(…)")
    }
    return structure
  }

  private mutating func parseAlternatives() throws(StructureError) -> Structure {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw StructureError(
        column: current.column, problem: "parts are nested more than \(Self.depthLimit) deep",
        remedy: "write the structure with fewer levels")
    }
    var parts = [try parseJoint()]
    while takes(.or, word: "or") { parts.append(try parseJoint()) }
    return parts.count == 1 ? parts[0] : .parallel(parts)
  }

  private mutating func parseJoint() throws(StructureError) -> Structure {
    var parts = [try parsePart()]
    while takes(.and, word: "and") { parts.append(try parsePart()) }
    return parts.count == 1 ? parts[0] : .series(parts)
  }

  private mutating func takes(_ kind: StructureToken.Kind, word: String) -> Bool {
    if case .word(let text) = current.kind, text.lowercased() == word {
      place += 1
      return true
    }
    guard current.kind == kind else { return false }
    place += 1
    return true
  }

  private mutating func parsePart() throws(StructureError) -> Structure {
    switch current.kind {
    case .open:
      place += 1
      let inner = try parseAlternatives()
      try close()
      return inner
    case .word(let text):
      let column = current.column
      place += 1
      return current.kind == .open
        ? try parseCall(text, column: column) : component(text, column: column)
    default:
      throw unexpected("where a component or a part should stand", remedy: "name a component")
    }
  }

  private mutating func component(_ id: String, column: Int) -> Structure {
    guard let known = index[id] else {
      problems.append(
        StructureError(
          column: column, problem: "there is no component \"\(id)\"",
          remedy: "add it to the components or correct the id", component: id))
      return .component(0)
    }
    return .component(known)
  }

  private mutating func parseCall(_ name: String, column: Int) throws(StructureError) -> Structure {
    place += 1
    var parts = [try parseAlternatives()]
    while current.kind == .comma {
      place += 1
      parts.append(try parseAlternatives())
    }
    try close()
    guard let needed = StructureCall(name)?.needed(of: parts.count) else {
      throw StructureError(
        column: column, problem: "\(name)(…) is no way to join parts",
        remedy: "write series(…), parallel(…) or a number with of, such as 2of(…)")
    }
    guard (1...parts.count).contains(needed) else {
      throw StructureError(
        column: column, problem: "\(name)(…) asks for \(needed) of \(parts.count) parts",
        remedy: "ask for 1 to \(parts.count)")
    }
    return .atLeast(needed, of: parts)
  }

  private mutating func close() throws(StructureError) {
    guard current.kind == .close else {
      throw unexpected("where a part should end", remedy: "close the bracket, or put a comma")
    }
    place += 1
  }

  private func unexpected(_ place: String, remedy: String) -> StructureError {
    let what =
      switch current.kind {
      case .open: "( stands"
      case .close: ") stands"
      case .comma: ", stands"
      case .and: "& stands"
      case .or: "| stands"
      case .word(let text): "\"\(text)\" stands"
      case .end: "the text ends"
      }
    return StructureError(column: current.column, problem: "\(what) \(place)", remedy: remedy)
  }
}

/// How a call's name joins its parts.
private enum StructureCall {
  case all
  case any
  case atLeast(Int, stated: Int?)

  /// Reads `series`, `parallel`, `2of`, `2oo3` and their usual variants, in either case.
  init?(_ name: String) {
    switch name.lowercased() {
    case "series", "and", "all": self = .all
    case "parallel", "or", "any": self = .any
    case let word:
      let digits = word.prefix { $0.isASCII && $0.isNumber }
      let rest = word.dropFirst(digits.count).filter { $0 != "-" && $0 != "_" }
      guard let needed = Int(digits) else { return nil }
      if rest == "of" {
        self = .atLeast(needed, stated: nil)
      } else if rest.hasPrefix("oo") || rest.hasPrefix("of"), let count = Int(rest.dropFirst(2)) {
        self = .atLeast(needed, stated: count)
      } else {
        return nil
      }
    }
  }

  /// Nil where the name states another number of parts than there are.
  func needed(of count: Int) -> Int? {
    switch self {
    case .all: count
    case .any: 1
    case .atLeast(let needed, let stated): stated == nil || stated == count ? needed : nil
    }
  }
}
