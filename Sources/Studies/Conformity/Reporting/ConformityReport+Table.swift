internal import Foundation

extension ConformityReport {
  private struct Row: Sendable {
    let entry: Entry
    let item: Item?
  }

  /// Every finding as a row; a rule without findings has one row without a record.
  public var table: Table {
    let rows = rules.flatMap { entry -> [Row] in
      entry.findings.isEmpty
        ? [Row(entry: entry, item: nil)] : entry.findings.map { Row(entry: entry, item: $0) }
    }
    return Table(
      "conformity", title: "What each rule found, one finding a row", rows: rows,
      columns: [
        .text("ref", "The rule: a clause with its item") { $0.entry.ref },
        .text("force", "must or should") { $0.entry.force.rawValue },
        .text("verdict", "met, advice, gap, stale, attested, not_applicable or no_data") {
          ($0.item?.verdict ?? $0.entry.verdict).rawValue
        },
        .text("record", "The record's place in the tree") { $0.item?.record },
        .text("file", "The file, relative to the study folder") { $0.item?.file },
        .integer("line", "The line, from 1") { $0.item?.line },
        .text("finding", "What was found, or why there is nothing") {
          $0.item?.message ?? $0.entry.reason
        },
        .text("remedy", "What to do") { $0.item == nil ? nil : $0.entry.remedy },
      ])
  }

  /// Writes `conformity.csv` and `conformity.json` into a folder that must not exist.
  public func write(to path: String) throws {
    let folder = try RunFolder.claim(path)
    do {
      _ = try OutputFile.write(table, in: folder.partial)
      _ = try OutputFile.write(ResultJSON.data(self), to: "conformity.json", in: folder.partial)
      try folder.commit()
    } catch {
      folder.discard()
      throw error
    }
  }
}
