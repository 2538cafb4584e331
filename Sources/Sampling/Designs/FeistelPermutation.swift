/// A keyed permutation of 0 ..< count that can be evaluated at one place alone.
///
/// A Feistel network (Luby and Rackoff 1988) permutes the least power of two that holds `count`,
/// and walks its cycle until it comes back below `count` (Black and Rogaway 2002, "Ciphers with
/// arbitrary finite domains"): less than two steps on average. A rotation by a uniform number comes
/// last, so that each place alone is exactly uniform over the keys, whatever the network's quality.
struct FeistelPermutation: Sendable {
  /// Places permuted.
  let count: UInt32
  private let lowBits: UInt32
  private let lowMask: UInt32
  private let highMask: UInt32
  private let rotation: UInt32
  private let keys: SIMD8<UInt32>

  /// The permutation that belongs to a key at an address of a stream.
  ///
  /// - Precondition: `count` is 1…2³¹.
  init(count: Int, stream: RandomStream, address: UInt32) {
    precondition((1...(1 << 31)).contains(count), "a permutation of 1 to 2³¹ places")
    self.count = UInt32(count)
    let bits = Swift.max(2, UInt32(Int.bitWidth - (count - 1).leadingZeroBitCount))
    lowBits = (bits + 1) / 2
    lowMask = (1 << lowBits) - 1
    highMask = (1 << (bits - lowBits)) - 1
    let blocks = (0..<3).map { draw in
      Philox4x32.block(
        key: stream.seed,
        counter: SIMD4(
          UInt32(truncatingIfNeeded: stream.hash), UInt32(truncatingIfNeeded: stream.hash >> 32),
          address, draw))
    }
    keys = SIMD8(lowHalf: blocks[0], highHalf: blocks[1])
    // Bias below 2⁻³³: the upper half of a product of 64 random bits and the count.
    let word = UInt64(blocks[2].x) | UInt64(blocks[2].y) << 32
    rotation = UInt32(truncatingIfNeeded: word.multipliedFullWidth(by: UInt64(count)).high)
  }

  /// The image of a place.
  ///
  /// - Precondition: `place` is below `count`.
  func callAsFunction(_ place: UInt32) -> UInt32 {
    var x = place
    repeat { x = network(x) } while x >= count
    let turned = UInt64(x) + UInt64(rotation)
    return UInt32(truncatingIfNeeded: turned >= count ? turned - UInt64(count) : turned)
  }

  /// Eight rounds on halves that differ by one bit at most; each is its own inverse.
  private func network(_ x: UInt32) -> UInt32 {
    var low = x & lowMask
    var high = x &>> lowBits
    for round in stride(from: 0, to: 8, by: 2) {
      low ^= Self.mixed(high ^ keys[round]) & lowMask
      high ^= Self.mixed(low ^ keys[round + 1]) & highMask
    }
    return high &<< lowBits | low
  }

  /// A mixing of 32 bits with low bias: Wellons' `lowbias32` (2018).
  private static func mixed(_ x: UInt32) -> UInt32 {
    var h = x
    h = (h ^ (h >> 16)) &* 0x7FEB_352D
    h = (h ^ (h >> 15)) &* 0x846C_A68B
    return h ^ (h >> 16)
  }
}
