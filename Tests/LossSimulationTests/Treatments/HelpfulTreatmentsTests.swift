import Distributions
import LossSimulation
import RiskModel
import Testing

/// Treatments that are said to raise the loss of no year, against the years of plans with and without
/// them.
@Suite struct HelpfulTreatmentsTests {
  private func years(_ study: Study) throws -> ReplayedYears {
    try ReplayedYears(study, interactions: []).oneByOne
  }

  /// In no year a larger loss with a helpful treatment than without, whatever else is adopted.
  private func expectHelp(_ years: ReplayedYears, _ count: Int) {
    for seed in 0..<6 {
      var plan = (0..<count).map { (seed * 37 + $0 * 11) % 7 < seed % 5 + 1 }
      for option in 0..<count where years.isHelpful[option] {
        plan[option] = false
        let without = years.netYears(of: plan)
        plan[option] = true
        let with = years.netYears(of: plan)
        #expect(
          zip(with, without).allSatisfy { $0 <= $1 + 1e-9 * Swift.max(1, $1) },
          "treatment \(option), seed \(seed)")
        plan[option] = seed % 2 == 0
      }
    }
  }

  private func treated(switchDays: Double? = nil) throws -> Study {
    let control = Control(
      id: "C", name: "Control", provider: "S3", providerOutage: true,
      effects: [multiply(.risks(["R1", "R3"]), .frequency, try constant(0.5))],
      outages: ControlOutages(rate: try constant(2), days: try constant(40)))
    var study = try mixedStudy(trials: 800, switchDays: switchDays, control: control)
    study.treatments = try PortfolioTests.harmless.enumerated().map {
      treatment("T\($0)", try $1.1())
    }
    study.treatments += [
      treatment("control", [multiply(.controls(["C"]), .outageDays, try constant(0.3))]),
      treatment("often", [multiply(.controls(["C"]), .outageRate, try constant(0.3))]),
      treatment(
        "worse", [multiply(.risks(["R1"]), .loss, try constant(1.5), mayWorsen: true)]),
    ]
    return study
  }

  @Test func withoutSwitches() throws {
    let study = try treated()
    let years = try years(study)
    #expect(years.isHelpful == [Bool](repeating: true, count: 11) + [false])
    expectHelp(years, 12)
  }

  /// A substitute may be called later where less is felt: hits, stocks and criticality are not sure.
  @Test func withSwitches() throws {
    let years = try years(try treated(switchDays: 3))
    let unsure: Set<Int> = [6, 7, 8, 11]
    #expect(years.isHelpful == (0..<12).map { !unsure.contains($0) })
    expectHelp(years, 12)
  }

  /// Two layers that pay twice for the same loss leave nothing of a large one and something of a
  /// smaller one: what lowers the loss may raise what is left.
  @Test func layersThatPayTwice() throws {
    var study = study(
      [risk("A", rate: try constant(2), loss: quantity(try Exponential(mean: 100)))],
      trials: 500,
      controls: ["L", "M"].map {
        Control(id: $0, name: $0, share: Share(scope: .risks(["A"]), attachment: 60))
      })
    study.treatments = [treatment("T", [multiply(.risks(["A"]), .loss, try constant(0.5))])]
    let twice = try years(study)
    #expect(twice.isHelpful == [false])
    let (with, without) = (twice.netYears(of: [true]), twice.netYears(of: [false]))
    #expect(zip(with, without).contains { $0 > $1 + 1 })
    // A tower pays once for each unit of loss.
    study.controls[0].share = Share(scope: .risks(["A"]), attachment: 20, limit: 40)
    let tower = try years(study)
    #expect(tower.isHelpful == [true])
    expectHelp(tower, 1)
  }
}
