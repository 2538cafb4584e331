import RiskModel

/// Writes a tree as YAML that reads back as the same tree, comments and places apart.
enum YAMLWriter {
  /// The tree in the block style, keys in their order, quotes where they were.
  static func text(_ root: SourceNode) -> String {
    var out = ""
    switch root.value {
    case .mapping(let entries) where !entries.isEmpty: write(entries, indent: 0, to: &out)
    case .sequence(let items) where !items.isEmpty: write(items, indent: 0, to: &out)
    default: out += inline(root) + "\n"
    }
    return out
  }

  private static func write(_ entries: [SourceNode.Entry], indent: Int, to out: inout String) {
    for (index, entry) in entries.enumerated() {
      if index > 0 || indent == 0 || out.last == "\n" { pad(indent, to: &out) }
      out += key(entry.key) + ":"
      write(value: entry.node, indent: indent, inList: false, to: &out)
    }
  }

  private static func write(_ items: [SourceNode], indent: Int, to out: inout String) {
    for item in items {
      pad(indent, to: &out)
      out += "-"
      write(value: item, indent: indent, inList: true, to: &out)
    }
  }

  private static func write(
    value node: SourceNode, indent: Int, inList: Bool, to out: inout String
  ) {
    switch node.value {
    case .mapping(let entries) where !entries.isEmpty:
      // The first key of a record stands on the line of its dash.
      out += inList ? " " : "\n"
      write(entries, indent: indent + 2, to: &out)
    case .sequence(let items) where !items.isEmpty:
      out += "\n"
      write(items, indent: indent + 2, to: &out)
    default: out += " " + inline(node) + "\n"
    }
  }

  private static func pad(_ indent: Int, to out: inout String) {
    for _ in 0..<indent { out += " " }
  }

  private static func inline(_ node: SourceNode) -> String {
    switch node.value {
    case .null: "null"
    case .scalar(let text, let quoted):
      quoted || !PlainScalar.isSafe(text) ? JSONText.quoted(text) : text
    case .sequence: "[]"
    case .mapping: "{}"
    }
  }

  /// A key of up to 1024 characters, as YAML allows.
  private static func key(_ text: String) -> String {
    PlainScalar.isSafe(text) ? text : JSONText.quoted(text)
  }
}

/// Writes a tree as JSON (RFC 8259) that reads back as the same study.
enum JSONTreeWriter {
  /// The tree with two spaces of indentation, keys in their order.
  static func text(_ root: SourceNode) -> String {
    var out = ""
    write(root, indent: 0, to: &out)
    return out + "\n"
  }

  private static func write(_ node: SourceNode, indent: Int, to out: inout String) {
    switch node.value {
    case .null: out += "null"
    case .scalar(let text, let quoted): out += scalar(text, quoted: quoted)
    case .sequence(let items):
      write(items.count, "[", "]", indent: indent, to: &out) { index, out in
        write(items[index], indent: indent + 2, to: &out)
      }
    case .mapping(let entries):
      write(entries.count, "{", "}", indent: indent, to: &out) { index, out in
        out += JSONText.quoted(entries[index].key) + ": "
        write(entries[index].node, indent: indent + 2, to: &out)
      }
    }
  }

  private static func write(
    _ count: Int, _ open: String, _ close: String, indent: Int, to out: inout String,
    item: (Int, inout String) -> Void
  ) {
    guard count > 0 else {
      out += open + close
      return
    }
    let pad = String(repeating: " ", count: indent + 2)
    out += open
    for index in 0..<count {
      out += (index == 0 ? "\n" : ",\n") + pad
      item(index, &out)
    }
    out += "\n" + String(repeating: " ", count: indent) + close
  }

  /// Plain numbers and truth values as such; every other text in quotes.
  private static func scalar(_ text: String, quoted: Bool) -> String {
    if !quoted {
      if let truth = PlainScalar.truth(text) { return truth ? "true" : "false" }
      if PlainScalar.isJSONNumber(text) { return text }
    }
    return JSONText.quoted(text)
  }
}

/// Strings in double quotes as both JSON and YAML read them.
enum JSONText {
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: out += "\\\""
      case 0x5C: out += "\\\\"
      case 0x0A: out += "\\n"
      case 0x0D: out += "\\r"
      case 0x09: out += "\\t"
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
