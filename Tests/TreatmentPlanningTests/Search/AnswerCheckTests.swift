import Testing
import TreatmentPlanning

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
}
