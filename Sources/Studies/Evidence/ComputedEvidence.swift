internal import RiskModel

/// What follows from records and the latest run for the management system, for `evidence`.
public struct ComputedEvidence: Encodable, Sendable {
  /// Always `evidence/1`.
  public let schema: String
  /// The study's id.
  public let study: String
  /// Who may read it, as the study says; nil where it says nothing.
  public let classification: String?
  /// SHA-256 over the files of the study.
  public let digest: String
  /// The day of the evidence.
  public let asOf: String
  /// The run of the contributions; nil where none is kept.
  public let run: String?
  /// Who and what the loss comes through: owners, processes, suppliers, outsourced processes.
  public private(set) var contributions: [Contribution]
  /// What each control holds back: the loss if it were absent, less the loss as it is.
  ///
  /// These do not add up, for controls act on the same events.
  public private(set) var controls: [ControlContribution]
  /// The chance of each measured objective.
  public private(set) var objectives: [ObjectiveProbability]
  /// The thresholds and the surroundings of each plan.
  public private(set) var plans: [PlanEvidence]
  /// How often teams have more than one event at once.
  public private(set) var teams: [TeamLoad]
  /// How often all means of communication of a plan are down at once.
  public private(set) var communication: [MeansTogether]

  /// One share of the loss.
  public struct Contribution: Encodable, Sendable {
    /// `owner`, `process`, `supplier` or `outsourced`.
    public let kind: String
    /// The record.
    public let id: String
    /// The mean loss a year.
    public let expectedLoss: EstimateRecord
    /// Share of the expected shortfall, in [0, 1].
    public let shareOfShortfall: Double?
  }

  /// What a plan rests on, whom it must warn, and when it starts.
  public struct PlanEvidence: Encodable, Sendable {
    /// The plan.
    public let plan: String
    /// Its thresholds on standstill.
    public let thresholds: [PlanThreshold]
    /// Whom its events reach downstream, soonest first.
    public let warn: [Neighbour]
    /// What its processes rest on and feel within a day, that the plan does not name.
    public let proposedDependencies: [Neighbour]
    /// What cannot be computed, and why.
    public let notes: [String]
  }

  /// A node of the network with the delay until it is felt.
  public struct Neighbour: Encodable, Sendable {
    /// A supplier or process.
    public let node: String
    /// Days of stock on the way.
    public let withinDays: Double
  }

  /// Reads a study and computes its evidence.
  ///
  /// - Throws: `StudyReadError` where the study is not valid.
  public init(_ request: ConformityRequest) throws {
    let source = try PreparedStudy.read(request.study, overlays: request.overlays, settings: [])
    self.init(
      source, StudyEvidence(source, asOf: request.asOf, isFolder: request.study != "-"))
  }

  /// The same, with the controls simulated where the latest run has no figures of them.
  ///
  /// - Parameter threads: Workers, on which results do not depend.
  public static func simulatingControls(
    _ request: ConformityRequest, threads: Int?
  ) async throws -> ComputedEvidence {
    let source = try PreparedStudy.read(request.study, overlays: request.overlays, settings: [])
    var evidence = ComputedEvidence(
      source, StudyEvidence(source, asOf: request.asOf, isFolder: request.study != "-"))
    if evidence.controls.isEmpty {
      evidence.controls = try await ControlContribution.simulated(source, threads: threads)
    }
    return evidence
  }

  init(_ source: ReadStudy, _ evidence: StudyEvidence) {
    let sampler = ObjectiveSampler(study: source.study, asOf: evidence.asOf)
    let plans = PlanFacts(source.study, evidence)
    schema = "evidence/1"
    study = source.study.identity.id
    classification = source.study.identity.classification
    digest = source.digest
    asOf = evidence.asOf.description
    run = evidence.run?.id
    contributions = Self.contributions(evidence)
    controls = ControlContribution.stored(evidence.run, source.study)
    objectives = evidence.select("objectives").compactMap(sampler.probability)
    self.plans = evidence.select("response.plans").compactMap(plans.evidence)
    teams = evidence.select("response.teams").compactMap(plans.load)
    communication = MeansTogether.all(source.study, evidence)
  }

  private static func contributions(_ study: StudyEvidence) -> [Contribution] {
    guard let level = study.run?.current else { return [] }
    let outside = study.mentioned("context.scope", "externally_provided")
    let owners = level.owners.map {
      Contribution(
        kind: "owner", id: $0.id, expectedLoss: $0.expectedLoss,
        shareOfShortfall: $0.shareOfShortfall)
    }
    let processes = level.processes.map {
      Contribution(
        kind: "process", id: $0.id, expectedLoss: $0.expectedLoss,
        shareOfShortfall: $0.shareOfShortfall)
    }
    let suppliers = level.suppliers.map {
      Contribution(
        kind: outside.contains($0.id) ? "outsourced" : "supplier", id: $0.id,
        expectedLoss: $0.expectedLoss, shareOfShortfall: $0.shareOfShortfall)
    }
    return [owners, processes, suppliers].flatMap { list in
      list.sorted { ($0.expectedLoss.value ?? 0) > ($1.expectedLoss.value ?? 0) }
    }
  }
}

extension ComputedEvidence {
  /// The evidence as a profile may see it.
  ///
  /// - Throws: `WrongUse` where nothing of it is for the profile.
  public func redacted(for profile: ReportProfile) throws(WrongUse) -> ComputedEvidence {
    guard !profile.isInternal else { return self }
    guard profile.showsFigures else {
      throw WrongUse("Nothing of the evidence is for the public: it names records and amounts.")
    }
    var copy = self
    copy.contributions = contributions.filter { $0.kind != "owner" }
    copy.plans = plans.map {
      PlanEvidence(
        plan: $0.plan, thresholds: [], warn: $0.warn, proposedDependencies: [], notes: [])
    }
    (copy.controls, copy.objectives, copy.teams, copy.communication) = ([], [], [], [])
    return copy
  }
}

/// Reads what plans and teams need from the risks and the network.
struct PlanFacts {
  private let study: Study
  private let records: StudyEvidence
  private let network: NetworkNeighbours
  private let rates: [String: Double]

  init(_ study: Study, _ records: StudyEvidence) {
    self.study = study
    self.records = records
    network = NetworkNeighbours(records.select("network.edges"))
    rates = Dictionary(
      study.risks.map { risk in
        (risk.id, risk.frequency.map { CountForecast.moments($0.rate).mean } ?? 0)
      }, uniquingKeysWith: { $1 })
  }

  private func stops(_ risks: [Risk], of process: String? = nil) -> [PlanThreshold.Stop] {
    risks.compactMap { risk in
      guard let stop = risk.downtime, process.map(stop.processes.contains) ?? true,
        let rate = rates[risk.id], rate > 0
      else { return nil }
      return PlanThreshold.Stop(rate: rate, days: stop.days.law)
    }
  }

  func evidence(_ plan: StudyRecord) -> ComputedEvidence.PlanEvidence? {
    guard let id = plan.text("id") else { return nil }
    let ids = Set(plan.texts("risks"))
    let own = study.risks.filter { ids.contains($0.id) }
    let others = study.risks.filter { !ids.contains($0.id) }
    var notes: [String] = []
    let thresholds = plan.records("activate_when").compactMap { activation -> PlanThreshold? in
      guard let process = activation.text("process"), activation.text("metric") == "downtime_hours"
      else { return nil }
      let (mine, rest) = (stops(own, of: process), stops(others, of: process))
      if let hours = activation.number("at_least") {
        return PlanThreshold(process: process, hours: hours, own: mine, others: rest)
      }
      let threshold = PlanThreshold(
        process: process, level: activation.number("level") ?? 0.5, own: mine, others: rest)
      if threshold == nil { notes.append("no event of the plan's risks stops \(process)") }
      return threshold
    }
    let suppliers = struckSuppliers(own)
    if !suppliers.isEmpty {
      notes.append("outages of suppliers do not count in thresholds, only in who is warned")
    }
    let processes = Array(Set(own.flatMap { $0.downtime?.processes ?? [] })).sorted()
    let named = Set(plan.texts("interdependencies"))
    return ComputedEvidence.PlanEvidence(
      plan: id, thresholds: thresholds,
      warn: neighbours(network.downstream(of: processes + suppliers)),
      proposedDependencies: neighbours(
        network.upstream(of: processes).filter { $0.days <= 1 && !named.contains($0.node) }),
      notes: notes)
  }

  /// Suppliers whose outages are shown under some risks.
  private func struckSuppliers(_ risks: [Risk]) -> [String] {
    let categories = Set(risks.flatMap(\.fromNetwork))
    return records.select("network.nodes").filter {
      categories.contains($0.text("category") ?? "")
    }.compactMap { $0.text("id") }
  }

  private func neighbours(
    _ reached: [NetworkNeighbours.Reached]
  ) -> [ComputedEvidence.Neighbour] {
    reached.map { ComputedEvidence.Neighbour(node: $0.node, withinDays: $0.days) }
  }

  func load(_ team: StudyRecord) -> TeamLoad? {
    guard let id = team.text("id") else { return nil }
    let plans = records.select("response.plans", .equals("team", id))
    let risks = Set(plans.flatMap { $0.texts("risks") })
    return TeamLoad(team: id, stops: stops(study.risks.filter { risks.contains($0.id) }))
  }
}
