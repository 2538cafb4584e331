import Foundation
import Testing

/// The risk quantification oracle: exact answers computed outside this project.
struct Oracle {
  struct Output {
    let value: Double
    let standardErrorAtMillion: Double?
    let relativeTolerance: Double?
  }

  let outputs: [String: Output]
  let inputs: [String: Any]
  private let referenceError: Double

  /// The case with an id.
  init(_ id: String) throws {
    let root = try Self.load("risk-oracle")
    let cases = try #require(root["cases"] as? [[String: Any]])
    let entry = try #require(cases.first { $0["id"] as? String == id })
    inputs = entry["inputs"] as? [String: Any] ?? [:]
    let tolerance = entry["tolerance"] as? [String: Any]
    referenceError = tolerance?["ref_rel_err"] as? Double ?? 4e-6
    let raw = try #require(entry["outputs"] as? [String: [String: Any]])
    outputs = raw.compactMapValues { fields in
      guard let value = fields["value"] as? Double else { return nil }
      return Output(
        value: value, standardErrorAtMillion: fields["se_1e6"] as? Double,
        relativeTolerance: fields["rtol"] as? Double)
    }
  }

  static func load(_ name: String) throws -> [String: Any] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Reference"))
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    return try #require(object as? [String: Any])
  }

  /// Whether a figure from `trials` trials is accepted: within five standard errors, scaled from a
  /// million trials, and the reference's own error; or within the relative tolerance given.
  func accepts(_ value: Double, for name: String, trials: Int) throws -> Bool {
    let output = try #require(outputs[name], "no output \(name)")
    if let error = output.standardErrorAtMillion {
      let allowed =
        5 * error * (1e6 / Double(trials)).squareRoot() + referenceError * abs(output.value)
      return abs(value - output.value) <= allowed
    }
    return abs(value - output.value) <= (output.relativeTolerance ?? 1e-9) * abs(output.value)
  }
}
