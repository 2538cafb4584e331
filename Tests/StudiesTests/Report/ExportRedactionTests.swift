import Foundation
import Testing

@testable import Studies

@Suite struct ExportRedactionTests {
  private func run(in folder: TemporaryFolder) async throws -> StoredRun {
    try await ReportedStudy.run(ReportedStudy.complete(), in: folder)
  }

  @Test func aPartnersSummaryNamesNobody() async throws {
    let folder = try TemporaryFolder()
    let summary = try await run(in: folder).summary()
    #expect(try Self.json(summary.redacted(for: .full)).contains("owner_secret"))
    for profile in [ReportProfile.partner, .public] {
      let text = try Self.json(summary.redacted(for: profile))
      #expect(!text.contains("owner_secret") && !text.contains(folder.path), "\(profile)")
    }
    let open = try Self.json(summary.redacted(for: .public))
    #expect(!open.contains("supplier_name") && !open.contains("process_name"))
  }

  private static func json(_ summary: RunSummary) throws -> String {
    String(decoding: try ResultJSON.data(summary), as: UTF8.self)
  }

  @Test func aPartnersRegisterHoldsNoOwnerWeaknessOrSource() async throws {
    let folder = try TemporaryFolder()
    try ReportedStudy.complete().write(
      toFile: folder.file("study.yaml"), atomically: true, encoding: .utf8)
    let study = try StudyReader.read(folder.path)
    let whole = String(
      decoding: try RegisterSheet(.risks, of: study, for: .full).csv, as: UTF8.self)
    let secrets = ["owner_secret", "basis_secret", "V1"]
    #expect(secrets.allSatisfy { whole.contains($0) })
    let sheet = try RegisterSheet(.risks, of: study, for: .partner)
    let text = String(decoding: sheet.csv, as: UTF8.self)
    #expect(secrets.allSatisfy { !text.contains($0) })
    #expect(text.contains("threat_words") && text.contains("5k to 50k"))
    for register in [StudyRegister.treatments, .weaknesses, .findings, .controls] {
      #expect(throws: WrongUse.self) { try RegisterSheet(register, of: study, for: .partner) }
    }
    #expect(throws: WrongUse.self) { try RegisterSheet(.risks, of: study, for: .public) }
  }

  @Test func tablesWithOwnersAndCriteriaStayInside() throws {
    for name in StoredTable.names {
      #expect(throws: Never.self) { try StoredTable.check(name, for: .management) }
      #expect(throws: WrongUse.self) { try StoredTable.check(name, for: .public) }
      let isOpen = ["exceedance", "risks", "network", "processes"].contains(name)
      let isRefused = (try? StoredTable.check(name, for: .partner)) == nil
      #expect(isRefused != isOpen, "\(name)")
    }
  }

  @Test func aPartnersEvidenceSaysWhomToWarnAndNoMore() throws {
    let evidence = try ComputedEvidence(
      ConformityRequest(study: CompleteStudy.folder.path, asOf: CompleteStudy.asOf))
    #expect(!evidence.objectives.isEmpty && !evidence.communication.isEmpty)
    let partner = try evidence.redacted(for: .partner)
    #expect(partner.objectives.isEmpty && partner.communication.isEmpty && partner.teams.isEmpty)
    #expect(partner.controls.isEmpty && partner.plans.allSatisfy { $0.thresholds.isEmpty })
    #expect(partner.plans.map(\.warn.count) == evidence.plans.map(\.warn.count))
    #expect(throws: WrongUse.self) { try evidence.redacted(for: .public) }
  }
}
