import Foundation
import Testing

/// `gate`, `audit` and `review` as a user gives them.
@Suite struct GateTests {
  private func withStudy(_ body: (Program, String) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    try body(program, program.copy("complete-records"))
  }

  private static let quick = ["--trials", "3k", "-q", "--as-of", "2026-11-20"]

  private func gate(_ program: Program, _ arguments: String...) throws -> Program.Outcome {
    let (process, output, errors) = try program.process(["gate"] + arguments + Self.quick)
    try process.run()
    process.waitUntilExit()
    return try program.outcome(process, output, errors)
  }

  /// More accidents, and a new risk that nobody owns.
  private static let worse = """
    format: study-overlay/1
    set:
      risks/R06/events: 3 to 6 per year
    add:
      risks:
        - { id: R20, name: New lane, category: human, events: 1 to 2 per year, loss: 10k to 90k }
    """

  @Test func aGateIsKeptAndTheStudyIsNot() throws {
    try withStudy { program, study in
      let before = try program.text("\(study)/study.yaml")
      let outcome = try gate(program, study, "CH6", "-o", "gates")
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("same random numbers"))
      #expect(outcome.output.contains("run: g-2026-11-20-a"))
      let record = try program.text("gates/g-2026-11-20-a/gate.json")
      #expect(record.contains("\"paired\" : true") && record.contains("\"in_time\" : true"))
      #expect(try program.text("\(study)/study.yaml") == before)
      #expect(try gate(program, study, "CH6", "-o", "gates").output.contains("g-2026-11-20-b"))
    }
  }

  @Test func harmNewRisksAndLostOwnersAreShown() throws {
    try withStudy { program, study in
      try Self.worse.write(toFile: program.file("w.yaml"), atomically: true, encoding: .utf8)
      let outcome = try gate(program, study, "CH6", "--with", "w.yaml", "--fail-on", "people")
      #expect(outcome.code == 4)
      #expect(outcome.output.contains("brings the risks: R20"))
      #expect(outcome.output.contains("leaves without an owner: risks/R20"))
      let lines = outcome.output.split(separator: "\n")
      let harm = lines.firstIndex { $0.contains("expected fatalities") }
      let money = lines.firstIndex { $0.contains("expected annual loss") }
      #expect(try #require(harm) < #require(money))
    }
  }

  /// What an action changes is what its treatment changes: T2 makes two risks rarer and harms
  /// nobody.
  @Test func anActionIsJudgedByItsTreatment() throws {
    try withStudy { program, study in
      #expect(try gate(program, study, "NC2").code == 2)
      let path = program.file("\(study)/study.yaml")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing(
        "action: { text: Stock level in the plan,",
        with: "action: { treatment: T2, text: Stock level in the plan,"
      ).write(toFile: path, atomically: true, encoding: .utf8)
      let outcome = try gate(program, study, "NC2", "--fail-on", "any")
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("treatment T2"))
      #expect(outcome.output.contains("same random numbers"))
      #expect(outcome.output.contains("the loss clearly falls"))
    }
  }

  @Test func anActionAgainstImminentDangerMayGoFirst() throws {
    try withStudy { program, study in
      try Self.worse.write(toFile: program.file("w.yaml"), atomically: true, encoding: .utf8)
      #expect(try gate(program, study, "NC2", "--with", "w.yaml", "--fail-on", "any").code == 4)
      let path = program.file("\(study)/study.yaml")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing(
        "action: { text: Stock level in the plan,",
        with: "action: { imminent_danger: true, reason: gas, text: Stock level in the plan,"
      ).write(toFile: path, atomically: true, encoding: .utf8)
      let outcome = try gate(program, study, "NC2", "--with", "w.yaml", "--fail-on", "any")
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("may go first: gas"))
    }
  }

  @Test func whatCannotBeJudgedIsRefused() throws {
    try withStudy { program, study in
      let unknown = try gate(program, study, "CH66")
      #expect(unknown.code == 2 && unknown.errors.contains("Did you mean `CH6`?"))
      #expect(try gate(program, study, "NC1").errors.contains("--with OVERLAY"))
      #expect(try gate(program, study, "CH6", "--with", "no.yaml").code == 3)
      #expect(try gate(program, study, "CH6", "--fail-on", "nothing").code == 2)
    }
  }

  // MARK: Audit and review

  @Test func auditDaysSumAndAuditorsAreIndependent() throws {
    struct Plan: Decodable {
      struct Entry: Decodable {
        let process: String
        let days: Double
        let auditor: String?
        let reasons: [String]
      }
      let audits: [Entry]
      let notes: [String]
    }
    try withStudy { program, study in
      let outcome = try program.run("audit", study, "--json", "--as-of", "2026-11-20")
      let plan = try JSONDecoder().decode(Plan.self, from: Data(outcome.output.utf8))
      #expect(plan.audits.map(\.days).reduce(0, +) == 12)
      #expect(Set(plan.audits.map(\.process)) == ["P1", "P2", "P3"])
      #expect(plan.audits.allSatisfy { $0.auditor == "role/audit" && $0.reasons.count >= 3 })
      #expect(plan.notes.contains { $0.contains("no run is kept") })
      // The process that was never audited has more days than its twin of the same importance.
      let days = Dictionary(uniqueKeysWithValues: plan.audits.map { ($0.process, $0.days) })
      #expect(try #require(days["P2"]) != #require(days["P1"]))
      #expect(try program.run("audit", study, "--days", "2").code == 2)
    }
  }

  @Test func theCalendarIsWellFormed() throws {
    try withStudy { program, study in
      let outcome = try program.run("audit", study, "--ics", "a.ics", "--as-of", "2026-11-20")
      #expect(outcome.code == 0)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: program.file("a.ics")))
      let text = String(decoding: bytes, as: UTF8.self)
      let lines = text.components(separatedBy: "\r\n")
      #expect(lines.first == "BEGIN:VCALENDAR" && lines.dropLast().last == "END:VCALENDAR")
      #expect(lines.allSatisfy { $0.utf8.count <= 75 })
      #expect(lines.count { $0 == "BEGIN:VEVENT" } == 3)
      // The study is internal: RFC 5545, 3.8.1.3.
      #expect(lines.count { $0 == "CLASS:PRIVATE" } == 3)
      #expect(lines.count { $0.hasPrefix("DTSTART;VALUE=DATE:2027") } == 3)
      #expect(try program.run("audit", study, "--ics", "a.ics").code == 2)
    }
  }

  @Test func theReviewPackKeepsTheOrderOfTheClause() throws {
    try withStudy { program, study in
      try #require(try program.run("run", study, "-q", "--trials", "2000").code == 0)
      let outcome = try program.run("review", study, "--as-of", "2027-08-01")
      #expect(outcome.code == 0, "\(outcome.errors)")
      let heads = outcome.output.split(separator: "\n").filter { $0.hasPrefix("## 9.3.2.") }
        .map { String($0.dropFirst("## 9.3.2.".count).prefix(1)) }
      #expect(heads == heads.sorted())
      #expect(Set(heads) == Set("abcdefghijlm".map(String.init)))
      #expect(outcome.output.contains("Classification: internal"))
      #expect(outcome.output.contains("overdue since 2027-06-30"))
      #expect(outcome.output.contains("9.3.3 Decisions to be taken"))
      #expect(try program.run("review", study, "-o", "pack.html").code == 0)
      let page = try String(contentsOfFile: program.file("pack.html"), encoding: .utf8)
      #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("@top-right{content:\"INTERNAL\""))
      #expect(try program.run("review", study, "-o", "pack.md").code == 0)
      #expect(try program.run("review", study, "-o", "pack.md").code == 2)
    }
  }
}

/// `evidence` as a user gives it.
@Suite struct EvidenceTests {
  @Test func contributionsThresholdsAndLoadAreShown() throws {
    let program = try Program()
    defer { program.remove() }
    let study = try program.copy("container-terminal")
    let before = try program.run("evidence", study, "--as-of", "2026-11-24")
    #expect(before.output.contains("no run is kept"))
    try #require(try program.run("run", study, "-q", "--trials", "2000").code == 0)
    let outcome = try program.run("evidence", study, "--as-of", "2026-11-24")
    #expect(outcome.code == 0, "\(outcome.errors)")
    for word in ["OBJECTIVES", "PLAN SP1", "TEAMS", "CONTRIBUTIONS", "outsourced", "warn:"] {
      #expect(outcome.output.contains(word), "\(word)")
    }
    let json = try program.run("evidence", study, "--json")
    #expect(json.output.contains("\"schema\" : \"evidence/1\""))
  }
}
