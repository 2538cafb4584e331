import RiskModel
import Yams

/// A syntax error of libyaml in plain words, with a remedy.
struct YAMLSyntaxMessage {
  let problem: StudyProblem

  init(_ error: YamlError, source: String, file: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      let near = Neighbourhood(source: source, mark: mark)
      let words = Self.words(problem, context: context, near: near)
      let place = words.atContext ? context?.mark ?? mark : mark
      self.problem = words.problem(file: file, mark: place)
    case .composer(_, let text, let mark, _) where text.contains("alias"):
      let word = Neighbourhood(source: source, mark: mark).word
      problem = Words.alias.problem(file: file, mark: mark, value: word)
    case .composer(_, _, let mark, _):
      problem = Words.secondDocument.problem(file: file, mark: mark)
    case .duplicatedKeysInMapping(let keys, let context):
      problem = Self.duplicate(
        keys.first ?? "", at: context.mark, source: source, file: file)
    case .reader(_, let offset, let value, _):
      problem = Self.unreadable(offset: offset, value: value, source: source, file: file)
    default:
      problem = Words.unknown.problem(file: file, mark: nil)
    }
  }

  // MARK: Scanner and parser

  private static func words(
    _ problem: String, context: YamlError.Context?, near: Neighbourhood
  ) -> Words {
    let during = context?.text ?? ""
    if problem.contains("mapping values"), let cramped = near.crampedLine {
      return Words(
        "the space after the colon is missing", "Write `key: value`", place: cramped)
    }
    if near.indentHasTab {
      return Words("the line is indented with a tab", "Indent with spaces")
    }
    if problem.contains("unexpected end of stream") {
      return Words(
        "the quote that opens here is never closed",
        "Close it with the same quote; inside '…' write '' for one, inside \"…\" write \\\"",
        atContext: true)
    }
    if problem.contains("Maximum nesting level") {
      return Words(
        "lists and mappings are nested deeper than \(ReadLimits.depth) levels",
        "Close the brackets, or give the inner part its own record")
    }
    if during.contains("flow sequence") || during.contains("flow mapping") {
      return flowWords(during, line: context?.mark.line ?? 1, near: near)
    }
    return blockWords(problem, during: during, near: near)
  }

  private static func flowWords(_ during: String, line: Int, near: Neighbourhood) -> Words {
    let (open, close) = during.contains("sequence") ? ("[", "]") : ("{", "}")
    if near.isAtEnd || near.startsKey && line < near.number {
      return Words(
        "the `\(open)` that opens here is never closed", "Add the missing `\(close)`",
        atContext: true)
    }
    if near.character == ":" {
      return Words("a key is missing before the `:`", "Write the key, or quote the text")
    }
    return Words(
      "a `,` or `\(close)` must stand here",
      "Close the `\(open)` of line \(line), or separate the entries with commas; quote a text that holds , [ ] { }"
    )
  }

  private static func blockWords(
    _ problem: String, during: String, near: Neighbourhood
  ) -> Words {
    if problem.contains("could not find expected ':'") {
      return Words(
        "the line is neither a key nor the end of the text above it",
        "Write `key: value` with a space after the colon, or indent the line under its text",
        atContext: true)
    }
    if problem.contains("mapping values are not allowed") {
      return Words(
        "a second `: ` stands in one value, or the line is indented too far",
        "Quote a text that holds `: `, or indent the key like its neighbours")
    }
    if problem.contains("block sequence entries are not allowed") {
      return Words("a list item (`- `) cannot begin here", "Begin the list on a line of its own")
    }
    if problem.contains("cannot start any token") {
      return Words("a text cannot begin with `\(near.character)`", "Put the text in quotes")
    }
    if during.contains("block mapping") || during.contains("block collection") {
      return Words(
        near.character == "-"
          ? "a list item stands where a key is expected"
          : "the line's indentation fits no record above it",
        "Indent the keys of one record by the same number of spaces")
    }
    return otherWords(problem, during: during)
  }

  private static func otherWords(_ problem: String, during: String) -> Words {
    if during.contains("quoted scalar") {
      return Words(
        "the text in double quotes holds an unknown escape",
        "Write \\\\ for a backslash, or use single quotes")
    }
    if during.contains("block scalar") {
      return Words(
        "the text block (`|` or `>`) is not indented as its header says",
        "Indent all its lines with spaces, deeper than the key")
    }
    if during.contains("anchor") || during.contains("alias") {
      return Words(
        "an anchor (`&`) or alias (`*`) needs a name of letters and digits",
        "Quote a text that begins with & or *")
    }
    if during.contains("tag") {
      return Words("a tag (`!`) is not written right", "Quote a text that begins with !")
    }
    if problem.contains("<document start>") {
      return Words(
        "text stands after the end of the document",
        "Indent it under its key, or close the bracket or quote above it")
    }
    if problem.contains("expected node content") {
      return Words("a key or a value is missing here", "Write it, or quote the text")
    }
    return Words("the text is not YAML: \(problem)", "Compare the line with its neighbours")
  }
}
