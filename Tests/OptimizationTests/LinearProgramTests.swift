import Testing
import TestStreams

@testable import Optimization

@Suite struct LinearProgramTests {
  private func term(_ column: Int, _ coefficient: Double) -> LinearProgram.Term {
    LinearProgram.Term(column, coefficient)
  }

  /// Dantzig's transport of cans (1963, section 3-3, the form of the GAMS tutorial): two canneries,
  /// three markets, least cost 153.675.
  @Test func transportOfCans() {
    let supply = [350.0, 600]
    let demand = [325.0, 300, 275]
    let distance = [[2.5, 1.7, 1.8], [2.5, 1.8, 1.4]]
    var program = LinearProgram(.minimise)
    let flows = distance.map { row in row.map { program.addColumn(cost: 90 * $0 / 1_000) } }
    for (plant, limit) in supply.enumerated() {
      program.addRow(flows[plant].map { term($0, 1) }, upper: limit)
    }
    for (market, need) in demand.enumerated() {
      program.addRow(flows.map { term($0[market], 1) }, lower: need)
    }
    let solution = program.solve()
    #expect(solution.status == .optimal)
    #expect(abs((solution.objective ?? 0) - 153.675) < 1e-9)
    #expect((solution.residuals.gap ?? 1) < 1e-9)
    // The published marginals of the markets: 0.225, 0.153, 0.126.
    for (dual, expected) in zip(solution.duals[2...], [0.225, 0.153, 0.126]) {
      #expect(abs(dual - expected) < 1e-9)
    }
  }

  /// By hand: x ≤ 4 − y is worth 3 a unit, the other row is slack; y would lose 1 a unit.
  @Test func pricesOfAMaximum() {
    var program = LinearProgram(.maximise)
    let x = program.addColumn(cost: 3)
    let y = program.addColumn(cost: 2)
    program.addRow([term(x, 1), term(y, 1)], upper: 4)
    program.addRow([term(x, 1), term(y, 3)], upper: 6)
    let solution = program.solve()
    #expect(solution.objective == 12 && solution.bound == 12)
    #expect(solution.values == [4, 0])
    #expect(solution.duals == [3, 0])
    #expect(solution.reducedCosts == [0, -1])
  }

  /// Strong duality is a proof that needs no solver: a feasible point and duals that prove its value.
  @Test func randomProgramsCarryTheirProof() {
    var random = SplitMix64(state: 17)
    for _ in 0..<100 {
      var program = LinearProgram(random.chance(0.5) ? .minimise : .maximise)
      let columns = (0..<6).map { _ in
        program.addColumn(
          cost: random.uniform(-1, 1), lower: random.uniform(-2, 0), upper: random.uniform(0, 3))
      }
      for _ in 0..<4 {
        let terms = columns.map { term($0, random.chance(0.6) ? random.uniform(-1, 1) : 0) }
        program.addRow(terms, lower: random.uniform(-3, 0), upper: random.uniform(0, 1))
      }
      // All bounds hold at 0, so that there is an optimum.
      let solution = program.solve()
      #expect(solution.status == .optimal)
      #expect(solution.residuals.primal < 1e-8)
      #expect(solution.residuals.dual == 0)
      #expect((solution.residuals.gap ?? 1) < 1e-8)
      // A planted error in the duals weakens the proof.
      var wrong = solution.duals
      wrong[0] += 0.1
      let (bound, _) = program.dualBound(
        duals: wrong, reduced: program.reducedCosts(duals: wrong))
      #expect(program.sign * (bound - (solution.objective ?? 0)) < 1e-9)
    }
  }

  @Test func violationsAreSeen() {
    var program = LinearProgram(.minimise)
    let x = program.addColumn(lower: 1, upper: 2)
    program.addRow([term(x, 2)], lower: 3, upper: 3.5)
    #expect(program.violation(at: [1.6]) == 0)
    #expect(program.violation(at: [2.5]) == 1.5)
    #expect(program.violation(at: [0.5]) == 2)
  }

  @Test func knapsacksEqualEnumeration() {
    var random = SplitMix64(state: 18)
    for _ in 0..<25 {
      let values = (0..<10).map { _ in random.uniform(1, 20).rounded() }
      let weights = (0..<10).map { _ in random.uniform(1, 12).rounded() }
      let room = 0.4 * weights.reduce(0, +)
      var program = LinearProgram(.maximise)
      let columns = values.map { program.addColumn(cost: $0, upper: 1, isInteger: true) }
      program.addRow(zip(columns, weights).map { term($0, $1) }, upper: room)
      let best = (0..<1_024).map { mask -> Double in
        func sum(_ of: [Double]) -> Double {
          (0..<10).reduce(0) { $0 + (mask >> $1 & 1 == 1 ? of[$1] : 0) }
        }
        return sum(weights) <= room ? sum(values) : 0
      }
      let solution = program.solve()
      #expect(solution.status == .optimal)
      #expect(solution.objective == best.max())
      #expect(solution.residuals.primal == 0)
      #expect(abs((solution.bound ?? 0) - (best.max() ?? 0)) < 1e-6)
    }
  }

  @Test func wholeAndFreeColumnsMix() {
    // By hand: y = 2.5 − x at most, x whole: x = 2, y = 0.5.
    var program = LinearProgram(.maximise)
    let x = program.addColumn(cost: 2, upper: 9, isInteger: true)
    let y = program.addColumn(cost: 1)
    program.addRow([term(x, 1), term(y, 1)], upper: 2.5)
    let solution = program.solve()
    #expect(solution.values == [2, 0.5])
    #expect(solution.objective == 4.5)
  }

  @Test func endsAreTold() {
    for isInteger in [false, true] {
      var program = LinearProgram(.maximise)
      let x = program.addColumn(cost: 1, isInteger: isInteger)
      #expect(program.solve().status == .unbounded)
      program.addRow([term(x, 1)], upper: 7)
      #expect(program.solve().objective == 7)
      program.addRow([term(x, 1)], lower: 8)
      #expect(program.solve().status == .infeasible)
      #expect(program.solve().values.isEmpty)
    }
    // An endless objective without a point is infeasible, not unbounded.
    var contradiction = LinearProgram(.maximise)
    let free = contradiction.addColumn(cost: 1)
    let other = contradiction.addColumn()
    contradiction.addRow([term(other, 1)], upper: -1)
    #expect(contradiction.solve().status == .infeasible)
    contradiction = LinearProgram(.maximise)
    _ = contradiction.addColumn(cost: 1)
    contradiction.addRow([term(free, 1), term(free, -1)], lower: 1)
    #expect(contradiction.solve().status == .infeasible)
  }

  @Test func emptyProgramsHaveAnAnswer() {
    var program = LinearProgram(.minimise)
    #expect(program.solve().objective == 0)
    program.addRow([], lower: -1, upper: 1)
    #expect(program.solve().status == .optimal)
    program.addRow([], lower: 1)
    #expect(program.solve().status == .infeasible)
  }

  @Test func sameProgramSameBits() {
    var random = SplitMix64(state: 19)
    var program = LinearProgram(.maximise)
    let columns = (0..<20).map { _ in program.addColumn(cost: random.uniform(0, 1), upper: 1) }
    for _ in 0..<10 {
      program.addRow(columns.map { term($0, random.uniform(0, 1)) }, upper: 3)
    }
    let first = program.solve()
    #expect((0..<5).allSatisfy { _ in program.solve() == first })
  }
}
