internal import RiskModel

/// A list of records of a study that goes to spreadsheets and comes back.
public enum StudyRegister: String, CaseIterable, Sendable {
  case risks, opportunities, suppliers, dependencies, hazards, processes, assets, weaknesses
  case controls, treatments, strategies, objectives, indicators, issues, parties, obligations
  case documents, plans, audits, findings, nonconformities

  /// Where the list stands in the study.
  var path: [String] {
    switch self {
    case .suppliers: ["network", "nodes"]
    case .dependencies: ["network", "edges"]
    case .hazards: ["network", "shared_hazards"]
    case .parties: ["context", "interested_parties"]
    case .issues, .obligations: ["context", rawValue]
    case .documents: ["support", rawValue]
    case .plans: ["response", rawValue]
    case .audits, .findings: ["audit", rawValue]
    default: [rawValue]
    }
  }

  /// The records of a study's tree in the order of the file; empty where it has none.
  func records(in root: SourceNode) -> [SourceNode] {
    var node: SourceNode? = root
    for key in path { node = node?[key] }
    guard case .sequence(let items)? = node?.value else { return [] }
    return items
  }

  /// The names of the fields of its records.
  var fields: [String] { FieldTable.of(kind).fields.map(\.name) }

  private var kind: RecordKind {
    switch self {
    case .risks: .risk
    case .opportunities: .opportunity
    case .suppliers: .supplier
    case .dependencies: .dependency
    case .hazards: .sharedHazard
    case .processes: .process
    case .assets: .asset
    case .weaknesses: .weakness
    case .controls: .control
    case .treatments: .treatment
    case .strategies: .strategy
    case .objectives: .objective
    case .indicators: .indicator
    case .issues: .issue
    case .parties: .party
    case .obligations: .obligation
    case .documents: .document
    case .plans: .plan
    case .audits: .audit
    case .findings: .finding
    case .nonconformities: .nonconformity
    }
  }
}
