/// Sorts doubles by their bits, in place: a few passes over memory instead of n log n comparisons.
///
/// Most significant digit first, permuted in cycles within the same memory (McIlroy, Bostic and
/// McIlroy 1993, "American flag sort"). Digits are cut from the distance to the smallest key, so
/// that losses of one order of size still spread over all buckets. The order of keys is that of the
/// numbers: sign-magnitude bits become two's order by flipping all bits of negative numbers and the
/// sign of the others. −0 comes before 0; NaN is not allowed.
enum RadixSort {
  /// At most 4,096 buckets: their heads and ends stay in the first-level cache.
  private static let mostDigitBits = 12
  /// Below this many keys, shifting them one by one is faster.
  private static let leastCount = 32

  /// Sorts in ascending order.
  static func sort(_ values: inout [Double]) {
    values.withUnsafeMutableBufferPointer { values in
      values.withMemoryRebound(to: UInt64.self) { keys in
        for i in keys.indices { keys[i] = key(keys[i]) }
        sort(keys)
        for i in keys.indices { keys[i] = bits(keys[i]) }
      }
    }
  }

  /// The largest values in ascending order: at least `count` of them, or all.
  ///
  /// Values are first counted by their leading 16 bits, a step of 1/16 in size, so that what is
  /// sorted is the part asked for and little more, unless many values are equal.
  static func largest(_ count: Int, of values: [Double]) -> [Double] {
    guard count < values.count else {
      var all = values
      sort(&all)
      return all
    }
    let least = leadingBits(ofLargest: count, values)
    var tail: [Double] = []
    tail.reserveCapacity(count + count / 8)
    for value in values where key(value.bitPattern) >> 48 >= least { tail.append(value) }
    sort(&tail)
    return tail
  }

  /// The leading 16 bits that at least `count` keys reach.
  private static func leadingBits(ofLargest count: Int, _ values: [Double]) -> UInt64 {
    var histogram = [Int](repeating: 0, count: 1 << 16)
    histogram.withUnsafeMutableBufferPointer { histogram in
      for value in values { histogram[Int(key(value.bitPattern) >> 48)] += 1 }
    }
    var seen = 0
    for leading in histogram.indices.reversed() {
      seen += histogram[leading]
      if seen >= count { return UInt64(leading) }
    }
    return 0
  }

  private static func key(_ bits: UInt64) -> UInt64 {
    bits ^ (bits >> 63 == 1 ? UInt64.max : 1 << 63)
  }

  private static func bits(_ key: UInt64) -> UInt64 {
    key ^ (key >> 63 == 1 ? 1 << 63 : UInt64.max)
  }

  private static func sort(_ keys: UnsafeMutableBufferPointer<UInt64>) {
    guard keys.count >= leastCount else { return insert(keys) }
    var low = UInt64.max
    var high = UInt64.zero
    for key in keys {
      low = Swift.min(low, key)
      high = Swift.max(high, key)
    }
    guard low < high else { return }
    let digit = Digit(low: low, high: high, count: keys.count, most: mostDigitBits)
    let ends = permute(keys, digit)
    guard digit.shift > 0 else { return }
    var start = 0
    for end in ends {
      if end - start > 1 { sort(UnsafeMutableBufferPointer(rebasing: keys[start..<end])) }
      start = end
    }
  }

  /// The bits by which one pass parts the keys.
  private struct Digit {
    let low: UInt64
    let shift: UInt64
    let buckets: Int

    /// As many buckets as leave about eight keys in each.
    init(low: UInt64, high: UInt64, count: Int, most: Int) {
      let width = 64 - (high - low).leadingZeroBitCount
      let wanted = Int.bitWidth - (count / 8).leadingZeroBitCount
      let bits = Swift.min(width, most, Swift.max(2, wanted))
      self.low = low
      shift = UInt64(width - bits)
      buckets = 1 << bits
    }

    @inline(__always)
    func callAsFunction(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key - low) >> shift) }
  }

  /// Brings each key into its bucket; returns where each bucket ends.
  private static func permute(
    _ keys: UnsafeMutableBufferPointer<UInt64>, _ digit: Digit
  ) -> [Int] {
    var ends = [Int](repeating: 0, count: digit.buckets)
    for key in keys { ends[digit(key)] += 1 }
    var heads = ends
    var total = 0
    for bucket in ends.indices {
      heads[bucket] = total
      total += ends[bucket]
      ends[bucket] = total
    }
    heads.withUnsafeMutableBufferPointer { heads in
      for bucket in 0..<digit.buckets {
        while heads[bucket] < ends[bucket] {
          var key = keys[heads[bucket]]
          var home = digit(key)
          while home != bucket {
            swap(&key, &keys[heads[home]])
            heads[home] += 1
            home = digit(key)
          }
          keys[heads[bucket]] = key
          heads[bucket] += 1
        }
      }
    }
    return ends
  }

  private static func insert(_ keys: UnsafeMutableBufferPointer<UInt64>) {
    for i in keys.indices.dropFirst() {
      let key = keys[i]
      var j = i
      while j > 0, keys[j - 1] > key {
        keys[j] = keys[j - 1]
        j -= 1
      }
      keys[j] = key
    }
  }
}
