internal import Foundation
internal import RiskModel

/// Somebody's word that a run may be relied on (clause 7.5.2), or that it may not any longer.
///
/// Approvals stand in `approvals.csv` beside the run folders, one line each, the last one of a run
/// holding: a run folder itself is never written again.
public struct RunApproval: Codable, Hashable, Sendable {
  /// What was said.
  public enum State: String, Codable, Hashable, Sendable {
    case approved, withdrawn
  }

  /// The run's id.
  public let run: String
  /// What was said.
  public let state: State
  /// Who said it: a role or a person.
  public let by: String
  /// The day, ISO 8601.
  public let date: String
  /// The seal of the run as it was: an approval does not hold for a folder that has changed.
  public let seal: String
  /// Why, in a sentence.
  public let note: String?

  /// Takes the values of all fields.
  public init(
    run: String, state: State, by: String, date: String, seal: String, note: String? = nil
  ) {
    self.run = run
    self.state = state
    self.by = by
    self.date = date
    self.seal = seal
    self.note = note
  }

  /// The file that holds approvals.
  static let file = "approvals.csv"

  /// All lines beside the run folders in a folder, in file order.
  static func all(in runs: String) -> [RunApproval] {
    guard let data = ReportFiles.data(file, in: runs),
      let rows = ReportFiles.rows(data, file: file)
    else { return [] }
    return rows.compactMap { row in
      guard let run = row["run"], let state = row["state"].flatMap(State.init), let by = row["by"],
        let date = row["date"], let seal = row["seal"]
      else { return nil }
      let note = row["note"].flatMap { $0.isEmpty ? nil : $0 }
      return RunApproval(run: run, state: state, by: by, date: date, seal: seal, note: note)
    }
  }

  static func table(_ approvals: [RunApproval]) -> Table {
    Table(
      "approvals", title: "Who approved which run, the last line of a run holding",
      rows: approvals,
      columns: [
        .text("run", "The run's id") { $0.run },
        .text("state", "approved or withdrawn") { $0.state.rawValue },
        .text("by", "Who said it") { $0.by }, .text("date", "The day") { $0.date },
        .text("seal", "The seal of the run's run.json") { $0.seal },
        .text("note", "Why") { $0.note },
      ])
  }
}

extension StoredRun {
  /// The folder in which the run's folder lies.
  private var home: String {
    URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent().path
  }

  /// The approval that holds for the run as it is; nil where it has none, or it was withdrawn.
  public var approval: RunApproval? { approval(among: RunApproval.all(in: home)) }

  func approval(among all: [RunApproval]) -> RunApproval? {
    guard let last = all.last(where: { $0.run == manifest.run }), last.state == .approved,
      let seal = manifest.seal, last.seal == seal
    else { return nil }
    return last
  }

  /// Writes down that somebody approves the run, or takes the approval back.
  ///
  /// - Returns: The line that was added.
  /// - Throws: `WrongUse` where the folder is not as it was written, or nothing would change;
  ///   `RunFolderError` where the file cannot be written.
  public func approve(
    by person: String, on day: CalendarDay, note: String? = nil, withdrawing: Bool = false
  ) throws -> RunApproval {
    let lines = RunApproval.all(in: home)
    guard let seal = manifest.seal, try RunVerification(self).isWhole else {
      throw WrongUse(
        "\(manifest.run) is not as it was written, so nobody can vouch for it: "
          + "`breakwater verify` says what differs.")
    }
    let current = approval(among: lines)
    if withdrawing, current == nil { throw WrongUse("\(manifest.run) is not approved.") }
    if !withdrawing, let current, current.by == person {
      throw WrongUse("\(manifest.run) was approved by \(current.by) on \(current.date).")
    }
    let line = RunApproval(
      run: manifest.run, state: withdrawing ? .withdrawn : .approved, by: person,
      date: day.description, seal: seal, note: note)
    let path = (home as NSString).appendingPathComponent(RunApproval.file)
    do {
      try Data(CSVText.text(RunApproval.table(lines + [line])).utf8)
        .write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw RunFolderError.system(path: path, code: EACCES)
    }
    return line
  }
}
