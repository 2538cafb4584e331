extension StudyReader {
  // MARK: Lists, maps, choices

  func readList(
    _ node: SourceNode, _ item: FieldType, _ field: Field, allowsOne: Bool
  ) -> FieldValue? {
    switch node.value {
    case .sequence(let nodes): return .list(readItems(nodes, item, field))
    case .scalar(let text, let quoted) where item.isScalar:
      // A cell of a register holds a list as `a|b`.
      let parts = text.split(separator: "|").map {
        SourceNode(.scalar(trimmed($0), quoted: quoted), at: node.location)
      }
      return .list(readItems(parts, item, field, isCell: true))
    case .mapping where allowsOne || item.acceptsMapping && !item.isRecord:
      return readValue(node, item, field).map { .list([$0]) }
    default:
      fail(node, "must be a list of \(item.pluralPhrase)", listRemedy(node, item))
      return nil
    }
  }

  private func listRemedy(_ node: SourceNode, _ item: FieldType) -> String {
    guard item.isRecord else { return "Write `[…]`" }
    if let text = node.text, text.contains(".") {
      return "Write `{ file: \(text) }` for a register"
    }
    return "Write each as an item: `- { … }`"
  }

  private func readItems(
    _ nodes: [SourceNode], _ item: FieldType, _ field: Field, isCell: Bool = false
  ) -> [FieldValue] {
    var values: [FieldValue] = []
    values.reserveCapacity(nodes.count)
    var first: [String: SourceLocation] = [:]
    let checksIds = item.recordKind.map { FieldTable.of($0).field("id") != nil } ?? false
    var named: Set<String> = []
    for (index, node) in nodes.enumerated() {
      let read = {
        guard !node.isNull else {
          self.fail(node, "is an empty item", "Write \(item.phrase) or remove the item")
          return
        }
        if checksIds { self.checkDuplicate(node["id"], &first) }
        guard let value = self.readValue(node, item, field) else { return }
        if item.isReference, case .text(let id) = value, !named.insert(id).inserted {
          self.fail(node, "is named twice", "Name it once", severity: .warning)
          return
        }
        values.append(value)
      }
      // The items of a cell share its place; those of a list have one of their own.
      if isCell { read() } else { descend(step(to: node, index, item), read) }
    }
    return values
  }

  /// How an item is named in paths: by id, a dependency by its address, else by position.
  private func step(to node: SourceNode, _ index: Int, _ item: FieldType) -> String {
    if case .record(.dependency) = item, let source = node["source"]?.text,
      let target = node["target"]?.text
    {
      return "\(source)>\(target)"
    }
    if item.isRecord, let id = node["id"]?.text, !id.isEmpty, id.utf8.count <= 200 { return id }
    return "\(index)"
  }

  private func checkDuplicate(_ id: SourceNode?, _ first: inout [String: SourceLocation]) {
    guard let id, let text = id.text else { return }
    if let earlier = first[text] {
      descend("id") {
        fail(id, "must be unique in its list; the id is also at \(earlier)", "Choose another id")
      }
    } else {
      first[text] = id.location
    }
  }

  func readMap(_ node: SourceNode, _ item: FieldType, _ field: Field) -> FieldValue? {
    guard case .mapping(let entries) = node.value else {
      fail(node, "must be a mapping of names to \(item.pluralPhrase)", "Write `{ name: value }`")
      return nil
    }
    var pairs: [(key: String, value: FieldValue)] = []
    for entry in entries {
      descend(entry.key) {
        guard !entry.node.isNull else {
          fail(entry.node, "has no value", "Write \(item.phrase) or remove the key")
          return
        }
        if let value = readValue(entry.node, item, field) { pairs.append((entry.key, value)) }
      }
    }
    return .map(pairs)
  }

  /// Reads by the first alternative that fits the shape of what is written.
  func readChoice(_ node: SourceNode, _ types: [FieldType], _ field: Field) -> FieldValue? {
    if let type = types.first(where: { $0.fits(node) }) { return readValue(node, type, field) }
    // The message of the nearest alternative says more than a list of all of them.
    let near = types.first { type in
      switch node.value {
      case .scalar: type.isScalar
      case .mapping: type.acceptsMapping
      default: false
      }
    }
    if let near { return readValue(node, near, field) }
    fail(
      node, "must be \(types.map(\.phrase).joined(separator: ", or "))", "Write one of these")
    return nil
  }
}

/// A text without blanks at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  var rest = text[...]
  while rest.first?.isWhitespace ?? false { rest.removeFirst() }
  while rest.last?.isWhitespace ?? false { rest.removeLast() }
  return String(rest)
}
