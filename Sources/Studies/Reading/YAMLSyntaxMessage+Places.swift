import RiskModel
import Yams

/// The text around a mark, for messages.
struct Neighbourhood {
  /// The number of the mark's line.
  let number: Int
  private let line: Substring.UnicodeScalarView
  private let rest: Substring.UnicodeScalarView
  /// Where the line before says `key:value` without a space, which makes it a text.
  let crampedLine: TextPlace?
  /// Whether nothing but blank lines follows the mark.
  let isAtEnd: Bool

  init(source: String, mark: Mark) {
    var scalars = source.unicodeScalars[...]
    self.number = mark.line
    var number = 1
    var before = scalars.prefix(0)
    while number < mark.line, let feed = scalars.firstIndex(where: { $0 == "\n" || $0 == "\r" }) {
      before = scalars[..<feed]
      let after = scalars.index(after: feed)
      let isPair = scalars[feed] == "\r" && after < scalars.endIndex && scalars[after] == "\n"
      scalars = scalars[(isPair ? scalars.index(after: after) : after)...]
      number += 1
    }
    crampedLine = Self.cramped(before).map { TextPlace(line: mark.line - 1, column: $0) }
    line = scalars.prefix { $0 != "\n" && $0 != "\r" }
    rest = line.dropFirst(mark.column - 1)
    let tail = number < mark.line ? "".unicodeScalars[...] : scalars.dropFirst(mark.column - 1)
    isAtEnd = tail.allSatisfy { $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" }
  }

  /// The column behind the colon of a line `key:value`.
  private static func cramped(_ line: Substring.UnicodeScalarView) -> Int? {
    let indent = line.prefix { $0 == " " || $0 == "-" }
    let key = line.dropFirst(indent.count).prefix { $0 == "_" || $0.properties.isAlphabetic }
    let rest = line.dropFirst(indent.count + key.count)
    guard !key.isEmpty, rest.first == ":", let next = rest.dropFirst().first, next != " ",
      next != "/"
    else { return nil }
    return indent.count + key.count + 2
  }

  /// The character at the mark.
  var character: String { rest.first.map { String(Character($0)) } ?? "" }

  /// The word at the mark.
  var word: String {
    String(
      String.UnicodeScalarView(rest.prefix { !" ,]}\t".unicodeScalars.contains($0) }.prefix(80)))
  }

  /// Whether a tab stands in the blanks that begin the line.
  var indentHasTab: Bool {
    line.prefix { $0 == " " || $0 == "\t" }.contains("\t")
  }

  /// Whether the line begins a key in the block style, as after an unclosed bracket.
  var startsKey: Bool {
    let key = line.prefix { $0 == "_" || $0 == "-" || $0 == " " || $0.properties.isAlphabetic }
    let after = line.dropFirst(key.count)
    return after.first == ":" && !key.isEmpty
  }
}

extension YAMLSyntaxMessage {
  /// A message's two sentences and whether the mistake is where the construct began.
  struct Words {
    let requirement: String
    let remedy: String
    var atContext = false
    /// A line and a column where they are known better than libyaml knows them.
    var place: TextPlace?

    init(_ requirement: String, _ remedy: String, atContext: Bool = false, place: TextPlace? = nil)
    {
      self.requirement = requirement
      self.remedy = remedy
      self.atContext = atContext
      self.place = place
    }

    func problem(file: String, mark: Mark?, value: String? = nil) -> StudyProblem {
      StudyProblem(
        location: SourceLocation(
          file: file, line: place?.line ?? mark?.line ?? 1,
          column: place?.column ?? mark?.column ?? 1),
        path: "yaml", value: value, requirement: requirement, remedy: remedy)
    }

    static let alias = Words(
      "the alias points at an anchor that is not complete before it",
      "Define `&name` earlier in the same file; an anchor cannot contain itself")
    static let secondDocument = Words(
      "a file holds one document, and a second one begins here",
      "Remove the `---` line, or give each document its own file")
    static let unknown = Words(
      "the text is not YAML", "Check the file with an editor that knows YAML")
  }

  static func duplicate(
    _ key: String, at mark: Mark, source: String, file: String
  ) -> StudyProblem {
    let second = secondPlace(of: key, after: mark, source: source)
    let first = SourceLocation(file: file, line: mark.line, column: mark.column)
    return StudyProblem(
      location: second.map { SourceLocation(file: file, line: $0.line, column: $0.column) }
        ?? first,
      path: "yaml", value: key,
      requirement: "the key is given twice in one record"
        + (second == nil ? "" : ", first at line \(mark.line), column \(mark.column)"),
      remedy: "Keep one of the two")
  }

  /// Where a key stands again in the mapping that holds it at a mark.
  ///
  /// libyaml's composer names the first place only. Behind it, the same key at the same depth of
  /// brackets, and in the block style at the same column, is the second.
  private static func secondPlace(
    of key: String, after mark: Mark, source: String
  ) -> TextPlace? {
    var cursor = KeyCursor(source: source, mark: mark)
    let isInFlow = cursor.isInFlow
    while let place = cursor.nextKey(key) {
      if isInFlow || place.column == mark.column { return place }
    }
    return nil
  }

  static func unreadable(
    offset: Int?, value: Int32, source: String, file: String
  ) -> StudyProblem {
    let before = Array(source.prefix(offset ?? 0).utf8)
    let place = TextCheck.location(of: before.count, in: before, file: file)
    return StudyProblem(
      location: place, path: "encoding",
      value: value >= 0 ? "U+" + String(value, radix: 16, uppercase: true) : nil,
      requirement: "the text holds a control character, which YAML does not allow",
      remedy: "Remove it, or write it as an escape in double quotes")
  }
}

/// A line and a column, both from 1.
struct TextPlace {
  let line: Int
  let column: Int
}

/// Walks over YAML text from a key on, following quotes and brackets.
private struct KeyCursor {
  private let scalars: [Unicode.Scalar]
  private var index: Int
  private var line: Int
  private var column: Int
  private var depth = 0
  /// Whether the key stands in braces.
  private(set) var isInFlow: Bool

  init(source: String, mark: Mark) {
    scalars = Array(source.unicodeScalars)
    index = 0
    line = 1
    column = 1
    isInFlow = false
    var open = 0
    while index < scalars.count, (line, column) < (mark.line, mark.column) {
      if scalars[index] == "{" { open += 1 }
      if scalars[index] == "}" { open -= 1 }
      step()
    }
    isInFlow = open > 0
    step()
  }

  private mutating func step() {
    guard index < scalars.count else { return }
    if scalars[index] == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
    index += 1
  }

  /// The next place where a key begins at the depth of the start.
  mutating func nextKey(_ key: String) -> TextPlace? {
    let wanted = Array(key.unicodeScalars)
    while index < scalars.count, depth >= 0 {
      let place = TextPlace(line: line, column: column)
      switch scalars[index] {
      case "[", "{": depth += 1
      case "]", "}": depth -= 1
      default:
        if depth == 0, stands(wanted) {
          step()
          return place
        }
      }
      step()
    }
    return nil
  }

  private func stands(_ wanted: [Unicode.Scalar]) -> Bool {
    guard index > 0, " \n,{\t".unicodeScalars.contains(scalars[index - 1]) else { return false }
    let quote: Unicode.Scalar? =
      scalars[index] == "\"" || scalars[index] == "'" ? scalars[index] : nil
    let start = index + (quote == nil ? 0 : 1)
    guard start + wanted.count < scalars.count,
      scalars[start..<(start + wanted.count)].elementsEqual(wanted)
    else { return false }
    var after = start + wanted.count
    if let quote {
      guard scalars[after] == quote else { return false }
      after += 1
    }
    while after < scalars.count, scalars[after] == " " { after += 1 }
    return after < scalars.count && scalars[after] == ":"
  }
}
