/// A list of records that others refer to by id.
public enum Register: String, Sendable, CaseIterable {
  case risks, opportunities, suppliers, processes, assets, hazards, weaknesses, controls
  case treatments, strategies, objectives, indicators, issues, parties, needs, obligations, roles
  case documents, teams, plans, means, changes, audits, findings, nonconformities

  /// Where the list stands in the study.
  var path: [String] {
    switch self {
    case .suppliers: ["network", "nodes"]
    case .hazards: ["network", "shared_hazards"]
    case .parties: ["context", "interested_parties"]
    case .issues, .needs, .obligations: ["context", rawValue]
    case .roles: ["governance", rawValue]
    case .documents: ["support", rawValue]
    case .teams, .plans: ["response", rawValue]
    case .means: ["response", "communication", rawValue]
    case .audits, .findings: ["audit", rawValue]
    default: [rawValue]
    }
  }

  /// One of its records, without the article.
  var singular: String {
    switch self {
    case .processes: "process"
    case .opportunities: "opportunity"
    case .weaknesses: "weakness"
    case .strategies: "strategy"
    case .parties: "interested party"
    case .hazards: "shared hazard"
    case .nonconformities: "nonconformity"
    case .means: "means of communication"
    default: String(rawValue.dropLast())
    }
  }

  /// How strictly a reference into the register is held.
  var strictness: Strictness {
    switch self {
    case .risks, .suppliers, .processes, .hazards, .controls, .treatments: .always
    case .roles, .documents: .advice
    default: .whenGiven
    }
  }

  enum Strictness {
    /// An unknown id is an error, for the simulation needs the record.
    case always
    /// An unknown id is an error when the study has the register at all.
    case whenGiven
    /// An unknown id is a warning when the study has the register at all.
    case advice
  }
}
