/// Scrambled Sobol' points: each replicate the first points of the sequence, scrambled by itself.
///
/// Sources: `SobolSequence` for the points, `NestedScramble` for Owen's (1995) scrambling, which
/// keeps the points' stratification, makes every point uniform and every mean unbiased. The
/// variance falls as n⁻³ (log n)ˢ⁻¹ for smooth functions (Owen 1997) and never exceeds that of
/// plain Monte Carlo by more than a constant. Replicates of a power of two trials are best, as only
/// these are whole nets.
///
/// A dimension's points move when its index does, as the index chooses its direction numbers. A
/// dimension beyond `SobolSequence.dimensions` is padded with independent uniforms.
public struct SobolDesign: Design {
  /// Key of all random bits: the study's seed.
  public let seed: UInt64
  /// How the trials fall into independently scrambled replicates.
  public let layout: DesignLayout

  /// The greatest number of trials in a replicate.
  public static let replicateLimit = NestedScramble.pointLimit

  /// Makes the design.
  ///
  /// - Throws: `DesignError.replicateTooLarge` beyond `replicateLimit` trials in a replicate.
  public init(seed: UInt64, layout: DesignLayout) throws(DesignError) {
    guard layout.replicateSize <= Self.replicateLimit else {
      throw .replicateTooLarge(layout.replicateSize, limit: Self.replicateLimit)
    }
    self.seed = seed
    self.layout = layout
  }

  /// Whether every replicate is a whole net: a power of two trials.
  public var hasWholeNets: Bool { layout.replicateSize.nonzeroBitCount == 1 }

  /// u[i] = the scrambled coordinate of the trial's point in its replicate.
  public func uniforms(
    dimension: DesignDimension, trials: UnsafePointer<UInt32>, count: Int,
    into u: UnsafeMutablePointer<Double>
  ) {
    let stream = dimension.stream(seed: seed, tag: 4)
    guard dimension.index < SobolSequence.dimensions else {
      layout.requireTrials(trials, count: count)
      dimension.stream(seed: seed, tag: 5).fill(u, trials: trials, count: count)
      return
    }
    layout.forEachStretch(of: trials, count: count) { replicate, range in
      let scramble = NestedScramble(
        stream: stream, replicate: replicate, points: layout.replicateSize)
      let first = UInt32(layout.trials(ofReplicate: replicate).lowerBound)
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: range.count) { points in
        guard let x = points.baseAddress else { return }
        SobolSequence.digits(
          points: trials + range.lowerBound, from: first, count: range.count,
          dimension: dimension.index, into: x)
        scramble.scramble(x, count: range.count, into: u + range.lowerBound)
      }
    }
  }

  /// The same design with further replicates.
  public func extended(toTrials trials: Int) throws(DesignError) -> SobolDesign {
    try SobolDesign(seed: seed, layout: try layout.extended(toTrials: trials))
  }
}
