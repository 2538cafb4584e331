import Foundation
import Testing

/// Choices for which nothing need be simulated.
@Suite struct OptimiseExactlyTests {
  /// The worked case with tails, written as two risks of one event or none: nothing is simulated.
  @Test func independentEventsNeedNoTable() throws {
    let program = try Program()
    defer { program.remove() }
    let study = """
      format: study/1
      study: { id: bernoulli, currency: EUR }
      risks:
        - { id: R1, name: R1, category: criminal, events: { rate: 0.08, count: bernoulli }, loss: 1000 }
        - { id: R2, name: R2, category: criminal, events: { rate: 0.3, count: bernoulli }, loss: 50 }
      treatments:
        - { id: F, cost: { per_year: 10 }, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
        - { id: S, cost: { per_year: 10 }, effects: [{ target: R1, quantity: loss, multiply: 0.5 }] }
      optimisation:
        measure: expected_shortfall_95
        constraints: [{ annual_cost: { at_most: 10 } }]
      """
    try Data(study.utf8).write(to: program.folder.appendingPathComponent("study.yaml"))
    let outcome = try program.run("optimise", ".", "-o", "out")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let optimum = try program.optimum()
    // 20_freq_vs_severity.json: S leaves 524, F would leave 848.
    #expect(optimum["plan"] as? [String] == ["S"])
    #expect(abs((optimum["objective"] as? Double ?? 0) - 524) < 1e-6)
    #expect(abs((optimum["expected_annual_loss"] as? Double ?? 0) - 55) < 1e-9)
  }

  /// Only means are asked of Poisson risks: 2 events of mean 100 halved twice for 51 (case 04).
  @Test func meansOfIndependentRisksNeedNoTable() throws {
    let program = try Program()
    defer { program.remove() }
    let study = """
      format: study/1
      study: { id: means, currency: EUR }
      risks:
        - { id: R1, name: R1, category: criminal, events: 2, loss: { exponential: { mean: 100 } } }
      treatments:
        - { id: T1, cost: { per_year: 25 }, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
        - { id: T2, cost: { per_year: 26 }, effects: [{ target: R1, quantity: loss, multiply: { uniform: [0.4, 0.6] } }] }
        - { id: T3, cost: { per_year: 27 }, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
      """
    try Data(study.utf8).write(to: program.folder.appendingPathComponent("study.yaml"))
    let outcome = try program.run("optimise", ".", "-o", "out")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let optimum = try program.optimum()
    #expect(optimum["plan"] as? [String] == ["T1", "T2"])
    #expect(abs((optimum["objective"] as? Double ?? 0) - 101) < 1e-9)
    #expect(optimum["expected_shortfall"] is NSNull)
  }
}
