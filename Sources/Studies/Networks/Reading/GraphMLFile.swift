internal import Foundation
internal import FoundationXML
internal import RiskModel
internal import SupplyNetworks

/// Reads the links of a directed graph in GraphML (graphml.graphdrawing.org): `edge` with `source`
/// and `target`, and `data` whose key is named like the wanted columns.
final class GraphMLFile: NSObject, XMLParserDelegate {
  private let text: TableText
  private let problems: NetworkProblems
  private let ends: [String]
  private let wanted: [(name: String, range: NumberRange, empty: Double?, isRequired: Bool)]
  private var index = NodeIndex()
  private var sources: [Int32] = []
  private var targets: [Int32] = []
  private var numbers: [[Double]]
  private var isGiven: [Bool]
  private var lines: [Int] = []
  private var columns: [String: Int] = [:]
  private var open: Int?
  private var isEdge = false
  private var content = ""

  /// The links as the columns that two rules of ids and others of numbers name; nil with problems.
  static func read(
    _ text: TableText, _ rules: [ColumnRule], problems: NetworkProblems
  ) -> NetworkTable? {
    let file = GraphMLFile(text, rules, problems)
    return file.table(rules)
  }

  private init(_ text: TableText, _ rules: [ColumnRule], _ problems: NetworkProblems) {
    self.text = text
    self.problems = problems
    var ends: [String] = []
    var wanted: [(name: String, range: NumberRange, empty: Double?, isRequired: Bool)] = []
    for rule in rules {
      switch rule.content {
      case .id: ends.append(rule.name)
      case .number(let range):
        wanted.append((rule.headings.first ?? rule.name, range, rule.empty, rule.isRequired))
      }
    }
    self.ends = ends
    self.wanted = wanted
    numbers = wanted.map { _ in [] }
    isGiven = wanted.map { _ in false }
  }

  private func table(_ rules: [ColumnRule]) -> NetworkTable? {
    let before = problems.count
    guard ends.count == 2 else {
      complain(1, "a GraphML file holds links, and another table is wanted", "Give a table in CSV")
      return nil
    }
    let parser = XMLParser(data: Data(buffer: text.bytes))
    parser.delegate = self
    if !parser.parse(), problems.count == before {
      complain(max(1, parser.lineNumber), "the file is not well-formed XML", "Write it again")
    }
    let names = rules.compactMap { rule -> String? in
      if case .number = rule.content { return rule.name }
      return nil
    }
    var columns: [String: [Double]] = [:]
    for (place, rule) in wanted.enumerated() {
      if isGiven[place] {
        columns[names[place]] = numbers[place]
        for link in numbers[place].indices where numbers[place][link].isNaN && rule.empty == nil {
          complain(lines[link], "the edge has no data for `\(rule.name)`", "Give it")
        }
      } else if rule.isRequired {
        complain(1, "no key of edges is named `\(rule.name)`", "Name the key so in attr.name")
      }
    }
    guard problems.count == before else { return nil }
    return NetworkTable(
      file: text.name, lines: lines, ids: [ends[0]: sources, ends[1]: targets], numbers: columns,
      indexes: ["node": index])
  }

  private func complain(_ line: Int, _ requirement: String, _ remedy: String) {
    problems.add(
      StudyProblem(
        location: SourceLocation(file: text.name, line: line, column: 1), path: "graphml",
        requirement: requirement, remedy: remedy))
  }

  // MARK: Events

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    switch element {
    case "graph" where attributes["edgedefault"] != "directed":
      complain(
        parser.lineNumber, "the graph is not directed, and supply has a direction",
        "Write edgedefault=\"directed\" and both links where goods flow both ways")
    case "key" where attributes["for"] == "edge" || attributes["for"] == "all":
      let name = attributes["attr.name"] ?? attributes["id"] ?? ""
      columns[attributes["id"] ?? ""] = wanted.firstIndex { $0.name == name }
    case "node":
      if let id = attributes["id"] { index.insert(id) }
    case "edge": start(attributes, parser.lineNumber)
    case "data":
      open = isEdge ? columns[attributes["key"] ?? ""] : nil
      content = ""
    default: break
    }
  }

  private func start(_ attributes: [String: String], _ line: Int) {
    guard let source = attributes["source"], let target = attributes["target"] else {
      return complain(line, "the edge has no source or no target", "Give both")
    }
    sources.append(index.insert(source))
    targets.append(index.insert(target))
    lines.append(line)
    for place in numbers.indices { numbers[place].append(wanted[place].empty ?? .nan) }
    isEdge = true
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if open != nil { content += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    if element == "edge" { isEdge = false }
    guard element == "data", let place = open else { return }
    open = nil
    isGiven[place] = true
    let trimmed = content.trimmingCharacters(in: .whitespacesAndNewlines)
    let reading = Array(trimmed.utf8).withUnsafeBytes {
      DecimalNumber.read($0, decimal: UInt8(ascii: "."))
    }
    guard case .number(let value) = reading, wanted[place].range.contains(value) else {
      return complain(
        parser.lineNumber,
        "the value of `\(wanted[place].name)` \(wanted[place].range.phrase), "
          + "not `\(trimmed.prefix(60))`", "Mend it")
    }
    numbers[place][lines.count - 1] = value
  }
}
