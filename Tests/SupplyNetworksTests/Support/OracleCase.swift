import Foundation
import Testing

/// One case of the network oracle: `Reference/network/<id>`.
struct OracleCase {
  let id: String
  private let folder: URL

  init(_ id: String) throws {
    self.id = id
    folder = try #require(
      Bundle.module.url(forResource: "Reference/network/\(id)", withExtension: nil))
  }

  func decode<Content: Decodable>(_ file: String, as type: Content.Type) throws -> Content {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: file)))
  }

  /// The rows of a table without its heading.
  func rows(_ file: String) throws -> [[String]] {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// A number that may be written as a fraction.
  static func number(_ text: String) throws -> Double {
    let parts = text.split(separator: "/").map { Double($0) }
    let first = try #require(parts.first ?? nil)
    return parts.count == 2 ? try first / #require(parts[1]) : first
  }
}
