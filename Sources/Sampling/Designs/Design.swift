/// One coordinate of a design, such as the count of one risk.
public struct DesignDimension: Hashable, Sendable {
  /// Rank among the dimensions of the study, from 0; chooses the direction numbers of `SobolDesign`.
  public let index: Int
  /// Stable hash of purpose and record id; addresses every random bit of the dimension.
  public let hash: UInt64

  /// Takes both values; two dimensions of a study share neither.
  ///
  /// - Precondition: `index` is not negative.
  public init(index: Int, hash: UInt64) {
    precondition(index >= 0, "a dimension's index is at least 0")
    self.index = index
    self.hash = hash
  }

  /// The dimension that a purpose, such as `count`, has for a record.
  public init(index: Int, purpose: String, record: String) {
    self.init(
      index: index, hash: RandomStream.stableHash(purpose: purpose, record: record))
  }

  /// The random stream of this dimension under a seed, kept apart from other uses by a tag.
  ///
  /// Tag 0 is the stream of the purpose and record themselves. Any other goes through SplitMix64's
  /// finaliser (Steele, Lea and Flood 2014), a bijection, so that streams of one tag never meet.
  func stream(seed: UInt64, tag: UInt64) -> RandomStream {
    guard tag != 0 else { return RandomStream(seed: seed, hash: hash) }
    var h = hash &+ tag &* 0x9E37_79B9_7F4A_7C15
    h = (h ^ (h >> 30)) &* 0xBF58_476D_1CE4_E5B9
    h = (h ^ (h >> 27)) &* 0x94D0_49BB_1331_11EB
    return RandomStream(seed: seed, hash: h ^ (h >> 31))
  }
}

extension RandomStream {
  /// The stream of a hash that is known already.
  init(seed: UInt64, hash: UInt64) {
    self.seed = seed
    self.hash = hash
  }
}

/// A design of experiments: the uniforms of every trial in every dimension (`MODELS.md` section 1).
///
/// Each value is a pure function of seed, layout, dimension and trial. Nothing is drawn in
/// sequence, so any list of trials in any order gives the same values. Each value is (k + ½)·2⁻⁵²
/// for k of 52 bits: inside (0, 1), with an exact complement 1 − u, and uniform over seeds.
public protocol Design: Sendable {
  /// Key of all random bits: the study's seed.
  var seed: UInt64 { get }
  /// How the trials fall into independent replicates.
  var layout: DesignLayout { get }

  /// u[i] = the uniform of trial `trials[i]` in a dimension.
  ///
  /// - Precondition: both buffers hold at least `count` elements, and every trial has a place in
  ///   the design.
  func uniforms(
    dimension: DesignDimension, trials: UnsafePointer<UInt32>, count: Int,
    into u: UnsafeMutablePointer<Double>)

  /// The same design with room for more trials, which leaves every value as it is.
  ///
  /// - Throws: `DesignError.fixed` where the design allows no extension, or what
  ///   `DesignLayout.extended` throws.
  func extended(toTrials trials: Int) throws(DesignError) -> Self
}

extension Design {
  /// The independent replicate to which a trial belongs.
  public func replicate(of trial: UInt32) -> Int { layout.replicate(of: trial) }

  /// The uniforms of a dimension for a list of trials, as an array.
  public func uniforms(dimension: DesignDimension, trials: [UInt32]) -> [Double] {
    [Double](unsafeUninitializedCapacity: trials.count) { buffer, filled in
      trials.withUnsafeBufferPointer { list in
        guard let u = buffer.baseAddress, let trials = list.baseAddress else { return }
        uniforms(dimension: dimension, trials: trials, count: list.count, into: u)
      }
      filled = trials.count
    }
  }
}

/// Why a design cannot be made or extended.
public enum DesignError: Error, Hashable, Sendable {
  /// The number of trials must be 1…2³² and the number of replicates 1…65,536.
  case outOfRange(trials: Int, replicates: Int)
  /// Trials must be a multiple of the replicates, so that all replicates have the same size.
  case unequalReplicates(trials: Int, replicates: Int)
  /// Pairs of trials must not be cut in two by the border of a replicate.
  case oddReplicateSize(Int)
  /// The replicate is larger than the design can address.
  case replicateTooLarge(Int, limit: Int)
  /// The design holds for its number of trials only.
  case fixed(trials: Int)
  /// An extension has at least as many trials as there are.
  case shrinks(from: Int, to: Int)
}
