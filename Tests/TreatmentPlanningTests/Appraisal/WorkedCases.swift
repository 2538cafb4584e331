import Foundation
import Testing

/// A worked case of `Reference/`: numbers by name.
struct WorkedCase {
  let input: [String: Any]
  let expected: [String: Any]
  let tolerance: Double

  init(_ name: String) throws {
    let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    input = try #require(object["input"] as? [String: Any])
    expected = try #require(object["expected"] as? [String: Any])
    tolerance = Swift.max(object["tolerance"] as? Double ?? 0, 1e-9)
  }

  func input(_ name: String) throws -> Double { try #require(input[name] as? Double) }

  func expect(_ value: Double?, _ name: String) throws {
    let wanted = try #require(expected[name] as? Double)
    let value = try #require(value, "\(name) is missing")
    #expect(
      abs(value - wanted) <= tolerance * max(1, abs(wanted)), "\(name): \(value), not \(wanted)")
  }
}
