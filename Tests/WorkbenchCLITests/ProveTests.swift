import Foundation
import Testing

/// `breakwater prove` and `run --exact` through the built program.
@Suite struct ProveTests {
  @Test func passesAtItsOwnSeed() throws {
    let program = try Program()
    defer { program.remove() }
    let outcome = try program.run("prove", "--trials", "50k", "--json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let record = try #require(object as? [String: Any])
    #expect(record["schema"] as? String == "proof/1")
    #expect(record["passed"] as? Bool == true)
    #expect((record["lines"] as? [Any])?.count ?? 0 >= 100)
  }

  /// 0.8 × 80,800.26 + 0.25 × 400,000, as the study's README derives it.
  @Test func exactAnswersOfTheFirstStudy() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    let outcome = try program.run("run", "first-study", "--exact", "-o", "exact", "--json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let loss = (object as? [String: Any])?["expected_annual_loss"] as? [String: Any]
    let value = try #require(loss?["value"] as? Double)
    #expect(abs(value - 164_640.20523113164) < 1e-6)
    #expect(loss?["method"] as? String == "exact")
  }

  @Test func refusesWhatHasToBeSimulated() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("two-plants")
    let outcome = try program.run("run", "two-plants", "--exact", "-o", "exact")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("this study has to be simulated"))
    #expect(!FileManager.default.fileExists(atPath: program.file("exact")))
  }
}
