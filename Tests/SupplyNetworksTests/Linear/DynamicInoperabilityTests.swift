import LinearAlgebra
import Testing

@testable import SupplyNetworks

@Suite struct DynamicInoperabilityTests {
  /// The two-sector economy of Lian & Haimes (2006), Systems Engineering 9(3), with K = 0.2 I.
  private let economy = LinearCases.table([[0.15, 0.5], [0.1, 0.05]])
  private static let methods: [SolveMethod] = [.dense, .sparse]

  // MARK: Published and hand-worked cases

  /// The recursion by hand for three days, and its level 20/303, 34/303.
  @Test(arguments: methods) func lianHaimesStep(_ method: SolveMethod) async throws {
    let model = try DynamicInoperability(economy, resilience: [0.2, 0.2], method: method)
    let plan = RecoveryPlan(days: 400, keepsTrajectory: true)
    let figures = try await RecoveryFigures.run(
      model, shocks: LinearCases.table([[0, 0.1]]), plan: plan)
    let path = figures.paths[0]
    #expect(
      LinearCases.distance(
        Array(path.prefix(4)), [[0, 0], [0, 0.02], [0.002, 0.0362], [0.00528, 0.049362]]) < 1e-15)
    #expect(LinearCases.distance([path[400]], [[20.0 / 303, 34.0 / 303]]) < 1e-12)
    #expect(figures.days[0].allSatisfy { $0 == nil })
  }

  /// Perturbation to day 30, cumulated over days 0…99: published 1.98014435 and 3.366317449
  /// (Lian & Haimes 2006), and the recursion in exact float arithmetic.
  @Test(arguments: methods) func lianHaimesImpulse(_ method: SolveMethod) async throws {
    let model = try DynamicInoperability(economy, resilience: [0.2, 0.2], method: method)
    let plan = RecoveryPlan(days: 99, perturbed: 0...30)
    let figures = try await RecoveryFigures.run(
      model, shocks: LinearCases.table([[0, 0.1]]), plan: plan)
    let exact = [1.9801442881839248, 3.366317376472236]
    #expect(LinearCases.distance(figures.cumulatives, [exact]) < 1e-12)
    #expect(LinearCases.distance([exact], [[1.98014435, 3.366317449]]) < 1e-6)
  }

  /// A* = [[0, a], [a, 0]], K = k I, q(0) = (b, 0): b/2 (e^(−k(1−a)t) ± e^(−k(1+a)t)), by hand.
  ///
  /// The second node first rises. Values of e by mpmath.
  @Test(arguments: methods) func symmetricPair(_ method: SolveMethod) async throws {
    let model = try DynamicInoperability(
      LinearCases.table([[0, 0.3], [0.3, 0]]), resilience: [0.1, 0.1], form: .continuous,
      method: method)
    let plan = RecoveryPlan(days: 10, keepsTrajectory: true)
    let none = SparseMatrix(rows: 1, columns: 2, triplets: [])
    let figures = try await RecoveryFigures.run(
      model, shocks: none, initial: LinearCases.table([[0.2, 0]]), plan: plan)
    let (slow, fast) = (0.49658530379140951, 0.27253179303401261)
    let last = [0.1 * (slow + fast), 0.1 * (slow - fast)]
    #expect(LinearCases.distance([figures.paths[0][10]], [last]) < 1e-14)
    // ∫ of the two exponentials from 0 to 10.
    let (one, other) = ((1 - slow) / 0.07, (1 - fast) / 0.13)
    let integrals = [0.1 * (one + other), 0.1 * (one - other)]
    #expect(LinearCases.distance(figures.cumulatives, [integrals]) < 1e-13)
  }

  /// The days to recovery of one node alone: λ is left after τ days, by the meaning of τ.
  @Test func recoveryDaysMeanWhatTheySay() async throws {
    let alone = LinearCases.table([[0]])
    let k = try Resilience.coefficients(recoveryDays: [20], matrix: alone)
    let model = try DynamicInoperability(alone, resilience: k, form: .continuous)
    let none = SparseMatrix(rows: 1, columns: 1, triplets: [])
    let figures = try await RecoveryFigures.run(
      model, shocks: none, initial: LinearCases.table([[0.5]]), plan: RecoveryPlan(days: 30))
    // 0.01^(t/20) ≤ 0.1, 0.05, 0.01 from t = 10, 13.01, 20 on; at 20 rounding decides.
    let days = figures.days[0].compactMap { $0 }
    #expect(days.count == 3 && (10...11).contains(days[0]) && days[1] == 14)
    #expect((20...21).contains(days[2]))
  }

  // MARK: Properties

  /// An independent step of `MODELS.md` 5.2, written as it stands there.
  private func plainPath(
    _ matrix: SparseMatrix, _ k: [Double], _ shock: [Double], _ first: [Double],
    _ plan: RecoveryPlan
  ) -> [[Double]] {
    var path = [first]
    for day in 0..<plan.days {
      let state = path[day]
      let image = matrix.multiplied(by: state)
      path.append(
        state.indices.map { node in
          let pull = plan.perturbed.contains(day + 1) ? shock[node] : 0
          let next = state[node] + k[node] * (image[node] + pull - state[node])
          return min(max(next, 0), 1)
        })
    }
    return path
  }

  /// Strong shocks that clip, dense and sparse, against the plain step.
  @Test(arguments: methods) func clipsEveryDay(_ method: SolveMethod) async throws {
    let matrix = LinearCases.network(12, density: 0.5, sum: 0.95)
    let k = (0..<12).map { 0.1 + 0.07 * Double($0) }
    let shocks = LinearCases.shocks(3, nodes: 12, largest: 40, seed: 5)
    let initial = LinearCases.shocks(3, nodes: 12, largest: 1, seed: 6)
    let plan = RecoveryPlan(days: 25, perturbed: 3...9, keepsTrajectory: true)
    let model = try DynamicInoperability(matrix, resilience: k, method: method)
    let figures = try await RecoveryFigures.run(
      model, shocks: shocks, initial: initial, plan: plan)
    let isClipped = figures.isClipped
    #expect(isClipped)
    for scenario in 0..<3 {
      let path = plainPath(
        matrix, k, (0..<12).map { shocks[scenario, $0] }, (0..<12).map { initial[scenario, $0] },
        plan)
      #expect(LinearCases.distance(figures.paths[scenario], path) < 1e-14)
      for node in 0..<12 {
        let values = path.map { $0[node] }
        let sum = zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 + $1.1) / 2 }
        #expect(abs(sum - figures.cumulatives[scenario][node]) < 1e-12)
        #expect(Array(figures.days[scenario][node * 3..<node * 3 + 3]) == recovery(values))
      }
    }
  }

  /// The definition of the days to recovery, read off a whole path.
  private func recovery(_ values: [Double]) -> [Int?] {
    let peak = values.max() ?? 0
    guard peak > 0 else { return [0, 0, 0] }
    let top = values.firstIndex(of: peak) ?? 0
    return [0.1, 0.05, 0.01].map { part in
      let above = values.indices.filter { $0 >= top && values[$0] > part * peak }
      let last = above.last ?? top
      return last < values.count - 1 ? last + 1 : nil
    }
  }

  @Test(arguments: [RecoveryForm.recursion, .continuous])
  func denseEqualsSparse(_ form: RecoveryForm) async throws {
    let matrix = LinearCases.network(40, density: 0.2)
    let k = (0..<40).map { 0.05 + 0.02 * Double($0) }
    let (shocks, initial) = (
      LinearCases.shocks(9, nodes: 40), LinearCases.shocks(9, nodes: 40, seed: 8)
    )
    let plan = RecoveryPlan(days: 40, perturbed: 2...11, keepsTrajectory: true)
    var answers: [RecoveryFigures] = []
    for method in Self.methods {
      let model = try DynamicInoperability(matrix, resilience: k, form: form, method: method)
      answers.append(
        try await RecoveryFigures.run(model, shocks: shocks, initial: initial, plan: plan))
    }
    for scenario in 0..<9 {
      let gap = LinearCases.distance(answers[0].paths[scenario], answers[1].paths[scenario])
      #expect(gap < 1e-13)
    }
    #expect(LinearCases.distance(answers[0].cumulatives, answers[1].cumulatives) < 1e-10)
  }

  /// The same bits for every number of threads and every block size.
  @Test(arguments: methods) func bitsDoNotDependOnBlocks(_ method: SolveMethod) async throws {
    let matrix = LinearCases.network(50)
    let shocks = LinearCases.shocks(130, nodes: 50, largest: 0.4)
    let model = try DynamicInoperability(
      matrix, resilience: Array(repeating: 0.3, count: 50), method: method)
    let plan = RecoveryPlan(days: 15, perturbed: 0...5, keepsTrajectory: true)
    let plain = try await RecoveryFigures.run(model, shocks: shocks, plan: plan)
    for (threads, size) in [(2, 256), (3, 64), (1, 3)] {
      let other = try await RecoveryFigures.run(
        model, shocks: shocks, plan: plan, threads: threads, blockSize: size)
      let isSame = other == plain
      #expect(isSame, "\(threads) threads, blocks of \(size)")
    }
  }

  /// Without shocks nothing happens; an endless shock leads to the static level.
  @Test(arguments: [RecoveryForm.recursion, .continuous])
  func limits(_ form: RecoveryForm) async throws {
    let matrix = LinearCases.network(20)
    let model = try DynamicInoperability(
      matrix, resilience: Array(repeating: 0.5, count: 20), form: form)
    let shock = LinearCases.shocks(1, nodes: 20, largest: 0.05)
    let rows = LinearCases.table([(0..<20).map { shock[0, $0] }, Array(repeating: 0, count: 20)])
    let plan = RecoveryPlan(days: 700, keepsTrajectory: true)
    let figures = try await RecoveryFigures.run(model, shocks: rows, plan: plan)
    let level = try await LinearCases.solve(try StaticInoperability(matrix), rows)
    #expect(LinearCases.distance([figures.paths[0][700]], [level[0]]) < 1e-12)
    #expect(figures.paths[1].joined().allSatisfy { $0 == 0 })
    #expect(figures.days[1].allSatisfy { $0 == 0 })
  }

  /// A node that recovers faster than a day is told of; a negative coefficient is refused.
  @Test func resilienceIsChecked() throws {
    let model = try DynamicInoperability(economy, resilience: [1.3, 0.2])
    #expect(model.overshootingNodes == [0])
    #expect(throws: LinearNetworkError.resilienceOutOfRange(node: 1, resilience: -0.1)) {
      try DynamicInoperability(economy, resilience: [0, -0.1])
    }
    #expect(throws: LinearNetworkError.resilienceOutOfRange(node: 0, resilience: 0)) {
      try DynamicInoperability(economy, resilience: [0, 0.1], form: .continuous)
    }
  }
}
