import Foundation
import Testing

@testable import Studies

@Suite struct CalendarDayTests {
  /// Foundation's Gregorian calendar is the independent source.
  @Test func daysAreThoseOfTheCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for number in stride(from: -40_000, through: 80_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let text = String(
        format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
      #expect(CalendarDay(number: number).description == text)
      #expect(CalendarDay(text)?.number == number)
    }
  }

  /// Against Foundation's formatter, every 37th day over 240 years.
  @Test func timestampsCountAsTheCalendarDoes() throws {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd"
    for number in stride(from: -40_000, through: 48_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      #expect(CalendarDay(timestamp: format.string(from: date))?.number == number)
    }
  }

  @Test func aTimestampsTimeIsLeftAside() {
    #expect(CalendarDay(timestamp: "2026-11-24T12:00:00Z") == CalendarDay("2026-11-24"))
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "x", "", "soon", "2026-1",
    "2026-11-32",
  ])
  func whatIsNoDayIsRefused(_ text: String) {
    #expect(CalendarDay(text) == nil)
    #expect(CalendarDay(timestamp: text) == nil)
  }

  @Test func aDayIsFoundInAnID() {
    #expect(CalendarDay(inID: "r-2026-11-23-a")?.description == "2026-11-23")
    #expect(CalendarDay(inID: "gate of 2025-01-02 and 2026-03-04")?.description == "2026-03-04")
    #expect(CalendarDay(inID: "r-7") == nil)
  }
}
