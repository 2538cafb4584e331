internal import Foundation
internal import GRDB

/// The index of studies and runs on this machine, in SQLite; never the only copy of anything.
public struct RunLibrary: Sendable {
  /// One run in the library.
  public struct Entry: Codable, Hashable, Sendable {
    /// The run's id, unique in its study.
    public var run: String
    /// The study, as results name it.
    public var study: String
    /// The title.
    public var title: String?
    /// The run folder's absolute path.
    public var folder: String
    /// ISO 8601, UTC.
    public var started: String
    /// Simulated years.
    public var trials: Int
    /// As text, for SQLite has no unsigned 64-bit numbers.
    public var seed: String
    /// The digest of the study's files.
    public var digest: String
    /// `complete` or `stopped`.
    public var status: String
    /// ISO 4217 code.
    public var currency: String
    /// The mean loss of a year, in the study's currency.
    public var expectedAnnualLoss: Double?
    /// The mean of the bad years, at the run's `shortfall_level`.
    public var expectedShortfall: Double?
    /// Persons killed.
    public var fatalities: Double?
  }

  private let queue: DatabaseQueue

  /// Opens a library, and makes it with its folder where it is absent.
  public init(path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    }
    var configuration = Configuration()
    // Two runs that end at once wait for each other; a library that is held longer is reported.
    configuration.busyMode = .timeout(5)
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try migrate()
  }

  /// Makes or renews the tables where that is needed.
  ///
  /// Of two programs that find a new library at once, one makes its tables and the other fails on
  /// them; a moment later it finds them made.
  private func migrate() throws {
    let migrator = Self.migrator
    var attempts = 0
    while true {
      do {
        guard try !queue.read(migrator.hasCompletedMigrations) else { return }
        try migrator.migrate(queue)
      } catch let error as DatabaseError {
        attempts += 1
        guard attempts < 5 else { throw error }
        Thread.sleep(forTimeInterval: 0.05 * Double(attempts))
      }
    }
  }

  /// The place: `BREAKWATER_LIBRARY`, else in `XDG_DATA_HOME`, else in `~/.local/share`.
  public static func defaultPath(environment: [String: String]) -> String {
    if let path = environment["BREAKWATER_LIBRARY"], !path.isEmpty { return path }
    let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return (data ?? home + "/.local/share") + "/breakwater/breakwater.db"
  }

  /// Why a library could not be used, in plain words.
  public static func reason(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return error.localizedDescription }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: return "another program holds it."
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: return "it is not a database, or damaged."
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: return "no permission, or no such place."
    case .SQLITE_FULL: return "the disk is full."
    default: return error.message ?? "SQLite error \(error.resultCode.rawValue)."
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: studies and runs") { database in
      try database.create(table: "study") { table in
        table.primaryKey("id", .text)
        table.column("title", .text)
        table.column("currency", .text).notNull()
      }
      try database.create(table: "run") { table in
        table.autoIncrementedPrimaryKey("number")
        table.column("id", .text).notNull().indexed()
        table.column("study", .text).notNull().indexed().references("study")
        table.column("folder", .text).notNull().unique(onConflict: .replace)
        table.column("started", .text).notNull()
        table.column("trials", .integer).notNull()
        table.column("seed", .text).notNull()
        table.column("digest", .text).notNull()
        table.column("status", .text).notNull()
        table.column("expected_annual_loss", .double)
        table.column("expected_shortfall", .double)
        table.column("fatalities", .double)
      }
    }
    return migrator
  }

  /// Adds a run; one that was in the same folder before is replaced.
  public func add(_ entry: Entry) throws {
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO study (id, title, currency) VALUES (?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET title = excluded.title, currency = excluded.currency
          """, arguments: [entry.study, entry.title, entry.currency])
      try database.execute(
        sql: """
          INSERT INTO run (id, study, folder, started, trials, seed, digest, status,
            expected_annual_loss, expected_shortfall, fatalities)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          entry.run, entry.study, entry.folder, entry.started, entry.trials, entry.seed,
          entry.digest, entry.status, entry.expectedAnnualLoss, entry.expectedShortfall,
          entry.fatalities,
        ])
    }
  }

  /// The runs, newest first; of one study where its id is given.
  public func runs(of study: String? = nil) throws -> [Entry] {
    try queue.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT run.*, study.title, study.currency FROM run JOIN study ON study.id = run.study
          WHERE ? IS NULL OR run.study = ? ORDER BY run.started DESC, run.number DESC
          """, arguments: [study, study]
      ).map(Entry.init)
    }
  }
}

extension RunLibrary.Entry {
  fileprivate init(_ row: Row) {
    run = row["id"]
    study = row["study"]
    title = row["title"]
    folder = row["folder"]
    started = row["started"]
    trials = row["trials"]
    seed = row["seed"]
    digest = row["digest"]
    status = row["status"]
    currency = row["currency"]
    expectedAnnualLoss = row["expected_annual_loss"]
    expectedShortfall = row["expected_shortfall"]
    fatalities = row["fatalities"]
  }

  /// The entry of a finished run.
  public init(_ summary: RunSummary, manifest: RunManifest, folder: String) {
    run = summary.run
    study = summary.study.id
    title = summary.study.title
    self.folder = folder
    started = manifest.started
    trials = summary.trials
    seed = String(summary.seed)
    digest = summary.study.digest
    status = manifest.status.rawValue
    currency = summary.study.currency
    expectedAnnualLoss = summary.shown.expectedAnnualLoss.value
    let level = summary.shortfallLevel.flatMap(DecimalText.text)
    expectedShortfall = level.flatMap { summary.shown.expectedShortfall[$0]?.value }
    fatalities = summary.shown.people.fatalities?.value
  }
}
