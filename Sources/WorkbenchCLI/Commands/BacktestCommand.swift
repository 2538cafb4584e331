import ArgumentParser
import Studies

/// `breakwater backtest`: what the study expects beside what happened.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest", abstract: "Hold the study's forecasts against its incidents.",
    discussion: """
      Counts of each risk in the register against the study's rate with its uncertainty (mid-p, \
      two-sided); losses against their laws (probability integral transform, Kolmogorov–Smirnov); \
      years above the values at risk of the latest run (Kupiec, Christoffersen). All tests \
      together share one rate of false alarms. Treatments with a `done` day within the record: what \
      they were to change (effects of the study, the decision's action plan) beside what changed, \
      with exact intervals.

      Exit codes: 0 done, 2 wrong use, 3 the study is not valid, 4 --fail-on-deviation and a test \
      deviates.
      """)

  @OptionGroup var study: StudyOptions

  @OptionGroup var record: RecordOptions

  @Option(
    name: .customLong("false-alarms"),
    help: "How often all tests together may doubt a study that is right.")
  var falseAlarms = 0.05

  @Flag(name: .customLong("fail-on-deviation"), help: "End with exit code 4 where a test deviates.")
  var failOnDeviation = false

  @OptionGroup var shape: OutputOptions

  func validate() throws {
    guard falseAlarms > 0, falseAlarms < 1 else {
      throw ValidationError("--false-alarms is between 0 and 1.")
    }
  }

  mutating func run() throws {
    let backtest = try StudyBacktest(
      BacktestRequest(
        study: study.study, overlays: study.overlays, since: record.since?.value,
        asOf: record.asOf?.value ?? .today, falseAlarmRate: falseAlarms))
    try shape.print(backtest, text: backtest.text(shape.ink))
    if failOnDeviation, !backtest.family.agrees { throw ExitCode(Outcome.conditionHolds) }
  }
}
