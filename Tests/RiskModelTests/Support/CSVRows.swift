import RiskModel

/// A register as the reader hands it over: rows as mappings, empty cells absent.
func csvRows(_ text: String, file: String) -> SourceNode {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let names = lines[0].split(separator: ",").map(String.init)
  var rows: [SourceNode] = []
  for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
    var column = 1
    var entries: [SourceNode.Entry] = []
    for (name, cell) in zip(names, line.split(separator: ",", omittingEmptySubsequences: false)) {
      let place = SourceLocation(file: file, line: index + 1, column: column)
      column += cell.count + 1
      guard !cell.isEmpty else { continue }
      let node = SourceNode(.scalar(String(cell), quoted: false), at: place)
      entries.append(.init(key: name, keyLocation: place, node: node))
    }
    rows.append(
      SourceNode(
        .mapping(entries), at: SourceLocation(file: file, line: index + 1, column: 1)))
  }
  return SourceNode(.sequence(rows), at: SourceLocation(file: file, line: 1, column: 1))
}

extension SourceNode {
  /// The tree with another node at a path of keys that exists.
  func replacing(_ path: [String], with node: SourceNode) -> SourceNode {
    guard let first = path.first, case .mapping(let entries) = value else { return node }
    return SourceNode(
      .mapping(
        entries.map { entry in
          guard entry.key == first else { return entry }
          return .init(
            key: entry.key, keyLocation: entry.keyLocation,
            node: entry.node.replacing(Array(path.dropFirst()), with: node))
        }), at: location)
  }
}
