import RiskModel
import Yams

/// YAML or JSON text as a tree of source nodes.
///
/// Scalars stay the text that was written, with a flag for quotes: what a number or a truth value
/// is, validation decides (YAML 1.2 core), so Yams' own resolver is not asked.
struct YAMLTree {
  /// How strings of the text count.
  enum Dialect {
    case yaml
    /// JSON quotes every text, so only strings that would read as a number, a truth value or
    /// null keep the flag: `"12k to 180k"` is a quantity, `"12"` is text.
    case json
  }

  private let file: String
  private let dialect: Dialect
  private var problems: [StudyProblem] = []
  private var nodes = 0

  /// The root of the text; a null node for an empty text.
  ///
  /// - Throws: `StudyReadError` with a place for each thing that is wrong.
  static func read(_ bytes: [UInt8], file: String, dialect: Dialect = .yaml) throws -> SourceNode {
    guard bytes.count <= ReadLimits.textBytes else {
      throw StudyReadError(tooLarge(bytes.count, file: file))
    }
    var text = try TextCheck.text(bytes, file: file)
    if dialect == .json { text = JSONSurrogates.joined(text) }
    try YAMLPrescan.check(text, file: file)
    let root = try compose(text, file: file)
    var tree = YAMLTree(file: file, dialect: dialect)
    let node = try root.map { try tree.convert($0, depth: 0) }
    guard tree.problems.isEmpty else { throw StudyReadError(problems: tree.problems) }
    return node ?? SourceNode(.null, at: SourceLocation(file: file, line: 1, column: 1))
  }

  /// The message for a file that is not opened because of its size.
  static func tooLarge(_ bytes: Int, file: String) -> StudyProblem {
    StudyProblem(
      location: SourceLocation(file: file, line: 1, column: 1), path: "file",
      value: "\(bytes) bytes", requirement: "a YAML or JSON file holds at most 32 MiB",
      remedy: "Move long lists into CSV registers: `risks: { file: risks.csv }`")
  }

  private init(file: String, dialect: Dialect) {
    self.file = file
    self.dialect = dialect
  }

  private static func compose(_ text: ArraySlice<UInt8>, file: String) throws -> Node? {
    let source = String(decoding: text, as: UTF8.self)
    do {
      // The encoding is named because Yams' default asks the environment.
      let parser = try Parser(yaml: source, resolver: .basic, encoding: .utf8)
      return try parser.singleRoot()
    } catch let error as YamlError {
      throw StudyReadError(YAMLSyntaxMessage(error, source: source, file: file).problem)
    }
  }

  // MARK: Conversion

  private mutating func convert(_ node: Node, depth: Int) throws -> SourceNode {
    let place = location(node.mark)
    nodes += 1
    guard nodes <= ReadLimits.nodes else { throw StudyReadError(tooMany(place)) }
    guard depth <= ReadLimits.depth else { throw StudyReadError(tooDeep(place)) }
    switch node {
    case .scalar(let scalar): return convert(scalar, at: place)
    case .sequence(let sequence):
      checkTag(sequence.tag, allowed: "seq", at: place)
      var items: [SourceNode] = []
      items.reserveCapacity(sequence.count)
      for item in sequence { items.append(try convert(item, depth: depth + 1)) }
      return SourceNode(.sequence(items), at: place)
    case .mapping(let mapping):
      checkTag(mapping.tag, allowed: "map", at: place)
      var entries: [SourceNode.Entry] = []
      entries.reserveCapacity(mapping.count)
      for (key, value) in mapping { try append(key, value, to: &entries, depth: depth) }
      return SourceNode(.mapping(entries), at: place)
    case .alias:
      // The parser follows aliases, so none is left in a composed tree.
      return SourceNode(.null, at: place)
    }
  }

  private mutating func append(
    _ key: Node, _ value: Node, to entries: inout [SourceNode.Entry], depth: Int
  ) throws {
    let place = location(key.mark)
    guard case .scalar(let scalar) = key, let text = keyText(scalar, at: place) else {
      if case .scalar = key { return }
      report(
        place, "a key must be text, and here stands a list or mapping",
        "Write the key as a plain word before the `:`")
      return
    }
    let node = try convert(value, depth: depth + 1)
    entries.append(SourceNode.Entry(key: text, keyLocation: place, node: node))
  }

  private mutating func keyText(_ scalar: Node.Scalar, at place: SourceLocation) -> String? {
    if scalar.style == .plain, scalar.string == "<<" {
      report(
        place, "merge keys (`<<`) are not part of YAML 1.2",
        "Write the keys out, or put them in a file of their own and use `include:`", value: "<<")
      return nil
    }
    guard case .scalar(let text, _) = convert(scalar, at: place).value, !text.isEmpty else {
      report(
        place, "a key must be text, and this one is empty or null",
        "Write a name before the `:`", value: scalar.string.isEmpty ? nil : scalar.string)
      return nil
    }
    return text
  }

  private mutating func convert(_ scalar: Node.Scalar, at place: SourceLocation) -> SourceNode {
    let text = scalar.string
    guard text.utf8.count <= 1 << 20 else {
      report(
        place, "a text is longer than 1 MiB", "Close the quote, or keep the text in a document",
        value: "\(text.utf8.count) bytes")
      return SourceNode(.null, at: place)
    }
    checkTag(scalar.tag, allowed: "str int float bool null", at: place)
    var quoted = scalar.style != .plain
    switch scalar.tag.rawValue {
    // Yams gives every quoted scalar this tag too.
    case "tag:yaml.org,2002:str" where !quoted: quoted = true
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
      "tag:yaml.org,2002:null":
      quoted = false
    default:
      if dialect == .json { quoted = quoted && PlainScalar.isJSONLiteral(text) }
    }
    if !quoted, PlainScalar.isNull(text) { return SourceNode(.null, at: place) }
    // A plain scalar over several lines with a blank one between is a text with line breaks.
    return SourceNode(.scalar(text, quoted: quoted || text.contains("\n")), at: place)
  }

  // MARK: Problems

  private func location(_ mark: Mark?) -> SourceLocation {
    SourceLocation(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private mutating func checkTag(_ tag: Tag, allowed: String, at place: SourceLocation) {
    let name = tag.rawValue
    guard !name.isEmpty, name != "!" else { return }
    let core = "tag:yaml.org,2002:"
    if name.hasPrefix(core), allowed.split(separator: " ").contains(name.dropFirst(core.count)) {
      return
    }
    let written = name.hasPrefix(core) ? "!!" + name.dropFirst(core.count) : name
    report(
      place, "the tag is not one of YAML's core that fits here",
      "Remove the tag; numbers, dates and texts need none", value: String(written.prefix(80)))
  }

  private mutating func report(
    _ place: SourceLocation, _ requirement: String, _ remedy: String, value: String? = nil
  ) {
    guard problems.count < 100 else { return }
    problems.append(
      StudyProblem(
        location: place, path: "yaml", value: value, requirement: requirement, remedy: remedy))
  }

  private func tooMany(_ place: SourceLocation) -> StudyProblem {
    StudyProblem(
      location: place, path: "yaml",
      requirement:
        "the file holds more than 1,000,000 values once its aliases (`*name`) are followed",
      remedy: "Write fewer aliases, or move long lists into CSV registers")
  }

  private func tooDeep(_ place: SourceLocation) -> StudyProblem {
    StudyProblem(
      location: place, path: "yaml",
      requirement: "lists and mappings are nested deeper than \(ReadLimits.depth) levels",
      remedy: "Close the brackets, or give the inner part its own record")
  }
}
