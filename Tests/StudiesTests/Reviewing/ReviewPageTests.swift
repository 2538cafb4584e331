import Foundation
import Testing

@testable import Studies

@Suite struct ReviewPageTests {
  private func pack(_ classification: String? = "restricted & <secret>") throws -> ReviewPack {
    let folder = try StudyFolder()
    let mark = classification.map { ", classification: \(JSONText.quoted($0))" } ?? ""
    try folder.write(
      "study.yaml",
      """
      format: study/1
      study: { id: s, title: "A <b> & c", currency: EUR\(mark) }
      risks: [{ id: R1, events: 1, loss: 100 }]
      context: { issues: [{ id: I1, text: "Prices | of `fuel` </td>", trend: rising }] }
      """)
    let day = try #require(CalendarDay("2026-09-01"))
    return try ReviewPack(ConformityRequest(study: folder.url.path, asOf: day))
  }

  private func page(_ pack: ReviewPack) -> ParsedPage {
    let parsed = ParsedPage(String(decoding: pack.page, as: UTF8.self))
    #expect(parsed.problem == nil, "\(parsed.problem ?? "")")
    return parsed
  }

  /// `@page` boxes are repeated on every sheet; the numbers are code points of `&`, `<`, `>`.
  @Test func theClassificationStandsOnEverySheet() throws {
    let marked = page(try pack())
    let style = try #require(marked.all("style").first?.text)
    #expect(style.contains("@top-right{content:\"RESTRICTED \\26  \\3c SECRET\\3e \""))
    #expect(style.contains("counter(page) \" of \" counter(pages)"))
    #expect(marked.all("p").first?.text == "Classification: RESTRICTED & <SECRET>")
    #expect(marked.all("p").contains { $0.text.hasPrefix("RESTRICTED & <SECRET> · ") })
    let none = page(try pack(nil))
    #expect(none.all("style").first?.text.contains("\"NOT CLASSIFIED\"") == true)
  }

  @Test func thePageHoldsTheItemsInOrderAndFetchesNothing() throws {
    let pack = try pack()
    let page = page(pack)
    let heads = page.all("h2").map(\.text)
    let items = pack.sections.map { "\($0.ref) \($0.title)" }
    #expect(heads == items + ["9.3.3 Decisions to be taken"])
    #expect(page.all("td").contains { $0.text == "Prices | of fuel </td>" })
    #expect(page.all("script").isEmpty && page.all("link").isEmpty)
    #expect(page.elements.allSatisfy { $0.attributes["src"] == nil })
    let policy = page.all("meta").compactMap { $0.attributes["content"] }
    #expect(policy.contains { $0.hasPrefix("default-src 'none'; style-src 'sha256-") })
    #expect(try self.pack().page == pack.page)
  }

  /// Markdown has no sheets: its classification stands at head and foot, with the digest of what is
  /// between them.
  @Test func markdownIsMarkedAtHeadAndFoot() throws {
    let text = try pack().text
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0.contains("Classification: restricted & <secret>") } == 2)
    #expect(lines[1] == "- Classification: restricted & <secret>")
    let foot = try #require(lines.last)
    let body = try #require(text.range(of: "---\n\nClassification")).lowerBound
    let digest = String(text[..<body]).sha256
    #expect(foot == "Classification: restricted & <secret> · pack \(digest.prefix(16))…")
    #expect(try pack(nil).text.contains("Classification: not classified · pack"))
  }

  /// FIPS 180-4, example of one block: SHA-256 of `abc`.
  @Test func digestsAreThoseOfTheStandard() {
    #expect(
      "abc".sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
