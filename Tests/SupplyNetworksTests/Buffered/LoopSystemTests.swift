import Testing
import TestStreams

@testable import SupplyNetworks

/// Small systems of loops.
@Suite struct LoopSystemTests {
  @Test func theSolutionSatisfiesTheEquations() throws {
    var random = SplitMix64(state: 71)
    for _ in 0..<300 {
      let count = 1 + random.below(20)
      var matrix = (0..<count).map { _ in (0..<count).map { _ in random.uniform(0, 1) } }
      for row in 0..<count {
        // Row sums from far below 1 to very near 1.
        let sum = matrix[row].reduce(0, +)
        let gain = 1 - (random.chance(0.3) ? 1e-6 : random.uniform(0.01, 1))
        for column in 0..<count { matrix[row][column] *= gain / sum }
      }
      let right = (0..<count).map { _ in random.uniform(0, 1) }
      var system = LoopSystem()
      system.start(count)
      for row in 0..<count {
        system.add(right[row], row: row)
        for column in 0..<count { system.add(matrix[row][column], row: row, column: column) }
      }
      let solution = system.solve()
      let x = try #require(solution)
      let scale = x.max() ?? 1
      for row in 0..<count {
        let image = zip(matrix[row], x).map { $0 * $1 }.reduce(right[row], +)
        #expect(abs(image - x[row]) <= 1e-13 * max(1, scale))
      }
    }
  }

  @Test func aClosedLoopIsSingular() {
    var system = LoopSystem()
    system.start(2)
    system.add(1, row: 0, column: 1)
    system.add(1, row: 1, column: 0)
    #expect(system.solve() == nil)
  }
}
