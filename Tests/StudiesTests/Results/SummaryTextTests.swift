import Testing

@testable import Studies

@Suite struct SummaryTextTests {
  private func text(shown: String = "current", ink: Ink = Ink(isOn: false)) throws -> String {
    let folder = try TemporaryFolder()
    var summary = try MadeUpRun.run(in: folder, shown: shown).summary(run: "r-1")
    summary.folder = "runs/r-1"
    return SummaryText(summary, ink: ink).text
  }

  @Test func whole() throws {
    #expect(
      try text() == """
        Invented port (port, version 3, draft)
        r-1 · 4 simulated years · seed 7 · current: controls act

        PEOPLE, persons a year
          deaths    0.0146  0.0144 .. 0.0148
          injuries    1.25  1.21 .. 1.29

        MONEY, EUR a year, with 95 % intervals
          expected                                 165 k  163 .. 167 k
          one year in 10 costs more than           465 k  463 .. 467 k
          one year in 20 costs more than           573 k  567 .. 578 k
          one year in 100 costs more than                 needs more trials
          the worst 5 % of years cost on average   791 k  784 .. 799 k (rough)
          chance of any loss                      65.0 %  64.7 .. 65.3 %
          expected without any control             329 k  327 .. 331 k

        CRITERIA
          breached   deaths a year                  0.0146  0.0144 .. 0.0148  at most 0.01
          met        chance of a year above 500 k   7.74 %  7.58 .. 7.90 %    at most 10 %
          undecided  chance of a year above 1 M     0.46 %  0.42 .. 0.50 %    at most 0.46 %
          met        availability of P01           97.90 %  97.88 .. 97.92 %  at least 97 %

        RISKS, what drives the mean and the bad years
                                   a year  expected  95 % interval   of mean  of bad years
          R02  =Sprinkler bursts    0.250     100 k  99 .. 101 k        61 %          60 %
          R01  Theft, "organised"   0.800    64.6 k  64.1 .. 65.2 k     39 %          40 %

        SUPPLIERS, what their outages cost
                      expected  95 % interval   of bad years  survive  recover
          S01  Power    20.0 k  19.6 .. 20.4 k         5.0 %    0.2 d      3 d  EXPOSED
          S02  Paper         0  exact                      -   >365 d        -
          1 of 2 exposed: a mean outage outlasts the stock

        SERVICE
                                  available  95 % interval     lost days a year  95 % interval
          P01  Vessel operations    97.90 %  97.88 .. 97.92 %              7.67  7.59 .. 7.75

        OPPORTUNITIES, expected gain a year, never netted against losses
          O1  Faster gate  50.0 k  48.0 .. 52.0 k

        NOTES
          - a process' lost days were scaled to 365 in 0.2 % of the trials
          - a made-up note
          - (rough): the interval is not reliable: few trials beyond

        Error of the expected loss: 1.2 % (half of its 95 % interval; four times the trials halve it)
        Files: runs/r-1
        Next:  breakwater show r-1 --worst 5

        """)
  }

  @Test func staysWithinAHundredColumns() throws {
    for line in try text().split(separator: "\n") { #expect(TextWidth.of(String(line)) <= 100) }
  }

  @Test func coloursChangeNothingElse() throws {
    let coloured = try text(ink: Ink(isOn: true))
    #expect(coloured.contains("\u{1B}[1;31mbreached"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == (try text()))
  }

  @Test func noTextOfTheStudySteersTheTerminal() throws {
    let text = SummaryText(try MadeUpRun.run(in: TemporaryFolder()).summary(run: "r\u{1B}[2J")).text
    #expect(!text.contains("\u{1B}"))
  }
}
