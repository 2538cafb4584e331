/// The records of the management system that a report shows beside the figures.
struct ManagementRecords: Sendable, Encodable {
  let scope: String?
  let excluded: [String]
  let issues: [Issue]
  let parties: [Party]
  let policy: Policy?
  let bands: Bands
  let links: [Link]
  let hazards: [Hazard]
  let treatments: [Treatment]
  let controls: [Control]
  let plans: [Plan]
  let audits: [Audit]
  let programme: Programme?
  let findings: [Finding]
  let nonconformities: [Nonconformity]
  let documents: [DocumentEntry]
  let estimates: Estimates

  struct Issue: Sendable, Encodable {
    let id: String, origin: String, text: String, trend: String?, affects: [String]
  }

  struct Party: Sendable, Encodable {
    let id: String, name: String, needs: [String]
  }

  struct Policy: Sendable, Encodable {
    let approved: String?, approvedBy: String?, commitments: [String]
  }

  /// Upper bounds of the fields of the matrix.
  struct Bands: Sendable, Encodable {
    let likelihood: [Band], consequence: [Band]
  }

  struct Band: Sendable, Encodable {
    let name: String, upper: Double
  }

  struct Link: Sendable, Encodable {
    let source: String, target: String
  }

  struct Hazard: Sendable, Encodable {
    let id: String, perYear: String, days: String, hits: String, members: [String]
  }

  struct Treatment: Sendable, Encodable {
    let id: String, name: String, option: String?, owner: String?, once: String?, perYear: String?
    let readyInDays: String?, staff: String?
  }

  struct Control: Sendable, Encodable {
    let id: String, name: String, owner: String?, costPerYear: Double?, tested: String?
  }

  struct Plan: Sendable, Encodable {
    let id: String, name: String, risks: [String], exercised: String?
  }

  struct Audit: Sendable, Encodable {
    let id: String, process: String, date: String?, auditor: String?, scope: String?
  }

  struct Programme: Sendable, Encodable {
    let year: String?, days: String?, basis: [String]
  }

  struct Finding: Sendable, Encodable {
    let id: String, audit: String?, clause: String?, grade: String?, text: String?
  }

  struct Nonconformity: Sendable, Encodable {
    let id: String, found: String?, text: String?, action: String?, due: String?, done: String?
  }

  /// How many estimates say who stands behind them.
  struct Estimates: Sendable, Encodable {
    let all: Int, withSource: Int
  }
}

extension ManagementRecords {
  init(_ root: RecordNode, _ profile: ReportProfile) {
    let context = root["context"]
    scope = context?["scope"]?.text("statement")
    excluded = (context?["scope"]?.items("excluded") ?? []).compactMap { $0.text("what") }
    let isInside = profile.isInternal
    issues = isInside ? (context?.items("issues") ?? []).map(Issue.init) : []
    parties = isInside ? Self.parties(context) : []
    policy = root["governance"]?["policy"].map { Policy($0, isInternal: isInside) }
    bands = profile.isInternal ? Bands(root["criteria"]?["bands"]) : Bands(nil)
    let showsFigures = profile.showsFigures
    links = showsFigures ? Self.links(root["network"]) : []
    hazards = showsFigures ? Self.hazards(root["network"]) : []
    treatments = isInside ? root.items("treatments").map(Treatment.init) : []
    controls =
      showsFigures ? root.items("controls").map { Control($0, isInternal: isInside) } : []
    plans = isInside ? (root["response"]?.items("plans") ?? []).map(Plan.init) : []
    let audit = isInside ? root["audit"] : nil
    audits = (audit?.items("audits") ?? []).map(Audit.init)
    programme = audit?["programme"].map(Programme.init)
    findings = (audit?.items("findings") ?? []).map(Finding.init)
    nonconformities = isInside ? root.items("nonconformities").map(Nonconformity.init) : []
    documents = isInside ? (root["support"]?.items("documents") ?? []).map(DocumentEntry.init) : []
    estimates = Estimates(root)
  }

  private static func parties(_ context: RecordNode?) -> [Party] {
    let stated = (context?.items("needs") ?? []) + (context?.items("obligations") ?? [])
    let needs = Dictionary(
      stated.compactMap { need in
        need.text("id").map { ($0, need.text("text") ?? need.text("title") ?? $0) }
      }, uniquingKeysWith: { first, _ in first })
    return (context?.items("interested_parties") ?? []).map { party in
      Party(
        id: party.text("id") ?? "?", name: party.text("name") ?? "?",
        needs: party.texts("needs").map { needs[$0] ?? $0 })
    }
  }

  private static func links(_ network: RecordNode?) -> [Link] {
    (network?.items("edges") ?? []).compactMap { edge in
      guard let source = edge.text("source"), let target = edge.text("target") else { return nil }
      return Link(source: source, target: target)
    }
  }

  private static func hazards(_ network: RecordNode?) -> [Hazard] {
    let nodes = network?.items("nodes") ?? []
    return (network?.items("shared_hazards") ?? []).map { hazard in
      let id = hazard.text("id") ?? "?"
      return Hazard(
        id: id, perYear: hazard["per_year"]?.estimate ?? "?",
        days: hazard["days"]?.estimate ?? "?", hits: hazard["hits"]?.estimate ?? "1",
        members: nodes.filter { $0.texts("shared_hazard").contains(id) }.compactMap {
          $0.text("id")
        })
    }
  }
}

extension ManagementRecords.Issue {
  fileprivate init(_ node: RecordNode) {
    self.init(
      id: node.text("id") ?? "?", origin: node.text("origin") ?? "",
      text: node.text("text") ?? "", trend: node.text("trend"), affects: node.texts("affects"))
  }
}

extension ManagementRecords.Policy {
  fileprivate init(_ node: RecordNode, isInternal: Bool) {
    self.init(
      approved: node.text("approved"), approvedBy: isInternal ? node.text("approved_by") : nil,
      commitments: node.texts("commits_to"))
  }
}

extension ManagementRecords.Bands {
  fileprivate init(_ node: RecordNode?) {
    func bands(_ key: String) -> [ManagementRecords.Band] {
      (node?.pairs(key) ?? []).compactMap { pair in
        pair.node.number.map { ManagementRecords.Band(name: pair.key, upper: $0) }
      }.sorted { $0.upper < $1.upper }
    }
    self.init(likelihood: bands("likelihood"), consequence: bands("consequence"))
  }
}

extension ManagementRecords.Treatment {
  fileprivate init(_ node: RecordNode) {
    self.init(
      id: node.text("id") ?? "?", name: node.text("name") ?? node.text("id") ?? "?",
      option: node.text("option"), owner: node.text("owner"),
      once: node["cost"]?["once"]?.estimate, perYear: node["cost"]?["per_year"]?.estimate,
      readyInDays: node.text("ready_in_days"), staff: node.text("staff"))
  }
}

extension ManagementRecords.Control {
  fileprivate init(_ node: RecordNode, isInternal: Bool) {
    self.init(
      id: node.text("id") ?? "?", name: node.text("name") ?? node.text("id") ?? "?",
      owner: isInternal ? node.text("owner") : nil, costPerYear: node.number("cost_per_year"),
      tested: isInternal ? node.text("tested") : nil)
  }
}

extension ManagementRecords.Plan {
  fileprivate init(_ node: RecordNode) {
    self.init(
      id: node.text("id") ?? "?", name: node.text("name") ?? "?", risks: node.texts("risks"),
      exercised: node.text("exercised"))
  }
}

extension ManagementRecords.Audit {
  fileprivate init(_ node: RecordNode) {
    self.init(
      id: node.text("id") ?? "?", process: node.texts("process").joined(separator: ", "),
      date: node.text("date"), auditor: node.text("auditor"), scope: node.text("scope"))
  }
}

extension ManagementRecords.Programme {
  fileprivate init(_ node: RecordNode) {
    self.init(year: node.text("year"), days: node.text("days"), basis: node.texts("basis"))
  }
}

extension ManagementRecords.Finding {
  fileprivate init(_ node: RecordNode) {
    self.init(
      id: node.text("id") ?? "?", audit: node.text("audit"), clause: node.text("clause"),
      grade: node.text("grade"), text: node.text("text"))
  }
}

extension ManagementRecords.Nonconformity {
  fileprivate init(_ node: RecordNode) {
    let action = node["action"]
    self.init(
      id: node.text("id") ?? "?", found: node.text("found"), text: node.text("text"),
      action: action?.text("text"), due: action?.text("due"), done: action?.text("done"))
  }
}

extension ManagementRecords.Estimates {
  /// Estimates of risks, with and without a source.
  fileprivate init(_ root: RecordNode) {
    let nodes = root.items("risks").flatMap { risk in
      ["events", "attempts", "success", "loss"].compactMap { risk[$0] }
    }
    self.init(all: nodes.count, withSource: nodes.count { $0["by"] != nil || $0["basis"] != nil })
  }
}
