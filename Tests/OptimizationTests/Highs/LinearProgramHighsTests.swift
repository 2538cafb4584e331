import Testing
import TestStreams

@testable import Optimization

/// Two solvers of different authors on the same programs: what one finds the other must find.
@Suite(.enabled(if: HighsFile.library != nil, Comment(rawValue: HighsFile.reason)))
struct LinearProgramHighsTests {
  private func highs() throws -> ProgramSolver { .highs(try #require(HighsFile.library)) }

  private func random(_ random: inout SplitMix64, integers: Bool) -> LinearProgram {
    var program = LinearProgram(random.chance(0.5) ? .minimise : .maximise)
    let columns = (0..<8).map { place in
      program.addColumn(
        cost: random.uniform(-1, 1), lower: random.uniform(-2, 0).rounded(),
        upper: random.uniform(0, 4).rounded(), isInteger: integers && place % 2 == 0)
    }
    for _ in 0..<5 {
      let terms = columns.map {
        LinearProgram.Term($0, random.chance(0.6) ? random.uniform(-1, 1) : 0)
      }
      program.addRow(terms, lower: random.uniform(-3, 0), upper: random.uniform(0, 1))
    }
    return program
  }

  @Test(arguments: [false, true]) func agreesWithCoin(integers: Bool) throws {
    let highs = try highs()
    var stream = SplitMix64(state: 29)
    for _ in 0..<60 {
      let program = random(&stream, integers: integers)
      let (one, other) = (program.solve(), program.solve(by: highs))
      #expect(one.status == .optimal && other.status == .optimal)
      let value = try #require(one.objective)
      #expect(abs(value - (other.objective ?? .nan)) <= 1e-7 * max(1, abs(value)))
      #expect(other.residuals.primal < 1e-7)
      if !integers {
        // The proof by its multipliers holds by arithmetic alone.
        #expect((other.residuals.gap ?? 1) < 1e-7)
      }
      // No bound lies on the wrong side of the optimum.
      #expect(program.sign * ((other.bound ?? .nan) - value) <= 1e-7)
    }
  }

  @Test func endsAreTold() throws {
    let highs = try highs()
    for isInteger in [false, true] {
      var program = LinearProgram(.maximise)
      let x = program.addColumn(cost: 1, isInteger: isInteger)
      #expect(program.solve(by: highs).status == .unbounded)
      program.addRow([.init(x, 1)], upper: 7)
      #expect(program.solve(by: highs).objective == 7)
      program.addRow([.init(x, 1)], lower: 8)
      #expect(program.solve(by: highs).status == .infeasible)
    }
  }

  @Test func sameProgramSameBits() throws {
    let highs = try highs()
    var stream = SplitMix64(state: 31)
    let program = random(&stream, integers: true)
    let first = program.solve(by: highs)
    #expect((0..<5).allSatisfy { _ in program.solve(by: highs) == first })
  }
}
