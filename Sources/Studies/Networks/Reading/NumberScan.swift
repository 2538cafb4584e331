/// Numbers read where they stand in a table, without looking for the end of the cell first.
enum NumberScan {
  /// The number at a place, which is moved behind it; nil where it is not a plain number of at
  /// most 19 digits, and the place stays.
  @inline(__always)
  static func number(at place: inout UnsafePointer<UInt8>) -> Double? {
    var at = place
    let isNegative = at[0] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let start = at
    var mantissa: UInt64 = 0
    var exponent = 0
    skipZeros(&at)
    var first = at
    digits(&at, &mantissa)
    var significant = at - first
    var count = at - start
    if at[0] == UInt8(ascii: ".") {
      at += 1
      let point = at
      if significant == 0 { skipZeros(&at) }
      first = at
      digits(&at, &mantissa)
      significant += at - first
      exponent = point - at
      count -= exponent
    }
    guard count > 0, significant <= 19 else { return nil }
    if at[0] | 0x20 == UInt8(ascii: "e") {
      guard let power = power(&at) else { return nil }
      exponent += power
    }
    guard let value = DecimalNumber.value(mantissa: mantissa, exponent: exponent) else {
      return nil
    }
    place = at
    return isNegative ? -value : value
  }

  /// The whole number at a place, which is moved behind it; nil where there is no digit, or more than
  /// seven.
  @inline(__always)
  static func whole(at place: inout UnsafePointer<UInt8>) -> Double? {
    let word = UnsafeRawPointer(place).loadUnaligned(as: UInt64.self) ^ 0x3030_3030_3030_3030
    // The high bit of a byte that is above 9; a carry reaches bytes behind the first such alone.
    let others = ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
    let count = others.trailingZeroBitCount >> 3
    guard count > 0, count < 8 else { return nil }
    place += count
    return Double(eight((word &<< UInt64(64 - 8 * count)) ^ 0x3030_3030_3030_3030))
  }

  @inline(__always)
  private static func skipZeros(_ at: inout UnsafePointer<UInt8>) {
    while at[0] == UInt8(ascii: "0") { at += 1 }
  }

  /// Takes digits, eight at a time while there are eight.
  ///
  /// More than 19 overflow; the caller counts them and does not use the sum.
  @inline(__always)
  private static func digits(_ at: inout UnsafePointer<UInt8>, _ sum: inout UInt64) {
    while true {
      let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
      guard areDigits(word) else { break }
      sum = sum &* 100_000_000 &+ eight(word)
      at += 8
    }
    while true {
      let digit = at[0] &- 0x30
      guard digit <= 9 else { return }
      sum = sum &* 10 &+ UInt64(digit)
      at += 1
    }
  }

  /// Whether eight bytes are digits (Lemire 2021, section 3).
  @inline(__always)
  private static func areDigits(_ word: UInt64) -> Bool {
    (word & 0xF0F0_F0F0_F0F0_F0F0)
      | ((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4
      == 0x3333_3333_3333_3333
  }

  /// The number of eight digits, the first in the lowest byte (Lemire 2021, section 3).
  @inline(__always)
  private static func eight(_ word: UInt64) -> UInt64 {
    var w = word &- 0x3030_3030_3030_3030
    w = w &* 10 &+ w >> 8
    let low = (w & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = (w >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ high) >> 32
  }

  private static func power(_ at: inout UnsafePointer<UInt8>) -> Int? {
    at += 1
    var sign = 1
    if at[0] == UInt8(ascii: "-") || at[0] == UInt8(ascii: "+") {
      sign = at[0] == UInt8(ascii: "-") ? -1 : 1
      at += 1
    }
    var value = 0
    let start = at
    while at[0] &- 0x30 <= 9, at - start < 6 {
      value = value * 10 + Int(at[0] &- 0x30)
      at += 1
    }
    return at > start && at[0] &- 0x30 > 9 ? sign * value : nil
  }
}
