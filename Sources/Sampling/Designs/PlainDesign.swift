/// Plain Monte Carlo: every trial independent of every other.
///
/// The values are those of the dimension's `RandomStream` at draw 0, first of the pair.
public struct PlainDesign: Design {
  /// Key of all random bits: the study's seed.
  public let seed: UInt64
  /// How the trials fall into independent replicates.
  public let layout: DesignLayout

  /// Makes the design.
  public init(seed: UInt64, layout: DesignLayout) {
    self.seed = seed
    self.layout = layout
  }

  /// u[i] = the first uniform of the dimension's stream at (trial, draw 0).
  public func uniforms(
    dimension: DesignDimension, trials: UnsafePointer<UInt32>, count: Int,
    into u: UnsafeMutablePointer<Double>
  ) {
    layout.requireTrials(trials, count: count)
    dimension.stream(seed: seed, tag: 0).fill(u, trials: trials, count: count)
  }

  /// The same design with further replicates.
  public func extended(toTrials trials: Int) throws(DesignError) -> PlainDesign {
    PlainDesign(seed: seed, layout: try layout.extended(toTrials: trials))
  }
}

/// Antithetic variates: trials 2k and 2k + 1 share u and 1 − u, in every dimension.
///
/// Source: Hammersley and Morton, "A new Monte Carlo technique: antithetic variates", Mathematical
/// Proceedings of the Cambridge Philosophical Society 52 (1956) 449–475. The variance falls where
/// the result is monotone in the uniforms, and rises where it is symmetric in them.
public struct Antithetic: Design {
  /// Key of all random bits: the study's seed.
  public let seed: UInt64
  /// How the trials fall into independent replicates, each of whole pairs.
  public let layout: DesignLayout

  /// Makes the design.
  ///
  /// - Throws: `DesignError.oddReplicateSize` where a pair would lie in two replicates.
  public init(seed: UInt64, layout: DesignLayout) throws(DesignError) {
    guard layout.replicateSize.isMultiple(of: 2) else {
      throw .oddReplicateSize(layout.replicateSize)
    }
    self.seed = seed
    self.layout = layout
  }

  /// u[i] = the uniform of the trial's pair, or its complement for the odd trial.
  public func uniforms(
    dimension: DesignDimension, trials: UnsafePointer<UInt32>, count: Int,
    into u: UnsafeMutablePointer<Double>
  ) {
    layout.requireTrials(trials, count: count)
    let stream = dimension.stream(seed: seed, tag: 1)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Swift.max(count, 1)) { pairs in
      guard let address = pairs.baseAddress else { return }
      for i in 0..<count { address[i] = trials[i] >> 1 }
      stream.fill(u, trials: address, count: count)
    }
    // 1 − u is exact for multiples of 2⁻⁵³.
    for i in 0..<count where trials[i] & 1 == 1 { u[i] = 1 - u[i] }
  }

  /// The same design with further replicates.
  public func extended(toTrials trials: Int) throws(DesignError) -> Antithetic {
    try Antithetic(seed: seed, layout: try layout.extended(toTrials: trials))
  }
}

extension RandomStream {
  /// u[i] = the first uniform at (trials[i], draw 0).
  func fill(_ u: UnsafeMutablePointer<Double>, trials: UnsafePointer<UInt32>, count: Int) {
    let capacity = Swift.max(count, 1)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { draws in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: capacity) { second in
        draws.initialize(repeating: 0)
        guard let draw = draws.baseAddress, let unused = second.baseAddress else { return }
        BlockKernels.uniforms(
          of: self, trials: trials, draws: draw, count: count, first: u, second: unused)
      }
    }
  }
}

extension DesignLayout {
  /// Stops on a trial that has no place in the design.
  func requireTrials(_ list: UnsafePointer<UInt32>, count: Int) {
    for i in 0..<count { precondition(list[i] < trials, "a trial outside the design") }
  }
}
