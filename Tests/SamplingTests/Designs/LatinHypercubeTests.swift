import Testing

@testable import Sampling

@Suite struct LatinHypercubeTests {
  private func permutation(count: Int, seed: UInt64 = 5, address: UInt32 = 0)
    -> FeistelPermutation
  {
    FeistelPermutation(
      count: count, stream: RandomStream(seed: seed, purpose: "count", record: "R1"),
      address: address)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 100, 1000, 1024, 1025, 50_000])
  func permutationsAreBijections(count: Int) {
    for address in 0..<4 {
      let p = permutation(count: count, address: UInt32(address))
      #expect(DesignChecks.isBijection(count: count) { p($0) })
    }
  }

  /// A hash folded into the range hits some strata twice and misses others.
  @Test func plantedHashInsteadOfPermutationIsCaught() {
    let p = permutation(count: 1 << 20)
    #expect(!DesignChecks.isBijection(count: 100) { p($0) % 100 })
    #expect(!DesignChecks.isStratified((0..<100).map { Double(p($0) % 100) / 100 }, strata: 100))
    #expect(!DesignChecks.isBijection(count: 100) { $0 + 1 })
  }

  /// All 24 permutations of four places come up equally often over seeds.
  @Test func permutationsOfFourAreEquallyLikely() {
    var counts: [[UInt32]: Int] = [:]
    for seed in 0..<24_000 {
      let p = permutation(count: 4, seed: UInt64(seed))
      counts[(0..<4).map { p($0) }, default: 0] += 1
    }
    #expect(counts.count == 24)
    // 23 degrees of freedom: mean 23, standard deviation 6.8.
    #expect(DesignChecks.chiSquare(Array(counts.values)) < 23 + 5 * 6.8)
  }

  /// The images of two places, jointly uniform over the pairs of different strata.
  @Test(arguments: [5, 11, 16])
  func pairsOfImagesAreEquallyLikely(count: Int) {
    var counts = [Int](repeating: 0, count: count * count)
    for seed in 0..<40_000 {
      let p = permutation(count: count, seed: UInt64(seed))
      counts[Int(p(0)) * count + Int(p(UInt32(count - 1)))] += 1
    }
    let pairs = counts.indices.filter { $0 / count != $0 % count }.map { counts[$0] }
    let freedom = Double(pairs.count - 1)
    #expect(pairs.reduce(0, +) == 40_000)
    #expect(DesignChecks.chiSquare(pairs) < freedom + 5 * (2 * freedom).squareRoot())
  }

  @Test(arguments: [1, 2, 3, 10, 1000, 4096, 99_999])
  func everyStratumHasOneTrial(size: Int) throws {
    let layout = try DesignLayout(trials: 2 * size, replicates: 2)
    let design = try LatinHypercube(seed: 9, layout: layout)
    for index in 0..<3 {
      let dimension = DesignDimension(index: index, purpose: "rate", record: "R\(index)")
      let u = design.uniforms(
        dimension: dimension, trials: (0..<layout.trials).map { UInt32($0) })
      for replicate in 0..<2 {
        let values = Array(u[layout.trials(ofReplicate: replicate)])
        #expect(DesignChecks.isStratified(values, strata: size))
      }
    }
  }

  /// The largest replicates leave the jitter few bits, which must still not leave the stratum.
  @Test func jitterStaysInItsStratumAtTheLimit() throws {
    let size = 1 << 31
    let design = try LatinHypercube(
      seed: 2, layout: try DesignLayout(trials: size, replicates: 1))
    let dimension = DesignDimension(index: 0, purpose: "rate", record: "R1")
    let trials = (0..<10_000).map { UInt32($0) }
    let u = design.uniforms(dimension: dimension, trials: trials)
    let p = FeistelPermutation(
      count: size, stream: dimension.stream(seed: 2, tag: 3), address: 0)
    #expect(zip(trials, u).allSatisfy { UInt32($1 * Double(size)) == p($0) })
    #expect(u.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func extensionIsRefused() throws {
    let design = try LatinHypercube(seed: 1, layout: try DesignLayout(trials: 160))
    #expect(throws: DesignError.fixed(trials: 160)) { _ = try design.extended(toTrials: 320) }
    let tooLarge = try DesignLayout(trials: 1 << 32, replicates: 1)
    #expect(throws: DesignError.replicateTooLarge(1 << 32, limit: 1 << 31)) {
      _ = try LatinHypercube(seed: 1, layout: tooLarge)
    }
  }
}
