internal import RiskModel

/// One place at which two studies, as they were read, differ.
public struct InputDifference: Hashable, Sendable, Encodable {
  /// What happened to the place on the way from the first study to the second.
  public enum Change: String, Sendable, Encodable {
    case changed, added, removed
  }

  /// What happened.
  public let change: Change
  /// The place, list items by id: `risks/R07/loss`.
  public let path: String
  /// The first study's text; nil where it was added.
  public let old: String?
  /// The second study's text; nil where it was removed.
  public let new: String?

  /// Differences shown on a terminal.
  static let shownAtMost = 50

  /// All differences of two trees, in the order of the first one, what is new after it.
  ///
  /// The order of records and of keys means nothing in a study and is no difference.
  static func all(from first: SourceNode, to second: SourceNode) -> [InputDifference] {
    differences(first, second, path: [])
  }

  private static func differences(
    _ first: SourceNode, _ second: SourceNode, path: [String]
  ) -> [InputDifference] {
    if let ours = children(of: first), let theirs = children(of: second) {
      let new = Dictionary(theirs, uniquingKeysWith: { first, _ in first })
      let known = Set(ours.map(\.0))
      return ours.flatMap { name, node -> [InputDifference] in
        guard let other = new[name] else { return [removed(node, path + [name])] }
        return differences(node, other, path: path + [name])
      } + theirs.filter { !known.contains($0.0) }.map { added($0.1, path + [$0.0]) }
    }
    let (old, new) = (InlineNode.text(first), InlineNode.text(second))
    guard old != new else { return [] }
    return [.init(change: .changed, path: TreePath.text(path), old: old, new: new)]
  }

  private static func added(_ node: SourceNode, _ path: [String]) -> InputDifference {
    InputDifference(
      change: .added, path: TreePath.text(path), old: nil, new: InlineNode.text(node))
  }

  private static func removed(_ node: SourceNode, _ path: [String]) -> InputDifference {
    InputDifference(
      change: .removed, path: TreePath.text(path), old: InlineNode.text(node), new: nil)
  }

  /// Keys with values, or records by id; nil for what is compared as a whole.
  private static func children(of node: SourceNode) -> [(String, SourceNode)]? {
    switch node.value {
    case .mapping(let entries): return entries.map { ($0.key, $0.node) }
    case .sequence(let items):
      // Levels, laws and other lists of values are one thing to a reader.
      guard items.contains(where: isRecord) else { return items.isEmpty ? [] : nil }
      return zip(labels(of: items), items).map { ($0, $1) }
    default: return nil
    }
  }

  private static func isRecord(_ node: SourceNode) -> Bool {
    if case .mapping = node.value { return true }
    return false
  }

  /// A name for each record that no other has.
  private static func labels(of items: [SourceNode]) -> [String] {
    let short = items.enumerated().map { TreePath.label(of: $1, at: $0) }
    let counts = Dictionary(grouping: short) { $0 }.mapValues(\.count)
    var used: [String: Int] = [:]
    return zip(short, items).map { label, item in
      let name = counts[label] == 1 ? label : TreePath.edge(of: item)?.long ?? label
      used[name, default: 0] += 1
      return used[name] == 1 ? name : "\(name)#\(used[name] ?? 0)"
    }
  }
}

/// A value of a study on one line, as a reader would write it.
enum InlineNode {
  static func text(_ node: SourceNode) -> String {
    switch node.value {
    case .null: return "null"
    case .scalar(let text, _): return text
    case .sequence(let items):
      return "[" + items.map(text).joined(separator: ", ") + "]"
    case .mapping(let entries):
      guard !entries.isEmpty else { return "{}" }
      return "{ " + entries.map { "\($0.key): \(text($0.node))" }.joined(separator: ", ") + " }"
    }
  }
}
