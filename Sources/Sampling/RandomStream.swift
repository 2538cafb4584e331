internal import Distributions

/// The random numbers of one purpose for one record, addressed by trial and draw.
///
/// Nothing is drawn in sequence: the number at (trial, draw) is a pure function of the seed, the
/// purpose, the record's id, the trial and the draw (`MODELS.md` section 1). So no result depends
/// on threads, blocks, shards or the order of records, and adding a record moves no other's numbers.
public struct RandomStream: Hashable, Sendable {
  /// The study's seed: Philox' key.
  public let seed: UInt64
  /// The stable hash of purpose and record id: the upper half of Philox' counter.
  public let hash: UInt64

  /// The stream for a purpose, such as `loss`, and a record's id.
  public init(seed: UInt64, purpose: String, record: String) {
    self.seed = seed
    self.hash = Self.stableHash(purpose: purpose, record: record)
  }

  /// The hash of the stream of an ordered pair of records, from the hashes of their own streams.
  ///
  /// Serves links by the million, for which a text each would be slow. It is part of the contract
  /// as `stableHash` is.
  public static func pairHash(_ first: UInt64, _ second: UInt64) -> UInt64 {
    // An odd factor and an asymmetric sum, so that a pair and its reverse differ.
    var h = (first ^ 0x9E37_79B9_7F4A_7C15) &* 0xD134_2543_DE82_EF95 &+ second
    h = (h ^ (h >> 30)) &* 0xBF58_476D_1CE4_E5B9
    h = (h ^ (h >> 27)) &* 0x94D0_49BB_1331_11EB
    return h ^ (h >> 31)
  }

  /// FNV-1a over the UTF-8 of both texts with a separator that no id can hold, then the finaliser
  /// of SplitMix64 (Steele, Lea and Flood 2014), because FNV alone mixes short texts poorly.
  ///
  /// The value is part of the contract: changing it changes every simulated number.
  static func stableHash(purpose: String, record: String) -> UInt64 {
    var h: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in purpose.utf8 { h = (h ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    h = (h ^ 0x1F) &* 0x0000_0100_0000_01B3
    for byte in record.utf8 { h = (h ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    h = (h ^ (h >> 30)) &* 0xBF58_476D_1CE4_E5B9
    h = (h ^ (h >> 27)) &* 0x94D0_49BB_1331_11EB
    return h ^ (h >> 31)
  }

  /// The two uniforms on (0, 1) at an address: the scalar form of `RandomBlock.fill`.
  public func uniforms(trial: UInt32, draw: UInt32) -> (Double, Double) {
    let c = words(trial: trial, draw: draw)
    return (
      openUniform(bits: UInt64(c.x) | UInt64(c.y) << 32),
      openUniform(bits: UInt64(c.z) | UInt64(c.w) << 32)
    )
  }

  /// The 128 random bits at an address, as four words.
  public func words(trial: UInt32, draw: UInt32) -> SIMD4<UInt32> {
    let counter = SIMD4(
      UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32), trial, draw)
    return Philox4x32.block(key: seed, counter: counter)
  }

  /// The uniform on (0, 1) of a trial in a stream that needs one a trial.
  public func uniform(trial: UInt32) -> Double {
    let pair = uniforms(trial: trial >> 1, draw: 0)
    return trial & 1 == 0 ? pair.0 : pair.1
  }

  /// A sequential generator that starts at an address, for samplers that reject.
  public func generator(trial: UInt32, draw: UInt32) -> AddressedGenerator {
    AddressedGenerator(stream: self, trial: trial, draw: draw)
  }
}

/// Random bits in sequence from one address on: the words at (trial, draw) of the stream, then of
/// streams derived from it, so that two addresses never meet.
public struct AddressedGenerator: RandomNumberGenerator, Sendable {
  private let seed: UInt64
  private var hash: UInt64
  private let trial: UInt32
  private let draw: UInt32
  private var pending: UInt64?

  init(stream: RandomStream, trial: UInt32, draw: UInt32) {
    self.seed = stream.seed
    self.hash = stream.hash
    self.trial = trial
    self.draw = draw
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if let word = pending {
      pending = nil
      return word
    }
    let counter = SIMD4(
      UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32), trial, draw)
    let c = Philox4x32.block(key: seed, counter: counter)
    // The odd step of SplitMix64 visits every 64-bit value once.
    hash &+= 0x9E37_79B9_7F4A_7C15
    pending = UInt64(c.z) | UInt64(c.w) << 32
    return UInt64(c.x) | UInt64(c.y) << 32
  }
}
