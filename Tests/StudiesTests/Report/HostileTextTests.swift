import Foundation
import Testing

@testable import Studies

/// Names that try to leave their place.
@Suite struct HostileTextTests {
  private static let names = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title></style></script>",
    "]]>--><!-- a & b", "<\u{338}script>alert(1)</script>", "שלום <b>עולם</b>",
    "\u{202E}txt.exe", String(repeating: "longword", count: 60), "'; content: url(http://x)",
    "{{7*7}} ${x}", "\u{1F600} naïve café 港口",
  ]

  @Test(arguments: names) func stayText(_ name: String) async throws {
    let folder = try TemporaryFolder()
    for profile in ReportProfile.allCases {
      let part = try TemporaryFolder()
      let html = try await ReportedStudy.page(
        ReportedStudy.complete(name), ReportRequest(profile: profile), in: part)
      let page = ParsedPage(html)
      #expect(page.problem == nil, "\(page.problem ?? "")")
      #expect(page.all("script").count == 2)
      #expect(page.all("img").isEmpty)
      #expect(page.all("title").filter { $0.path == ["html", "head"] }.count == 1)
      #expect(page.data != nil)
    }
    _ = folder
  }

  /// The data of the page gives the very name back.
  @Test(arguments: names) func comeBackFromTheData(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let page = ParsedPage(
      try await ReportedStudy.page(ReportedStudy.complete(name), in: folder))
    let study = page.data?["study"] as? [String: Any]
    #expect(study?["title"] as? String == name)
  }

  /// A browser ends a script at the first `</script`, whatever stands around it.
  @Test func neverEndTheDataEarly() async throws {
    let folder = try TemporaryFolder()
    let html = try await ReportedStudy.page(
      ReportedStudy.complete("</script\u{338}><!--<script>"), in: folder)
    let bytes = Array(html.utf8)
    let needle = Array("</script".utf8)
    let ends = bytes.indices.filter { bytes[$0...].starts(with: needle) }
    #expect(ends.count == 2)
  }
}
