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
      at once and keeps nothing. `run --resume RUN` goes on with a stopped run, or with a finished \
      one that is asked for more --trials, into a new folder.

      Settings: flag, else BREAKWATER_TRIALS, BREAKWATER_SEED and BREAKWATER_THREADS, else the \
      study. Figures do not depend on the number of threads.

      Exit codes: 0 done, 1 failed, 2 wrong use, 3 study invalid, 4 a --fail-on condition holds, \
      130 stopped (4 and 130: the run is kept).
      """)

  @OptionGroup var operand: RunOperand
  @OptionGroup(title: "Settings") var settings: SettingOptions

  @OptionGroup var ending: RunEndOptions

  @Option(help: "How progress is told on standard error: auto, json or none.")
  var progress: ProgressLine.Style = .auto

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

  @Flag(
    help: ArgumentHelp(
      "Compute losses too rare for plain years too: the study's simulation.rare_tail, or levels "
        + "0.999 and 0.9999 and return periods up to 10,000 years."))
  var tail = false

  @Flag(help: "Judge time and memory by a small pilot, and write nothing.")
  var plan = false

  @Option(
    name: .customLong("event"), parsing: .singleValue,
    help: ArgumentHelp(
      "Price one stated event with its path over time, and write nothing: "
        + "'S01 down 10d', 'S01+S02 down to 40% 12h', 'P01 down by 30% 2w'. May be repeated.",
      valueName: "event"))
  var events: [String] = []

  @Flag(
    name: .customLong("keep-state"),
    help: "Keep what --resume goes on from; runs that end early always do.")
  var keepState = false

  func validate() throws {
    guard operand.resume != nil else { return }
    let others: [(Bool, String)] = [
      (!operand.overlays.isEmpty, "--with"), (settings.seed != nil, "--seed"),
      (settings.level != "current", "--level"), (settings.strategy != nil, "--strategy"),
      (exact, "--exact"), (plan, "--plan"), (!events.isEmpty, "--event"),
      (sensitivity || sensitivityTrials != nil, "--sensitivity"), (tail, "--tail"),
    ]
    guard let other = others.first(where: \.0)?.1 else { return }
    throw ValidationError("--resume goes on with the run as it was: leave out \(other).")
  }

  mutating func run() async throws {
    do {
      try await runValid()
    } catch let error as StudyReadError where ending.shape.json {
      try Terminal.print(ResultJSON.data(ProblemReport(error.problems)))
      throw ExitCode(Outcome.studyInvalid)
    }
  }

  private func runValid() async throws {
    let prepared = try prepared()
    warn(prepared)
    if plan { return try await ending.shape.print(prepared.plan()) }
    if !events.isEmpty { return try price(prepared) }
    try await ending.writing(progress: progress).run(prepared)
  }

  private func prepared() throws -> PreparedStudy {
    if let name = operand.resume {
      return try PreparedStudy(
        resuming: ending.library.run(name), trials: settings.trials?.value,
        threads: settings.workers.wanted(), keepsYears: ending.keepsYears, keepsState: keepState)
    }
    var request = try settings.request(operand.options, keepsYears: ending.keepsYears)
    request.isExact = exact
    if tail { request.settings.append(.section("simulation/rare_tail", origin: "--tail")) }
    if sensitivity || sensitivityTrials != nil {
      request.sensitivityTrials = sensitivityTrials?.value ?? StudyRunRequest.usualSensitivityTrials
    }
    request.keepsState = keepState
    return try PreparedStudy(request)
  }

  private func warn(_ prepared: PreparedStudy) {
    guard !ending.quiet else { return }
    prepared.remarks.forEach { Terminal.complain("\($0)\n") }
    guard operand.resume == nil, !prepared.warnings.isEmpty else { return }
    Terminal.complain(ProblemReport(prepared.warnings).text)
  }

  private func price(_ prepared: PreparedStudy) throws {
    let priced = try events.map { try prepared.price($0) }
    if ending.shape.json {
      try Terminal.print(priced.count == 1 ? ResultJSON.data(priced[0]) : ResultJSON.data(priced))
    } else {
      try Terminal.print(
        priced.map { StatedEventText($0, ink: ending.shape.ink).text }.joined(separator: "\n"))
    }
  }
}

/// The study of a run, or the run that is to go on.
struct RunOperand: ParsableArguments {
  @Argument(
    help: "The study's folder or file, or - for standard input.", completion: .directory)
  var study: String?

  @Option(
    name: .customLong("with"), parsing: .singleValue,
    help: ArgumentHelp("An overlay to apply; may be repeated.", valueName: "overlay"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var overlays: [String] = []

  @Option(
    help: ArgumentHelp(
      "Go on with this run instead: last, last~1, an id, or a run folder.", valueName: "run"),
    completion: .directory)
  var resume: String?

  func validate() throws {
    if study == nil, resume == nil {
      throw ValidationError("Missing expected argument '<study>'")
    }
    if study != nil, resume != nil {
      throw ValidationError("--resume takes the study of the run: leave out the study.")
    }
  }

  var options: StudyOptions {
    var options = StudyOptions()
    options.study = study ?? "-"
    options.overlays = overlays
    return options
  }
}

/// What goes before the study's own settings.
struct SettingOptions: ParsableArguments {
  @Option(help: "Simulated years, for example 250000, 100k or 1M.")
  var trials: Count?

  @Option(help: "Where the random numbers begin; the same seed gives the same numbers.")
  var seed: UInt64?

  @OptionGroup var workers: ThreadOption

  @Option(
    help: "The level that is shown: current (controls act), inherent (none acts) or residual.")
  var level = "current"

  @Option(help: "A strategy of the study, a treatment, or treatments joined by +: residual level.")
  var strategy: String?

  func validate() throws {
    if let seed, seed > UInt64(Int.max) {
      throw ValidationError("--seed is a whole number from 0 to \(Int.max).")
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
    return try StudyRunRequest(
      study: study.study, overlays: study.overlays, settings: settings,
      threads: workers.wanted(), level: level, strategy: strategy,
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
