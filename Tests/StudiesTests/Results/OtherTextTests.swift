import LossSimulation
import Testing

@testable import Studies

@Suite struct OtherTextTests {
  @Test func worstYears() throws {
    let level = try #require(MadeUpResult.result()["current"])
    #expect(
      WorstTrialsText(WorstTrials(level, run: "r-1"), currency: "EUR").text == """
        Worst years of r-1, current, EUR

        1. 1.23 M in trial 3, largest event 900 k
           day 12  risk R02                      900 k       950 k ground-up, 2 injured, witho…
          day 200  hazard flood strikes S01 S02  335 k  3 d  335 k by downtime

        """)
  }

  @Test func statedEvent() throws {
    let folder = try TemporaryFolder()
    let study = try MadeUpRun.run(in: folder).source.facts
    let report = StatedEventReport(
      event: StatedEvent(struck: ["S01", "S02"], level: 0.6, duration: 10),
      steps: [
        .init(from: 0, to: 2.5, levels: [("S01", 0.4)], happenings: ["S01 falls short"]),
        .init(from: 2.5, to: 10, levels: [], happenings: []),
      ],
      processes: [("P01", 4.25, 1_615_000)], groundUpLoss: 1_615_000, timeToSurvive: nil)
    #expect(
      StatedEventText(StatedEventSummary(report, written: "x", study: study)).text == """
        S01, S02 loses 60 % for 10 days
        exact: no random number is drawn; EUR, before insurance

        PATH
          from day  to day  working at
                 0     2.5  S01 40 %
               2.5      10  all whole
          day 0: S01 falls short

        LOSS
          process  lost days    loss
          P01           4.25  1.62 M

        Total: 1.62 M EUR. The same event costs nothing even for a year.

        """)
  }

  @Test func progress() {
    let update = RunUpdate(trialsDone: 420_000, trialsAsked: 1_000_000, relativeError: 0.011)
    #expect(
      ProgressText.line(update, seconds: 2)
        == "42 %  210 k years/s  error of the mean 1.1 %  2.8 s left")
    let start = RunUpdate(trialsDone: 0, trialsAsked: 1000, relativeError: nil)
    #expect(ProgressText.line(start, seconds: 0) == "0 %")
  }

  @Test(arguments: [
    (0.0123, "12 ms"), (2.84, "2.8 s"), (61, "61 s"), (600, "10 min"), (86_400, "24 h"),
    (.infinity, "unknown"),
  ])
  func duration(_ seconds: Double, _ text: String) {
    #expect(ProgressText.duration(seconds) == text)
  }
}
