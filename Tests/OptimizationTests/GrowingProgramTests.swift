import Optimization
import Testing

@Suite struct GrowingProgramTests {
  /// min −x − y, x + 2y ≤ 4, 3x + y ≤ 6 over [0, 10]²: the corner (8/5, 6/5) with −14/5.
  @Test func solvesByHandAndProvesTheBound() {
    let program = GrowingProgram(costs: [-1, -1], lower: [0, 0], upper: [10, 10])
    program.add([
      LinearCut(columns: [0, 1], coefficients: [-1, -2], lower: -4),
      LinearCut(columns: [0, 1], coefficients: [-3, -1], lower: -6),
    ])
    let solution = program.solve()
    #expect(abs(solution.bound + 2.8) < 1e-9)
    #expect(abs(solution.values[0] - 1.6) < 1e-9)
    program.add([LinearCut(columns: [0], coefficients: [-1], lower: -1)])
    #expect(abs(program.solve().bound + 2.5) < 1e-9)
  }

  @Test func provesThatNothingIsLeft() {
    let program = GrowingProgram(costs: [1], lower: [0], upper: [1])
    program.add([LinearCut(columns: [0], coefficients: [1], lower: 2)])
    #expect(program.solve().isInfeasible)
    program.upper[0] = 3
    let solution = program.solve()
    #expect(!solution.isInfeasible)
    #expect(abs(solution.bound - 2) < 1e-9)
  }

  @Test func idleRowsGoAndPermanentOnesStay() {
    let program = GrowingProgram(costs: [1], lower: [0], upper: [9])
    program.add([LinearCut(columns: [0], coefficients: [1], lower: 1)], permanently: true)
    program.add([LinearCut(columns: [0], coefficients: [1], lower: 3)])
    for _ in 0..<5 { _ = program.solve() }
    program.dropIdle(for: 2)
    #expect(program.rowCount == 2)
    program.lower[0] = 5
    for _ in 0..<5 { _ = program.solve() }
    program.dropIdle(for: 2)
    #expect(program.rowCount == 1)
  }
}
