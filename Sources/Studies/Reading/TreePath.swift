import RiskModel

/// Paths in a tree as messages and overlays write them: `risks/R07/loss`, `network/edges/S10>P01`.
enum TreePath {
  /// The path as text.
  static func text(_ path: [String]) -> String {
    path.isEmpty ? "study" : path.joined(separator: "/")
  }

  /// An item of a list by its id, a dependency by its ends, or its position from 0.
  static func label(of item: SourceNode, at index: Int) -> String {
    id(of: item) ?? edge(of: item)?.short ?? String(index)
  }

  /// The id of a record.
  static func id(of item: SourceNode) -> String? {
    scalar(item["id"])
  }

  /// The two addresses of a dependency.
  static func edge(of item: SourceNode) -> (short: String, long: String?)? {
    guard let source = scalar(item["source"]), let target = scalar(item["target"]) else {
      return nil
    }
    let short = source + ">" + target
    return (short, scalar(item["input"]).map { short + ">" + $0 })
  }

  /// The text of a scalar node.
  static func scalar(_ node: SourceNode?) -> String? {
    guard case .scalar(let text, _)? = node?.value else { return nil }
    return text
  }
}
