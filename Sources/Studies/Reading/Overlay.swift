import RiskModel

/// An overlay: what differs from a study (`format: study-overlay/1`).
///
/// `remove` acts first, then `add`, then `set`, so that an overlay can replace a record and can
/// set keys of what it adds.
struct Overlay {
  private let root: SourceNode
  private let loader: TreeLoader

  /// An overlay from its tree.
  init(_ root: SourceNode, loader: TreeLoader) {
    self.root = root
    self.loader = loader
  }

  private static let keys = ["format", "id", "title", "note", "set", "add", "remove"]

  /// The study with the overlay on it; what does not fit is reported and left out.
  func applied(to study: SourceNode) -> SourceNode {
    guard checkHead() else { return study }
    var editor = TreeEditor(study)
    if let remove = root["remove"] { applyRemove(remove, to: &editor) }
    if let add = root["add"] { applyAdd(add, path: [], to: &editor) }
    if let set = root["set"] { applySet(set, to: &editor) }
    return editor.root
  }

  // MARK: Head

  private func checkHead() -> Bool {
    guard case .mapping(let entries) = root.value else {
      report(
        root.location, "overlay", "an overlay is a mapping with `format: study-overlay/1`",
        "Begin the file with `format: study-overlay/1`")
      return false
    }
    let format = root["format"]
    guard TreePath.scalar(format) == "study-overlay/1" else {
      report(
        format?.location ?? root.location, "overlay/format",
        "the format of an overlay is `study-overlay/1`",
        TreePath.scalar(format) == "study/1"
          ? "This is a study: give it as STUDY, not with `--with`"
          : "Begin the file with `format: study-overlay/1`", value: TreePath.scalar(format))
      return false
    }
    for entry in entries where !Self.keys.contains(entry.key) {
      report(
        entry.keyLocation, "overlay/" + entry.key,
        "an overlay has no such key; it has format, id, title, note, set, add, remove",
        "Write what changes under `set`, `add` or `remove`", value: entry.key,
        nearest: nearestName(to: entry.key, in: Self.keys))
    }
    return true
  }

  // MARK: Changes

  private func applySet(_ node: SourceNode, to editor: inout TreeEditor) {
    guard let entries = mapping(node, "set", "paths with values, for example `risks/R07/loss: 2M`")
    else { return }
    for entry in entries {
      let path = Self.parts(entry.key)
      let value = loader.loadRegisters(entry.node, path: path)
      attempt(at: entry.keyLocation, key: entry.key) {
        try editor.set(path, to: value, key: entry.keyLocation)
      }
    }
  }

  private func applyAdd(_ node: SourceNode, path: [String], to editor: inout TreeEditor) {
    guard let entries = mapping(node, "add", "lists by key, for example `risks: [{ id: R26 }]`")
    else { return }
    for entry in entries {
      let inner = path + Self.parts(entry.key)
      let value = loader.loadRegisters(entry.node, path: inner)
      switch value.value {
      case .sequence(let items):
        attempt(at: entry.keyLocation, key: entry.key) {
          try editor.append(items, to: inner, key: entry.keyLocation, at: value.location)
        }
      case .mapping: applyAdd(value, path: inner, to: &editor)
      default:
        report(
          value.location, TreePath.text(inner), "`add` takes a list of items for each key",
          "Put the item in brackets, or use `set` for a single value",
          value: TreePath.scalar(value))
      }
    }
  }

  private func applyRemove(_ node: SourceNode, to editor: inout TreeEditor) {
    guard case .sequence(let items) = node.value else {
      report(
        node.location, "overlay/remove", "`remove` takes a list of paths",
        "Write `remove: [risks/R07]`", value: TreePath.scalar(node))
      return
    }
    for item in items {
      guard let path = TreePath.scalar(item) else {
        report(
          item.location, "overlay/remove", "`remove` takes a list of paths",
          "Write `remove: [risks/R07]`")
        continue
      }
      attempt(at: item.location, key: path) { try editor.remove(Self.parts(path)) }
    }
  }

  private func mapping(
    _ node: SourceNode, _ key: String, _ what: String
  ) -> [SourceNode.Entry]? {
    switch node.value {
    case .mapping(let entries): return entries
    case .null: return []
    default:
      report(
        node.location, "overlay/" + key, "`\(key)` takes \(what)",
        "Write a key, a colon and a value on a line of their own", value: TreePath.scalar(node))
      return nil
    }
  }

  static func parts(_ path: String) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
  }

  // MARK: Problems

  private func attempt(at place: SourceLocation, key: String, _ body: () throws -> Void) {
    do {
      guard !Self.parts(key).isEmpty else {
        return report(place, "overlay", "the path is empty", "Name a key of the study")
      }
      try body()
    } catch let refusal as TreeEditor.Refusal {
      loader.report(refusal.problem(at: place))
    } catch {
      report(place, "overlay", "the change cannot be made: \(error)", "Mend the path")
    }
  }

  private func report(
    _ place: SourceLocation, _ path: String, _ requirement: String, _ remedy: String,
    value: String? = nil, nearest: String? = nil
  ) {
    loader.report(
      StudyProblem(
        location: place, path: path, value: value, requirement: requirement, remedy: remedy,
        nearest: nearest))
  }
}

extension TreeEditor.Refusal {
  /// The refusal as a problem of the file that asked for the change.
  func problem(at place: SourceLocation) -> StudyProblem {
    StudyProblem(
      location: place, path: TreePath.text(path), value: value, requirement: requirement,
      remedy: remedy, nearest: nearest)
  }
}
