/// Latin hypercube sampling: in every dimension exactly one trial of a replicate in each stratum.
///
/// Source: McKay, Beckman and Conover, "A comparison of three methods for selecting values of input
/// variables", Technometrics 21 (1979) 239–245. Trial i of n has u = (π(i) + jitter)/n with π a
/// random permutation of its dimension and replicate. The variance of what is additive in the
/// dimensions falls away; the rest stays as in plain Monte Carlo (Stein 1987).
///
/// The strata hold for the number of trials only, so that the design refuses to be extended.
public struct LatinHypercube: Design {
  /// Key of all random bits: the study's seed.
  public let seed: UInt64
  /// How the trials fall into independent replicates, each a Latin hypercube by itself.
  public let layout: DesignLayout

  /// Makes the design.
  ///
  /// - Throws: `DesignError.replicateTooLarge` beyond 2³¹ trials in a replicate.
  public init(seed: UInt64, layout: DesignLayout) throws(DesignError) {
    let limit = 1 << 31
    guard layout.replicateSize <= limit else {
      throw .replicateTooLarge(layout.replicateSize, limit: limit)
    }
    self.seed = seed
    self.layout = layout
  }

  /// u[i] = (stratum of the trial + jitter) / trials of a replicate.
  public func uniforms(
    dimension: DesignDimension, trials: UnsafePointer<UInt32>, count: Int,
    into u: UnsafeMutablePointer<Double>
  ) {
    layout.requireTrials(trials, count: count)
    dimension.stream(seed: seed, tag: 2).fill(u, trials: trials, count: count)
    let keys = dimension.stream(seed: seed, tag: 3)
    layout.forEachStretch(of: trials, count: count) { replicate, range in
      let permutation = FeistelPermutation(
        count: layout.replicateSize, stream: keys, address: UInt32(replicate))
      let first = UInt32(layout.trials(ofReplicate: replicate).lowerBound)
      let size = Double(layout.replicateSize)
      let grid = jitterGrid
      let cell = 1 / grid
      for i in range {
        let jitter = (Double(Int64(u[i] * grid)) + 0.5) * cell
        let x = (Double(permutation(trials[i] - first)) + jitter) / size
        u[i] = (Double(Int64(x * 0x1p52)) + 0.5) * 0x1p-52
      }
    }
  }

  /// Cells of the jitter in a stratum: so many that no rounding leaves the stratum.
  ///
  /// With n ≤ 2ᵇ strata and 2⁵⁰⁻ᵇ cells a point is at least 2⁻⁵¹ from its stratum's ends, and the
  /// rounding of the quotient and to the grid of uniforms moves it by less than that.
  private var jitterGrid: Double {
    let bits = Int.bitWidth - (layout.replicateSize - 1).leadingZeroBitCount
    return Double(UInt64(1) << UInt64(50 - bits))
  }

  /// Always refuses: one more trial would need other strata.
  ///
  /// - Throws: `DesignError.fixed`.
  public func extended(toTrials trials: Int) throws(DesignError) -> LatinHypercube {
    throw .fixed(trials: layout.trials)
  }
}
