import RiskModel

/// As much YAML as the tests write: block and flow collections, scalars plain and quoted, comments.
///
/// Locations count from 1. It trusts its input, for tests only.
struct TinyYAML {
  private let text: [Character]
  private let file: String
  private var position = 0
  private var line = 1
  private var column = 1

  static func parse(_ text: String, file: String = "study.yaml") -> SourceNode {
    var parser = TinyYAML(text: Array(text), file: file)
    parser.skipBlank()
    return parser.block(parent: 0)
  }

  private init(text: [Character], file: String) {
    self.text = text
    self.file = file
  }

  // MARK: Characters

  private var here: SourceLocation { SourceLocation(file: file, line: line, column: column) }
  private var current: Character? { position < text.count ? text[position] : nil }
  private var next: Character? { position + 1 < text.count ? text[position + 1] : nil }

  private mutating func advance() {
    if text[position] == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
    position += 1
  }

  private mutating func skipSpaces() {
    while current == " " { advance() }
  }

  /// Blanks, line ends and comments.
  private mutating func skipBlank() {
    while let character = current {
      if character == "#" {
        while current != nil, current != "\n" { advance() }
      } else if character == " " || character == "\n" {
        advance()
      } else {
        return
      }
    }
  }

  // MARK: Block style

  /// The node that starts here, deeper than its parent's column.
  private mutating func block(parent: Int) -> SourceNode {
    let start = here
    guard current != nil, column > parent else { return SourceNode(.null, at: start) }
    if current == "-", next == " " || next == "\n" { return blockSequence() }
    if current == "{" || current == "[" || current == "\"" {
      let value = flow()
      skipBlank()
      return value
    }
    if let colon = keyEnd() { return blockMapping(firstKeyEnd: colon) }
    let scalar = plain(stops: [])
    skipBlank()
    return scalar
  }

  private mutating func blockSequence() -> SourceNode {
    let start = here
    var items: [SourceNode] = []
    while current == "-", column == start.column {
      advance()
      skipBlank()
      items.append(block(parent: start.column))
    }
    return SourceNode(.sequence(items), at: start)
  }

  /// The distance to the `:` that ends a key on this line; nil where the line is no key.
  private func keyEnd() -> Int? {
    var index = position
    while index < text.count, text[index] != "\n" {
      let after = index + 1 < text.count ? text[index + 1] : "\n"
      if text[index] == ":", after == " " || after == "\n" { return index - position }
      if text[index] == "#", index > 0, text[index - 1] == " " { return nil }
      index += 1
    }
    return nil
  }

  private mutating func blockMapping(firstKeyEnd: Int) -> SourceNode {
    let start = here
    var entries: [SourceNode.Entry] = []
    while current != nil, column == start.column, let end = keyEnd() {
      let place = here
      let key = String(text[position..<(position + end)])
      for _ in 0...end { advance() }
      skipSpaces()
      let valueLine = line
      let empty = here
      skipBlank()
      // A list may stand at the column of its key.
      let isList = current == "-" && column == start.column && line > valueLine
      let value = isList ? blockSequence() : block(parent: start.column)
      let isEmpty = if case .null = value.value { true } else { false }
      entries.append(
        .init(key: key, keyLocation: place, node: isEmpty ? SourceNode(.null, at: empty) : value))
    }
    return SourceNode(.mapping(entries), at: start)
  }

  // MARK: Flow style

  private mutating func flow() -> SourceNode {
    let start = here
    switch current {
    case "[":
      return SourceNode(.sequence(flowItems("]") { $0.flow() }), at: start)
    case "{":
      return SourceNode(.mapping(flowItems("}") { $0.flowEntry() }), at: start)
    case "\"":
      advance()
      var scalar = ""
      while let character = current, character != "\"" {
        scalar.append(character)
        advance()
      }
      advance()
      return SourceNode(.scalar(scalar, quoted: true), at: start)
    default: return plain(stops: [",", "]", "}"])
    }
  }

  private mutating func flowItems<T>(_ end: Character, _ item: (inout Self) -> T) -> [T] {
    var items: [T] = []
    advance()
    skipBlank()
    while current != end, current != nil {
      items.append(item(&self))
      skipBlank()
      if current == "," { advance() }
      skipBlank()
    }
    advance()
    return items
  }

  private mutating func flowEntry() -> SourceNode.Entry {
    let place = here
    let key = flowKey()
    skipSpaces()
    guard current == ":" else {
      return .init(key: key, keyLocation: place, node: SourceNode(.null, at: here))
    }
    advance()
    skipBlank()
    let empty = here
    if current == "," || current == "}" {
      return .init(key: key, keyLocation: place, node: SourceNode(.null, at: empty))
    }
    return .init(key: key, keyLocation: place, node: flow())
  }

  private mutating func flowKey() -> String {
    if current == "\"", case .scalar(let text, _) = flow().value { return text }
    return plain(stops: [",", "}", ":"]).text
  }

  private mutating func plain(stops: Set<Character>) -> (SourceNode) {
    let start = here
    var scalar = ""
    while let character = current, character != "\n" {
      if character == ":", stops.contains(":") || (!stops.isEmpty && next == " ") { break }
      if character != ":", stops.contains(character) { break }
      if character == "#", scalar.last == " " { break }
      scalar.append(character)
      advance()
    }
    while scalar.last == " " { scalar.removeLast() }
    return SourceNode(scalar.isEmpty ? .null : .scalar(scalar, quoted: false), at: start)
  }
}

extension SourceNode {
  /// The text of a scalar; empty for another node.
  fileprivate var text: String {
    if case .scalar(let text, _) = value { return text }
    return ""
  }
}
