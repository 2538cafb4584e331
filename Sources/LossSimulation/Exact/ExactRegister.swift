internal import Distributions
internal import RiskModel
internal import Sampling

/// The risks of a study as compound laws, at either level.
struct ExactRegister {
  let study: Study

  /// One row a risk, in the study's order.
  func rows(isInherent: Bool) -> [ExactRow] {
    study.risks.map { risk in
      guard let frequency = risk.frequency else {
        return ExactRow(risk: risk, events: nil, loss: nil, peopleFactor: 1)
      }
      let events = AnnualCount(
        frequency.count,
        rate: RatesOfRisk(id: risk.id, study: study).rate(of: frequency, isInherent: isInherent))
      let factor = isInherent ? factor(on: risk.id, .loss) : 1
      return ExactRow(
        risk: risk, events: events,
        loss: risk.loss.map {
          CompoundRisk(id: risk.id, count: events, severity: $0.law, factor: 1 / factor)
        },
        peopleFactor: isInherent ? self.factor(on: risk.id, .people) : 1)
    }
  }

  /// Gains, whose events no control changes.
  var opportunities: [OpportunityResult] {
    study.opportunities.map { opportunity in
      let events = AnnualCount(
        opportunity.frequency.count,
        rate: RatesOfRisk(id: opportunity.id, study: study)
          .rate(of: opportunity.frequency, isInherent: false))
      let gain = opportunity.gain.map {
        CompoundRisk(id: opportunity.id, count: events, severity: $0.law).mean
      }
      return OpportunityResult(
        id: opportunity.id, name: opportunity.name,
        expectedAnnualGain: .exact(gain ?? 0, sampleSize: 0),
        probabilityOfEvent: .exact(1 - events.probabilityOfNone, sampleSize: 0))
    }
  }

  private func factor(on risk: String, _ quantity: Effect.Quantity) -> Double {
    ControlFactors(study: study).laws(on: risk, [quantity]).reduce(1) { $0 * $1.mean }
  }
}

/// Factors of controls, by the risk and quantity that they act on.
struct ControlFactors {
  let study: Study

  /// The laws of all factors on one of the quantities of a risk.
  func laws(on risk: String, _ quantities: [Effect.Quantity]) -> [any Distribution] {
    study.controls.flatMap(\.effects).compactMap { effect in
      guard let quantity = effect.quantity, quantities.contains(quantity),
        case .risks(let ids) = effect.target, ids.contains(risk),
        case .multiply(let factor) = effect.operation
      else { return nil }
      return factor.law
    }
  }
}

/// The rate of a risk's events at a level.
private struct RatesOfRisk {
  let id: String
  let study: Study

  func rate(of frequency: Frequency, isInherent: Bool) -> RateMixture {
    switch frequency.rate {
    case .events(let events):
      let factor = isInherent ? product([.frequency, .attempts, .success]) : 1
      return RateMixture(held(events.law)).scaled(by: 1 / factor)
    case .attempts(let attempts, let success):
      let factor = isInherent ? product([.frequency, .attempts]) : 1
      return RateMixture(
        attempts: held(attempts.law), success: held(success.law),
        successFactor: isInherent ? product([.success]) : 1
      ).scaled(by: 1 / factor)
    }
  }

  private func product(_ quantities: [Effect.Quantity]) -> Double {
    ControlFactors(study: study).laws(on: id, quantities).reduce(1) { $0 * $1.mean }
  }

  /// The law, or its mean where the study holds uncertain inputs at their means.
  private func held(_ law: any Distribution) -> any Distribution {
    guard study.simulation.parameterUncertainty == .off else { return law }
    return (try? Constant(law.mean)) ?? law
  }
}

/// One risk at one level, with its figures.
struct ExactRow {
  let risk: Risk
  /// The number of its events; nil where it has none of its own.
  let events: AnnualCount?
  /// Its losses; nil where it has none.
  let loss: CompoundRisk?
  /// By what harm to people is divided at this level.
  let peopleFactor: Double

  func result(total: Double) -> RiskResult {
    let mean = loss?.mean ?? 0
    return RiskResult(
      id: risk.id, name: risk.name, category: risk.category, owner: risk.owner,
      eventsPerYear: .exact(events?.mean ?? 0, sampleSize: 0),
      probabilityOfEvent: .exact(1 - (events?.probabilityOfNone ?? 1), sampleSize: 0),
      expectedLoss: .exact(mean, sampleSize: 0), shareOfExpectedLoss: total > 0 ? mean / total : 0,
      shortfall: [], people: risk.people == nil ? nil : Self.people([self]))
  }

  static func people(_ rows: [ExactRow]) -> PeopleMeasures {
    func sum(_ law: (PeopleHarm) -> Quantity?) -> Estimate {
      let total = rows.reduce(0.0) { sum, row in
        guard let law = row.risk.people.flatMap(law)?.law, let events = row.events else {
          return sum
        }
        let harm = CompoundRisk(
          id: row.risk.id, count: events, severity: law, factor: 1 / row.peopleFactor)
        return sum + harm.mean
      }
      return .exact(total, sampleSize: 0)
    }
    return PeopleMeasures(injuries: sum(\.injuries), fatalities: sum(\.fatalities))
  }

  static func owners(_ rows: [ExactRow]) -> [OwnerResult] {
    let names = Set(rows.compactMap(\.risk.owner)).sorted().map { String?.some($0) } + [nil]
    return names.compactMap { name in
      let owned = rows.filter { $0.risk.owner == name }
      guard !owned.isEmpty else { return nil }
      let mean = owned.reduce(0) { $0 + ($1.loss?.mean ?? 0) }
      return OwnerResult(
        id: name ?? OwnerResult.unassigned, risks: owned.map(\.risk.id),
        expectedLoss: .exact(mean, sampleSize: 0), shortfall: [])
    }
  }

  /// Processes that nothing strikes, by id.
  static func processes(_ processes: [BusinessProcess]) -> [ProcessResult] {
    processes.sorted { $0.id < $1.id }.map {
      ProcessResult(
        id: $0.id, name: $0.name, downtimeDays: .exact(0, sampleSize: 0),
        availability: .exact(1, sampleSize: 0), expectedLoss: .exact(0, sampleSize: 0),
        shortfall: [])
    }
  }

  static func unassigned(_ mean: Double) -> ProcessResult {
    ProcessResult(
      id: ProcessResult.unassigned, name: "Losses without downtime", downtimeDays: nil,
      availability: nil, expectedLoss: .exact(mean, sampleSize: 0), shortfall: [])
  }
}
