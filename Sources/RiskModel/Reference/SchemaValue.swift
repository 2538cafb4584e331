/// A JSON value whose objects keep their order, so that the text never depends on hashing.
public indirect enum SchemaValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case array([SchemaValue])
  case object([Member])

  /// One member of an object.
  public struct Member: Hashable, Sendable {
    /// The key.
    public let name: String
    /// The value under it.
    public let value: SchemaValue

    /// Makes the value from its parts.
    public init(_ name: String, _ value: SchemaValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a member; nil for another kind of value or an absent member.
  public subscript(_ name: String) -> SchemaValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// An array of texts.
  static func texts(_ items: [String]) -> SchemaValue { .array(items.map { .text($0) }) }

  /// JSON text (RFC 8259), indented by two blanks, with a line end at its end.
  public var json: String {
    var text = ""
    write(into: &text, indent: "")
    return text + "\n"
  }

  private func write(into text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .number(let number): text += plain(number)
    case .text(let string): text += Self.quoted(string)
    case .array(let items):
      Self.write(items, "[", "]", into: &text, indent: indent) { item, text, inner in
        item.write(into: &text, indent: inner)
      }
    case .object(let members):
      Self.write(members, "{", "}", into: &text, indent: indent) { member, text, inner in
        text += "\(Self.quoted(member.name)): "
        member.value.write(into: &text, indent: inner)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], _ open: String, _ close: String, into text: inout String, indent: String,
    _ body: (Item, inout String, String) -> Void
  ) {
    text += open
    for (index, item) in items.enumerated() {
      text += (index > 0 ? "," : "") + "\n\(indent)  "
      body(item, &text, indent + "  ")
    }
    text += (items.isEmpty ? "" : "\n\(indent)") + close
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default:
        if scalar.value < 32 {
          let hex = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }
}
