import Foundation
import Testing

@testable import Studies

/// What lies beside a run is taken in, and what was named must be there.
@Suite struct ReportSourceTests {
  private static let conformity = """
    ref,force,verdict,record,file,line,finding,remedy
    4.1,shall,met,context,study.yaml,3,There are issues.,
    8.6.4,shall,gap,response/plans/SP1,study.yaml,40,"No resources, no team.",Add `resources`.
    8.6.4.b,should,stale,response/plans/SP1,study.yaml,41,Old exercise.,Exercise it.

    """

  private func section(_ html: String, _ id: String) throws -> String {
    let page = ParsedPage(html)
    return try #require(page.all("section").first { $0.attributes["id"] == id }).text
  }

  @Test func findsConformityBesideTheRun() async throws {
    let folder = try TemporaryFolder()
    let run = try await ReportedStudy.run(ReportedStudy.complete(), in: folder)
    let other = folder.file("runs/check")
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    try Self.conformity.write(
      toFile: other + "/conformity.csv", atomically: true, encoding: .utf8)
    let html = String(decoding: try StudyReport(run).html(), as: UTF8.self)
    let text = try section(html, "conformity")
    #expect(text.contains("Of 3 checks, 1 are met or attested and 1 is a gap."))
    #expect(text.contains("No resources, no team."))
    #expect(try section(html, "summary").contains("1 gap"))
    let partner = try StudyReport(run, ReportRequest(profile: .partner)).html()
    #expect(!String(decoding: partner, as: UTF8.self).contains("no team"))
  }

  @Test func refusesWhatIsNotThere() async throws {
    let folder = try TemporaryFolder()
    let run = try await ReportedStudy.run(ReportedStudy.smallest, in: folder)
    #expect(throws: RunNotFound.self) {
      try StudyReport(run, ReportRequest(conformity: folder.file("none")))
    }
    #expect(throws: RunNotFound.self) {
      try StudyReport(run, ReportRequest(optimum: folder.path))
    }
    try FileManager.default.removeItem(atPath: folder.file("runs/run/study.lock.yaml"))
    #expect(throws: RunNotFound.self) { try StudyReport(run) }
  }

  private static let optimum = """
    {"schema":"optimum/1","run":"o","study":{"id":"port","digest":"other"},"status":"optimal",
    "measure":"expected_annual_loss","objective":4,"bound":4,"gap":0,"plan":["T1"],"ties":[],
    "annual_cost":8,"cost_once":5000,"cost_per_year":0,"expected_annual_loss":4,
    "expected_shortfall":null,"shortfall_level":0.95,"net_benefit":7,
    "constraints":[{"name":"constraints/0/annual_cost","limit":15,"value":8,"slack":7}],
    "conflict":[],"method":"exact search","evaluations":3,"notes":[]}
    """

  private func writeOptimum(_ folder: String, _ optimum: String = optimum) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try optimum.write(toFile: folder + "/optimum.json", atomically: true, encoding: .utf8)
    try """
    run,treatment,annual_cost,alone_benefit,low,high,in_set_benefit,in_set_low,in_set_high,chosen,ready_in_days,decision
    o,T1,8,15,14,16,15,14,16,true,30,Chosen.

    """.write(toFile: folder + "/treatments.csv", atomically: true, encoding: .utf8)
    try """
    run,cost,measure,value,low,high,treatments,proof
    o,0,expected_annual_loss,19,19,19,,optimal
    o,8,expected_annual_loss,4,4,4,T1,optimal
    o,8,expected_annual_loss,4,4,4,T1,optimal

    """.write(toFile: folder + "/frontier.csv", atomically: true, encoding: .utf8)
    try """
    run,rule,change,limit,status,objective,bound,difference,treatments,added,removed
    o,constraints/0/staff,'-10 %,9,optimal,5,5,1,,,T1

    """.write(toFile: folder + "/prices.csv", atomically: true, encoding: .utf8)
    try """
    {"certainty":{"draws":500,"sets":4,"probability_best":0.71,"expected_regret":1,
    "value_of_perfect_information":2,"standard_error":0.1}}
    """.write(toFile: folder + "/decision.json", atomically: true, encoding: .utf8)
  }

  @Test func showsTheChoiceAndTheGrid() async throws {
    let folder = try TemporaryFolder()
    let run = try await ReportedStudy.run(ReportedStudy.complete(), in: folder)
    try writeOptimum(folder.file("runs/o"))
    let page = ParsedPage(String(decoding: try StudyReport(run).html(), as: UTF8.self))
    let text = try #require(page.all("section").first { $0.attributes["id"] == "decision" }).text
    #expect(text.contains("T1 treatment_secret"))
    #expect(text.contains("It costs 8 EUR a year (5 k once)"))
    #expect(text.contains("another version of the study"))
    #expect(text.contains("is the best of 4 sets in 71 % of the draws"))
    #expect(text.contains("-10 %") && !text.contains("'-10 %"))
    let marks = page.all("td").filter { $0.attributes["class"] == "k" }.map(\.text)
    #expect(marks == ["·out", "✓in"])
    for id in ["decision-frontier", "decision-benefit"] {
      #expect(page.elements.contains { $0.attributes["id"] == id })
    }
  }

  /// The page of a decision has to fit on one sheet: amounts that buy the same set are one column
  /// (the frontier above has two rows for 8), and reasons stand in the full report.
  @Test(arguments: [ReportProfile.full, .management])
  func amountsThatBuyTheSameAreOneColumn(_ profile: ReportProfile) async throws {
    let folder = try TemporaryFolder()
    let run = try await ReportedStudy.run(ReportedStudy.complete(), in: folder)
    try writeOptimum(folder.file("runs/o"))
    let html = try StudyReport(run, ReportRequest(profile: profile)).html()
    let page = ParsedPage(String(decoding: html, as: UTF8.self))
    #expect(page.problem == nil)
    let marks = page.all("th").filter { $0.attributes["class"] == "k" }.map(\.text)
    #expect(marks == ["0", "8"])
    #expect(page.all("th").contains { $0.text == "why" } == (profile == .full))
    #expect(page.all("body").first?.attributes["class"] == profile.rawValue)
  }

  /// Clashing rules are named where no set keeps them.
  @Test func namesTheRulesThatClash() async throws {
    let folder = try TemporaryFolder()
    let run = try await ReportedStudy.run(ReportedStudy.complete(), in: folder)
    let clash = Self.optimum.replacing("\"plan\":[\"T1\"]", with: "\"plan\":null")
      .replacing("\"conflict\":[]", with: "\"conflict\":[\"constraints/1/staff\"]")
    try writeOptimum(folder.file("elsewhere"), clash)
    let html = try StudyReport(run, ReportRequest(optimum: folder.file("elsewhere"))).html()
    let text = try section(String(decoding: html, as: UTF8.self), "decision")
    #expect(text.contains("No set of treatments keeps all rules"))
    #expect(text.contains("constraints/1/staff"))
  }
}
