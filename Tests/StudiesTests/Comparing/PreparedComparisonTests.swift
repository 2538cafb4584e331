import Foundation
import Testing

@testable import Studies

@Suite struct PreparedComparisonTests {
  private static let study = """
    format: study/1
    study: { id: port, currency: EUR }
    simulation: { trials: 4000, seed: 7, levels: [0.8, 0.95] }
    criteria: { tolerance: [{ loss: 100k, probability: 0.1 }] }
    risks:
      - { id: R01, name: Theft, category: criminal, events: 0.8, loss: 20k to 200k }
      - { id: R02, name: Flood, category: environmental, events: 0.1, loss: 300k }

    """
  private static let overlay = """
    format: study-overlay/1
    set: { risks/R01/events: 1.2 }

    """

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Self.study.write(toFile: folder.file("study.yaml"), atomically: true, encoding: .utf8)
    try Self.overlay.write(toFile: folder.file("more.yaml"), atomically: true, encoding: .utf8)
    return folder
  }

  private func compare(
    _ folder: TemporaryFolder, _ operands: [String], overlays: [String] = [],
    settings: [SettingOverride] = []
  ) async throws -> ComparisonRecord {
    try await PreparedComparison(
      ComparisonRequest(operands: operands, overlays: overlays, settings: settings, threads: 1),
      entries: [], directory: folder.path
    ).run()
  }

  /// A run of the study in its own `runs/`.
  private func makeRun(
    in folder: TemporaryFolder, as id: String, trials: Int = 4_000
  ) async throws -> String {
    let prepared = try PreparedStudy(
      StudyRunRequest(
        study: folder.path,
        settings: [
          SettingOverride(path: "simulation/trials", text: "\(trials)", origin: "--trials")
        ], threads: 1))
    let destination = RunDestination(folder: folder.file("runs/\(id)"), library: nil)
    let claimed = try prepared.claimFolder(destination)
    _ = try await prepared.run(into: claimed, destination)
    return claimed.path
  }

  @Test func comparesAStudyWithItselfUnderAnOverlay() async throws {
    let folder = try folder()
    let record = try await compare(folder, [folder.path], overlays: ["more.yaml"])
    let entry = try #require(record.comparisons.first)
    #expect(record.schema == "compare/1" && record.operands.map(\.label) == ["A", "B"])
    #expect(record.operands[1].name == folder.path + "+more.yaml")
    #expect(entry.isPaired && entry.inputs.map(\.path) == ["risks/R01/events"])
    let verdicts = Dictionary(
      entry.differences.filter { $0.metric == "expected_annual_loss" }.map {
        ($0.scope, $0.verdict)
      }, uniquingKeysWith: { first, _ in first })
    #expect(
      verdicts == ["all": "higher, clear", "R01": "higher, clear", "R02": "the same"])
  }

  @Test func aRunIsSimulatedAgainAndAStudyJoinsIt() async throws {
    let folder = try folder()
    let run = try await makeRun(in: folder, as: "x", trials: 3_000)
    let record = try await compare(folder, [run, folder.path])
    #expect(record.operands.map(\.trials) == [3_000, 3_000])
    #expect(record.operands.map(\.isReproduced) == [true, nil])
    #expect(record.warnings.isEmpty && record.comparisons[0].inputs.isEmpty)
    #expect(record.comparisons[0].differences.allSatisfy { $0.isSame })
    let last = try await compare(folder, ["last", "last+more.yaml"])
    #expect(last.operands[0].run == "x" && last.comparisons[0].isPaired)
  }

  @Test func aRunOfAnotherEngineIsNoticed() async throws {
    let folder = try folder()
    let run = try await makeRun(in: folder, as: "x")
    let path = folder.file("runs/x/summary.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let summary = try StoredRun(folder: run).summary()
    let old = try #require(summary.shown.expectedAnnualLoss.value?.description)
    try text.replacingOccurrences(of: old, with: "12345.5")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let record = try await compare(folder, [run, folder.path])
    #expect(record.operands[0].isReproduced == false)
    #expect(record.warnings.count == 1 && record.warnings[0].contains("another engine"))
  }

  @Test func unsharedNumbersAreSaid() async throws {
    let folder = try folder()
    let first = try await makeRun(in: folder, as: "x")
    let second = try await makeRun(in: folder, as: "y", trials: 2_000)
    let record = try await compare(folder, [first, second])
    #expect(!record.comparisons[0].isPaired)
    let text = ComparisonText(record).text
    #expect(text.contains("same random numbers: no; the numbers of trials are 4000 and 2000"))
    #expect(text.contains("no difference that can be seen"))
    let both = try await compare(
      folder, [first, second],
      settings: [SettingOverride(path: "simulation/trials", text: "1000", origin: "--trials")])
    #expect(both.comparisons[0].isPaired && both.operands.allSatisfy { $0.isReproduced == nil })
  }

  @Test func writesEveryDifferenceAsATable() async throws {
    let folder = try folder()
    let record = try await compare(folder, [folder.path, folder.path, folder.path + "+more.yaml"])
    #expect(record.operands.map(\.label) == ["A", "B", "C"] && record.comparisons.count == 2)
    let lines = CSVText.text(record.table).split(separator: "\n")
    #expect(
      lines[0] == "first,second,metric,scope,level,a,b,difference,standard_error,low,high,paired,"
        + "verdict,unit")
    #expect(lines.count == 1 + record.comparisons.reduce(0) { $0 + $1.differences.count })
    try record.writeTable(to: folder.file("d.csv"))
    #expect(throws: RunFolderError.exists(path: folder.file("d.csv"))) {
      try record.writeTable(to: folder.file("d.csv"))
    }
  }

  @Test func refusesWhatCannotBeCompared() async throws {
    let folder = try folder()
    let dollars = try TemporaryFolder()
    try Self.study.replacingOccurrences(of: "EUR", with: "USD")
      .write(toFile: dollars.file("study.yaml"), atomically: true, encoding: .utf8)
    for operands in [[folder.path], [folder.path, dollars.path], [folder.path, "no/where"]] {
      await #expect(throws: WrongUse.self) { try await compare(folder, operands) }
    }
    await #expect(throws: WrongUse.self) {
      try await compare(folder, [folder.path, folder.path], overlays: ["more.yaml"])
    }
    await #expect(throws: RunNotFound.self) { try await compare(folder, [folder.path, "nobody"]) }
  }
}
