import ArgumentParser
import Foundation
import Studies

/// Which study, with which overlays.
struct StudyOptions: ParsableArguments {
  @Argument(
    help: "The study's folder or file, or - for standard input.",
    completion: .directory)
  var study: String

  @Option(
    name: .customLong("with"), parsing: .singleValue,
    help: ArgumentHelp("An overlay to apply; may be repeated.", valueName: "overlay"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var overlays: [String] = []
}

/// The time over which incidents were recorded.
struct RecordOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the record begins. Default: the first incident's year.", valueName: "date"))
  var since: Day?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day after the record's last. Default: today.", valueName: "date"))
  var asOf: Day?
}

/// Where runs are listed.
struct LibraryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The run library. Default: $BREAKWATER_LIBRARY, else breakwater/breakwater.db in the "
        + "user's data folder.", valueName: "file"))
  var library: String?

  var path: String {
    library ?? RunLibrary.defaultPath(environment: ProcessInfo.processInfo.environment)
  }

  /// The runs of the library, newest first; none where it cannot be read, with a warning.
  func entries(of study: String? = nil) -> [RunLibrary.Entry] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    do {
      return try RunLibrary(path: path).runs(of: study)
    } catch {
      Terminal.complain(
        "warning: the run library \(path) cannot be read: \(RunLibrary.reason(error))\n")
      return []
    }
  }

  /// The run that a user means.
  func run(_ name: String) throws -> StoredRun {
    let locator = RunLocator(
      entries: entries(), directory: FileManager.default.currentDirectoryPath)
    return try StoredRun(folder: locator.folder(of: name))
  }
}

/// The shape of the output.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print JSON instead of text.")
  var json = false

  @Flag(name: .customLong("no-color"), help: "Print without colours.")
  var noColor = false

  var ink: Ink { Terminal.ink(noColor: noColor) }

  /// Prints a value as JSON, or its text.
  func print(_ value: some Encodable, text: @autoclosure () -> String) throws {
    if json {
      try Terminal.print(ResultJSON.data(value))
    } else {
      try Terminal.print(text())
    }
  }
}

/// How many workers share the work.
struct ThreadOption: ParsableArguments {
  @Option(help: "Workers. Default: the number of processors. Figures do not depend on it.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...4096).contains(threads) {
      throw ValidationError("--threads is from 1 to 4096.")
    }
  }

  /// What the flag says, else the environment; nil for the number of processors.
  func wanted() throws -> Int? {
    try threads ?? EnvironmentSettings(ProcessInfo.processInfo.environment).threads
  }

  /// The number of workers: flag, else environment, else processors.
  var count: Int {
    get throws { try wanted() ?? ProcessInfo.processInfo.activeProcessorCount }
  }
}

/// What a run leaves behind beside its figures, and when it counts as failed.
struct RunEndOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The run folder; it must not exist.", completion: .directory)
  var output: String?

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  @Flag(name: .shortAndLong, help: "No progress and no hints.")
  var quiet = false

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

  func validate() throws {
    try RunFolderOption.check(output)
  }

  /// Whether the years themselves are needed after the figures.
  var keepsYears: Bool { years || yearsNumpy }

  func writing(progress: ProgressLine.Style) -> RunWriting {
    RunWriting(
      destination: RunDestination(
        folder: output, library: library.path,
        years: YearFiles(table: years, arrays: yearsNumpy)),
      shape: shape, quiet: quiet, progress: progress, failOn: failOn)
  }
}

/// A whole number such as `250000`, `100k` or `1M`.
struct Count: ExpressibleByArgument {
  let value: Int

  init?(argument: String) {
    guard let value = CountText.parse(argument) else { return nil }
    self.value = value
  }
}
