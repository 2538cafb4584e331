/// Steele, Lea and Flood (2014), OOPSLA: a fixed generator, so that every run tests the same cases.
public struct SplitMix64: RandomNumberGenerator {
  /// Where the sequence stands.
  public var state: UInt64

  /// The sequence after a state.
  public init(state: UInt64) {
    self.state = state
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Even on [low, high).
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(next() >> 11) * 0x1p-53
  }

  /// A whole number from 0 to count − 1.
  public mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// True with a probability.
  public mutating func chance(_ probability: Double) -> Bool { uniform(0, 1) < probability }
}
