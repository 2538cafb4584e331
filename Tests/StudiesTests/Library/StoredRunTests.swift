import Foundation
import Testing

@testable import Studies

@Suite struct StoredRunTests {
  private func stored(_ folder: TemporaryFolder) throws -> StoredRun {
    let run = try MadeUpRun.run(in: folder)
    try run.write(to: RunFolder.claim(folder.file("x")))
    return try StoredRun(folder: folder.file("x"))
  }

  @Test func readsWhatWasWritten() throws {
    let folder = try TemporaryFolder()
    let stored = try stored(folder)
    let summary = try stored.summary()
    #expect(summary.folder == folder.file("x"))
    #expect(summary.shown.risks.map(\.id) == ["R01", "R02"])
    #expect(try stored.worstTrials().trials.first?.events.count == 2)
    #expect(summary.showing("inherent")?.shown.expectedAnnualLoss.value == 329_280)
    #expect(summary.showing("inherent")?.byLevel.keys.sorted() == ["current"])
    #expect(summary.showing("none") == nil)
  }

  @Test func exportsRowsAsJSON() throws {
    let folder = try TemporaryFolder()
    var bytes = Data()
    let stored = try stored(folder)
    try stored.table("risks").writeJSON { bytes += $0 }
    let rows = try #require(
      try JSONSerialization.jsonObject(with: bytes) as? [[String: Any]])
    #expect(rows.count == 4)
    #expect(rows[1]["name"] as? String == "=Sprinkler bursts")
    #expect(rows[3]["expected_loss"] as? Double == 100_000)
    bytes = Data()
    try stored.table("network").writeJSON { bytes += $0 }
    let nodes = try #require(
      try JSONSerialization.jsonObject(with: bytes) as? [[String: Any]])
    #expect(nodes[0]["exposed"] as? Bool == true)
    #expect(nodes[1]["time_to_survive_days"] is NSNull)
    #expect(nodes[0]["tier"] as? Int == 1)
  }

  @Test func saysWhatIsMissing() throws {
    let folder = try TemporaryFolder()
    let stored = try stored(folder)
    #expect(
      throws: RunNotFound(
        "\(folder.file("x")) has no years.csv. Years are kept by `breakwater run --years`.")
    ) { try stored.table("years") }
    try "{".write(toFile: folder.file("x/summary.json"), atomically: true, encoding: .utf8)
    #expect(
      throws: RunNotFound(
        "\(folder.file("x/summary.json")) is damaged or from another version: it cannot be read.")
    ) { try stored.summary() }
    #expect(throws: RunNotFound("/nowhere is not a run folder: it has no run.json.")) {
      try StoredRun(folder: "/nowhere")
    }
  }
}
