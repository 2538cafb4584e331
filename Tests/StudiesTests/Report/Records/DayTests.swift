import Foundation
import Testing

@testable import Studies

@Suite struct DayTests {
  /// Against Foundation's Gregorian calendar, every 37th day over 240 years.
  @Test func countsAsTheCalendarDoes() throws {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd"
    for number in stride(from: -40_000, through: 48_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      #expect(Day(format.string(from: date))?.number == number)
    }
  }

  @Test(arguments: ["", "soon", "2026-13-01", "2026-00-10", "2026-1", "2026-11-32"])
  func refusesWhatIsNoDay(_ text: String) { #expect(Day(text) == nil) }

  @Test func leavesTheTimeAside() {
    #expect(Day("2026-11-24T12:00:00Z") == Day("2026-11-24"))
  }
}
