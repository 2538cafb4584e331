internal import Distributions
internal import RiskModel
internal import Sampling

/// A study whose years come from another model's year loss table: every figure is exact for it.
///
/// Controls on frequency and severity both scale a risk's losses, since the table holds no events
/// (`STUDY.md` section 4, `method: table`): current is the table, inherent divides by the factors.
struct TableSimulation: Sendable {
  let study: Study
  let probabilities: [Double]
  /// Ground-up losses by risk in id order, then year.
  private let risks: [(risk: Risk, losses: [Double])]
  private let factors: [Double]
  private let layers: [InsuranceLayer]

  init(
    _ study: Study, probabilities: [Double], losses: [String: [Double]]
  ) throws(SimulationError) {
    self.study = study
    self.probabilities = probabilities
    let sorted = study.risks.sorted { $0.id < $1.id }
    risks = sorted.compactMap { risk in losses[risk.id].map { (risk, $0) } }
    let map = ControlMap(
      controls: study.controls.sorted { $0.id < $1.id }, settings: study.simulation)
    factors = risks.map { entry in
      let record = "risk/\(entry.risk.id)"
      let all = [Effect.Quantity.frequency, .attempts, .success, .loss].flatMap { map[record, $0] }
      return all.reduce(1) { $0 * $1.factor.law.mean }
    }
    let ids = risks.map(\.risk.id)
    layers = study.controls.sorted { $0.id < $1.id }.compactMap(\.share).map { share in
      var rows = Array(ids.indices)
      if case .risks(let named) = share.scope { rows = rows.filter { named.contains(ids[$0]) } }
      return InsuranceLayer(
        attachment: share.attachment, limit: share.limit, proportion: share.proportion, rows: rows)
    }
    let problems = Self.problems(of: study, inTable: Set(losses.keys))
    guard problems.isEmpty else { throw SimulationError(problems: problems) }
  }

  private static func problems(
    of study: Study, inTable: Set<String>
  ) -> [SimulationError.Problem] {
    var problems: [SimulationError.Problem] = []
    func refuse(_ path: String, _ requirement: String, _ remedy: String) {
      problems.append(.init(path: path, requirement: requirement, remedy: remedy))
    }
    for risk in study.risks where !inTable.contains(risk.id) {
      refuse(
        "risks/\(risk.id)",
        "the year loss table has no column `\(risk.id)`, and a table of years cannot be mixed with simulated risks, since nothing says which years go together",
        "Add the column, or leave the risk out of this study")
    }
    if let network = study.network,
      network.suppliers.contains(where: { $0.outageRate != nil }) || !network.hazards.isEmpty
    {
      refuse(
        "network",
        "outages of suppliers cannot be simulated beside a year loss table, since nothing says which years go together",
        "Put the network's losses into a column of the table, or use method: monte_carlo")
    }
    for control in study.controls where control.share?.basis == .event {
      refuse(
        "controls/\(control.id)/share",
        "a layer per event needs events, and a year loss table holds none",
        "Use per: year, or method: events with the other model's event table")
    }
    return problems
  }

  func result() -> SimulationResult {
    let current = level("current", scaled: false)
    let inherent = level("inherent", scaled: true)
    var notes = [
      "Losses are those of the year loss table: events, losses and trials stated in the study are not simulated."
    ]
    if !study.opportunities.isEmpty {
      notes.append("Opportunities are not simulated with a year loss table.")
    }
    return SimulationResult(
      levels: [inherent, current], opportunities: [],
      diagnostics: RunDiagnostics(
        trials: probabilities.count, trialsAsked: probabilities.count,
        seed: study.simulation.seed, events: 0, scaledTrialShare: 0, clippedDraws: 0,
        correlationRepairDistance: nil, instructionSet: BlockKernels.instructionSet, notes: notes,
        endedBy: "trials", convergence: []))
  }

  // MARK: One level

  private func level(_ strategy: String, scaled: Bool) -> LevelResult {
    let net = netLosses(scaled: scaled)
    let years = probabilities.indices.map { y in
      net.reduce(0) { $0 + $1[y] }.roundedForTies
    }
    let sample = WeightedSample(values: years, probabilities: probabilities)
    let settings = study.simulation
    let tails = allocationLevels.map {
      ExactTail(level: $0, years: years, probabilities: probabilities, sample: sample)
    }
    let missing = MissingFigure(reason: "a year loss table holds no events")
    return LevelResult(
      strategy: strategy, aggregate: LossMeasures(of: sample, levels: settings.levels),
      aggregateCurve: LevelFigures.curve(sample, settings.returnPeriods),
      occurrenceCurve: .failure(missing), people: .failure(missing),
      risks: riskResults(net, tails), suppliers: [], processes: [],
      owners: ownerResults(net, tails),
      criteria: CriteriaCheck(criteria: study.criteria).results(
        aggregate: sample, people: nil, processes: []),
      probabilityBeyondCapacity: study.criteria.capacity.map(sample.exceedance(of:)),
      worstTrials: [],
      years: YearLossTable(aggregate: years, largestEvent: [], probabilities: probabilities))
  }

  private var allocationLevels: [Double] { study.simulation.levels.filter { $0 >= 0.9 } }

  /// Losses by risk and year, scaled for the level and net of year layers at the current one.
  private func netLosses(scaled: Bool) -> [[Double]] {
    var losses = risks.indices.map { r in
      scaled ? risks[r].losses.map { $0 / factors[r] } : risks[r].losses
    }
    guard !scaled, !layers.isEmpty else { return losses }
    for y in probabilities.indices {
      var recovered = [Double](repeating: 0, count: risks.count)
      for layer in layers {
        let covered = layer.rows.reduce(0) { $0 + losses[$1][y] }
        guard covered > 0 else { continue }
        let part = layer.recovery(on: covered) / covered
        for r in layer.rows { recovered[r] += part * losses[r][y] }
      }
      for r in risks.indices { losses[r][y] -= Swift.min(recovered[r], losses[r][y]) }
    }
    return losses
  }

  private func expectation(_ losses: [Double]) -> Double {
    zip(losses, probabilities).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func exact(_ value: Double) -> Estimate { .exact(value, sampleSize: probabilities.count) }

  private func riskResults(_ net: [[Double]], _ tails: [ExactTail]) -> [RiskResult] {
    let total = net.reduce(0) { $0 + expectation($1) }
    return risks.enumerated().map { r, entry in
      let mean = expectation(net[r])
      let positive = zip(net[r], probabilities).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
      return RiskResult(
        id: entry.risk.id, name: entry.risk.name, category: entry.risk.category,
        owner: entry.risk.owner, eventsPerYear: exact(.nan), probabilityOfEvent: exact(positive),
        expectedLoss: exact(mean), shareOfExpectedLoss: total > 0 ? mean / total : 0,
        shortfall: tails.map { $0.contribution(of: net[r]) }, people: nil)
    }
  }

  private func ownerResults(_ net: [[Double]], _ tails: [ExactTail]) -> [OwnerResult] {
    let owners = Dictionary(grouping: risks.indices) {
      risks[$0].risk.owner ?? OwnerResult.unassigned
    }
    return owners.sorted { $0.key < $1.key }.map { owner, owned in
      let sum = probabilities.indices.map { y in owned.reduce(0) { $0 + net[$1][y] } }
      return OwnerResult(
        id: owner, risks: owned.map { risks[$0].risk.id }, expectedLoss: exact(expectation(sum)),
        shortfall: tails.map { $0.contribution(of: sum) })
    }
  }
}

/// The tail of a table at one probability level: weight 1 above value at risk, a fraction at it.
private struct ExactTail {
  let level: Double
  private let weights: [Double]
  private let shortfall: Double

  init(level: Double, years: [Double], probabilities: [Double], sample: WeightedSample) {
    self.level = level
    let v = sample.valueAtRisk(level: level).value
    let above = sample.exceedance(of: v).value
    let equal = zip(years, probabilities).reduce(0) { $1.0 == v ? $0 + $1.1 : $0 }
    let fraction = equal > 0 ? Swift.max(0, (1 - level - above) / equal) : 0
    weights = zip(years, probabilities).map { year, probability in
      year > v ? probability : (year == v ? fraction * probability : 0)
    }
    shortfall = sample.expectedShortfall(level: level).value
  }

  func contribution(of losses: [Double]) -> Contribution {
    let value = zip(weights, losses).reduce(0) { $0 + $1.0 * $1.1 } / (1 - level)
    return Contribution(
      level: level, estimate: .exact(value, sampleSize: losses.count),
      share: shortfall > 0 ? value / shortfall : 0)
  }
}
