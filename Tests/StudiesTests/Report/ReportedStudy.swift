import Foundation
import FoundationXML

@testable import Studies

/// Small studies, simulated and reported inside a test.
enum ReportedStudy {
  /// One risk and nothing else.
  static let smallest = """
    format: study/1
    study: { id: tiny, currency: EUR }
    simulation: { trials: 500, seed: 3 }
    risks:
      - { id: R1, name: Theft, category: criminal, events: 0.5, loss: 1k to 9k }
    """

  /// Risks with everything a report shows, whose names are `name` for a test to look for.
  static func complete(_ name: String = "Name") -> String {
    let quoted = JSONText.quoted(name)
    return """
      format: study/1
      study: { id: port, title: \(quoted), version: 3, status: draft, currency: EUR,
        owner: role/owner_secret, base_date: 2026-11-15, classification: internal }
      simulation: { trials: 500, seed: 3, levels: [0.8, 0.95] }
      context:
        scope: { statement: The quay and the yard }
        issues: [{ id: I1, origin: external, text: issue_secret, affects: [R1] }]
      governance:
        roles: [{ id: role/owner_secret, person: person_secret }]
      criteria:
        tolerance: [{ loss: 30k, probability: 0.2 }]
        bands: { likelihood: { rare: 0.1, often: 2 }, consequence: { minor: 10k, major: 1M } }
        people: { expected_fatalities_per_year: 0.5 }
      processes: [{ id: P1, name: process_name, value_per_day: 10k }]
      network:
        nodes:
          - { id: S1, name: supplier_name, category: power, tier: 1, outage_rate_low: 0.5,
              outage_rate_high: 2, outage_days_low: 1, outage_days_high: 3, shared_hazard: grid }
        edges: [{ source: S1, target: P1, input: power, share: 1, criticality: 1, buffer_days: 0.1 }]
        shared_hazards: [{ id: grid, per_year: 0.2, days: 0.5 to 2, hits: 1 }]
      risks:
        - id: R1
          name: \(quoted)
          category: criminal
          owner: role/owner_secret
          threat: threat_words
          weaknesses: [V1]
          events: { range90: [0.5, 2], by: role/owner_secret, basis: basis_secret }
          loss: 5k to 50k
          people: { injuries: 0.1, fatalities: 0.01 }
        - { id: R2, name: Outages, category: supplier_interdependency, owner: role/owner_secret,
            from_network: [power] }
      weaknesses: [{ id: V1, text: weakness_secret, reviewed: 2026-01-01 }]
      controls:
        - { id: C1, name: control_name, owner: role/owner_secret, tested: 2024-01-02,
            effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
      treatments:
        - { id: T1, name: treatment_secret, owner: role/owner_secret, cost: { once: 5k },
            effects: [{ target: R1, quantity: loss, multiply: 0.5 }] }
      audit:
        audits: [{ id: AU1, process: P1, date: 2026-01-01, auditor: role/owner_secret, scope: audit_secret }]
      nonconformities: [{ id: NC1, found: 2026-01-01, text: nonconformity_secret }]
      """
  }

  /// Simulates a study into `run` inside a folder and reads the run back.
  static func run(_ study: String, in folder: TemporaryFolder) async throws -> StoredRun {
    try study.write(toFile: folder.file("study.yaml"), atomically: true, encoding: .utf8)
    let prepared = try PreparedStudy(StudyRunRequest(study: folder.path, threads: 1))
    try await prepared.run().write(to: RunFolder.claim(folder.file("runs/run")))
    return try StoredRun(folder: folder.file("runs/run"))
  }

  static func page(
    _ study: String, _ request: ReportRequest = ReportRequest(), in folder: TemporaryFolder
  ) async throws -> String {
    let run = try await run(study, in: folder)
    return String(decoding: try StudyReport(run, request).html(), as: UTF8.self)
  }
}

/// A page as an XML parser sees it.
final class ParsedPage: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// The names of the elements around it, the outermost first.
    let path: [String]
    var text = ""
  }

  private(set) var elements: [Element] = []
  private(set) var problem: String?
  private var open: [Int] = []

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() {
      problem = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(
      Element(
        name: name, attributes: attributes, path: open.dropLast().map { elements[$0].name }))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open { elements[index].text += text }
  }

  func all(_ names: String...) -> [Element] { elements.filter { names.contains($0.name) } }

  /// The embedded figures.
  var data: [String: Any]? {
    let element = elements.first { $0.attributes["id"] == "report-data" }
    return element.flatMap {
      try? JSONSerialization.jsonObject(with: Data($0.text.utf8)) as? [String: Any]
    }
  }
}
