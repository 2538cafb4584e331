import Testing
import TreatmentPlanning

@Suite struct RoadmapTests {
  /// One risk of mean 200 for each option, halved by it.
  private static func problem(
    once: [Double], averts: [Double], ready: [Double], rules: [PlanRule] = [],
    engineers: [Double]? = nil
  ) -> TreatmentProblem {
    let options = once.indices.map { index in
      PlanOption(
        id: "T\(index)", costOnce: once[index], annualCost: once[index] / 5,
        resources: ["engineers": engineers?[index] ?? 0], readyInDays: ready[index])
    }
    let factors = once.indices.map { index in
      [
        FactorTable.Factor(
          row: FactorTable.row(risk: index, .severity), value: 1 - averts[index] / 200)
      ]
    }
    return TreatmentProblem(
      options: options, factors: FactorTable(riskCount: once.count, options: factors),
      years: TableYears(losses: once.map { _ in [200] }, probabilities: [1]),
      risks: once.indices.map { "R\($0)" },
      objective: PlanObjective(name: "total", costWeight: 1, terms: [.init(.mean)]), rules: rules)
  }

  private static func road(
    _ problem: TreatmentProblem, _ limits: RoadmapLimits, horizon: Double = 3, rate: Double = 0
  ) -> Roadmap {
    Roadmap(
      problem, plan: Plan(problem.options.map { _ in true }), limits: limits, horizon: horizon,
      discountRate: rate)
  }

  /// By hand: 100 a year buys one a year, so the one that averts most comes first.
  ///
  /// Losses 400: (400 − 80) · 1 + (400 − 80 − 50) · 2 = 860.
  @Test func whatAvertsMostComesFirst() {
    let problem = Self.problem(once: [100, 100], averts: [50, 80], ready: [0, 0])
    let road = Self.road(problem, RoadmapLimits(spendPerYear: 100))
    #expect(road.steps.map(\.option) == [1, 0])
    #expect(road.steps.map(\.startDay) == [0, 365])
    #expect(road.steps.map(\.spent) == [100, 200])
    #expect(abs(road.presentLoss - 860) < 1e-9)
    #expect(abs(road.presentLossAtOnce - 810) < 1e-9)
    #expect(road.steps.map(\.averted).map { $0.rounded() } == [80, 50])
    #expect(road.isExhaustive)
  }

  /// By hand: the large one would save up for two years; the small one is had at once.
  @Test func moneyIsSavedUp() {
    let problem = Self.problem(once: [200, 100], averts: [90, 50], ready: [0, 0])
    let road = Self.road(problem, RoadmapLimits(spendPerYear: 100))
    // Small first: 350 · 2 + 260 · 1 = 960; large first: 400 + 310 + 260 = 970.
    #expect(road.steps.map(\.option) == [1, 0])
    #expect(road.steps.map(\.startDay) == [0, 730])
    #expect(abs(road.presentLoss - 960) < 1e-9)
  }

  @Test func requirementsDutiesAndHandsAreKept() {
    let rules = [PlanRule(name: "r", .requires(0, 1)), PlanRule(name: "m", .include([2]))]
    let problem = Self.problem(
      once: [0, 0, 0], averts: [90, 10, 20], ready: [10, 100, 30], rules: rules,
      engineers: [1, 1, 1])
    let road = Self.road(problem, RoadmapLimits(resources: ["engineers": 1]))
    #expect(road.steps.map(\.option) == [2, 1, 0])
    #expect(road.steps.map(\.startDay) == [0, 30, 130])
    #expect(road.steps.map(\.readyDay) == [30, 130, 140])
    let none = Self.road(problem, RoadmapLimits(resources: ["engineers": 0]))
    #expect(none.steps.isEmpty && none.left.sorted() == [0, 1, 2])
    #expect(abs(none.presentLoss - 1800) < 1e-9)
  }

  /// ∫ e^(−t ln 1.1) of 200 over one year, and of 150 over another: computed with Python's `math`.
  @Test func lossesAreDiscounted() {
    let problem = Self.problem(once: [0], averts: [50], ready: [365])
    let road = Self.road(problem, RoadmapLimits(), horizon: 2, rate: 0.1)
    #expect(abs(road.presentLoss - 320.83154663513346) < 1e-9)
  }

  /// The heuristic for many treatments is near the best of all orders where both can be had.
  @Test func exchangesComeNearTheBest() {
    var random = Sequence(11)
    for _ in 0..<10 {
      let count = 8
      let problem = Self.problem(
        once: (0..<count).map { _ in random.real(10...100).rounded() },
        averts: (0..<count).map { _ in random.real(5...150).rounded() },
        ready: (0..<count).map { _ in random.real(0...400).rounded() })
      let limits = RoadmapLimits(spendPerYear: 80)
      let road = Self.road(problem, limits, horizon: 6)
      #expect(!road.isExhaustive)
      #expect(Set(road.steps.map(\.option)) == Set(0..<count))
      for step in road.steps {
        let years = (step.startDay / 365).rounded(.down) + 1
        #expect(step.spent <= 80 * years + 1e-6)
      }
      // A pairing of any order with the same money is a lower limit that holds for all.
      #expect(road.presentLoss >= road.presentLossAtOnce - 1e-9)
    }
  }
}
