import Foundation
import Testing

@testable import Studies

@Suite struct RunTrendTests {
  private static let day = CalendarDay("2026-11-24") ?? .today

  private func study(runs: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("runs"), withIntermediateDirectories: true)
    for name in runs {
      try MadeUpRun.run(in: folder).write(
        to: RunFolder.claim(folder.file("runs/\(name)")), years: YearFiles())
    }
    return folder
  }

  private func run(_ folder: TemporaryFolder, _ name: String) throws -> StoredRun {
    try StoredRun(folder: folder.file("runs/\(name)"))
  }

  @Test func anApprovalStandsBesideTheRunAndLeavesItWhole() throws {
    let folder = try study(runs: ["a"])
    #expect(try run(folder, "a").approval == nil)
    let line = try run(folder, "a").approve(by: "role/board", on: Self.day, note: "=read")
    let stored = try run(folder, "a")
    #expect(stored.approval == line && line.note == "=read")
    #expect(try RunVerification(stored).isWhole)
    let text = try folder.text("runs/approvals.csv")
    #expect(text.hasPrefix("run,state,by,date,seal,note\na,approved,role/board,2026-11-24,"))
    #expect(text.hasSuffix(",'=read\n"))
    #expect(throws: WrongUse.self) { try stored.approve(by: "role/board", on: Self.day) }
  }

  @Test func anApprovalCanBeTakenBack() throws {
    let folder = try study(runs: ["a"])
    #expect(throws: WrongUse.self) {
      try run(folder, "a").approve(by: "x", on: Self.day, withdrawing: true)
    }
    _ = try run(folder, "a").approve(by: "x", on: Self.day)
    _ = try run(folder, "a").approve(by: "x", on: Self.day, withdrawing: true)
    #expect(try run(folder, "a").approval == nil)
    #expect(try folder.text("runs/approvals.csv").split(separator: "\n").count == 3)
  }

  /// Nobody vouches for what has changed, before or after.
  @Test func aChangedRunHasNoApproval() throws {
    let folder = try study(runs: ["a"])
    _ = try run(folder, "a").approve(by: "x", on: Self.day)
    let path = folder.file("runs/a/run.json")
    let changed = try folder.text("runs/a/run.json").replacing(
      "\"seal\" : \"", with: "\"seal\" : \"0")
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try run(folder, "a").approval == nil)
    #expect(throws: WrongUse.self) { try run(folder, "a").approve(by: "y", on: Self.day) }
  }

  @Test func onlyApprovedRunsMakeATrend() throws {
    let folder = try study(runs: ["a", "b", "c"])
    #expect(RunTrend(inStudy: folder.path).text().contains("No run is approved"))
    for name in ["a", "c"] { _ = try run(folder, name).approve(by: "x", on: Self.day) }
    let trend = RunTrend(inStudy: folder.path)
    #expect(Set(trend.runs.map(\.run)) == ["a", "c"])
    #expect(trend.notes.contains { $0.hasPrefix("1 of 3 runs are not approved") })
    #expect(!trend.changes.isEmpty)
    #expect(trend.changes.allSatisfy { $0.difference == 0 })
    #expect(trend.changes.allSatisfy { $0.verdict == "no change that can be seen" })
  }

  private static func estimate(_ value: Double, error: Double) throws -> EstimateRecord {
    try ResultJSON.read(
      EstimateRecord.self,
      from: Data(
        """
        {"value": \(value), "standard_error": \(error), "low": 0, "high": 0, "method": "moments",
         "sample_size": 100, "reliable": true}
        """.utf8))
  }

  private static func point(_ run: String, _ value: Double) throws -> RunTrend.Point {
    .init(
      run: run, day: "2026-01-01", version: nil, approvedBy: "x", approved: "2026-01-02",
      figures: [
        .init(
          metric: "expected_annual_loss", scope: "all", unit: "money",
          estimate: try estimate(value, error: 3))
      ], seed: UInt64(value))
  }

  /// Errors of 3 and 3 make 3√2.
  ///
  /// Alone a change of 8.4 is beyond 1.959964 · 3√2 = 8.3154; as one of
  /// three it is not, for Bonferroni's quantile is 2.393980 (scipy.stats.norm.isf(0.05/6)) and the
  /// interval 10.157.
  @Test func noiseIsNotReadAsTrend() throws {
    let two = try [Self.point("a", 100), Self.point("b", 108.4)]
    let clear = try #require(RunTrend.changes(two).first)
    #expect(clear.verdict == "higher, clear")
    #expect(abs(clear.low - (8.4 - 8.3154)) < 1e-3)
    let three = try two + [Self.point("c", 100)]
    let changes = RunTrend.changes(three)
    #expect(changes.map(\.from) == ["a", "b", "a"] && changes.map(\.to) == ["b", "c", "c"])
    #expect(changes.allSatisfy { $0.verdict == "no change that can be seen" })
    #expect(abs(changes[0].high - (8.4 + 10.157)) < 2e-3)
    let far = RunTrend.changes(try [Self.point("a", 100), Self.point("b", 80)])
    #expect(far.first?.verdict == "lower, clear")
  }
}
