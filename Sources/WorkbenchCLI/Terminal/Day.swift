import ArgumentParser
import Studies

/// A day such as `2026-11-01`.
struct Day: ExpressibleByArgument {
  let value: CalendarDay

  init?(argument: String) {
    guard let value = CalendarDay(argument) else { return nil }
    self.value = value
  }
}
