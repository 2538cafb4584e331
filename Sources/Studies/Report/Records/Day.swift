/// A calendar day, for counting days between dates of a study.
struct Day: Hashable, Sendable {
  /// Days since 1970-01-01.
  let number: Int

  /// The day of an ISO 8601 date, its time of day left aside; nil for another text.
  init?(_ text: String) {
    let parts = text.prefix(10).split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    // Days from a civil date: Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }
}
