import Foundation
import Testing

@testable import Studies

@Suite struct RedactionTests {
  /// Words of the study that a partner must not read.
  private static let inside = [
    "weakness_secret", "V1", "role/owner_secret", "owner_secret", "person_secret", "basis_secret",
    "issue_secret", "treatment_secret", "T1", "audit_secret", "nonconformity_secret", "2024-01-02",
    "study.yaml", "30k", "breached",
  ]
  /// Words that the public must not read either.
  private static let names = [
    "RiskName", "process_name", "supplier_name", "control_name", "threat_words", "P1", "S1", "C1",
    "R1", "R2", "grid",
  ]

  private func text(_ profile: ReportProfile) async throws -> String {
    let folder = try TemporaryFolder()
    // The title goes by another name: it is what a public extract is called.
    let study = ReportedStudy.complete("RiskName").replacing(
      "title: \"RiskName\"", with: "title: Public title")
    return try await ReportedStudy.page(study, ReportRequest(profile: profile), in: folder)
  }

  /// Whether a word stands somewhere outside a digest, in a text or in the data.
  private func holds(_ page: String, _ word: String) -> Bool {
    let body = page.components(separatedBy: "</style>").last ?? ""
    let pieces = body.components(separatedBy: "<script>").first?.components(separatedBy: word) ?? []
    func isEnd(_ character: Character?) -> Bool {
      guard let character else { return true }
      return !(character.isLetter || character.isNumber || character == "_")
    }
    return zip(pieces, pieces.dropFirst()).contains { isEnd($0.last) && isEnd($1.first) }
  }

  /// The words are on the full page: the test would see them.
  @Test func everythingIsThereBefore() async throws {
    let page = try await text(.full)
    let unseen: Set = ["person_secret", "30k", "breached", "study.yaml"]
    for word in Self.inside + Self.names where !unseen.contains(word) {
      #expect(holds(page, word), "\(word)")
    }
    #expect(page.contains("study.yaml"))
  }

  @Test func partnersSeeNoWeaknessAndNoOwner() async throws {
    let page = try await text(.partner)
    for word in Self.inside { #expect(!holds(page, word), "\(word)") }
    for word in ["supplier_name", "RiskName", "process_name", "control_name"] {
      #expect(holds(page, word), "\(word)")
    }
    #expect(page.contains("weaknesses, owners, persons"))
  }

  @Test func thePublicSeesNoNameAndNoAmount() async throws {
    let folder = try TemporaryFolder()
    let run = try await ReportedStudy.run(ReportedStudy.complete("RiskName"), in: folder)
    let summary = try run.summary()
    let page = try await text(.public)
    for word in Self.inside.filter({ $0 != "breached" }) + Self.names {
      #expect(!holds(page, word), "\(word)")
    }
    let loss = FigureText.amount(summary.shown.expectedAnnualLoss)
    #expect(!page.contains(loss.value))
    let data = try #require(ParsedPage(page).data)
    #expect(data["summary"] == nil && data["categories"] != nil)
    let shares = try #require(data["categories"] as? [String: Double])
    #expect(shares.values.allSatisfy { ($0 * 20 - ($0 * 20).rounded()).magnitude < 1e-9 })
  }
}
