import RiskModel

/// Changes a tree by paths: sets values, appends to lists, removes.
///
/// A path goes through keys of mappings and records of lists. Records are addressed by `id`,
/// dependencies by `source>target` or `source>target>input`, records without either by their
/// position from 0; an id may itself hold slashes.
struct TreeEditor {
  private(set) var root: SourceNode

  init(_ root: SourceNode) {
    self.root = root
  }

  /// Why a change cannot be made; the caller knows the place.
  struct Refusal: Error {
    var path: [String]
    var value: String?
    var requirement: String
    var remedy: String
    var nearest: String?
  }

  /// Sets the value at a path; a new key of an existing record is created.
  mutating func set(_ path: [String], to node: SourceNode, key place: SourceLocation) throws {
    root = try changed(root, path[...], above: [], at: place) { _ in node }
  }

  /// Appends items to the list at a path, which is created where it is absent.
  mutating func append(
    _ items: [SourceNode], to path: [String], key place: SourceLocation, at location: SourceLocation
  ) throws {
    root = try changed(root, path[...], above: [], at: place) { old in
      switch old?.value {
      case nil, .null?: return SourceNode(.sequence(items), at: location)
      case .sequence(let present)?:
        return SourceNode(.sequence(present + items), at: old?.location ?? location)
      default:
        throw Refusal(
          path: path, requirement: "`add` appends to lists, and here stands something else",
          remedy: "Use `set` to replace it")
      }
    }
  }

  /// Removes the record, key or item at a path.
  mutating func remove(_ path: [String]) throws {
    root = try removing(root, path[...], above: [])
  }

  // MARK: Descent

  private typealias Change = (SourceNode?) throws -> SourceNode

  /// The node with one change somewhere below it; `place` is where the change is written.
  private func changed(
    _ node: SourceNode, _ path: ArraySlice<String>, above: [String], at place: SourceLocation,
    by change: Change
  ) throws -> SourceNode {
    guard let key = path.first else { return try change(node) }
    switch node.value {
    case .mapping(var entries):
      try setEntry(&entries, key, path.dropFirst(), above: above, at: place, by: change)
      return SourceNode(.mapping(entries), at: node.location)
    case .null:
      var entries: [SourceNode.Entry] = []
      try setEntry(&entries, key, path.dropFirst(), above: above, at: place, by: change)
      return SourceNode(.mapping(entries), at: place)
    case .sequence(var items):
      let (index, used) = try find(path, in: items, above: above)
      let deeper = above + [path.prefix(used).joined(separator: "/")]
      items[index] = try changed(
        items[index], path.dropFirst(used), above: deeper, at: place, by: change)
      return SourceNode(.sequence(items), at: node.location)
    case .scalar(let text, _):
      throw Refusal(
        path: above, value: text,
        requirement: "the path goes on behind a plain value, which has no parts",
        remedy: "End the path here, and set a mapping if parts are needed")
    }
  }

  private func setEntry(
    _ entries: inout [SourceNode.Entry], _ key: String, _ rest: ArraySlice<String>,
    above: [String], at place: SourceLocation, by change: Change
  ) throws {
    if let index = entries.firstIndex(where: { $0.key == key }) {
      let inner = entries[index].node
      entries[index].node = try changed(
        inner, rest, above: above + [key], at: place, by: change)
      return
    }
    let empty = SourceNode(.null, at: place)
    let node =
      try rest.isEmpty
      ? change(nil) : changed(empty, rest, above: above + [key], at: place, by: change)
    entries.append(SourceNode.Entry(key: key, keyLocation: place, node: node))
  }

  private func removing(
    _ node: SourceNode, _ path: ArraySlice<String>, above: [String]
  ) throws -> SourceNode {
    switch node.value {
    case .mapping(let entries):
      let rest = try removing(entries, path, above: above)
      return SourceNode(.mapping(rest), at: node.location)
    case .sequence(var items):
      let (index, used) = try find(path, in: items, above: above)
      if used == path.count {
        items.remove(at: index)
      } else {
        let deeper = above + [path.prefix(used).joined(separator: "/")]
        items[index] = try removing(items[index], path.dropFirst(used), above: deeper)
      }
      return SourceNode(.sequence(items), at: node.location)
    case .null, .scalar:
      throw Refusal(
        path: above, value: TreePath.scalar(node),
        requirement: "the path goes on behind a plain value, which has no parts",
        remedy: "End the path here")
    }
  }

  private func removing(
    _ entries: [SourceNode.Entry], _ path: ArraySlice<String>, above: [String]
  ) throws -> [SourceNode.Entry] {
    var entries = entries
    guard let key = path.first, let index = entries.firstIndex(where: { $0.key == key }) else {
      throw Refusal(
        path: above + path.prefix(1), value: path.first,
        requirement: "there is nothing to remove: the record has no such key",
        remedy: "Mend the path or leave the line out",
        nearest: nearestName(to: path.first ?? "", in: entries.map(\.key)))
    }
    if path.count == 1 {
      entries.remove(at: index)
    } else {
      let inner = entries[index].node
      entries[index].node = try removing(inner, path.dropFirst(), above: above + [key])
    }
    return entries
  }

  // MARK: Records

  /// The position of the item that the path's first parts address, and how many parts that takes.
  private func find(
    _ path: ArraySlice<String>, in items: [SourceNode], above: [String]
  ) throws -> (index: Int, used: Int) {
    for used in stride(from: min(path.count, 8), to: 0, by: -1) {
      let address = path.prefix(used).joined(separator: "/")
      let matches = items.indices.filter { Self.matches(items[$0], address) }
      if matches.count == 1 { return (matches[0], used) }
      if matches.count > 1 { throw ambiguous(address, matches.map { items[$0] }, above: above) }
    }
    if let index = Self.position(path.first, in: items) { return (index, 1) }
    throw unknown(path.first ?? "", in: items, above: above)
  }

  /// The position from 0 that an address names, as messages do, where records have no ids.
  private static func position(_ address: String?, in items: [SourceNode]) -> Int? {
    guard let index = address.flatMap({ Int($0) }), items.indices.contains(index),
      items.allSatisfy({ TreePath.id(of: $0) == nil && TreePath.edge(of: $0) == nil })
    else { return nil }
    return index
  }

  private static func matches(_ item: SourceNode, _ address: String) -> Bool {
    if case .scalar(let text, _) = item.value { return text == address }
    if TreePath.id(of: item) == address { return true }
    guard address.contains(">"), let edge = TreePath.edge(of: item) else { return false }
    return edge.short == address || edge.long == address
  }

  private func ambiguous(_ address: String, _ items: [SourceNode], above: [String]) -> Refusal {
    let longer = items.compactMap { TreePath.edge(of: $0)?.long }.map { "`\($0)`" }
    return Refusal(
      path: above + [address], value: address,
      requirement: "the address fits \(items.count) records",
      remedy: longer.isEmpty
        ? "Give each record its own id" : "Write one of \(longer.joined(separator: ", "))")
  }

  private func unknown(_ address: String, in items: [SourceNode], above: [String]) -> Refusal {
    let isEdge = address.contains(">")
    let names = items.compactMap { item in
      TreePath.id(of: item) ?? TreePath.edge(of: item).map { edge in
        address.split(separator: ">").count > 2 ? edge.long ?? edge.short : edge.short
      } ?? TreePath.scalar(item)
    }
    guard !names.isEmpty || items.isEmpty else {
      return Refusal(
        path: above, value: address,
        requirement: "the records of this list have no ids, so they are addressed from 0 up",
        remedy: "Write the position, or set the whole list")
    }
    return Refusal(
      path: above + [address], value: address,
      requirement:
        "there is no such \(isEdge ? "dependency" : "record") in `\(TreePath.text(above))`",
      remedy: "Mend the \(isEdge ? "address (`source>target`)" : "id"), or use `add` for a new one",
      nearest: nearestName(to: address, in: names))
  }
}
