internal import Foundation

/// The findings of `check --conformity`, read back from `conformity.csv` (`STUDY.md` section 6).
struct ConformitySource: Sendable, Encodable {
  let findings: [Finding]

  struct Finding: Sendable, Encodable {
    let ref: String
    let force: String
    let verdict: String
    let record: String
    let place: String
    let finding: String
    let remedy: String

    /// The first number of the reference: 8 for `8.6.4.b`.
    var chapter: String { String(ref.prefix { $0 != "." }) }
  }

  /// The verdicts in the order of a reader's interest.
  static let verdicts = [
    "met", "attested", "advice", "stale", "gap", "no_data", "not_applicable",
  ]

  /// The file or folder that was named, else the newest beside the run.
  static func find(
    _ named: String?, beside run: StoredRun
  ) throws(RunNotFound) -> ConformitySource? {
    if let named {
      guard let source = read(named) else {
        throw RunNotFound(
          "\(ProblemReport.printable(named)) holds no conformity.csv that can be read: name what "
            + "`breakwater check --conformity -o DIR` has written.")
      }
      return source
    }
    return ReportFiles.neighbours(of: run.folder).lazy.compactMap(read).first
  }

  private static func read(_ path: String) -> ConformitySource? {
    let data =
      path.hasSuffix(".csv")
      ? FileManager.default.contents(atPath: path)
      : ReportFiles.data("conformity.csv", in: path)
    guard let data, let rows = ReportFiles.rows(data, file: "conformity.csv"),
      rows.allSatisfy({ $0["ref"] != nil && $0["verdict"] != nil })
    else { return nil }
    return ConformitySource(findings: rows.map(Finding.init))
  }
}

extension ConformitySource.Finding {
  fileprivate init(_ row: [String: String]) {
    ref = row["ref"] ?? ""
    force = row["force"] ?? ""
    verdict = row["verdict"] ?? ""
    record = row["record"] ?? ""
    let line = row["line"].flatMap { $0.isEmpty ? nil : ":\($0)" } ?? ""
    place = (row["file"] ?? "") + line
    finding = row["finding"] ?? ""
    remedy = row["remedy"] ?? ""
  }
}
