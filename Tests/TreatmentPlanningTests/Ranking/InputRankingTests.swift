import Distributions
import Testing
import TreatmentPlanning

@Suite struct InputRankingTests {
  /// A risk of mean 100 and options with a factor and a yearly cost.
  private static func problem(_ options: [(factor: Double, cost: Double)]) -> TreatmentProblem {
    TreatmentProblem(
      options: options.indices.map { PlanOption(id: "T\($0)", annualCost: options[$0].cost) },
      factors: FactorTable(
        riskCount: 1,
        options: options.map {
          [.init(row: FactorTable.row(risk: 0, .frequency), value: $0.factor)]
        }),
      years: TableYears(losses: [[100]], probabilities: [1]), risks: ["R"],
      objective: PlanObjective(name: "total", costWeight: 1, terms: [.init(.mean)]))
  }

  private static func plans(_ count: Int) -> [Plan] {
    (0..<(1 << count)).map { mask in Plan((0..<count).map { mask >> $0 & 1 == 1 }) }
  }

  /// `50_evppi_normal` as one option without effect whose cost is N(−1, 3²): to know it is to know all.
  @Test func workedCase() throws {
    let worked = try WorkedCase("50_evppi_normal")
    let (mean, sd) = (try worked.input("inb_mean"), try worked.input("inb_sd"))
    let problem = Self.problem([(factor: 1, cost: -mean)])
    let input = UncertainInput(
      id: "cost", law: try Normal(mean: -mean, standardDeviation: sd),
      role: .cost(option: 0, share: 1))
    let ranking = try #require(InputRanking(problem, [input], Self.plans(1), seed: 4))
    try worked.expect(ranking.worths[0].value, "evpi")
    let evpi = try #require(worked.expected["evpi"] as? Double)
    let best = try #require(worked.expected["p_best"] as? Double)
    #expect(abs(ranking.totalWorth - evpi) < 5 * ranking.totalWorthError)
    #expect(abs(ranking.entries[1].probabilityBest - best) < 5 * ranking.entries[1].standardError)
    // A twin whose mean is read as 1.4 instead of 1 is told apart.
    #expect(abs(ranking.totalWorth - 0.62) > 5 * ranking.totalWorthError)
    #expect(ranking.worths[0].best == [1, 0])
  }

  /// By hand: factor uniform on [0.2, 0.8] for 50 saves 100(1 − f) − 50, from −30 to 30, so that
  /// knowing f is worth E(x)⁺ = 30²/2/60 = 7.5.
  @Test func factorsAndRatesAreLinear() throws {
    let problem = Self.problem([(factor: 0.5, cost: 50)])
    let factor = UncertainInput(
      id: "factor", law: try Uniform(min: 0.2, max: 0.8), most: 1,
      role: .factor(option: 0, rows: [0]))
    let rate = UncertainInput(id: "rate", law: try Uniform(min: 1, max: 3), role: .risk(0))
    let ranking = try #require(
      InputRanking(problem, [factor, rate], Self.plans(1), seed: 1))
    #expect(abs(ranking.worths[0].value - 7.5) < 1e-12)
    // 50 · rate/2 − 50 from −25 to 25: 25²/2/50 = 6.25.
    #expect(abs(ranking.worths[1].value - 6.25) < 1e-12)
    #expect(ranking.totalWorth + 5 * ranking.totalWorthError > 7.5)
    #expect(ranking.entries.map(\.probabilityBest).reduce(0, +).rounded() == 1)
  }

  /// Clipped draws count with their clipped mean: E min(U(0.5, 1.5), 1) = 0.875.
  @Test func clippedFactorsHaveClippedMeans() throws {
    let input = UncertainInput(
      id: "factor", law: try Uniform(min: 0.5, max: 1.5), most: 1,
      role: .factor(option: 0, rows: [0]))
    #expect(abs(input.mean - 0.875) < 1e-12)
  }

  /// No plan has less regret than the one that is best in expectation, and knowing all is worth no
  /// less than knowing one.
  @Test func orderOfWorths() throws {
    let problem = Self.problem([(0.5, 40), (0.6, 30), (0.9, 12)])
    let inputs = try (0..<3).map {
      UncertainInput(
        id: "c\($0)", law: try Uniform(min: 10, max: 70), role: .cost(option: $0, share: 1))
    }
    // The problem's own costs must be the means of their laws.
    var centred = problem
    for option in 0..<3 { centred.options[option].annualCost = 40 }
    let ranking = try #require(InputRanking(centred, inputs, Self.plans(3), seed: 9))
    let least = ranking.entries.map(\.expectedRegret).min() ?? 0
    #expect(abs(least - ranking.totalWorth) < 1e-9)
    for worth in ranking.worths {
      #expect(worth.value >= 0)
      #expect(worth.value <= ranking.totalWorth + 5 * ranking.totalWorthError)
    }
  }

  /// Tails do not follow from means: such inputs are refused, prices are not.
  @Test func tailsRankPricesAlone() throws {
    var problem = Self.problem([(0.5, 40)])
    problem.objective = PlanObjective(
      name: "tail", costWeight: 1, terms: [.init(.shortfall(level: 0.9))])
    let factor = UncertainInput(
      id: "f", law: try Uniform(min: 0.2, max: 0.8), role: .factor(option: 0, rows: [0]))
    let cost = UncertainInput(
      id: "c", law: try Uniform(min: 0, max: 80), role: .cost(option: 0, share: 1))
    #expect(InputRanking(problem, [factor], Self.plans(1), seed: 1) == nil)
    // The shortfall of a single year is 100 or 50: knowing the cost is worth 30²·… = (30)²/(2·80).
    let ranking = try #require(InputRanking(problem, [cost], Self.plans(1), seed: 1))
    #expect(abs(ranking.worths[0].value - 900.0 / 160) < 1e-9)
  }
}
