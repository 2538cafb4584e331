import SupplyNetworks
import Testing
import TestStreams

@Suite struct DebtRankTests {
  private struct Parameters: Decodable {
    let h0: [String]
    let v: [String]
  }

  private struct Expected: Decodable {
    let h: [Double]
    let R: Double
    let trajectory: [[Double]]
  }

  private func links(_ entries: [(Int, Int, Double)]) -> [WeightedLink] {
    entries.map { WeightedLink(source: $0.0, target: $0.1, weight: $0.2) }
  }

  @Test func differentialAgreesWithTheOracle() throws {
    let oracle = try OracleCase("debtrank71_differential")
    let given = try oracle.decode("params.json", as: Parameters.self)
    let expected = try oracle.decode("expected.json", as: Expected.self)
    let rows = try oracle.rows("impact.csv").map {
      (try #require(Int($0[0])), try #require(Int($0[1])), try OracleCase.number($0[2]))
    }
    let model = DebtRank(nodeCount: 4, links: links(rows))
    let start = try given.h0.map { try OracleCase.number($0) }
    let result = model.propagate(distress: start)
    for (value, exact) in zip(result.distress, expected.h) { #expect(abs(value - exact) < 1e-10) }
    let weights = try given.v.map { try OracleCase.number($0) }
    #expect(abs(result.value(of: weights) - expected.R) < 1e-10)
    #expect(result.isAtRest)
    for (steps, row) in expected.trajectory.enumerated().dropFirst() {
      let part = model.propagate(distress: start, stepLimit: steps)
      #expect(!part.isAtRest && part.steps == steps)
      for (value, exact) in zip(part.distress, row) { #expect(abs(value - exact) < 1e-14) }
    }
  }

  /// By hand: on 0 → 1 → 2 → 0 with ½ everywhere the original passes each distress on once,
  /// h = (1, ½, ¼) with the last return clipped at 1; the differential adds nothing where h₀ is 1.
  @Test func chainByHand() {
    let ring = DebtRank(nodeCount: 3, links: links([(0, 1, 0.5), (1, 2, 0.5), (2, 0, 0.5)]))
    for variant in DebtRank.Variant.allCases {
      #expect(ring.propagate(distress: [1, 0, 0], variant: variant).distress == [1, 0.5, 0.25])
    }
    // From ½: original 0.5 + 0.5³·0.5 and stop; differential the geometric series ½ / (1 − ⅛).
    let original = ring.propagate(distress: [0.5, 0, 0], variant: .original)
    #expect(original.distress == [0.5625, 0.25, 0.125])
    let differential = ring.propagate(distress: [0.5, 0, 0])
    for (value, exact) in zip(differential.distress, [4.0 / 7, 2.0 / 7, 1.0 / 7]) {
      #expect(abs(value - exact) < 1e-14)
    }
  }

  /// By hand, the case of the oracle by Battiston's rule: step 1 gives h₁ = 0.5 and h₃ = 0.2; in
  /// step 2 these pass on 0.6·0.5 to 2 and 0.1·0.2 to 1, and so on; 1 has passed and passes no more.
  @Test func originalPassesOnce() {
    let model = DebtRank(
      nodeCount: 4,
      links: links([
        (0, 1, 0.5), (0, 3, 0.2), (1, 2, 0.6), (2, 0, 0.3), (2, 3, 0.5), (3, 1, 0.1),
      ]))
    let result = model.propagate(distress: [1, 0, 0, 0], variant: .original)
    for (value, exact) in zip(result.distress, [1, 0.52, 0.3, 0.35]) {
      #expect(abs(value - exact) < 1e-15)
    }
  }

  @Test func noDistressStaysNone() {
    let model = DebtRank(nodeCount: 2, links: links([(0, 1, 3), (1, 0, 2)]))
    for variant in DebtRank.Variant.allCases {
      let result = model.propagate(distress: [0, 0], variant: variant)
      #expect(result.distress == [0, 0] && result.value(of: [5, 7]) == 0 && result.isAtRest)
    }
  }

  @Test func singleLinkByHand() {
    let model = DebtRank(nodeCount: 2, links: links([(0, 1, 0.25), (0, 1, 0.15), (0, 0, 9)]))
    for variant in DebtRank.Variant.allCases {
      let result = model.propagate(distress: [0.5, 0.1], variant: variant)
      #expect(abs(result.distress[1] - 0.3) < 1e-15)
      #expect(abs(result.value(of: [2, 10]) - 2) < 1e-14)
    }
  }

  @Test(arguments: DebtRank.Variant.allCases)
  func distressRisesWithItsStart(variant: DebtRank.Variant) {
    var random = SplitMix64(state: 9)
    for _ in 0..<50 {
      let entries = (0..<20).map { _ in
        (random.below(8), random.below(8), random.uniform(0, 0.6))
      }
      let model = DebtRank(nodeCount: 8, links: links(entries))
      let low = (0..<8).map { _ in random.uniform(0.01, 0.3) }
      let high = low.map { min(1, $0 * random.uniform(1, 1.5)) }
      let first = model.propagate(distress: low, variant: variant)
      let second = model.propagate(distress: high, variant: variant)
      for node in 0..<8 {
        #expect(first.distress[node] <= second.distress[node] + 1e-12)
        #expect(first.distress[node] >= low[node] && first.distress[node] <= 1)
      }
    }
  }

  /// A loop that gains nothing and loses nothing runs until all are in full distress.
  @Test func loopsThatDoNotFadeEndAtOne() {
    let model = DebtRank(nodeCount: 2, links: links([(0, 1, 1), (1, 0, 1)]))
    let result = model.propagate(distress: [0.01, 0])
    #expect(result.isAtRest)
    #expect(result.distress.allSatisfy { abs($0 - 1) < 1e-12 })
  }
}
