import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing
import TreatmentPlanning

/// The choice on simulated years against enumeration: every plan simulated whole, tails sorted.
@Suite struct ReplaySearchTests {
  private static func quantity(_ law: any Distribution) -> RiskModel.Quantity {
    Quantity(law, written: "\(law)")
  }

  private static func constant(_ value: Double) throws -> RiskModel.Quantity {
    quantity(try Constant(value))
  }

  private static func multiply(
    _ target: Effect.Target, _ quantity: Effect.Quantity, _ factor: any Distribution
  ) -> Effect {
    Effect(
      target: target, quantity: quantity, operation: .multiply(Self.quantity(factor)),
      mayWorsen: true)
  }

  /// Risks, a supplier with a stock, a control that fails, people, insurance per event and per year.
  ///
  /// - Parameter isJoined: Whether a layer per year on all risks makes one group of everything.
  private static func study(isJoined: Bool) throws -> Study {
    func risk(_ id: String, _ rate: Double, _ mean: Double, people: Double? = nil) throws -> Risk {
      Risk(
        id: id, name: id, category: "criminal",
        frequency: Frequency(rate: .events(try constant(rate))),
        loss: quantity(try Exponential(mean: mean)),
        people: try people.map { PeopleHarm(injuries: try constant($0)) })
    }
    var study = Study(
      identity: StudyIdentity(id: "t", currency: "EUR"),
      simulation: SimulationSettings(trials: 400, seed: 7),
      processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 4)],
      network: Network(
        suppliers: [
          Supplier(
            id: "S", name: "S", outageRate: try constant(0.8),
            outageDays: quantity(try Exponential(mean: 9)))
        ],
        dependencies: [Dependency(source: "S", target: "P", input: "x", bufferDays: 1)]),
      risks: [
        try risk("A", 1.5, 20, people: 0.3), try risk("B", 0.4, 90),
        try risk("C", 2, 8, people: 0.1),
      ],
      controls: [
        Control(
          id: "K", name: "K", effects: [multiply(.risks(["C"]), .frequency, try Constant(0.4))],
          outages: ControlOutages(rate: try constant(3), days: try constant(30)))
      ])
    study.treatments = [
      Treatment(
        id: "a", name: "a", effects: [multiply(.risks(["A"]), .frequency, try Constant(0.5))]),
      Treatment(
        id: "b", name: "b",
        effects: [multiply(.risks(["A", "B"]), .loss, try Uniform(min: 0.4, max: 0.9))]),
      Treatment(
        id: "c", name: "c",
        effects: [
          Effect(
            target: .dependencies([0]), quantity: .bufferDays, operation: .add(try constant(6)))
        ]),
      Treatment(
        id: "d", name: "d",
        effects: [multiply(.controls(["K"]), .outageDays, try Constant(0.2))]),
      Treatment(
        id: "e", name: "e",
        share: Share(scope: .risks(["B"]), attachment: 60, limit: 200, basis: .event)),
      Treatment(
        id: "f", name: "f",
        effects: [
          multiply(.suppliers(["S"]), .outageRate, try Constant(0.5)),
          multiply(.risks(["C"]), .frequency, try Constant(1.6)),
        ]),
      Treatment(id: "g", name: "g", share: Share(scope: .all, attachment: 150, proportion: 0.7)),
    ]
    if !isJoined { study.treatments.removeLast() }
    return study
  }

  private static let costs = [9.0, 11, 6, 2, 7, 4, 8]

  private func problem(
    _ study: Study, _ objective: PlanObjective, _ rules: [PlanRule], seed: Int
  ) throws -> TreatmentProblem {
    let options = study.treatments.enumerated().map { place, treatment in
      PlanOption(
        id: treatment.id, costOnce: 10,
        annualCost: Self.costs[place] * (1 + 0.3 * Double((place * 7 + seed * 5) % 4)))
    }
    return TreatmentProblem(
      options: options,
      factors: FactorTable(riskCount: 3, options: study.treatments.map { _ in [] }),
      years: SimulatedYears(
        replay: try ReplayedYears(study, interactions: []), riskCount: 3),
      risks: ["A", "B", "C"], objective: objective, rules: rules)
  }

  /// What a plan came to when it was simulated by itself.
  private typealias Enumerated = (
    plan: Plan, years: [Double], injuries: Double, lostDays: Double
  )

  /// Years, expected injuries and lost days of every plan, each simulated by itself.
  private func enumerated(
    _ study: Study
  ) async throws -> [Enumerated] {
    var all: [Enumerated] = []
    for mask in 0..<1 << study.treatments.count {
      let chosen = study.treatments.indices.filter { mask >> $0 & 1 == 1 }
      let portfolio = Portfolio(id: "p", treatments: chosen.map { study.treatments[$0] })
      let level = await (try Simulator(study, under: portfolio))
        .run(RunOptions(threads: 2, worstTrials: 0)).levels[0]
      all.append(
        (
          Plan(count: study.treatments.count, choosing: chosen), level.years.aggregate,
          try level.people.get().injuries.value,
          365 * (1 - (level.processes.first { $0.id == "P" }?.availability?.value ?? .nan))
        ))
    }
    return all
  }

  private func shortfall(_ years: [Double], _ level: Double) -> Double {
    var (rest, sum) = ((1 - level) * Double(years.count), 0.0)
    for loss in years.sorted(by: >) where rest > 0 {
      sum += min(1, rest) * loss
      rest -= 1
    }
    return sum / ((1 - level) * Double(years.count))
  }

  @Test(arguments: [true, false]) func answersAreThoseOfEnumeration(
    _ isJoined: Bool
  ) async throws {
    let study = try Self.study(isJoined: isJoined)
    let all = try await enumerated(study)
    let none = all[0].injuries
    // A limit that a third of the plans keep which keep the other rules.
    let tails = all.filter { $0.plan[5] && $0.injuries <= none }
      .map { shortfall($0.years, 0.9) }.sorted()
    let limit = try #require(tails.isEmpty ? nil : tails[tails.count / 3])
    // Treatments of the stock and of the supplier's outages leave less than half of the plans' days.
    let days = all.map(\.lostDays).sorted()[all.count / 3]
    #expect(days < all[0].lostDays)
    let rules: [[PlanRule]] = [
      [],
      [
        PlanRule(name: "count", .sum(coefficients: study.treatments.map { _ in 1 }, limit: 3)),
        PlanRule(name: "x", .excludes(1, 4)), PlanRule(name: "r", .requires(2, 5)),
      ],
      [
        PlanRule(name: "people/injuries", .people(harm: [], limit: none)),
        PlanRule(name: "tail", .figure(.shortfall(level: 0.9), limit: limit)),
        PlanRule(name: "m", .include([5])),
      ],
      [PlanRule(name: "service/P", .lostDays(process: "P", limit: days))],
    ]
    let objectives = [
      PlanObjective(name: "total", costWeight: 1, terms: [.init(.mean)]),
      PlanObjective(
        name: "weighted", costWeight: 1,
        terms: [.init(.mean), .init(.shortfall(level: 0.9), weight: 0.2)]),
      PlanObjective(name: "tail", costWeight: 0.1, terms: [.init(.shortfall(level: 0.95))]),
      PlanObjective(name: "breach", costWeight: 0.001, terms: [.init(.exceedance(loss: 120))]),
    ]
    for (seed, rule) in rules.enumerated() {
      for objective in objectives {
        let problem = try problem(study, objective, rule, seed: seed)
        await problem.simulateChoices(threads: 2)
        let answer = TreatmentOptimiser().answer(problem)
        let allowed = all.filter { entry in
          rule.allSatisfy { keeps($0, entry) }
        }
        let values = allowed.map { value(problem, $0) }
        let best = try #require(values.min())
        #expect(answer.status == .optimal, "\(objective.name) \(seed)")
        let found = try #require(answer.objective)
        #expect(abs(found - best) <= 1e-9 * abs(best), "\(objective.name) \(seed)")
        let plan = try #require(answer.plan)
        let place = try #require(allowed.firstIndex { $0.plan == plan })
        #expect(abs(values[place] - best) <= 1e-9 * abs(best))
        #expect(answer.ties.allSatisfy { tie in allowed.contains { $0.plan == tie } })
        #expect(AnswerCheck(problem).faults(in: answer) == [], "\(objective.name) \(seed)")
        try checkPlanByPlan(problem, allowed, values)
      }
    }
  }

  /// Where choices are too many to be tried, a plan's value is that of its own run, and no plan lies
  /// below the bound.
  private func checkPlanByPlan(
    _ problem: TreatmentProblem, _ allowed: [Enumerated], _ values: [Double]
  ) throws {
    var single = problem
    single.years = SimulatedYears(
      replay: try #require(problem.replay).oneByOne, riskCount: problem.years.riskCount)
    let answer = TreatmentOptimiser().answer(single)
    #expect(answer.status == .optimal || answer.status == .feasible)
    #expect(AnswerCheck(single).faults(in: answer) == [])
    let (bound, best) = (try #require(answer.bound), try #require(values.min()))
    #expect(bound <= best * (1 + 1e-9) && answer.gap != nil)
    if answer.status == .optimal { #expect(bound >= best * (1 - 1e-9)) }
    let plan = try #require(answer.plan)
    let place = try #require(allowed.firstIndex { $0.plan == plan })
    let found = try #require(answer.objective)
    #expect(abs(found - values[place]) <= 1e-9 * abs(found))
    #expect(found <= 1.05 * (values.min() ?? 0))
  }

  private func value(
    _ problem: TreatmentProblem, _ entry: Enumerated
  ) -> Double {
    problem.objective.value(cost: problem.annualCost(of: entry.plan)) { figure in
      switch figure {
      case .mean: entry.years.reduce(0, +) / Double(entry.years.count)
      case .shortfall(let level): shortfall(entry.years, level)
      case .exceedance(let loss):
        Double(entry.years.count { $0 > loss }) / Double(entry.years.count)
      case .valueAtRisk: .nan
      }
    }
  }

  private func keeps(
    _ rule: PlanRule, _ entry: Enumerated
  ) -> Bool {
    switch rule.kind {
    case .sum(let coefficients, let limit):
      coefficients.indices.reduce(0) { entry.plan[$1] ? $0 + coefficients[$1] : $0 } <= limit
    case .requires(let a, let b): !entry.plan[a] || entry.plan[b]
    case .excludes(let a, let b): !(entry.plan[a] && entry.plan[b])
    case .include(let all): all.allSatisfy { entry.plan[$0] }
    case .exclude(let none): !none.contains { entry.plan[$0] }
    case .figure(.shortfall(let level), let limit): shortfall(entry.years, level) <= limit
    case .figure: false
    case .people(_, let limit): PlanRule.keeps(entry.injuries, limit: limit)
    case .lostDays(_, let limit): PlanRule.keeps(entry.lostDays, limit: limit)
    }
  }

  /// Rules that clash are named, and a search that is cut short says so with a true bound.
  @Test func clashesAndLimitsAreTold() async throws {
    let study = try Self.study(isJoined: false)
    let objective = PlanObjective(name: "total", costWeight: 1, terms: [.init(.mean)])
    let clash = try problem(
      study, objective,
      [
        PlanRule(name: "must", .include([0])), PlanRule(name: "never", .exclude([0])),
        PlanRule(name: "idle", .excludes(1, 4)),
      ], seed: 0)
    let answer = TreatmentOptimiser().answer(clash)
    #expect(answer.status == .infeasible)
    #expect(Set(answer.conflict) == ["must", "never"])
    // Rules that ask nothing of the losses are proven to clash without simulating anything.
    var single = clash
    single.years = SimulatedYears(replay: try #require(clash.replay).oneByOne, riskCount: 3)
    let other = TreatmentOptimiser().answer(single)
    #expect(other.status == .infeasible && Set(other.conflict) == ["must", "never"])
  }
}
