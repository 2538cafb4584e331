import Testing

@testable import Sampling

/// What every design owes its callers, whichever it is.
@Suite struct DesignContractTests {
  static let dimension = DesignDimension(index: 3, purpose: "count", record: "R07")

  static func all(
    seed: UInt64 = 11, trials: Int = 1024, replicates: Int = 8
  ) throws -> [any Design] {
    let layout = try DesignLayout(trials: trials, replicates: replicates)
    return [
      PlainDesign(seed: seed, layout: layout), try Antithetic(seed: seed, layout: layout),
      try LatinHypercube(seed: seed, layout: layout), try SobolDesign(seed: seed, layout: layout),
    ]
  }

  /// The value of a trial does not depend on the list in which it is asked for.
  @Test func valuesDependOnTheTrialAlone() throws {
    for design in try Self.all() {
      let trials = (0..<1024).map { UInt32($0) }
      let whole = design.uniforms(dimension: Self.dimension, trials: trials)
      let backwards = design.uniforms(dimension: Self.dimension, trials: trials.reversed())
      #expect(Array(backwards.reversed()) == whole)
      // 389 is coprime to 1,024; the list jumps between replicates.
      let jumps = trials.map { $0 &* 389 % 1024 }
      let jumping = design.uniforms(dimension: Self.dimension, trials: jumps)
      #expect(zip(jumps, jumping).allSatisfy { whole[Int($0)] == $1 })
      for width in [1, 7, 100, 130] {
        let blocks = stride(from: 0, to: 1024, by: width).flatMap { start in
          design.uniforms(
            dimension: Self.dimension, trials: Array(trials[start..<min(start + width, 1024)]))
        }
        #expect(blocks == whole)
      }
      #expect(design.uniforms(dimension: Self.dimension, trials: []).isEmpty)
    }
  }

  @Test func uniformsAreOpenAndHaveExactComplements() throws {
    for design in try Self.all(trials: 1 << 16) {
      let u = design.uniforms(
        dimension: Self.dimension, trials: (0..<(1 << 16)).map { UInt32($0) })
      #expect(u.allSatisfy { $0 > 0 && $0 < 1 && 1 - (1 - $0) == $0 })
      #expect(u.allSatisfy { ($0 * 0x1p53).truncatingRemainder(dividingBy: 2) == 1 })
    }
  }

  /// Mean ½ and variance 1/12 over many seeds, for one trial alone: each point is uniform.
  @Test func eachTrialIsUniformOverSeeds() throws {
    let n = 4000
    for kind in 0..<4 {
      let u = try (0..<n).map { seed in
        try Self.all(seed: UInt64(seed), trials: 32, replicates: 2)[kind].uniforms(
          dimension: Self.dimension, trials: [21])[0]
      }
      let mean = u.reduce(0, +) / Double(n)
      let variance = u.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / Double(n)
      #expect(abs(mean - 0.5) < 5 / (12.0 * Double(n)).squareRoot())
      // (u − ½)² has variance 1/80 − 1/144 = 1/180.
      #expect(abs(variance - 1.0 / 12) < 5 / (180.0 * Double(n)).squareRoot())
      var counts = [Int](repeating: 0, count: 64)
      for x in u { counts[Int(x * 64)] += 1 }
      // 63 degrees of freedom: mean 63, standard deviation 11.2.
      #expect(DesignChecks.chiSquare(counts) < 63 + 5 * 11.2)
    }
  }

  /// One value in four places, over many seeds: two replicates, another dimension, another seed.
  ///
  /// Two scrambles of the same points are independent over seeds, yet not uncorrelated point by
  /// point within one seed, as a flip of the first digit moves half of the points.
  private func places(_ make: (UInt64) throws -> any Design) throws -> [[Double]] {
    let other = DesignDimension(index: 4, purpose: "count", record: "R08")
    let rows = try (0..<4000).map { seed in
      let design = try make(UInt64(seed))
      let u = design.uniforms(dimension: Self.dimension, trials: [5, 21])
      let v = design.uniforms(dimension: other, trials: [5])
      let reseeded = try make(UInt64(seed + 1_000_000))
      return u + v + reseeded.uniforms(dimension: Self.dimension, trials: [5])
    }
    return (0..<4).map { place in rows.map { $0[place] } }
  }

  @Test(arguments: 0..<4) func replicatesDimensionsAndSeedsAreIndependent(kind: Int) throws {
    let values = try places { try Self.all(seed: $0, trials: 32, replicates: 2)[kind] }
    #expect(DesignChecks.areIndependent(values))
    // The distances from the middle would show a dependence that is symmetric.
    #expect(DesignChecks.areIndependent(values.map { $0.map { abs($0 - 0.5) } }))
  }

  /// Sobol' points whose replicates all share the first one's scramble.
  private struct SharedScramble: Design {
    let design: SobolDesign
    var seed: UInt64 { design.seed }
    var layout: DesignLayout { design.layout }

    func uniforms(
      dimension: DesignDimension, trials: UnsafePointer<UInt32>, count: Int,
      into u: UnsafeMutablePointer<Double>
    ) {
      let size = UInt32(layout.replicateSize)
      let first = (0..<count).map { trials[$0] % size }
      design.uniforms(dimension: dimension, trials: first, count: count, into: u)
    }

    func extended(toTrials trials: Int) throws(DesignError) -> SharedScramble { self }
  }

  @Test func plantedSharedScrambleIsCaught() throws {
    let layout = try DesignLayout(trials: 32, replicates: 2)
    let values = try places { seed in
      SharedScramble(design: try SobolDesign(seed: seed, layout: layout))
    }
    #expect(!DesignChecks.areIndependent(values))
    // The stated error would be 0, though the points miss the mean.
    let planted = SharedScramble(design: try SobolDesign(seed: 1, layout: layout))
    let means = DesignChecks.replicateMeans(planted, dimensions: 8, DesignChecks.product)
    let estimate = ReplicateErrors.mean(of: means, sampleSize: 32)
    #expect(estimate.standardError == 0)
    #expect(abs(estimate.value - 1) > 0.001)
  }

  @Test func extensionKeepsEveryValue() throws {
    let trials = (0..<1024).map { UInt32($0) }
    for design in try Self.all() where !(design is LatinHypercube) {
      let longer = try design.extended(toTrials: 1536)
      #expect(longer.layout.replicates == 12)
      #expect(
        longer.uniforms(dimension: Self.dimension, trials: trials)
          == design.uniforms(dimension: Self.dimension, trials: trials))
      #expect(longer.replicate(of: 1535) == 11)
      #expect(throws: DesignError.shrinks(from: 1024, to: 512)) {
        _ = try design.extended(toTrials: 512)
      }
      #expect(throws: DesignError.unequalReplicates(trials: 1100, replicates: 8)) {
        _ = try design.extended(toTrials: 1100)
      }
    }
  }

  @Test func layoutsAreChecked() throws {
    #expect(try DesignLayout(trials: 1600).replicates == 16)
    #expect(throws: DesignError.unequalReplicates(trials: 100, replicates: 16)) {
      _ = try DesignLayout(trials: 100)
    }
    #expect(throws: DesignError.outOfRange(trials: 0, replicates: 16)) {
      _ = try DesignLayout(trials: 0)
    }
    #expect(throws: DesignError.outOfRange(trials: 10, replicates: 0)) {
      _ = try DesignLayout(trials: 10, replicates: 0)
    }
    let layout = try DesignLayout(trials: 60, replicates: 4)
    #expect((0..<60).allSatisfy { layout.replicate(of: UInt32($0)) == $0 / 15 })
    #expect(layout.trials(ofReplicate: 3) == 45..<60)
    #expect(throws: DesignError.oddReplicateSize(15)) {
      _ = try Antithetic(seed: 1, layout: layout)
    }
    let huge = try DesignLayout(trials: 1 << 32, replicates: 1)
    #expect(throws: DesignError.replicateTooLarge(1 << 32, limit: 1 << 30)) {
      _ = try SobolDesign(seed: 1, layout: huge)
    }
  }

  /// Plain Monte Carlo is the record's stream itself, so that nothing moves when it is chosen.
  @Test func plainDesignIsTheRandomStream() throws {
    let design = PlainDesign(seed: 7, layout: try DesignLayout(trials: 64))
    let stream = RandomStream(seed: 7, purpose: "count", record: "R07")
    let u = design.uniforms(dimension: Self.dimension, trials: [5, 63])
    #expect(u == [stream.uniforms(trial: 5, draw: 0).0, stream.uniforms(trial: 63, draw: 0).0])
  }

  @Test func usesOfADimensionHaveStreamsOfTheirOwn() {
    let hashes = (0..<6).map { Self.dimension.stream(seed: 1, tag: $0).hash }
    #expect(Set(hashes).count == 6)
    #expect(hashes[0] == RandomStream(seed: 1, purpose: "count", record: "R07").hash)
  }

  @Test func antitheticPairsAreComplements() throws {
    let design = try Antithetic(seed: 3, layout: try DesignLayout(trials: 320))
    let u = design.uniforms(dimension: Self.dimension, trials: (0..<320).map { UInt32($0) })
    #expect(stride(from: 0, to: 320, by: 2).allSatisfy { u[$0] + u[$0 + 1] == 1 })
    #expect(Set(u).count == 320)
  }
}
