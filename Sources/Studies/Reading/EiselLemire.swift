/// Decimal to double by one product of 64 × 128 bits, correctly rounded.
///
/// Source: D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience
/// 51 (2021), algorithm 1 with the table of section 5, for powers of ten from −54 to 54: results are
/// then normal doubles, and the table is computed at the start in 128-bit arithmetic.
enum EiselLemire {
  /// The double nearest to mantissa × 10^exponent, ties to even; nil where it is not decided.
  static func value(mantissa: UInt64, exponent: Int) -> Double? {
    guard mantissa != 0, (-54...54).contains(exponent) else { return mantissa == 0 ? 0 : nil }
    let shift = mantissa.leadingZeroBitCount
    let (high, low) = product(mantissa << UInt64(shift), power: exponent)
    if low == .max, exponent < -27 { return nil }
    let upper = high >> 63
    var bits = high >> (upper + 9)
    // 217706 / 2¹⁶ is log₂ 10 to the bits that matter here; 1023 is the bias of a double.
    var binary = (217_706 * exponent) >> 16 + 63 + Int(upper) - shift + 1023
    // Exactly half way between two doubles: to even.
    if low <= 1, (-4...23).contains(exponent), bits & 3 == 1, bits << (upper + 9) == high {
      bits &= ~1
    }
    bits = (bits + bits & 1) >> 1
    if bits >= 1 << 53 {
      bits = 1 << 52
      binary += 1
    }
    return Double(bitPattern: UInt64(binary) << 52 | bits & (1 << 52 - 1))
  }

  /// The upper 128 bits of a normalised mantissa times a normalised power of five, as far as needed.
  private static func product(_ mantissa: UInt64, power: Int) -> (high: UInt64, low: UInt64) {
    let factor = powersOfFive.withUnsafeBufferPointer { $0[power + 54] }
    let first = mantissa.multipliedFullWidth(by: factor.high)
    guard first.high & 0x1FF == 0x1FF else { return (first.high, first.low) }
    let second = mantissa.multipliedFullWidth(by: factor.low)
    let (low, carries) = first.low.addingReportingOverflow(second.high)
    return (first.high &+ (carries ? 1 : 0), low)
  }

  /// 128 leading bits of 5^q for q from −54 to 54; reciprocals down to −27 are rounded up.
  private static let powersOfFive: [(high: UInt64, low: UInt64)] = (-54...54).map { power in
    let five = (0..<abs(power)).reduce(UInt128(1)) { product, _ in product * 5 }
    let bits =
      power >= 0
      ? five << UInt128(five.leadingZeroBitCount) : reciprocal(of: five, roundsUp: power >= -27)
    return (UInt64(truncatingIfNeeded: bits >> 64), UInt64(truncatingIfNeeded: bits))
  }

  /// The 128 leading bits of 1/n, by long division.
  private static func reciprocal(of n: UInt128, roundsUp: Bool) -> UInt128 {
    var rest: UInt128 = 1
    while rest < n { rest <<= 1 }
    rest -= n
    var quotient: UInt128 = 1
    for _ in 0..<127 {
      rest <<= 1
      quotient <<= 1
      if rest >= n {
        rest -= n
        quotient |= 1
      }
    }
    return roundsUp ? quotient + 1 : quotient
  }
}
