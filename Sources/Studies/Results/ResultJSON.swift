public import Foundation

/// The one way in which results become JSON and are read back.
///
/// Keys are written in snake case and sorted, so that equal results are equal files; the keys of
/// dictionaries (levels, ids) stay as they are.
public enum ResultJSON {
  /// Pretty JSON with a closing line end.
  public static func data(_ value: some Encodable) throws -> Data {
    var data = try encoder(pretty: true).encode(value)
    data.append(0x0A)
    return data
  }

  /// JSON on one line with a closing line end, for logs and progress.
  public static func line(_ value: some Encodable) throws -> Data {
    var data = try encoder(pretty: false).encode(value)
    data.append(0x0A)
    return data
  }

  /// Reads what `data` has written.
  public static func read<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: data)
  }

  static func encoder(pretty: Bool) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return encoder
  }
}
