import Foundation
import Testing

@testable import Distributions

/// The committed reference values; `Reference/generate.py` makes them with mpmath.
enum Reference {
  static func load<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Reference"))
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }

  /// The laws of one name among the reference laws.
  static func laws(_ name: String) throws -> [LawRecord] {
    let records = try load("laws", as: [LawRecord].self).filter { $0.law == name }
    try #require(!records.isEmpty)
    return records
  }
}

/// One law with its parameters and its values at some points.
struct LawRecord: Decodable {
  let law: String
  let parameters: [String: Double]
  let mean: Number
  let variance: Number
  /// Rows of x, distribution, survival, density.
  let points: [[Double]]
  /// Rows of x and limited expected value.
  let limited: [[Double]]

  subscript(parameter: String) -> Double { parameters[parameter] ?? .nan }
}

/// A number that may be infinite, which JSON writes as a word.
struct Number: Decodable {
  let value: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let word = try? container.decode(String.self) {
      value = word == "infinity" ? .infinity : -.infinity
    } else {
      value = try container.decode(Double.self)
    }
  }
}

/// Whether two numbers agree to a relative tolerance; equal infinities agree.
func agree(_ value: Double, _ expected: Double, within tolerance: Double) -> Bool {
  value == expected || abs(value - expected) <= tolerance * abs(expected)
}

/// Compares a law with reference values from mpmath, and puts it through the contract.
///
/// `floor` is the absolute accuracy of probabilities, for laws conditioned on a range.
/// Probabilities are compared to 1e-9, most are good to 1e-13; quantiles are compared by
/// inverting the reference probabilities, allowing for the rounding of those.
func check(
  _ law: any Distribution, against record: LawRecord, tolerance: Double = 1e-11,
  floor: Double = 0, momentTolerance: Double = 1e-9,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let label = "\(record.law) \(record.parameters)"
  func expect(_ value: Double, _ expected: Double, _ what: String, slack: Double = 0) {
    #expect(
      agree(value, expected, within: tolerance + slack),
      "\(label): \(what) is \(value), expected \(expected)", sourceLocation: sourceLocation)
  }
  if record.mean.value == 0 {
    #expect(abs(law.mean) < 1e-15, sourceLocation: sourceLocation)
  } else {
    expect(law.mean, record.mean.value, "mean")
  }
  expect(law.variance, record.variance.value, "variance")
  for row in record.points {
    let (x, lower, upper, density) = (row[0], row[1], row[2], row[3])
    // What rounding x by half a unit does: x is a double, but (x − threshold) is not exact.
    let condition = 0.5 * x.ulp * density
    expect(law.distribution(x), lower, "distribution(\(x))", slack: (condition + floor) / lower)
    expect(law.survival(x), upper, "survival(\(x))", slack: (condition + floor) / upper)
    expect(law.density(x), density, "density(\(x))", slack: 1e-10)
    checkQuantile(law, row, label, (tolerance, floor), sourceLocation)
  }
  for row in record.limited {
    expect(law.limitedExpectedValue(row[0]), row[1], "limited(\(row[0]))", slack: 1e-10)
  }
  let contract = DistributionContract(
    law: law, floor: floor, momentTolerance: momentTolerance)
  for violation in contract.violations() + contract.sampling() {
    Issue.record("\(label): \(violation)", sourceLocation: sourceLocation)
  }
}

private func checkQuantile(
  _ law: any Distribution, _ row: [Double], _ label: String,
  _ accuracy: (tolerance: Double, floor: Double),
  _ sourceLocation: SourceLocation
) {
  let (x, lower, upper, density) = (row[0], row[1], row[2], row[3])
  let quantile = lower < 0.75 ? law.quantile(lower) : x
  let upperQuantile = upper < 0.75 ? law.upperQuantile(upper) : x
  if law.isDiscrete {
    // Between two steps rounding cannot matter.
    let (p, q) = (lower - 0.5 * density, upper + 0.5 * density)
    if lower < 0.75 {
      #expect(law.quantile(p) == x, "\(label): quantile(\(p))", sourceLocation: sourceLocation)
    }
    if upper < 0.75 {
      #expect(law.upperQuantile(q) == x, "\(label): upper(\(q))", sourceLocation: sourceLocation)
    }
    return
  }
  for (found, p) in [(quantile, lower), (upperQuantile, upper)] {
    let reach = accuracy.tolerance * p + accuracy.floor
    let conditioned = reach / max(density, 1e-308) + 4 * x.ulp
    #expect(
      abs(found - x) <= max(conditioned, accuracy.tolerance * abs(x)),
      "\(label): quantile of \(p) is \(found), expected \(x)", sourceLocation: sourceLocation)
  }
}

/// Expects an initialiser to refuse with exactly one sentence.
func expectRefusal<Law>(
  _ sentence: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ make: () throws(ParameterError) -> Law
) {
  do throws(ParameterError) {
    _ = try make()
    Issue.record("accepted, expected: \(sentence)", sourceLocation: sourceLocation)
  } catch {
    #expect(error.description == sentence, sourceLocation: sourceLocation)
  }
}
