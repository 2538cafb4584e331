import Foundation
import Testing

@testable import Studies

@Suite struct StudyReportTests {
  private func parsed(
    _ study: String, _ profile: ReportProfile = .full
  ) async throws -> ParsedPage {
    let folder = try TemporaryFolder()
    let page = try await ReportedStudy.page(study, ReportRequest(profile: profile), in: folder)
    let parsed = ParsedPage(page)
    #expect(parsed.problem == nil, "\(parsed.problem ?? "")")
    return parsed
  }

  /// The order of INTERFACE, section by section.
  @Test(arguments: [
    (
      ReportProfile.full,
      "summary decision method context results network treatments register conformity audit data "
        + "provenance"
    ),
    (.management, "summary method provenance decision"),
    (.partner, "summary method results network register provenance"),
    (.public, "policy method provenance"),
  ])
  func sectionsStandInTheirOrder(_ profile: ReportProfile, _ ids: String) async throws {
    let page = try await parsed(ReportedStudy.complete(), profile)
    let found = page.all("section").compactMap { $0.attributes["id"] }
    #expect(found.joined(separator: " ") == ids)
    let links = page.all("a").compactMap { $0.attributes["href"] }.filter { $0 != "#main" }
    #expect(Set(links).isSuperset(of: found.map { "#\($0)" }))
  }

  @Test(arguments: ReportProfile.allCases)
  func structureIsSound(_ profile: ReportProfile) async throws {
    for study in [ReportedStudy.smallest, ReportedStudy.complete()] {
      let page = try await parsed(study, profile)
      checkHeadings(page)
      checkIDs(page)
      checkCharts(page)
      checkTables(page)
      checkNothingIsFetched(page)
      #expect(page.all("html").first?.attributes["lang"] == "en")
      #expect(page.all("main").count == 1)
    }
  }

  private func checkHeadings(_ page: ParsedPage) {
    let levels = page.all("h1", "h2", "h3", "h4", "h5", "h6").compactMap {
      Int($0.name.dropFirst())
    }
    #expect(levels.count { $0 == 1 } == 1 && levels.first == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
  }

  private func checkIDs(_ page: ParsedPage) {
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in page.elements {
      let names = (element.attributes["aria-labelledby"] ?? "").split(separator: " ")
      #expect(names.allSatisfy { ids.contains(String($0)) })
      if let target = element.attributes["href"] {
        #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())))
      }
    }
  }

  /// Every chart has a title, a description, its sentence and its data.
  private func checkCharts(_ page: ParsedPage) {
    let charts = page.all("svg")
    #expect(charts.allSatisfy { $0.attributes["role"] == "img" && $0.path.contains("figure") })
    for name in ["title", "desc"] {
      let texts = page.all(name).filter { $0.path.last == "svg" }
      #expect(texts.count == charts.count && texts.allSatisfy { $0.text.count > 2 })
    }
    #expect(page.all("figcaption").count == charts.count)
    #expect(page.all("table").count { $0.path.contains("figure") } == charts.count)
    let sentences = page.all("figcaption").map(\.text)
    #expect(sentences.allSatisfy { $0.hasSuffix(".") && !$0.contains("nan") })
  }

  private func checkTables(_ page: ParsedPage) {
    #expect(page.all("table").count == page.all("caption").count)
    #expect(page.all("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
  }

  private func checkNothingIsFetched(_ page: ParsedPage) {
    for element in page.elements {
      #expect(element.attributes["src"] == nil && element.name != "link")
      #expect(element.attributes["style"] == nil)
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
    }
    let style = page.all("style").first?.text ?? ""
    #expect(!style.contains("url(") && !style.contains("@import") && !style.contains("http"))
    #expect(page.all("script").count == 2)
  }

  /// The policy names the digests of the page's own style and script, so no other can run.
  @Test func onlyItsOwnScriptMayRun() async throws {
    let page = try await parsed(ReportedStudy.smallest)
    let policy = page.all("meta").compactMap { $0.attributes["content"] }.first {
      $0.contains("default-src")
    }
    #expect(policy?.contains("default-src 'none'") == true)
    #expect(policy?.components(separatedBy: "sha256-").count == 3)
    #expect(policy?.contains("unsafe") == false)
  }

  @Test func sameRunSameBytes() async throws {
    let folder = try TemporaryFolder()
    let run = try await ReportedStudy.run(ReportedStudy.complete(), in: folder)
    let first = try StudyReport(run).html()
    #expect(try StudyReport(run).html() == first)
    let text = String(decoding: first, as: UTF8.self)
    #expect(text.contains(run.manifest.finished))
  }

  /// What the summary of the run says stands on the page, and in its data.
  @Test func figuresAreThoseOfTheRun() async throws {
    let folder = try TemporaryFolder()
    let run = try await ReportedStudy.run(ReportedStudy.complete(), in: folder)
    let summary = try run.summary()
    let page = ParsedPage(String(decoding: try StudyReport(run).html(), as: UTF8.self))
    let loss = FigureText.amount(summary.shown.expectedAnnualLoss)
    let tiles = page.all("div").filter { $0.attributes["class"]?.hasPrefix("tile") == true }
    #expect(tiles.contains { $0.text.contains(loss.value) })
    let data = try #require(page.data)
    let embedded = (data["summary"] as? [String: Any])?["expected_annual_loss"] as? [String: Any]
    // Foundation's reader may differ in the last bit from the writer.
    let value = try #require(embedded?["value"] as? Double)
    let expected = try #require(summary.shown.expectedAnnualLoss.value)
    #expect(abs(value / expected - 1) < 1e-14)
    #expect(data["schema"] as? String == "report/1")
  }

  @Test func classificationStandsOnEveryPage() async throws {
    let page = try await parsed(ReportedStudy.complete())
    let style = try #require(page.all("style").first?.text)
    #expect(style.contains("@top-right{content:\"INTERNAL\""))
    #expect(style.contains("counter(pages)"))
    let none = try await parsed(ReportedStudy.smallest)
    #expect(none.all("style").first?.text.contains("\"NOT CLASSIFIED\"") == true)
  }

  @Test(arguments: [
    ("constraints/2/staff", "staff"), ("constraints/3/resource/engineers", "resource engineers"),
    ("treatments/T1/mandatory", "treatments T1 mandatory"),
  ])
  func rulesHaveWords(_ rule: String, _ words: String) {
    #expect(DecisionBody.words(rule: rule) == words)
  }

  @Test func saysWhatIsNotModelled() async throws {
    for profile in ReportProfile.allCases {
      let page = try await parsed(ReportedStudy.smallest, profile)
      #expect(page.elements.contains { $0.attributes["id"] == "not-modelled" })
    }
  }

  /// Without controls inherent is current: no curve hides under another, no step leads nowhere.
  @Test func equalLevelsAreShownOnce() async throws {
    let page = try await parsed(ReportedStudy.smallest)
    #expect(!page.elements.contains { $0.attributes["id"] == "results-waterfall" })
    #expect(!page.all("text").contains { $0.text.contains("inherent") })
    let controlled = try await parsed(ReportedStudy.complete())
    #expect(controlled.elements.contains { $0.attributes["id"] == "results-waterfall" })
    #expect(controlled.all("text").contains { $0.text.contains("inherent") })
  }

  /// Lists that a register writes in one cell are lists here too.
  @Test func dividesListsOfRegisters() throws {
    let node = try YAMLTree.read(Array("a: V1| V2\nb: [x, y]\nc: one".utf8), file: "x.yaml")
    let record = RecordNode(node: node)
    #expect(record.texts("a") == ["V1", "V2"])
    #expect(record.texts("b") == ["x", "y"])
    #expect(record.texts("c") == ["one"] && record.texts("d").isEmpty)
  }

  /// A section that has not been checked says so, and shows no verdict.
  @Test func conformityIsNeverMadeUp() async throws {
    let page = try await parsed(ReportedStudy.complete())
    let section = try #require(page.all("section").first { $0.attributes["id"] == "conformity" })
    #expect(section.text.contains("Not checked for this report"))
    #expect(!section.text.contains("gap"))
  }
}
