import Distributions
import RiskModel
import Testing

@Suite struct UnbuiltFeaturesTests {
  @Test(arguments: ["monte_carlo", "latin_hypercube", "sobol", "antithetic"])
  func designsAreBuilt(method: String) {
    #expect(
      messages("simulation: { method: \(method) }\nrisks: [{ id: R1, events: 1 }]").isEmpty)
  }

  @Test(arguments: PropagationModel.allCases.map(\.rawValue))
  func propagationModelsAreBuilt(model: String) {
    #expect(
      messages("network: { nodes: [{ id: S1 }], propagation: { model: \(model) } }").isEmpty)
  }

  @Test func controlsOnDependenciesAndControls() {
    let body = """
      processes: [{ id: P1 }]
      network: { nodes: [{ id: S1 }], edges: [{ source: S1, target: P1 }] }
      controls: [{ id: C1, outages: { rate: 1, days: 1 } },
        { id: C2, effects: [{ target: C1, quantity: outage_days, multiply: 0.5 },
        { dependency: [S1, P1], quantity: criticality, multiply: 0.5 }] }]
      """
    #expect(
      messages(body) == [
        "6:47: error: controls/C2/effects/0/quantity: is not built yet (found `outage_days`). "
          + "Remove the effect, or write it as a treatment.",
        "7:37: error: controls/C2/effects/1/quantity: is not built yet (found `criticality`). "
          + "Remove the effect, or write it as a treatment.",
      ])
  }

  @Test func controlsOnHitsOfHazards() {
    let body = """
      network: { nodes: [{ id: S1, shared_hazard: H1 }],
        shared_hazards: [{ id: H1, per_year: 1, days: 1, hits: 0.4 }] }
      controls: [{ id: C1, effects: [{ target: H1, quantity: hits, multiply: 0.5 }] }]
      """
    let found = messages(body)
    #expect(found.count == 1 && found[0].contains("is not built yet (found `hits`)"), "\(found)")
  }

  @Test func aStudyBuiltInCodeIsCheckedToo() throws {
    let half = Quantity(try Constant(0.5), written: "0.5")
    var study = Study(identity: StudyIdentity(id: "s", currency: "EUR"))
    #expect(unbuiltFeatures(of: study).isEmpty)
    study.controls = [
      Control(
        id: "C1", name: "C1",
        effects: [Effect(target: .hazards(["H1"]), quantity: .hits, operation: .multiply(half))])
    ]
    #expect(unbuiltFeatures(of: study).map(\.path) == ["controls/C1/effects/0/quantity"])
  }
}
