internal import Foundation

/// Figures for reading: as many digits as their error allows, two or three.
enum FigureText {
  /// A figure with its interval in words, both to the same digit.
  struct Pair: Hashable {
    let value: String
    /// `163 k .. 166 k`, `exact`, or a reason why there is none.
    let interval: String
  }

  /// An amount of money or another large number, with k, M or bn.
  static func amount(_ record: EstimateRecord?) -> Pair {
    pair(record) { value, place in scaled(value, to: place) }
  }

  /// Persons, days and other numbers that keep their unit.
  static func number(_ record: EstimateRecord?) -> Pair {
    pair(record) { value, place in decimal(value, to: place) }
  }

  /// A probability or share, as percent.
  static func percent(_ record: EstimateRecord?) -> Pair {
    pair(record) { value, place in decimal(value * 100, to: place + 2) + " %" }
  }

  /// A share without an error of its own, to a whole percent, or finer where it is small.
  static func percent(_ share: Double) -> String {
    let value = share * 100
    if value == 0 { return "0 %" }
    if value.magnitude < 0.1 { return "<0.1 %" }
    return decimal(value, to: value.magnitude < 10 ? -1 : 0) + " %"
  }

  /// An exact amount, to three digits at most.
  static func amount(_ value: Double) -> String {
    scaled(value, to: place(of: value, error: 0), isExact: true)
  }

  /// An exact number, to three digits at most.
  static func plain(_ value: Double) -> String {
    withoutZeros(decimal(value, to: place(of: value, error: 0)))
  }

  /// A whole number in groups of three: `100 000`.
  static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += " " }
      text.append(digit)
    }
    return text
  }

  // MARK: Digits

  private static func pair(
    _ record: EstimateRecord?, _ text: (_ value: Double, _ place: Int) -> String
  ) -> Pair {
    guard let record, let value = record.value else { return Pair(value: "unknown", interval: "") }
    guard let low = record.low, let high = record.high else {
      return Pair(
        value: text(value, place(of: value, error: 0)), interval: record.reason ?? "unknown")
    }
    if record.isExact {
      // One digit more than an estimate has, without zeros that would look like a rounding.
      let exact = text(value, place(of: value, error: 0) - 1)
      let unit = exact.drop { $0 != " " }
      return Pair(value: withoutZeros(String(exact.dropLast(unit.count))) + unit, interval: "exact")
    }
    let error = (high - low) / 2
    var last = place(of: value, error: error)
    // An interval that vanishes at three digits gets more, up to six: better long than wrong.
    while error > 0, text(low, last) == text(high, last), last > place(of: value, error: 0) - 3 {
      last -= 1
    }
    let caveat = record.reliable ? "" : " (rough)"
    let interval = range(text(low, last), text(high, last)) + caveat
    return Pair(value: text(value, last), interval: interval)
  }

  /// `163 .. 166 k`: a unit that both ends have stands once.
  static func range(_ low: String, _ high: String) -> String {
    let unit = high.drop { $0 != " " }
    guard !unit.isEmpty, low.hasSuffix(unit) else { return "\(low) .. \(high)" }
    return "\(low.dropLast(unit.count)) .. \(high)"
  }

  /// The power of ten of the last digit that is shown: where the error begins, with two or three
  /// digits of the value in all.
  static func place(of value: Double, error: Double) -> Int {
    guard value != 0 || error != 0 else { return 0 }
    guard value != 0 else { return lastDigit(error) }
    let first = exponent(value)
    guard error > 0 else { return first - 2 }
    return min(max(lastDigit(error), first - 2), first - 1)
  }

  /// The first digit of an error, or its second where the first is 1 or 2 and would round coarsely.
  static func lastDigit(_ error: Double) -> Int {
    let first = exponent(error)
    return error < 3 * Foundation.pow(10, Double(first)) ? first - 1 : first
  }

  private static func exponent(_ value: Double) -> Int {
    Int(Foundation.log10(value.magnitude).rounded(.down))
  }

  /// Rounds to a power of ten and writes with k, M or bn.
  static func scaled(_ value: Double, to place: Int, isExact: Bool = false) -> String {
    let rounded = round(value, to: place).magnitude
    let units = [(9, " bn"), (6, " M"), (3, " k")]
    let (power, suffix) = units.first { rounded >= Foundation.pow(10, Double($0.0)) } ?? (0, "")
    let number = decimal(value / Foundation.pow(10, Double(power)), to: place - power)
    return (isExact ? withoutZeros(number) : number) + suffix
  }

  /// A known number needs no zeros after the point to say how well it is known.
  private static func withoutZeros(_ text: String) -> String {
    guard text.contains("."), !text.contains("e") else { return text }
    let cut = text.reversed().drop { $0 == "0" }
    return String((cut.first == "." ? cut.dropFirst() : cut).reversed())
  }

  /// Rounds to a power of ten and writes all digits.
  static func decimal(_ value: Double, to place: Int) -> String {
    let rounded = round(value, to: place)
    if place < -9 { return String(format: "%.2e", rounded) }
    let text = String(format: "%.\(max(0, -place))f", rounded)
    return text.hasPrefix("-") && rounded == 0 ? String(text.dropFirst()) : text
  }

  private static func round(_ value: Double, to place: Int) -> Double {
    // Dividing by a whole power keeps 0.15 → 0.2 from becoming 0.1 by binary rounding of 10⁻¹.
    let power = Foundation.pow(10, Double(abs(place)))
    return place >= 0 ? (value / power).rounded() * power : (value * power).rounded() / power
  }
}

extension FigureText {
  /// Four significant digits without zeros at the end.
  static func significant(_ value: Double) -> String { String(format: "%.4g", value) }

  /// Four significant digits and a power of ten.
  static func scientific(_ value: Double) -> String { String(format: "%.3e", value) }
}
