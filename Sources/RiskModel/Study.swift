/// A validated study: every reference resolves, every law exists, every range holds.
public struct Study: Sendable {
  /// What the study is and whose.
  public var identity: StudyIdentity
  /// How it is simulated.
  public var simulation: SimulationSettings
  /// How much risk is acceptable.
  public var criteria: Criteria
  /// What a day of each process is worth.
  public var processes: [BusinessProcess]
  /// The supplier network; nil where the study has none.
  public var network: Network?
  /// In file order.
  public var risks: [Risk]
  /// Reported apart, never netted.
  public var opportunities: [Opportunity]
  /// In place.
  public var controls: [Control]
  /// Could be adopted.
  public var treatments: [Treatment]
  /// Named bundles of treatments.
  public var strategies: [Strategy]

  /// Makes the value from its parts.
  public init(
    identity: StudyIdentity, simulation: SimulationSettings = SimulationSettings(),
    criteria: Criteria = Criteria(), processes: [BusinessProcess] = [], network: Network? = nil,
    risks: [Risk] = [], opportunities: [Opportunity] = [], controls: [Control] = [],
    treatments: [Treatment] = [], strategies: [Strategy] = []
  ) {
    self.identity = identity
    self.simulation = simulation
    self.criteria = criteria
    self.processes = processes
    self.network = network
    self.risks = risks
    self.opportunities = opportunities
    self.controls = controls
    self.treatments = treatments
    self.strategies = strategies
  }
}

/// What the study is and whose.
public struct StudyIdentity: Sendable {
  /// Short name.
  public var id: String
  /// Title on reports.
  public var title: String?
  /// Where it stands in its approval: draft, in_review, approved, superseded.
  public var status: String?
  /// Version of the study.
  public var version: String?
  /// The role that answers for it.
  public var owner: String?
  /// ISO 8601 date.
  public var baseDate: String?
  /// ISO 4217 code.
  public var currency: String
  /// Printed on every page of every report.
  public var classification: String?

  /// Makes the value from its parts.
  public init(
    id: String, title: String? = nil, status: String? = nil, version: String? = nil,
    owner: String? = nil, baseDate: String? = nil, currency: String,
    classification: String? = nil
  ) {
    self.id = id
    self.title = title
    self.status = status
    self.version = version
    self.owner = owner
    self.baseDate = baseDate
    self.currency = currency
    self.classification = classification
  }
}
