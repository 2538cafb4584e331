import Testing
import TestStreams

@testable import Optimization

/// Programs that grow, shrink and move their bounds, solved again and again by both engines.
@Suite(.enabled(if: HighsFile.library != nil, Comment(rawValue: HighsFile.reason)))
struct HighsEngineTests {
  @Test func growsAsCoinDoes() throws {
    let library = try #require(HighsFile.library)
    var random = SplitMix64(state: 37)
    for _ in 0..<15 {
      let costs = (0..<12).map { _ in random.uniform(-1, 1) }
      let lower = [Double](repeating: 0, count: 12)
      let upper = [Double](repeating: 1, count: 12)
      let programs = [ProgramSolver.coin, .highs(library)].map {
        GrowingProgram(costs: costs, lower: lower, upper: upper, solver: $0)
      }
      for round in 0..<12 {
        let cut = LinearCut(
          columns: (0..<12).map { Int32($0) },
          coefficients: (0..<12).map { _ in random.uniform(-1, 1) }, lower: random.uniform(-2, 1))
        let (column, value) = (Int(random.uniform(0, 11.99)), random.chance(0.5) ? 1.0 : 0)
        for program in programs {
          program.add([cut])
          if round % 3 == 2 { program.lower[column] = value * program.upper[column] }
        }
        let (one, other) = (programs[0].solve(), programs[1].solve())
        #expect(one.isInfeasible == other.isInfeasible)
        guard !one.isInfeasible else { break }
        #expect(abs(one.bound - other.bound) < 1e-7)
        if round % 4 == 3 { for program in programs { program.dropIdle(for: 1) } }
      }
    }
  }
}
