import Testing

@testable import TreatmentPlanning

/// The check accepts true answers and sees every planted fault.
@Suite struct AnswerCheckTests {
  private let problem = RandomProblem.make(3, .table)
  private var answer: TreatmentAnswer { TreeSearch().run(problem) }

  @Test func acceptsTheTruth() {
    #expect(AnswerCheck(problem).faults(in: answer, exhaustively: true).isEmpty)
  }

  @Test func seesAWrongObjective() throws {
    var wrong = answer
    wrong.objective = try #require(wrong.objective) * 1.001
    wrong.bound = wrong.objective
    #expect(!AnswerCheck(problem).faults(in: wrong).isEmpty)
  }

  @Test func seesAnotherPlan() throws {
    var wrong = answer
    var plan = try #require(wrong.plan)
    plan[2].toggle()
    wrong.plan = plan
    #expect(!AnswerCheck(problem).faults(in: wrong, exhaustively: true).isEmpty)
  }

  @Test func seesABrokenRule() {
    var wrong = answer
    wrong.plan = Plan([Bool](repeating: true, count: 9))
    #expect(AnswerCheck(problem).faults(in: wrong).contains { $0.hasPrefix("breaks") })
  }

  @Test func seesABoundAboveTheObjective() throws {
    var wrong = answer
    wrong.bound = try #require(wrong.objective) + 1
    #expect(!AnswerCheck(problem).faults(in: wrong).isEmpty)
  }

  @Test func seesASecondBestPlan() throws {
    let best = answer
    let leaveOut = try #require(best.plan)
    let ones = leaveOut.isChosen.map { $0 ? 1.0 : 0 }
    let fewer = PlanRule(
      name: "not this", .sum(coefficients: ones, limit: Double(leaveOut.size - 1)))
    let second = TreeSearch().run(problem.with(rules: problem.rules + [fewer]))
    #expect(second.plan != best.plan)
    #expect(!AnswerCheck(problem).faults(in: second, exhaustively: true).isEmpty)
  }

  @Test func seesAFalseInfeasibility() {
    let wrong = TreatmentAnswer(
      status: .infeasible, method: "", evaluations: 0, certificate: PlanCertificate())
    #expect(!AnswerCheck(problem).faults(in: wrong, exhaustively: true).isEmpty)
  }

  // MARK: Every method

  private enum Method: CaseIterable {
    case table, weightedTable, events, layers, eventLayers, masters, simulated, planByPlan, cutShort
    case weightedYears, weightedPlans
  }

  private func problem(_ method: Method) async throws -> TreatmentProblem {
    let objective = PlanObjective(
      name: "weighted", costWeight: 1,
      terms: [.init(.mean), .init(.shortfall(level: 0.9), weight: 0.2)])
    let rules = [
      PlanRule(name: "budget", .sum(coefficients: [9, 11, 6, 3, 7, 4, 8, 5], limit: 20)),
      PlanRule(name: "requires", .requires(2, 4)), PlanRule(name: "excludes", .excludes(5, 6)),
    ]
    switch method {
    case .table: return RandomProblem.make(3, .table)
    case .weightedTable: return RandomProblem.make(5, .weightedTable)
    case .events: return RandomProblem.make(4, .events)
    case .layers: return RandomProblem.make(2, .layers)
    case .eventLayers: return RandomProblem.make(6, .eventLayers)
    case .masters: return RandomProblem.make(3, .table, options: 10)
    case .planByPlan, .cutShort: return try SimulatedProblem.make(objective, rules)
    case .weightedPlans: return try SimulatedProblem.make(objective, rules, isWeighted: true)
    case .simulated, .weightedYears:
      let problem = try SimulatedProblem.make(
        objective, rules, oneByOne: false, isWeighted: method == .weightedYears)
      await problem.simulateChoices(threads: 2)
      return problem
    }
  }

  private func answer(_ method: Method, _ problem: TreatmentProblem) throws -> TreatmentAnswer {
    switch method {
    case .masters: return try #require(MasterSearch().run(problem))
    case .cutShort:
      var search = PlanByPlanSearch(problem)
      search.most = 12
      return search.run()
    default: return TreatmentOptimiser().answer(problem)
    }
  }

  /// What each method reports is accepted, and every planted fault is seen.
  @Test(arguments: Method.allCases)
  private func everyMethod(_ method: Method) async throws {
    let problem = try await problem(method)
    let check = AnswerCheck(problem)
    let answer = try answer(method, problem)
    #expect(answer.status == (method == .cutShort ? .feasible : .optimal))
    #expect(check.faults(in: answer, exhaustively: true) == [])
    let (objective, plan) = (try #require(answer.objective), try #require(answer.plan))
    func expectFault(_ what: String, _ plant: (inout TreatmentAnswer) -> Void) {
      var wrong = answer
      plant(&wrong)
      #expect(!check.faults(in: wrong, exhaustively: true).isEmpty, "\(method): \(what)")
    }
    expectFault("objective") { $0.objective = objective * 1.0001 }
    expectFault("bound above") { $0.bound = objective + 0.01 * abs(objective) }
    expectFault("no bound") { $0.bound = nil }
    expectFault("infeasible") {
      $0 = TreatmentAnswer(status: .infeasible, method: "", evaluations: 0)
    }
    expectFault("everything") { $0.plan = Plan(plan.isChosen.map { _ in true }) }
    for option in plan.isChosen.indices {
      var other = plan
      other[option].toggle()
      guard !answer.ties.contains(other) else { continue }
      expectFault("choice \(option)") { $0.plan = other }
    }
    // The worst plan is no tie.
    expectFault("tie") { $0.ties = [Plan(plan.isChosen.map { _ in true })] }
    guard method == .cutShort else { return }
    let best = check.enumerated().best
    expectFault("bound above the best") { $0.bound = best + 0.001 * (objective - best) + 1e-6 }
  }
}
