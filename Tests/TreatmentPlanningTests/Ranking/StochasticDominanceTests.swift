import Testing
import TreatmentPlanning

@Suite struct StochasticDominanceTests {
  private typealias Law = [(loss: Double, probability: Double)]

  @Test func workedCase() throws {
    let worked = try WorkedCase("53_stochastic_dominance")
    func law(_ values: String, _ chances: String) throws -> Law {
      let losses = try #require(worked.input[values] as? [Double])
      return Array(zip(losses, try #require(worked.input[chances] as? [Double])))
    }
    let (x, y) = (try law("x", "px"), try law("y", "py"))
    #expect(StochasticDominance.of(x, over: y) == .none)
    #expect(StochasticDominance.of(y, over: x) == .second)
    #expect(StochasticDominance.of([(1, 1)], over: [(1, 0.5), (2, 0.5)]) == .first)
    #expect(StochasticDominance.of([(1, 0.5), (2, 0.5)], over: [(1, 1)]) == .none)
  }

  /// The definition, point by point.
  private static func slow(_ x: Law, _ y: Law) -> StochasticDominance {
    let points = (x + y).map(\.loss)
    func above(_ law: Law, _ t: Double) -> Double {
      law.reduce(0) { $1.loss > t ? $0 + $1.probability : $0 }
    }
    func excess(_ law: Law, _ t: Double) -> Double {
      law.reduce(0) { $0 + $1.probability * max($1.loss - t, 0) }
    }
    let all = points + [-1]
    if all.allSatisfy({ above(x, $0) <= above(y, $0) + 1e-12 }) { return .first }
    return all.allSatisfy { excess(x, $0) <= excess(y, $0) + 1e-9 } ? .second : .none
  }

  @Test func agreesWithTheDefinition() {
    var random = Sequence(3)
    var seen: [StochasticDominance: Int] = [:]
    for _ in 0..<2000 {
      let laws: [Law] = (0..<2).map { _ in
        let values = (0..<random.pick(1..<5)).map { _ in Double(random.pick(0..<8)) }
        return values.map { ($0, 1 / Double(values.count)) }
      }
      let answer = StochasticDominance.of(laws[0], over: laws[1])
      #expect(answer == Self.slow(laws[0], laws[1]), "\(laws)")
      seen[answer, default: 0] += 1
    }
    #expect(seen.values.allSatisfy { $0 > 100 } && seen.count == 3)
  }

  @Test func yearsAndPairsAreOneLaw() {
    let years = LossLaw(years: [3, 1, 2, 2], probabilities: nil)
    let pairs = LossLaw([(2, 0.5), (1, 0.25), (3, 0.25)])
    #expect(StochasticDominance.of(years, over: pairs) == .first)
    #expect(StochasticDominance.of(pairs, over: years) == .first)
  }
}
