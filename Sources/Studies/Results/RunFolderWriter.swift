internal import Dispatch
internal import Foundation
internal import LossSimulation
internal import Synchronization

/// Which simulated years are written beside the figures.
public struct YearFiles: Sendable {
  /// Whether `years.csv` is written, with all levels.
  public var table: Bool
  /// Whether one NumPy file a column is written, for the level that is shown.
  public var arrays: Bool

  /// No years unless asked for.
  public init(table: Bool = false, arrays: Bool = false) {
    self.table = table
    self.arrays = arrays
  }
}

extension StudyRun {
  /// Writes the run into a folder that was claimed, and gives the folder its name.
  ///
  /// On any failure the folder is removed: a run is there whole or not at all.
  public func write(to folder: RunFolder, years: YearFiles = YearFiles()) throws {
    do {
      try RunFolderWriter(run: self, folder: folder).write(years)
      try folder.commit()
    } catch {
      folder.discard()
      throw error
    }
  }
}

/// Writes the files of one run.
struct RunFolderWriter {
  let run: StudyRun
  let folder: RunFolder

  func write(_ years: YearFiles) throws {
    let tables = run.tables(run: folder.id)
    let manifest = run.manifest(run: folder.id)
    let wanted = tables.always + (years.table ? [tables.years] : [])
    var (files, written) = try beside({ try documents(manifest) }, { try write(wanted) })
    files += written.map { ($0.1.name, $0.0.title) }
    if years.arrays { files += try arrays() }
    if let state = run.state {
      try PartFile.write(state.run, state.header, to: StudyRun.stateName, in: folder.partial)
      files.append((StudyRun.stateName, "What `breakwater run --resume` goes on from"))
    }
    let package = DataPackage(run: folder.id, study: manifest.study, tables: written)
    try put("datapackage.json", Self.camelCase(package))
    files.append(("datapackage.json", "Columns, types, units and digests of the tables"))
    files.sort { $0.0 < $1.0 }
    let crate = ResearchCrate(manifest: manifest, files: files)
    try put("ro-crate-metadata.json", Self.camelCase(crate))
    let known = written.map { ReadFile(path: $0.1.name, size: $0.1.bytes, sha256: $0.1.digest) }
    var complete = manifest
    complete.outputs = try RunSeal.outputs(in: folder.partial, known: known)
    try put(RunSeal.file, RunSeal.sealed(complete))
  }

  /// Two independent jobs, at the same time where the run may use more than one thread.
  private func beside<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws -> First, _ second: @Sendable () throws -> Second
  ) throws -> (First, Second) {
    guard run.threads > 1 else { return (try first(), try second()) }
    let results = Mutex<(Result<First, any Error>?, Result<Second, any Error>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { job in
      if job == 0 {
        let result = Result(catching: first)
        results.withLock { $0.0 = result }
      } else {
        let result = Result(catching: second)
        results.withLock { $0.1 = result }
      }
    }
    let (one, two) = results.withLock { $0 }
    guard let one, let two else { return (try first(), try second()) }
    return (try one.get(), try two.get())
  }

  private func write(_ tables: [Table]) throws -> [(Table, OutputFile.Receipt)] {
    try tables.map { ($0, try OutputFile.write($0, in: folder.partial)) }
  }

  private func documents(
    _ manifest: RunManifest
  ) throws -> [(name: String, description: String)] {
    try put("study.lock.yaml", Data(run.lockYAML.utf8))
    try put("summary.json", ResultJSON.data(run.summary(run: folder.id)))
    try put("worst.json", WorstTrialsJSON.data(WorstTrials(run.shown, run: folder.id)))
    try put("log.ndjson", log(manifest))
    return [
      ("run.json", "Where the figures come from"),
      ("study.lock.yaml", "The study after includes and overlays"),
      ("summary.json", "What the run found"),
      ("worst.json", "The worst simulated years with their events"),
      ("log.ndjson", "What happened, one event a line"),
    ]
  }

  /// One NumPy file for each column of the years that are known.
  private func arrays() throws -> [(name: String, description: String)] {
    let years = run.shown.years
    let columns = [
      ("aggregate", years.aggregate, "Loss of each year"),
      ("largest_event", years.largestEvent, "Largest event loss of each year"),
      ("injuries", years.injuries, "Persons injured in each year"),
      ("fatalities", years.fatalities, "Persons killed in each year"),
      ("probability", years.probabilities, "Probability of each year"),
    ]
    return try columns.filter { !$0.1.isEmpty }.map { name, values, meaning in
      let file = "\(name).npy"
      _ = try NumpyFile.write(values, to: file, in: folder.partial)
      return (file, "\(meaning), level \(run.shown.strategy), float64")
    }
  }

  /// The run's log: its beginning, its warnings, how it converged, its end.
  private func log(_ manifest: RunManifest) throws -> Data {
    struct Entry: Encodable {
      let event: String
      var time: String?
      var message: String?
      var trials: Int?
      var expectedAnnualLoss: Double?
      var halfWidth: Double?
    }
    var entries = [Entry(event: "started", time: manifest.started)]
    entries += run.source.warnings.map {
      Entry(event: "warning", message: ProblemReport.line($0))
    }
    entries += run.result.diagnostics.convergence.map {
      Entry(
        event: "converging", trials: $0.trials, expectedAnnualLoss: $0.expectedAnnualLoss.finite,
        halfWidth: $0.halfWidth.finite)
    }
    entries += manifest.notes.map { Entry(event: "note", message: $0) }
    entries.append(
      Entry(
        event: "finished", time: manifest.finished, message: "ended by \(manifest.endedBy)",
        trials: manifest.trials))
    return try entries.reduce(into: Data()) { $0.append(try ResultJSON.line($1)) }
  }

  private func put(_ name: String, _ data: Data) throws {
    _ = try OutputFile.write(data, to: name, in: folder.partial)
  }

  /// Both descriptions follow standards whose keys are camel case.
  private static func camelCase(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    var data = try encoder.encode(value)
    data.append(0x0A)
    return data
  }
}
