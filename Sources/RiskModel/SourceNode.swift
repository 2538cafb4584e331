/// One node of a study as it was written: a value and the place where it stands.
///
/// YAML, JSON and CSV registers all become this tree, overlays edit it, and validation reads it,
/// so that every message can name file, line and column whatever the format was.
public struct SourceNode: Sendable {
  /// What stands at the place.
  public indirect enum Value: Sendable {
    /// Nothing: an empty value, `null` or `~`.
    case null
    /// A scalar as it was written. A quoted scalar is text and never a number, a truth value or null.
    case scalar(String, quoted: Bool)
    /// A list.
    case sequence([SourceNode])
    /// A mapping in the order of the file; keys are unique.
    case mapping([Entry])
  }

  /// One key of a mapping with its value.
  public struct Entry: Sendable {
    /// The key's text.
    public var key: String
    /// Where the key stands.
    public var keyLocation: SourceLocation
    /// The key's value.
    public var node: SourceNode

    /// Makes the value from its parts.
    public init(key: String, keyLocation: SourceLocation, node: SourceNode) {
      self.key = key
      self.keyLocation = keyLocation
      self.node = node
    }
  }

  /// What stands there.
  public var value: Value
  /// Where it stands.
  public var location: SourceLocation

  /// Makes the value from its parts.
  public init(_ value: Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }

  /// The value at a key of a mapping; nil for another kind of node or an absent key.
  public subscript(key: String) -> SourceNode? {
    guard case .mapping(let entries) = value else { return nil }
    return entries.first { $0.key == key }?.node
  }
}
