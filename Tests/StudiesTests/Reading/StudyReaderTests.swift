import Foundation
import RiskModel
import Testing

@testable import Studies

@Suite("Study reader")
struct StudyReaderTests {
  private static var example: URL? {
    Bundle.module.resourceURL?.appending(path: "Reference/northmole")
  }

  // MARK: The worked example

  @Test("the worked example reads, with and without its overlays")
  func workedExample() throws {
    let folder = try #require(Self.example)
    let plain = try StudyReader.read(folder.path)
    #expect(plain.study.risks.count == 25)
    #expect(plain.study.network?.suppliers.count == 40)
    #expect(plain.study.network?.dependencies.count == 58)
    #expect(
      plain.files.map(\.path)
        == [
          "data/incidents.csv", "network/dependencies.csv", "network/suppliers.csv", "study.yaml",
        ])
    let changed = try StudyReader.read(
      folder.path,
      overlays: ["scenarios/remote-cranes.yaml", "scenarios/new-guard-contractor.yaml"])
    #expect(changed.study.risks.count == 26)
    #expect(changed.study.controls.first?.costPerYear == 3.7e6)
    let edge = changed.study.network?.dependencies.first { $0.source == "S10" }
    #expect(edge?.criticality == 0.95)
    #expect(changed.digest != plain.digest)
  }

  @Test("the lock file and the JSON export of the worked example read as the same study")
  func lockOfExample() throws {
    let folder = try #require(Self.example)
    let study = try StudyReader.read(
      folder.path, overlays: ["scenarios/remote-cranes.yaml"],
      overrides: [SettingOverride(path: "simulation/seed", text: "7", origin: "--seed")])
    let target = try StudyFolder()
    let lock = try StudyReader.read(try target.write("study.lock.yaml", study.lockYAML))
    #expect(lock.lockYAML == study.lockYAML)
    #expect(Self.show(lock.study) == Self.show(study.study))
    let json = try StudyReader.read(try target.write("study.json", study.jsonTree))
    #expect(json.jsonTree == study.jsonTree)
    #expect(Self.show(json.study) == Self.show(study.study))
    #expect(lock.study.simulation.seed == 7)
  }

  /// All of a study whose order is fixed: a dictionary prints in an order of its own.
  private static func show(_ study: Study) -> String {
    "\(study.identity) \(study.simulation) \(study.criteria) \(study.processes) \(study.risks) "
      + "\(study.controls) \(study.strategies) \(study.network?.dependencies ?? []) "
      + "\(study.network?.hazards ?? []) \(study.treatments.map(\.effects))"
  }

  // MARK: Includes and registers

  @Test("parts are merged where they are included, at any level, lists too")
  func includes() throws {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      "format: study/1\ninclude: [head.yaml, parts/rest.yaml]\nsimulation:\n  trials: 10\n"
        + "  include: parts/seed.yml\n")
    try folder.write("head.yaml", "study: { id: b, currency: EUR }\n")
    try folder.write("parts/rest.yaml", "risks: { include: [parts/a.json, parts/b.yaml] }\n")
    try folder.write("parts/seed.yml", "seed: 5\n")
    try folder.write(
      "parts/a.json",
      #"[{"id": "R1", "name": "A", "category": "human", "events": "0.1 to 0.2 per year"}]"#)
    try folder.write("parts/b.yaml", "- { id: R2, name: B, category: human, events: 2 }\n")
    let study = try StudyReader.read(folder.url.path).study
    #expect(study.risks.map(\.id) == ["R1", "R2"])
    #expect(study.simulation.seed == 5 && study.simulation.trials == 10)
  }

  @Test("an include that grows without end is stopped")
  func deepIncludes() throws {
    let folder = try StudyFolder()
    try folder.write("study.yaml", Sample.head + "include: p0.yaml\n")
    for level in 0..<20 { try folder.write("p\(level).yaml", "include: p\(level + 1).yaml\n") }
    let message = try #require(folder.refusal())
    #expect(
      message
        == "p15.yaml:1:10: error: include: includes are nested deeper than 16 files "
        + "(found `p16.yaml`). Include the inner files from `study.yaml` itself.\n1 error\n")
  }

  @Test("a hundred includes of a hundred includes are stopped")
  func manyIncludes() throws {
    let folder = try StudyFolder()
    try folder.write("study.yaml", Sample.head + "include: [" + "a.yaml, ".repeated(100) + "]\n")
    try folder.write("a.yaml", "include: [" + "b.yaml, ".repeated(100) + "]\n")
    try folder.write("b.yaml", "{}\n")
    let message = try #require(folder.refusal())
    #expect(message.contains("the study has more than 1,000 includes"))
  }

  @Test("any list may live in CSV, with semicolons and decimal commas when asked")
  func registers() throws {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      Sample.head + "risks: { file: risks.csv, delimiter: \";\", decimal: \",\" }\n"
        + "weaknesses: { file: w.tsv }\n")
    try folder.write(
      "risks.csv",
      "id;name;category;weaknesses;events;loss;downtime.process;downtime.days\n"
        + "R1;Fire, smoke;human;V1|V2;0,5 to 1,5 per year;1,2M;;\n")
    try folder.write("w.tsv", "id\ttext\nV1\tgap, wide\nV2\tdoor\n")
    let read = try StudyReader.read(folder.url.path)
    let risk = try #require(read.study.risks.first)
    #expect(risk.name == "Fire, smoke" && risk.loss?.constant == 1.2e6)
    #expect(risk.downtime == nil)
    #expect(read.root["weaknesses"].map(YAMLWriter.text)?.contains("gap, wide") == true)
  }

  @Test("a lock file in a run folder reads with the study folder's data")
  func lockInRunFolder() throws {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml", Sample.whole + "simulation: { method: table, table: data/years.csv }\n")
    try folder.write("data/years.csv", "probability,R1\n0.75,0\n0.25,8\n")
    let study = try StudyReader.read(folder.url.path)
    let lock = try folder.write("runs/a/study.lock.yaml", study.lockYAML)
    let again = try StudyReader.read(lock, folder: folder.url.path)
    guard case .years(let probabilities, let losses)? = again.study.simulation.table else {
      Issue.record("no table")
      return
    }
    #expect(probabilities == [0.75, 0.25] && losses == ["R1": [0, 8]])
    #expect(again.files.map(\.path) == ["data/years.csv", "runs/a/study.lock.yaml"])
  }

  // MARK: Overlays

  @Test("an overlay removes, adds and sets, and its values know their place")
  func overlay() throws {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      Sample.head
        + "governance:\n  roles: [{ id: role/pfso, person: P }, { id: role, person: Q }]\n"
        + "risks:\n  - { id: R1, name: A, category: human, events: 1, owner: role/pfso }\n"
        + "  - { id: R2, name: B, category: human, events: 1 }\n")
    try folder.write(
      "o.yaml",
      """
      format: study-overlay/1
      id: o
      remove: [risks/R2, risks/R1/owner]
      add:
        risks: [{ id: R2, name: New, category: human, events: 3 }]
        governance: { roles: [{ id: role/x, person: X }] }
      set:
        governance/roles/role/pfso/person: Z
        risks/R2/loss: 5k
        risks/R1/people/injuries: 0.5
        simulation/trials: 99

      """)
    let read = try StudyReader.read(folder.url.path, overlays: ["o.yaml"])
    #expect(read.study.risks.map(\.name) == ["A", "New"])
    #expect(read.study.risks[1].loss?.constant == 5000)
    #expect(read.study.risks[0].people?.injuries?.constant == 0.5)
    #expect(read.study.risks[0].owner == nil)
    #expect(read.study.simulation.trials == 99)
    let roles = try #require(read.root["governance"]?["roles"])
    #expect(YAMLWriter.text(roles).contains("- id: role/pfso\n  person: Z\n"))
    #expect(read.root["simulation"]?["trials"]?.location.description == "o.yaml:11:22")
    #expect(read.files.map(\.path) == ["o.yaml", "study.yaml"])
  }

  @Test("overlays act in their order, and overrides last")
  func order() throws {
    let folder = try StudyFolder()
    try folder.write("study.yaml", Sample.whole)
    let head = "format: study-overlay/1\nid: x\nset: { simulation/seed: "
    try folder.write("a.yaml", head + "1 }\n")
    try folder.write("b.yaml", head + "2 }\n")
    func seed(_ overlays: [String], _ overrides: [SettingOverride] = []) throws -> UInt64 {
      try StudyReader.read(folder.url.path, overlays: overlays, overrides: overrides).study
        .simulation.seed
    }
    #expect(try seed(["a.yaml", "b.yaml"]) == 2)
    #expect(try seed(["b.yaml", folder.url.appending(path: "a.yaml").path]) == 1)
    let override = SettingOverride(path: "simulation/seed", text: "3", origin: "--seed")
    #expect(try seed(["a.yaml"], [override]) == 3)
    let bad = SettingOverride(path: "simulation/seed", text: "x", origin: "--seed")
    let error = #expect(throws: StudyReadError.self) { try seed([], [bad]) }
    #expect(error?.description.hasPrefix("--seed:1:1: error: simulation/seed: ") == true)
  }

  // MARK: Reports

  @Test("the report counts, and every message is one line whatever it quotes")
  func report() throws {
    let place = SourceLocation(file: "f", line: 1, column: 2)
    let error = StudyProblem(
      location: place, path: "a", value: "x\ny\u{1B}[31m", requirement: "is wrong",
      remedy: "Mend it")
    var warning = error
    warning.severity = .warning
    warning.path = "b"
    let report = ProblemReport([error, error, warning])
    #expect(
      report.text
        == "f:1:2: error: a: is wrong (found `x⏎y\\u{1b}[31m`). Mend it.\n"
        + "f:1:2: warning: b: is wrong (found `x⏎y\\u{1b}[31m`). Mend it.\n1 error, 1 warning\n")
    let json = try JSONEncoder().encode(report)
    let back = try JSONDecoder().decode(ProblemReport.self, from: json)
    #expect(back.schema == "problems/1" && back.errors == 1 && back.problems.count == 2)
    #expect(ProblemReport([]).text == "no problems\n")
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
