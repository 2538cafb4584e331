import ArgumentParser
import Foundation
import Studies

/// `breakwater run`: simulates, writes a run folder, prints the summary.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Simulate a study, write a run folder, print a summary.",
    discussion: """
      The run is written to STUDY/runs/<id>/, or to the folder that -o names, which must not \
      exist. Ctrl-C stops and keeps what was simulated as a valid smaller run; Ctrl-C again ends \
      at once and keeps nothing.

      Settings: flag, else BREAKWATER_TRIALS, BREAKWATER_SEED and BREAKWATER_THREADS, else the \
      study. Figures do not depend on the number of threads.

      Exit codes: 0 done, 1 failed, 2 wrong use, 3 study invalid, 4 a --fail-on condition holds, \
      130 stopped (4 and 130: the run is kept).
      """)

  @OptionGroup var study: StudyOptions
  @OptionGroup(title: "Settings") var settings: SettingOptions

  @Option(name: .shortAndLong, help: "The run folder; it must not exist.", completion: .directory)
  var output: String?

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  @Flag(name: .shortAndLong, help: "No progress and no hints.")
  var quiet = false

  @Option(help: "How progress is told on standard error: auto, json or none.")
  var progress: ProgressLine.Style = .auto

  @Flag(help: "Write years.csv, one row for each simulated year.")
  var years = false

  @Flag(name: .customLong("years-npy"), help: "Write the years as NumPy files, one a column.")
  var yearsNumpy = false

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "End with exit code 4 where a criterion is breached or undecided: tolerance, people, "
        + "service, undecided, divided by commas.", valueName: "conditions"))
  var failOn: FailConditions?

  @Flag(help: "Compute figures exactly instead of simulating, for independent risks alone.")
  var exact = false

  @Flag(
    help: "After the run, tell what the losses answer to: sensitivity.csv and a tornado.")
  var sensitivity = false

  @Option(
    name: .customLong("sensitivity-trials"),
    help: ArgumentHelp(
      "Simulated years for each figure of --sensitivity. Default: 16k.",
      valueName: "trials"))
  var sensitivityTrials: Count?

  @Flag(help: "Judge time and memory by a small pilot, and write nothing.")
  var plan = false

  @Option(
    name: .customLong("event"), parsing: .singleValue,
    help: ArgumentHelp(
      "Price one stated event with its path over time, and write nothing: "
        + "'S01 down 10d', 'S01+S02 down to 40% 12h', 'P01 down by 30% 2w'. May be repeated.",
      valueName: "event"))
  var events: [String] = []

  mutating func run() async throws {
    let prepared = try PreparedStudy(request())
    warn(prepared)
    if plan { return try await shape.print(prepared.plan()) }
    if !events.isEmpty { return try price(prepared) }
    try await simulate(prepared)
  }

  private func request() throws -> StudyRunRequest {
    var request = try settings.request(study, keepsYears: years || yearsNumpy)
    request.isExact = exact
    if sensitivity || sensitivityTrials != nil {
      request.sensitivityTrials = sensitivityTrials?.value ?? StudyRunRequest.usualSensitivityTrials
    }
    return request
  }

  private func warn(_ prepared: PreparedStudy) {
    guard !quiet, !prepared.warnings.isEmpty else { return }
    Terminal.complain(ProblemReport(prepared.warnings).text)
  }

  private func price(_ prepared: PreparedStudy) throws {
    let priced = try events.map { try prepared.price($0) }
    if shape.json {
      try Terminal.print(priced.count == 1 ? ResultJSON.data(priced[0]) : ResultJSON.data(priced))
    } else {
      try Terminal.print(
        priced.map { StatedEventText($0, ink: shape.ink).text }.joined(separator: "\n"))
    }
  }

  private func simulate(_ prepared: PreparedStudy) async throws {
    let destination = RunDestination(
      folder: output, library: library.path,
      years: YearFiles(table: years, arrays: yearsNumpy))
    let folder = try prepared.claimFolder(destination)
    let stop = StopSignal()
    stop.listen(folder: folder)
    let line = ProgressLine(quiet ? .none : progress)
    let run: WrittenRun
    do {
      run = try await prepared.run(
        into: folder, destination, progress: { line.tell($0) }, shouldStop: { stop.isAsked })
    } catch {
      line.end()
      throw error
    }
    line.end()
    if let warning = run.libraryWarning { Terminal.complain("warning: \(warning)\n") }
    try report(run)
  }

  private func report(_ run: WrittenRun) throws {
    var summary = run.summary
    if shape.json {
      try Terminal.print(ResultJSON.data(summary))
    } else {
      summary.folder = summary.folder.map(Terminal.shortened)
      try Terminal.print(SummaryText(summary, ink: shape.ink, hints: !quiet).text)
    }
    if run.manifest.status == .stopped { throw ExitCode(Outcome.stopped) }
    let broken = (failOn?.conditions ?? []).flatMap { $0.criteria(in: summary.shown) }
    guard !broken.isEmpty else { return }
    let words = broken.map { "\($0.criterion) is \($0.verdict)" }.joined(separator: "; ")
    Terminal.complain("--fail-on: \(words).\n")
    throw ExitCode(Outcome.conditionHolds)
  }
}

/// What goes before the study's own settings.
struct SettingOptions: ParsableArguments {
  @Option(help: "Simulated years, for example 250000, 100k or 1M.")
  var trials: Count?

  @Option(help: "Where the random numbers begin; the same seed gives the same numbers.")
  var seed: UInt64?

  @Option(help: "Workers. Default: the number of processors. Figures do not depend on it.")
  var threads: Int?

  @Option(help: "The level that is shown: current (controls act) or inherent (none acts).")
  var level = "current"

  @Option(help: "A strategy of the study. Strategies with treatments are not applied yet.")
  var strategy: String?

  func validate() throws {
    if let threads, !(1...4096).contains(threads) {
      throw ValidationError("--threads is from 1 to 4096.")
    }
  }

  /// The request with flags before the environment before the study.
  func request(_ study: StudyOptions, keepsYears: Bool = false) throws -> StudyRunRequest {
    let environment = try EnvironmentSettings(ProcessInfo.processInfo.environment)
    var settings: [SettingOverride] = []
    if let trials {
      settings.append(
        SettingOverride(path: "simulation/trials", text: "\(trials.value)", origin: "--trials"))
    } else {
      settings += environment.trials
    }
    if let seed {
      settings.append(SettingOverride(path: "simulation/seed", text: "\(seed)", origin: "--seed"))
    } else {
      settings += environment.seed
    }
    return StudyRunRequest(
      study: study.study, overlays: study.overlays, settings: settings,
      threads: threads ?? environment.threads, level: level, strategy: strategy,
      keepsYears: keepsYears)
  }
}

/// The words of `--fail-on`.
struct FailConditions: ExpressibleByArgument {
  let conditions: [FailCondition]

  init?(argument: String) {
    let words = argument.split(separator: ",", omittingEmptySubsequences: false)
    conditions = words.compactMap { FailCondition(rawValue: String($0)) }
    guard conditions.count == words.count else { return nil }
  }
}

extension ProgressLine.Style: ExpressibleByArgument {}

extension OutputOptions {
  fileprivate func print(_ plan: RunPlan) throws { try print(plan, text: plan.text) }
}
