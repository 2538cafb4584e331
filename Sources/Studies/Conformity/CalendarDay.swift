internal import Foundation

/// A day of the Gregorian calendar, for dates of records and the intervals between them.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  /// The day so many days after 1970-01-01.
  public init(number: Int) { self.number = number }

  /// A day as ISO 8601, `2026-11-01`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), day >= 1
    else { return nil }
    let made = CalendarDay(year: year, month: month, day: day)
    guard made.description == text else { return nil }
    self = made
  }

  /// The day of an ISO 8601 date with or without a time of day; nil for anything else.
  init?(timestamp text: String) {
    self.init(String(text.prefix(10)))
  }

  /// From the civil calendar.
  ///
  /// After Howard Hinnant, “chrono-compatible low-level date algorithms”.
  private init(year: Int, month: Int, day: Int) {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// The day on which the program runs, in UTC.
  public static var today: CalendarDay {
    CalendarDay(number: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
  }

  /// The last date written in an id such as `r-2026-11-23-a`; nil where there is none.
  init?(inID id: String) {
    let letters = Array(id)
    guard letters.count >= 10 else { return nil }
    for start in stride(from: letters.count - 10, through: 0, by: -1) {
      if let day = CalendarDay(String(letters[start..<start + 10])) {
        self = day
        return
      }
    }
    return nil
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted + (shifted < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// `2026-11-01`.
  public var description: String {
    let (year, month, day) = civil
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let digits = String(year.magnitude)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(year < 0 ? "-" : "")\(padded)-\(two(month))-\(two(day))"
  }

  /// `20261101`, as iCalendar writes a day.
  var compact: String { description.filter { $0 != "-" } }

  /// So many days later.
  public func adding(_ days: Int) -> CalendarDay {
    CalendarDay(number: number.addingReportingOverflow(days).partialValue)
  }

  /// The number of days from another day to this one.
  public func days(since other: CalendarDay) -> Int { number - other.number }

  /// Earlier before later.
  public static func < (first: CalendarDay, second: CalendarDay) -> Bool {
    first.number < second.number
  }
}
