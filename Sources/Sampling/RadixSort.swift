/// Sorts doubles by their bits: a few passes over memory instead of n log n comparisons.
///
/// Least significant digit first, 11 bits a pass (Knuth 1998, section 5.2.5). The order of keys is
/// that of the numbers: sign-magnitude bits become two's order by flipping all bits of negative
/// numbers and the sign of the others. −0 comes before 0; NaN is not allowed. A pass whose digit is
/// the same for all keys is left out, as are the low bits of round amounts.
enum RadixSort {
  private static let digitBits = 11
  private static let buckets = 1 << digitBits
  private static let passes = 6

  /// Below this many values the passes cost more than comparing.
  private static let leastCount = 2_048

  static func sort(_ values: inout [Double]) {
    guard values.count >= leastCount else { return values.sort() }
    var keys = values.map(key)
    let counts = histograms(keys)
    var spare = [UInt64](repeating: 0, count: keys.count)
    for pass in 0..<passes {
      let histogram = counts[pass * buckets..<(pass + 1) * buckets]
      if histogram.contains(keys.count) { continue }
      scatter(keys, into: &spare, histogram: Array(histogram), shift: pass * digitBits)
      swap(&keys, &spare)
    }
    for i in values.indices { values[i] = number(keys[i]) }
  }

  private static func key(_ x: Double) -> UInt64 {
    let bits = x.bitPattern
    return bits ^ (bits >> 63 == 1 ? UInt64.max : 1 << 63)
  }

  private static func number(_ key: UInt64) -> Double {
    Double(bitPattern: key ^ (key >> 63 == 1 ? 1 << 63 : UInt64.max))
  }

  /// How often each digit occurs, for all passes in one walk over the keys.
  private static func histograms(_ keys: [UInt64]) -> [Int] {
    var counts = [Int](repeating: 0, count: passes * buckets)
    counts.withUnsafeMutableBufferPointer { counts in
      for key in keys {
        for pass in 0..<passes {
          let digit = Int(truncatingIfNeeded: key >> UInt64(pass * digitBits)) & (buckets - 1)
          counts[pass * buckets + digit] += 1
        }
      }
    }
    return counts
  }

  private static func scatter(
    _ keys: [UInt64], into target: inout [UInt64], histogram: [Int], shift: Int
  ) {
    var next = histogram
    var start = 0
    for digit in 0..<buckets {
      let size = next[digit]
      next[digit] = start
      start += size
    }
    next.withUnsafeMutableBufferPointer { next in
      target.withUnsafeMutableBufferPointer { target in
        for key in keys {
          let digit = Int(truncatingIfNeeded: key >> UInt64(shift)) & (buckets - 1)
          target[next[digit]] = key
          next[digit] += 1
        }
      }
    }
  }
}
