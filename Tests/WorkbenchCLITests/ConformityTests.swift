import Foundation
import Testing

/// `check --conformity` and `explain` as a user gives them.
@Suite struct ConformityTests {
  private struct Report: Decodable {
    struct Rule: Decodable {
      struct Item: Decodable {
        let record: String
        let file: String
        let line: Int
        let snippet: String?
      }
      let ref: String
      let verdict: String
      let findings: [Item]
    }
    let counts: [String: Int]
    let rules: [Rule]
  }

  private static func report(_ program: Program, _ arguments: String...) throws -> Report {
    let (process, output, errors) = try program.process(
      ["check", "--conformity", "--json", "--as-of", "2026-11-20"] + arguments)
    try process.run()
    process.waitUntilExit()
    let outcome = try program.outcome(process, output, errors)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
  }

  @Test func theCompleteStudyHasNoGap() throws {
    let program = try Program()
    defer { program.remove() }
    let report = try Self.report(program, program.copy("complete-records"))
    #expect(report.rules.count == 255)
    for verdict in ["gap", "stale", "advice"] { #expect(report.counts[verdict] == 0) }
  }

  /// `planted.csv` names for each planted defect the rule that must find it.
  @Test func everyPlantedDefectIsFoundByItsRuleAndNothingElse() throws {
    let program = try Program()
    defer { program.remove() }
    let study = try program.copy("complete-records")
    let planted = WrittenTable(try program.text("\(study)/scenarios/planted.csv")).rows
    #expect(planted.count >= 60)
    let report = try Self.report(program, study, "--with", "\(study)/scenarios/neglected.yaml")
    let found = report.rules.filter { !$0.findings.isEmpty }
    #expect(found.allSatisfy { $0.findings.count == 1 })
    #expect(
      Set(found.map { "\($0.ref): \($0.verdict)" })
        == Set(planted.map { "\($0["ref"] ?? ""): \($0["verdict"] ?? "")" }))
  }

  @Test func failOnGapEndsWithFour() throws {
    let program = try Program()
    defer { program.remove() }
    let study = try program.copy("complete-records")
    let day = ["--as-of", "2026-11-20"]
    let whole = try program.run("check", study, "--conformity", "--fail-on", "gap", day[0], day[1])
    #expect(whole.code == 0)
    // Half a year later nothing is missing, but much has run out.
    let late = try program.run(
      "check", study, "--conformity", "--fail-on", "gap", "--as-of", "2027-05-01")
    #expect(late.code == 0)
    let stale = try program.run(
      "check", study, "--conformity", "--fail-on", "stale", "--as-of", "2027-05-01")
    #expect(stale.code == 4)
    let neglected = try program.run(
      "check", study, "--conformity", "--with", "\(study)/scenarios/neglected.yaml", "--fail-on",
      "gap", day[0], day[1])
    #expect(neglected.code == 4)
    #expect(neglected.errors.contains("--fail-on gap"))
  }

  @Test func tableHasTheColumnsOfTheContract() throws {
    let program = try Program()
    defer { program.remove() }
    let study = try program.copy("container-terminal")
    let outcome = try program.run(
      "check", study, "--conformity", "--as-of", "2026-11-24", "-o", "out")
    #expect(outcome.code == 0)
    let text = try program.text("out/conformity.csv")
    #expect(text.hasPrefix("ref,force,verdict,record,file,line,finding,remedy\n"))
    let table = WrittenTable(text)
    let words: Set = ["met", "advice", "gap", "stale", "attested", "not_applicable", "no_data"]
    #expect(table.rows.allSatisfy { words.contains($0["verdict"] ?? "") })
    #expect(Set(table.rows.compactMap { $0["ref"] }).count == 255)
    // What its README says is imperfect on purpose.
    #expect(!table.rows(["ref": "7.2 #2", "verdict": "stale"]).isEmpty)
    #expect(!table.rows(["ref": "8.6.4 (lead)", "record": "response/plans/SP3"]).isEmpty)
    #expect(!table.rows(["ref": "6.1.2.c", "record": "assets/A05"]).isEmpty)
    #expect(!table.rows(["ref": "4.2.2.c", "record": "context/obligations/L04"]).isEmpty)
    #expect(!table.rows(["ref": "10.2.d", "record": "nonconformities/NC3/action"]).isEmpty)
    let again = try program.run("check", study, "--conformity", "-o", "out")
    #expect(again.code == 2)
  }

  @Test func aClauseIsShownAlone() throws {
    let program = try Program()
    defer { program.remove() }
    let study = try program.copy("complete-records")
    let report = try Self.report(program, study, "--clause", "8.5")
    #expect(!report.rules.isEmpty && report.rules.allSatisfy { $0.ref.hasPrefix("8.5") })
    let unknown = try program.run("check", study, "--conformity", "--clause", "8.9")
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("8.9"))
    #expect(try program.run("check", study, "--clause", "8.5").code == 2)
    #expect(try program.run("check", study, "--conformity", "--as-of", "2026-02-30").code == 2)
  }

  @Test func namesOfRulesThatDoNotExistAreTold() throws {
    let program = try Program()
    defer { program.remove() }
    let study = try program.copy("complete-records")
    try """
    format: study-overlay/1
    add:
      governance:
        not_applicable: [{ ref: "8.6.3.dd", reason: typing error }, { ref: "8.5.3", reason: none yet }]
    """.write(toFile: program.file("x.yaml"), atomically: true, encoding: .utf8)
    let outcome = try program.run("check", study, "--conformity", "--with", "x.yaml")
    #expect(outcome.output.contains("8.6.3.dd") && outcome.output.contains("Did you mean"))
    let report = try Self.report(program, study, "--with", "x.yaml", "--clause", "8.5.3")
    #expect(report.rules.map(\.verdict) == ["not_applicable"])
  }

  @Test func explainSaysWhatSatisfiesAndWhereAStudyStands() throws {
    let program = try Program()
    defer { program.remove() }
    let study = try program.copy("complete-records")
    let alone = try program.run("explain", "8.6.4")
    #expect(alone.code == 0)
    #expect(alone.output.contains("8.6.4.d.1") && alone.output.contains("immediate.welfare"))
    #expect(!alone.output.contains("standing"))
    let standing = try program.run("explain", "5.2.1.a", study, "--as-of", "2026-11-20")
    #expect(standing.output.contains("attested: role/director, 2026-10-12"))
    #expect(try program.run("explain", "12").code == 2)
  }

  @Test func nothingClaimsACertificate() throws {
    let program = try Program()
    defer { program.remove() }
    let outcome = try program.run("check", try program.copy("complete-records"), "--conformity")
    #expect(outcome.output.contains("no certificate"))
    #expect(!outcome.output.lowercased().contains("certified"))
    #expect(!outcome.output.lowercased().contains("compliant"))
  }
}
