import Testing

@testable import Studies

@Suite struct EventTextTests {
  @Test(arguments: [
    ("S01 down 10d", ["S01"], 1.0, 10.0), ("S01+S02 down 2w", ["S01", "S02"], 1, 14),
    ("S01 down 12h", ["S01"], 1, 0.5), ("P01 down to 40% 10d", ["P01"], 0.6, 10),
    ("P01 down by 40% 10d", ["P01"], 0.4, 10), ("P01 down by 100% for 1 day", ["P01"], 1, 1),
    ("  S01   DOWN  for 1.5 days ", ["S01"], 1, 1.5), ("S01 down to 0% 1d", ["S01"], 1, 1),
  ])
  func reads(_ text: String, _ ids: [String], _ lost: Double, _ days: Double) throws {
    let event = try EventText.parse(text)
    #expect(event.ids == ids && event.lost == lost && event.days == days)
  }

  @Test(arguments: [
    ("", "the event is empty"), ("S01", "the word `down` must follow the id"),
    ("S01 up 10d", "the word `down` must follow the id"),
    ("S01 down", "the duration is missing"), ("S01 down ten days", "`ten days` is not a duration"),
    ("S01 down 0d", "`0d` is not a duration"), ("S01 down -1d", "`-1d` is not a duration"),
    ("S01 down 10", "`10` is not a duration"), ("S01 down 10m", "`10m` is not a duration"),
    ("S01 down by 140% 10d", "after `by` a share from 0% to 100% is needed"),
    ("S01 down to 40 10d", "after `to` a share from 0% to 100% is needed"),
    ("S01 down by 0% 10d", "nothing is lost"), ("S01 down to 100% 1d", "nothing is lost"),
    ("+S01 down 1d", "an id is missing beside a `+`"), ("S1+S1 down 1d", "an id stands twice"),
  ])
  func refuses(_ text: String, _ reason: String) {
    let sentence =
      "--event '\(text)': \(reason). Write ID[+ID…] down [to 40%|by 40%] FOR, where FOR is 10d, "
      + "12h or 2w, for example 'S01 down 10d'."
    #expect(throws: WrongUse(sentence)) { try EventText.parse(text) }
  }

  @Test(
    arguments: [
      ("1", 1), ("250000", 250_000), ("100k", 100_000), ("1M", 1_000_000), ("1.5M", 1_500_000),
      ("1e6", 1_000_000), ("1.1k", 1100), ("0", nil), ("-5", nil), ("1.5", nil), ("", nil),
      ("k", nil), ("0x10", nil), ("inf", nil), ("nan", nil), ("1 000", nil), ("9e99", nil),
    ] as [(String, Int?)])
  func readsCounts(_ text: String, _ count: Int?) { #expect(CountText.parse(text) == count) }

  @Test func environmentStandsBehindFlags() throws {
    let settings = try EnvironmentSettings([
      "BREAKWATER_TRIALS": "10k", "BREAKWATER_SEED": "9", "BREAKWATER_THREADS": "3",
    ])
    #expect(settings.trials.map(\.text) == ["10000"])
    #expect(settings.seed.map(\.path) == ["simulation/seed"])
    #expect(settings.threads == 3)
    #expect(
      throws: WrongUse(
        "BREAKWATER_SEED is `x`: a whole number from 0 to 9223372036854775807 is needed.")
    ) {
      try EnvironmentSettings(["BREAKWATER_SEED": "x"])
    }
    #expect(try EnvironmentSettings(["BREAKWATER_TRIALS": ""]).trials.isEmpty)
  }
}
