import LinearAlgebra
import Testing

@testable import SupplyNetworks

@Suite struct RecoveryTotalsTests {
  private let matrix = LinearCases.network(30, sum: 0.8)
  private let resilience = (0..<30).map { 0.05 + 0.03 * Double($0) }
  private let shocks = LinearCases.shocks(70, nodes: 30, largest: 0.05)
  private let initial = LinearCases.shocks(70, nodes: 30, largest: 0.05, seed: 7)

  private func model(_ form: RecoveryForm, _ method: SolveMethod = .dense) throws
    -> DynamicInoperability
  {
    try DynamicInoperability(matrix, resilience: resilience, form: form, method: method)
  }

  /// Closed forms against steps, for windows before, in and beyond the days.
  @Test(
    arguments: [RecoveryForm.recursion, .continuous],
    [0...30, 5...11, 0...0, 1...1, 40...50, 0...Int.max, 60...90])
  func closedFormsEqualSteps(_ form: RecoveryForm, _ window: ClosedRange<Int>) async throws {
    let plan = RecoveryPlan(days: 60, perturbed: window)
    let model = try model(form)
    let steps = try await RecoveryFigures.run(model, shocks: shocks, initial: initial, plan: plan)
    let closed = try await RecoveryFigures.totals(
      model, shocks: shocks, initial: initial, plan: plan)
    let areForms = (closed.isClosedForm, steps.isClosedForm)
    #expect(areForms == (true, false))
    #expect(closed.days[0].allSatisfy { $0 == nil })
    #expect(LinearCases.distance(closed.cumulatives, steps.cumulatives) < 1e-11)
  }

  /// Over all time against steps until nothing is left.
  @Test(arguments: [RecoveryForm.recursion, .continuous], [SolveMethod.dense, .sparse])
  func allTimeEqualsLongSteps(_ form: RecoveryForm, _ method: SolveMethod) async throws {
    let model = try model(form, method)
    let plan = RecoveryPlan(days: 4_000, perturbed: 0...9)
    let steps = try await RecoveryFigures.run(model, shocks: shocks, initial: initial, plan: plan)
    let closed = try await RecoveryFigures.totals(
      model, shocks: shocks, initial: initial, plan: plan, horizon: .unlimited)
    let isClosedForm = closed.isClosedForm
    #expect(isClosedForm)
    #expect(LinearCases.distance(closed.cumulatives, steps.cumulatives) < 1e-9)
  }

  /// A block in which something may clip is stepped, and so are coefficients that overshoot.
  @Test func stepsWhereSomethingMayClip() async throws {
    let plan = RecoveryPlan(days: 20, perturbed: 0...9)
    let strong = shocks.mapped { 30 * $2 }
    let model = try model(.recursion)
    let totals = try await RecoveryFigures.totals(model, shocks: strong, plan: plan)
    let steps = try await RecoveryFigures.run(model, shocks: strong, plan: plan)
    let isStepped = !totals.isClosedForm && steps.isClipped && totals == steps
    #expect(isStepped)
    let hasty = try DynamicInoperability(
      matrix, resilience: resilience.map { $0 + 0.9 }, method: .dense)
    let hastily = try await RecoveryFigures.totals(hasty, shocks: shocks, plan: plan).isClosedForm
    #expect(!hastily)
  }

  @Test func endlessPerturbationsHaveNoTotal() async throws {
    let model = try model(.recursion)
    await #expect(throws: LinearNetworkError.endlessPerturbation) {
      try await RecoveryFigures.totals(
        model, shocks: shocks, plan: RecoveryPlan(days: 5), horizon: .unlimited)
    }
  }

  @Test func threadsDoNotChangeBits() async throws {
    let model = try model(.recursion)
    let plan = RecoveryPlan(days: 365, perturbed: 0...30)
    let alone = try await RecoveryFigures.totals(model, shocks: shocks, plan: plan)
    let together = try await RecoveryFigures.totals(
      model, shocks: shocks, plan: plan, threads: 3)
    let isSame = alone == together
    #expect(isSame)
  }

  /// Adjoint prices against the losses of stepped scenarios.
  @Test(arguments: [SolveMethod.dense, .sparse])
  func pricesAreLosses(_ method: SolveMethod) async throws {
    let model = try model(.recursion, method)
    let values = (0..<30).map { 3 + Double($0) }
    for window in [0...30, 5...11, 0...Int.max, 20...70] {
      let plan = RecoveryPlan(days: 40, perturbed: window)
      let prices = model.prices(values: values, plan: plan)
      let steps = try await RecoveryFigures.run(
        model, shocks: shocks, initial: initial, plan: plan)
      for scenario in 0..<5 {
        var (dot, loss) = (0.0, 0.0)
        for node in 0..<30 {
          dot += prices.shock[node] * shocks[scenario, node]
          dot += prices.initial[node] * initial[scenario, node]
          loss += values[node] * steps.cumulatives[scenario][node]
        }
        #expect(abs(dot - loss) <= 1e-11 * loss)
      }
    }
  }

  /// Powers by squares against powers one by one, however many squares pay.
  @Test(arguments: [1, 10, 100_000]) func powersBySquares(columns: Int) async {
    let dense = matrix.dense
    let powers = await MatrixPowers(of: dense, exponents: [37, 5], columns: columns, threads: 1)
    let block = [Double](repeating: 0.5, count: 30 * 64)
    for exponent in [0, 1, 5, 37] {
      var expected = block
      for _ in 0..<exponent {
        var next = expected
        dense.multiply(block: expected, width: 64, into: &next)
        expected = next
      }
      let result = powers.apply(exponent, to: block, width: 64)
      #expect(zip(result, expected).allSatisfy { abs($0 - $1) <= 1e-13 * abs($1) })
    }
  }
}
