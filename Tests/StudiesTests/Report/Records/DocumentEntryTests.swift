import Foundation
import Testing

@testable import Studies

@Suite struct DocumentEntryTests {
  private func entry(_ fields: String) throws -> DocumentEntry {
    let tree = try YAMLTree.read(Array("{ id: doc/a, \(fields) }\n".utf8), file: "a.yaml")
    return DocumentEntry(RecordNode(node: tree))
  }

  /// Days counted by hand: 2026-01-01 and 365 days are 2027-01-01; two years of 365.25 days, rounded to
  /// 731 days, from 2020-01-01 (a leap year of 366) are 2022-01-01.
  @Test func statesFollowFromDates() throws {
    let current = try entry("approved: 2026-01-01, review_every_days: 365, retain_years: 2")
    #expect(current.state(on: "2027-01-01") == "in force, review 2027-01-01")
    #expect(current.state(on: "2027-01-02") == "review overdue since 2027-01-01")
    let old = try entry("date: 2020-01-01, obsolete: true, retain_years: 2")
    #expect(old.keptUntil == "2022-01-01")
    #expect(old.state(on: "2022-01-01") == "out of use, kept until 2022-01-01")
    #expect(old.state(on: "2022-01-02") == "out of use, may be destroyed since 2022-01-01")
    let kept = try entry("date: 2020-01-01, archived: true, obsolete: true, reason: a claim")
    #expect(
      kept.state(on: "2026-01-01") == "archived: a claim, nothing says how long it is kept")
    #expect(try entry("date: 2026-01-01").state(on: "2026-02-01") == "not approved")
    #expect(try entry("external_origin: true").state(on: "2026-02-01") == "never looked at")
  }

  /// The rule of 7.5.3 c takes `reviewed`, else `approved`, else `date`, and 1,095 days: so does this.
  @Test func datesAreThoseOfTheRule() throws {
    let reviewed = try entry("date: 2020-01-01, approved: 2021-01-01, reviewed: 2025-01-01")
    #expect(reviewed.reviewDue == "2028-01-01")
    #expect(try entry("date: 2020-01-01, approved: 2021-01-01").reviewDue == "2024-01-01")
  }

  @Test func theFullReportListsThemAndPartnersSeeNone() async throws {
    let folder = try TemporaryFolder()
    let study =
      ReportedStudy.complete()
      + "\nsupport: { documents: [{ id: doc/plan, title: document_secret, version: 7, owner: "
      + "role/owner_secret, approved: 2020-01-01, approved_by: role/owner_secret, access: few, "
      + "obsolete: true, retain_years: 1 }] }\n"
    let run = try await ReportedStudy.run(study, in: folder)
    func page(_ profile: ReportProfile) throws -> String {
      String(decoding: try StudyReport(run, ReportRequest(profile: profile)).html(), as: UTF8.self)
    }
    let full = ParsedPage(try page(.full))
    let section = try #require(full.all("section").first { $0.attributes["id"] == "conformity" })
    #expect(section.text.contains("document_secret7role/owner_secret2020-01-01 by"))
    #expect(section.text.contains("out of use, may be destroyed since 2020-12-31"))
    #expect(section.text.contains("of those out of use 1 need not be kept any longer."))
    for profile in [ReportProfile.partner, .public] {
      #expect(!(try page(profile)).contains("document_secret"))
    }
  }
}
