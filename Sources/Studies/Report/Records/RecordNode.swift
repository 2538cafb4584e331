internal import RiskModel

/// A node of a study's tree, read for its words: a run has validated it already.
struct RecordNode: Sendable {
  let node: SourceNode

  /// The node at a key.
  subscript(key: String) -> RecordNode? { node[key].map(RecordNode.init) }

  /// The text of a scalar at a key.
  func text(_ key: String) -> String? { self[key]?.scalar }

  /// The text of a scalar; nil for other nodes.
  var scalar: String? {
    guard case .scalar(let text, _) = node.value else { return nil }
    return text
  }

  /// The items of a list at a key; a single value counts as a list of one.
  func items(_ key: String) -> [RecordNode] {
    guard let found = node[key] else { return [] }
    switch found.value {
    case .sequence(let items): return items.map(RecordNode.init)
    case .null: return []
    default: return [RecordNode(node: found)]
    }
  }

  /// The scalars of a list at a key; registers divide them by `|` in one cell.
  func texts(_ key: String) -> [String] {
    items(key).compactMap(\.scalar).flatMap { text in
      text.split(separator: "|").map { String($0).trimmed }
    }
  }

  /// A number at a key, suffixes too.
  func number(_ key: String) -> Double? { self[key]?.number }

  /// The number that a scalar states.
  var number: Double? { scalar.flatMap { AmountText.parse($0) } }

  /// Keys and nodes of a mapping at a key, in the order of the file.
  func pairs(_ key: String) -> [(key: String, node: RecordNode)] {
    guard case .mapping(let entries)? = node[key]?.value else { return [] }
    return entries.map { ($0.key, RecordNode(node: $0.node)) }
  }

  /// The node as it could stand on one line of a file: `{ pert: [1, 2, 3] }`.
  var flow: String { Self.flow(node) }

  private static func flow(_ node: SourceNode) -> String {
    switch node.value {
    case .null: "none"
    case .scalar(let text, _): text
    case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{ " + entries.map { "\($0.key): \(flow($0.node))" }.joined(separator: ", ") + " }"
    }
  }

  /// An estimate in words: an interval as such, a law by its name and its parameters.
  var estimate: String {
    guard case .mapping(let entries) = node.value else { return flow }
    let range = texts("range90")
    if range.count == 2 { return "\(range[0]) to \(range[1])" }
    if let rate = self["rate"] { return rate.estimate }
    let sources: Set = ["by", "dated", "basis"]
    return entries.filter { !sources.contains($0.key) }.map { entry in
      let parameters = Self.parameters(entry.node)
      return entry.key.replacing("_", with: " ") + " " + parameters
    }.joined(separator: ", ")
  }

  /// `0.5, 1, 2` of a list, `mean 210k, sd 260k` of a mapping; deeper nodes as they are written.
  private static func parameters(_ node: SourceNode) -> String {
    switch node.value {
    case .mapping(let entries):
      entries.map { "\($0.key.replacing("_", with: " ")) \(flow($0.node))" }
        .joined(separator: ", ")
    case .sequence(let items): items.map(flow).joined(separator: ", ")
    default: flow(node)
    }
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
