import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Losses of other models: year loss tables are exact, event tables are years like any other.
@Suite struct ExternalTableTests {
  private func tableStudy(controls: [Control] = []) throws -> Study {
    let risks = ["A", "B"].map { Risk(id: $0, name: $0, category: "criminal", owner: "o") }
    var study = study(risks, controls: controls)
    study.simulation.method = .table
    study.simulation.levels = [0.5, 0.9, 0.95]
    study.simulation.table = .years(
      probabilities: [0.5, 0.3, 0.15, 0.05],
      losses: ["A": [0, 10, 20, 100], "B": [0, 0, 60, 50]])
    return study
  }

  /// Four years by hand.
  ///
  /// Totals 0, 10, 80, 150. Mean 3 + 12 + 7.5 = 22.5. Shortfall 0.9: half of the tail at
  /// 150 and half at 80: 115, of which A bears (100 + 20)/2 = 60.
  @Test func yearTablesAreExact() async throws {
    let level = try await current(tableStudy())
    #expect(abs(level.aggregate.expectedAnnualLoss.value - 22.5) < 1e-12)
    #expect(level.aggregate.expectedAnnualLoss.method == .exact)
    #expect(try level.aggregate.valueAtRisk(0.9).value == 80)
    #expect(abs(try level.aggregate.shortfall(0.9).value - 115) < 1e-9)
    let a = try #require(level.risks.first?.shortfall.first)
    #expect(abs(a.estimate.value - 60) < 1e-9)
    #expect(abs(level.risks.reduce(0) { $0 + ($1.shortfall.first?.share ?? 0) } - 1) < 1e-12)
  }

  /// A stop-loss of 40 beyond 60 on the year: 80 pays 20, 150 pays 40.
  @Test func yearLayersApplyToTables() async throws {
    let layer = Control(
      id: "C", name: "C", share: Share(scope: .all, attachment: 60, limit: 40, basis: .year))
    let level = try await current(tableStudy(controls: [layer]))
    #expect(abs(level.aggregate.expectedAnnualLoss.value - (22.5 - 0.15 * 20 - 0.05 * 40)) < 1e-12)
  }

  @Test func tablesDoNotMixWithSimulation() throws {
    var mixed = try tableStudy()
    mixed.risks.append(risk("Z", rate: try constant(1), loss: try constant(1)))
    do {
      _ = try Simulator(mixed)
      Issue.record("a simulated risk beside a table was accepted")
    } catch {
      #expect(error.problems.map(\.path) == ["risks/Z"])
    }
  }

  /// Three years, four events; the year's total and largest event by hand.
  @Test func eventTablesAreYears() async throws {
    let risks = ["A", "B"].map { Risk(id: $0, name: $0, category: "criminal") }
    var study = study(risks, trials: 3)
    study.simulation.method = .events
    study.simulation.table = .events(
      trial: [2, 0, 2, 0], risk: ["A", "A", "B", "B"], loss: [5, 7, 11, 13], mark: nil)
    let level = try await current(study)
    #expect(level.years.aggregate == [20, 0, 16])
    #expect(level.years.largestEvent == [13, 0, 11])
    #expect(level.risks.map(\.expectedLoss.value) == [4, 8])
  }

  /// A fixed table cannot gain events: at the inherent level each loss is divided by the factor.
  @Test func controlsScaleTheLossesOfEventTables() async throws {
    var study = study(
      [Risk(id: "A", name: "A", category: "criminal")], trials: 2,
      controls: [
        Control(
          id: "C", name: "C",
          effects: [
            Effect(
              target: .risks(["A"]), quantity: .frequency,
              operation: .multiply(try constant(0.25)))
          ])
      ])
    study.simulation.method = .events
    study.simulation.table = .events(trial: [0], risk: ["A"], loss: [100], mark: [0.9])
    let result = try await run(study)
    #expect(result["current"]?.years.aggregate == [100, 0])
    #expect(result["inherent"]?.years.aggregate == [400, 0])
  }
}
