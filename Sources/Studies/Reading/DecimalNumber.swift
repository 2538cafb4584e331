/// Reads decimal numbers from bytes, correctly rounded, without a detour over text where it can.
enum DecimalNumber {
  /// What stands in a cell.
  enum Reading: Equatable {
    case number(Double)
    case empty
    /// `nan`, `inf` and their kin.
    case notFinite
    /// Digits that say more than a double holds.
    case tooLarge
    case notANumber
  }

  /// The number in a cell; blanks around it do not count.
  ///
  /// Up to 19 digits and powers of ten that occur in practice are converted here (`value`);
  /// everything else the standard library reads.
  static func read(_ cell: UnsafeRawBufferPointer, decimal: UInt8) -> Reading {
    var start = 0
    var end = cell.count
    while start < end, cell[start] == 0x20 || cell[start] == 0x09 { start += 1 }
    while end > start, cell[end - 1] == 0x20 || cell[end - 1] == 0x09 { end -= 1 }
    guard start < end else { return .empty }
    let body = UnsafeRawBufferPointer(rebasing: cell[start..<end])
    guard let parts = Parts(body, decimal: decimal) else {
      return isNotFinite(body) ? .notFinite : .notANumber
    }
    if let value = parts.exact { return .number(value) }
    return slow(body, decimal: decimal)
  }

  /// The double nearest to mantissa × 10^exponent; nil where it is not decided here.
  ///
  /// Up to 2⁵³ and 10²², mantissa and power of ten are exact doubles, so that one multiplication
  /// or division rounds once (Clinger 1990); beyond, a product of 64 × 128 bits decides.
  @inline(__always)
  static func value(mantissa: UInt64, exponent: Int) -> Double? {
    guard mantissa <= 1 << 53, (-22...22).contains(exponent) else {
      return EiselLemire.value(mantissa: mantissa, exponent: exponent)
    }
    return exponent < 0
      ? Double(mantissa) / power(-exponent) : Double(mantissa) * power(exponent)
  }

  /// 10^exponent for 0…22, each an exact double.
  @inline(__always)
  private static func power(_ exponent: Int) -> Double {
    powers.withUnsafeBufferPointer { $0[exponent] }
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// A number taken apart: (−1)^negative × mantissa × 10^exponent.
  private struct Parts {
    private var mantissa: UInt64 = 0
    private var exponent = 0
    private var isNegative = false
    private var isTruncated = false

    /// Nil where the bytes are not `[+-] digits [. digits] [e [+-] digits]`.
    init?(_ body: UnsafeRawBufferPointer, decimal: UInt8) {
      var index = 0
      if body[0] == UInt8(ascii: "-") || body[0] == UInt8(ascii: "+") {
        isNegative = body[0] == UInt8(ascii: "-")
        index = 1
      }
      let whole = takeDigits(body, &index, isFraction: false)
      var fraction = 0
      if index < body.count, body[index] == decimal {
        index += 1
        fraction = takeDigits(body, &index, isFraction: true)
      }
      guard whole + fraction > 0 else { return nil }
      guard index < body.count else { return }
      guard body[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      index += 1
      guard takeExponent(body, &index), index == body.count else { return nil }
    }

    private mutating func takeDigits(
      _ body: UnsafeRawBufferPointer, _ index: inout Int, isFraction: Bool
    ) -> Int {
      let start = index
      while index < body.count {
        let digit = body[index] &- 0x30
        guard digit <= 9 else { break }
        if mantissa < 1_000_000_000_000_000_000 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          if isFraction { exponent -= 1 }
        } else {
          if digit != 0 { isTruncated = true }
          if !isFraction { exponent += 1 }
        }
        index += 1
      }
      return index - start
    }

    private mutating func takeExponent(
      _ body: UnsafeRawBufferPointer, _ index: inout Int
    ) -> Bool {
      var sign = 1
      if index < body.count, body[index] == UInt8(ascii: "-") || body[index] == UInt8(ascii: "+") {
        sign = body[index] == UInt8(ascii: "-") ? -1 : 1
        index += 1
      }
      let start = index
      var written = 0
      while index < body.count, body[index] &- 0x30 <= 9 {
        // Further digits cannot change the outcome: zero or out of range.
        written = min(written * 10 + Int(body[index] &- 0x30), 1_000_000)
        index += 1
      }
      exponent += sign * written
      return index > start
    }

    /// The value where all digits are in the mantissa and their power is not far out; nil otherwise.
    var exact: Double? {
      if mantissa == 0, !isTruncated { return isNegative ? -0.0 : 0 }
      guard !isTruncated,
        let value = DecimalNumber.value(mantissa: mantissa, exponent: exponent)
      else { return nil }
      return isNegative ? -value : value
    }
  }

  private static func slow(_ body: UnsafeRawBufferPointer, decimal: UInt8) -> Reading {
    var text = String(decoding: body, as: UTF8.self)
    if decimal == UInt8(ascii: ",") { text = String(text.map { $0 == "," ? "." : $0 }) }
    guard let value = Double(text) else { return .notANumber }
    return value.isFinite ? .number(value) : .tooLarge
  }

  private static func isNotFinite(_ body: UnsafeRawBufferPointer) -> Bool {
    let text = String(decoding: body.prefix(12), as: UTF8.self).lowercased()
    let bare = text.drop { "+-.".contains($0) }
    return ["inf", "infinity", "nan", "#num!", "#n/a", "na", "n/a"].contains(bare)
  }
}
