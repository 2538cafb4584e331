internal import Foundation

/// Where a run goes.
public struct RunDestination: Sendable {
  /// The folder that a user has named; nil for the next id in the study's `runs/`.
  public var folder: String?
  /// The run library; nil for none.
  public var library: String?
  /// Which simulated years are written.
  public var years: YearFiles

  /// A destination from its parts.
  public init(folder: String? = nil, library: String?, years: YearFiles = YearFiles()) {
    self.folder = folder
    self.library = library
    self.years = years
  }
}

/// A run that was simulated, written and entered in the library.
public struct WrittenRun: Sendable {
  /// What it found; `folder` is set.
  public let summary: RunSummary
  /// Where its figures come from.
  public let manifest: RunManifest
  /// Whether the user stopped it before everything that was asked for was done.
  public let wasCutShort: Bool
  /// Why the library could not take it; the run itself is whole.
  public let libraryWarning: String?
}

extension PreparedStudy {
  /// Claims the run's folder before anything is simulated, so that a bad place is known at once.
  public func claimFolder(_ destination: RunDestination) throws(RunFolderError) -> RunFolder {
    if let named = destination.folder { return try RunFolder.claim(named) }
    return try RunFolder.claimNext(
      in: beginning.runsFolder ?? source.folder.appendingPathComponent("runs").path,
      day: StudyRun.day(of: Date()))
  }

  /// Simulates, writes and enters the run in the library: the call behind every interface.
  ///
  /// On any failure the claimed folder is removed; a library that fails never fails a run.
  public func run(
    into folder: RunFolder, _ destination: RunDestination,
    progress: @escaping @Sendable (RunUpdate) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) async throws -> WrittenRun {
    let run: StudyRun
    do {
      run = try await self.run(progress: progress, shouldStop: shouldStop)
    } catch {
      folder.discard()
      throw error
    }
    try run.write(to: folder, years: destination.years)
    var summary = run.summary(run: folder.id)
    summary.folder = folder.path
    let manifest = run.manifest(run: folder.id)
    return WrittenRun(
      summary: summary, manifest: manifest, wasCutShort: run.wasCutShort,
      libraryWarning: destination.library.flatMap { path in
        Self.enter(summary, manifest: manifest, folder: folder.path, library: path)
      })
  }

  /// Enters a run in a library; a sentence where that fails.
  private static func enter(
    _ summary: RunSummary, manifest: RunManifest, folder: String, library path: String
  ) -> String? {
    do {
      try RunLibrary(path: path).add(
        RunLibrary.Entry(summary, manifest: manifest, folder: folder))
      return nil
    } catch {
      return "the run is kept, but the run library \(path) could not be written: "
        + RunLibrary.reason(error)
    }
  }
}
