import Foundation
import Optimization
import Testing

@testable import TreatmentPlanning

/// A second solver confirms what was proven, and refutes what was not.
@Suite struct SolverCheckTests {
  /// CLP and CBC always; HiGHS where `make libraries` has left it.
  private static let highs: HighsLibrary? = {
    let named = ProcessInfo.processInfo.environment["BREAKWATER_HIGHS"]
    var root = URL(filePath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    return try? HighsLibrary(path: named ?? root.appending(path: ".build/highs/libhighs.so").path)
  }()

  private func check(_ solver: ProgramSolver) throws {
    var confirmed = 0
    for kind in [RandomProblem.Kind.table, .weightedTable] {
      for seed in 1...12 {
        let problem = RandomProblem.make(UInt64(seed), kind, options: 10)
        let answer = TreeSearch().run(problem)
        let check = SolverCheck(solver: solver)
        switch check.verdict(on: answer, problem) {
        case .confirmed: confirmed += 1
        // A limit on a quantile is no row: plans that break it are left out one by one.
        case .open: #expect(problem.limitsQuantile, "\(solver.name) \(kind) \(seed)")
        default: Issue.record("\(solver.name) \(kind) \(seed): contradicted")
        }
        // The same optimum and the same set by the master's tree on either solver.
        var search = MasterSearch()
        search.solver = solver
        let master = try #require(search.run(problem))
        #expect(master.plan == answer.plan && master.ties == answer.ties, "\(kind) \(seed)")
        guard let best = answer.objective, best > 0 else { continue }
        // A planted optimum that is 1 % too high is refuted, with the better plan.
        var wrong = answer
        wrong.objective = 1.01 * best
        wrong.plan = nil
        guard !problem.limitsQuantile else { continue }
        guard case .contradicted(let plan)? = check.verdict(on: wrong, problem) else {
          Issue.record("\(solver.name) \(kind) \(seed): a wrong optimum was not refuted")
          continue
        }
        var evaluator = PlanEvaluator(problem)
        #expect(evaluator.isAllowed(plan) && evaluator.objective(of: plan) < 1.01 * best)
      }
    }
    #expect(confirmed >= 18)
  }

  @Test func coinChecks() throws { try check(.coin) }

  @Test(.enabled(if: highs != nil, "HiGHS is not in .build/highs: `make libraries` fetches it"))
  func highsChecks() throws { try check(.highs(try #require(Self.highs))) }

  @Test func whatHasNoMasterIsNotChecked() {
    let problem = RandomProblem.make(1, .events)
    #expect(SolverCheck(solver: .coin).verdict(on: TreeSearch().run(problem), problem) == nil)
  }
}

extension TreatmentProblem {
  /// Whether a rule limits a value at risk.
  fileprivate var limitsQuantile: Bool {
    rules.contains { rule in
      if case .figure(.valueAtRisk, _) = rule.kind { true } else { false }
    }
  }
}
