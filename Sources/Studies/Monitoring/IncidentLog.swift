internal import RiskModel

/// What really happened within a window of time, by the study's register of incidents.
struct IncidentLog: Sendable {
  /// One entry of the register.
  struct Entry: Sendable {
    let day: CalendarDay
    let risk: String
    let loss: Double
    let downtimeDays: Double
    let isNearMiss: Bool
    /// Persons injured or killed.
    var persons = 0.0
  }

  /// One outage of a supplier, whatever risk it belongs to.
  struct Outage: Sendable {
    let day: CalendarDay
    let supplier: String
    let days: Double
  }

  /// The first day of the window.
  let from: CalendarDay
  /// The day after the last.
  let to: CalendarDay
  /// In file order; false alarms and entries without a risk are left out.
  let entries: [Entry]
  /// Outages of suppliers that the register names, in file order.
  let outages: [Outage]

  /// The length of the window, in years of 365 days.
  var years: Double { Double(to.days(since: from)) / 365 }

  /// The risks that the register names, in the order of their ids.
  var risks: [String] { Set(entries.map(\.risk)).sorted() }

  /// The entries of a window; it begins, unless said otherwise, with the year of the first entry.
  ///
  /// - Throws: `WrongUse` where nothing of a risk or a supplier is recorded or the window is empty.
  init(_ root: StudyRecord, since: CalendarDay?, asOf: CalendarDay) throws(WrongUse) {
    let all = root.records("incidents").compactMap(Self.entry)
    let outages = root.records("incidents").compactMap(Self.outage)
    guard let first = (all.map(\.day) + outages.map(\.day)).min() else {
      throw WrongUse(
        "The study records no incident of a risk or a supplier: name a register with "
          + "`incidents: data/incidents.csv`."
      )
    }
    from = since ?? CalendarDay("\(first.description.prefix(4))-01-01") ?? first
    to = asOf
    guard from < to else {
      throw WrongUse("The record would begin on \(from), which is not before \(to).")
    }
    let window = (from, to)
    entries = all.filter { $0.day >= window.0 && $0.day < window.1 }
    self.outages = outages.filter { $0.day >= window.0 && $0.day < window.1 }
  }

  /// Events of a risk that were not caught in time.
  func events(of risk: String) -> [Entry] {
    entries.filter { $0.risk == risk && !$0.isNearMiss }
  }

  /// Events of a risk that were caught in time.
  func nearMisses(of risk: String) -> Int {
    entries.count { $0.risk == risk && $0.isNearMiss }
  }

  private static func entry(_ record: StudyRecord) -> Entry? {
    guard let day = record.day("date"), let risk = record.text("risk"),
      !record.flag("false_alarm")
    else { return nil }
    return Entry(
      day: day, risk: risk, loss: record.number("loss") ?? 0,
      downtimeDays: record.number("downtime_days") ?? 0, isNearMiss: record.flag("near_miss"),
      persons: (record.number("injuries") ?? 0) + (record.number("fatalities") ?? 0))
  }

  private static func outage(_ record: StudyRecord) -> Outage? {
    guard let day = record.day("date"), let supplier = record.text("supplier"),
      !record.flag("false_alarm"), !record.flag("near_miss")
    else { return nil }
    return Outage(day: day, supplier: supplier, days: record.number("downtime_days") ?? 0)
  }
}
