internal import RiskModel
internal import Sampling

/// The tail of one probability level with what each component lost in it.
struct TailContributions: Sendable {
  let tail: TailWeights
  let sums: TailSums

  func contribution(of component: Int, trials: Int) -> Contribution {
    let estimate = sums.contribution(of: component, tail: tail, trials: trials)
    let total = sums.weighted.isEmpty ? 0 : shortfall
    return Contribution(
      level: tail.level, estimate: estimate, share: total > 0 ? estimate.value / total : 0)
  }

  /// The shortfall: the sum over the rows of risks, which the caller's layout puts first.
  private var shortfall: Double { tail.mass > 0 ? rowTotal / tail.mass : 0 }
  let rowTotal: Double

  init(tail: TailWeights, sums: TailSums, rows: Int) {
    self.tail = tail
    self.sums = sums
    rowTotal = sums.weighted.prefix(rows).reduce(0, +)
  }
}

/// Puts the figures of one level together from its years and moments.
struct LevelFigures: Sendable {
  let study: Study
  let compiled: CompiledStudy
  let statistics: LevelStatistics
  let years: YearLossTable
  let aggregate: any LossSample
  let largest: any LossSample

  private var trials: Int { years.aggregate.count }
  private var layout: ComponentLayout { compiled.layout }

  /// For the intervals of means: Student's t where groups of trials are few.
  private var quantile: Double {
    guard let size = compiled.clusterTrials, trials / size >= 2 else { return Estimate.normal975 }
    return ReplicateErrors.tQuantile(replicates: trials / size)
  }

  private var caveat: String? {
    compiled.hasFiniteVariance ? nil : "the variance of losses is infinite"
  }

  func result(
    strategy: String, bands: [Band], contributions: [TailContributions], worst: [TrialReport]
  ) -> LevelResult {
    let people = peopleMeasures(slot: layout.peopleRows.count)
    let processes = processes(contributions)
    return LevelResult(
      strategy: strategy,
      aggregate: LossMeasures(of: aggregate, levels: compiled.settings.levels),
      aggregateCurve: Self.curve(aggregate, compiled.settings.returnPeriods),
      occurrenceCurve: .success(Self.curve(largest, compiled.settings.returnPeriods)),
      people: .success(people), risks: risks(contributions), suppliers: suppliers(contributions),
      processes: processes, owners: owners(contributions),
      criteria: CriteriaCheck(criteria: compiled.criteria).results(
        aggregate: aggregate, people: people, processes: processes),
      probabilityBeyondCapacity: compiled.criteria.capacity.map(aggregate.exceedance(of:)),
      worstTrials: worst, bands: bands, years: years)
  }

  static func curve(_ sample: any LossSample, _ periods: [Double]) -> [CurvePoint] {
    periods.map { period in
      let loss = sample.valueAtRisk(level: 1 - 1 / period)
      return CurvePoint(
        returnPeriod: period, loss: loss,
        trialsBeyond: Int((Double(sample.count) / period).rounded(.down)))
    }
  }

  private func peopleMeasures(slot: Int) -> PeopleMeasures {
    PeopleMeasures(
      injuries: statistics.people[2 * slot].estimate(quantile: quantile),
      fatalities: statistics.people[2 * slot + 1].estimate(quantile: quantile))
  }

  private func shortfall(_ component: Int, _ all: [TailContributions]) -> [Contribution] {
    all.map { part in
      var contribution = part.contribution(of: component, trials: trials)
      if compiled.settings.parameterUncertainty == .nested {
        contribution.markRough("its error leaves out that of the uncertain inputs")
      }
      return contribution
    }
  }

  private func risks(_ contributions: [TailContributions]) -> [RiskResult] {
    let total = statistics.losses.prefix(layout.rows).reduce(0) { $0 + $1.mean }
    let order = compiled.rows.indices.sorted {
      compiled.rows[$0].displayOrder < compiled.rows[$1].displayOrder
    }
    return order.map { row in
      let record = compiled.rows[row]
      let loss = statistics.losses[row].estimate(caveat: caveat, quantile: quantile)
      return RiskResult(
        id: record.id, name: record.name, category: record.category, owner: record.owner,
        eventsPerYear: statistics.counts[row].estimate(quantile: quantile),
        probabilityOfEvent: BinomialIntervals.proportion(
          successes: statistics.trialsWithEvent[row], trials: trials,
          caveat: compiled.settings.parameterUncertainty == .nested
            ? "its error leaves out that of the uncertain inputs" : nil),
        expectedLoss: loss, shareOfExpectedLoss: total > 0 ? loss.value / total : 0,
        shortfall: shortfall(row, contributions),
        people: layout.peopleSlot[row].map { peopleMeasures(slot: $0) })
    }
  }

  private func suppliers(_ contributions: [TailContributions]) -> [SupplierResult] {
    compiled.suppliers.enumerated().map { s, supplier in
      let component = layout.supplier(s)
      return SupplierResult(
        id: supplier.id, name: supplier.name, category: supplier.category, tier: supplier.tier,
        risk: compiled.rows[supplier.row].id,
        outagesPerYear: statistics.counts[layout.rows + s].estimate(quantile: quantile),
        expectedLoss: statistics.losses[component].estimate(quantile: quantile),
        shortfall: shortfall(component, contributions), timeToSurvive: supplier.timeToSurvive,
        timeToRecover: supplier.timeToRecover, systemicRisk: supplier.systemicRisk)
    }
  }

  private func processes(_ contributions: [TailContributions]) -> [ProcessResult] {
    var results = compiled.processes.enumerated().map { p, process in
      let days = statistics.lostDays[p].estimate(quantile: quantile)
      let component = layout.process(p)
      return ProcessResult(
        id: process.id, name: process.name, downtimeDays: days,
        availability: days.scaled(by: -1 / CompiledStudy.year, offset: 1),
        expectedLoss: statistics.losses[component].estimate(quantile: quantile),
        shortfall: shortfall(component, contributions))
    }
    results.append(
      ProcessResult(
        id: ProcessResult.unassigned, name: "Losses without downtime", downtimeDays: nil,
        availability: nil,
        expectedLoss: statistics.losses[layout.unassigned].estimate(
          caveat: caveat, quantile: quantile),
        shortfall: shortfall(layout.unassigned, contributions)))
    return results
  }

  private func owners(_ contributions: [TailContributions]) -> [OwnerResult] {
    compiled.owners.indices.compactMap { o in
      let owned = compiled.rows.indices.filter { layout.rowOwner[$0] == o }
      guard !owned.isEmpty else { return nil }
      let component = layout.owner(o)
      return OwnerResult(
        id: compiled.owners[o], risks: owned.map { compiled.rows[$0].id },
        expectedLoss: statistics.losses[component].estimate(caveat: caveat, quantile: quantile),
        shortfall: shortfall(component, contributions))
    }
  }
}

extension LossMeasures {
  init(of sample: any LossSample, levels: [Double]) {
    self.init(
      expectedAnnualLoss: sample.mean,
      valueAtRisk: levels.map {
        LevelEstimate(level: $0, estimate: sample.valueAtRisk(level: $0))
      },
      expectedShortfall: levels.map {
        LevelEstimate(level: $0, estimate: sample.expectedShortfall(level: $0))
      },
      probabilityOfLoss: sample.exceedance(of: 0))
  }
}

extension LevelResult {
  /// The same figures under another name.
  func renamed(_ strategy: String) -> LevelResult {
    LevelResult(
      strategy: strategy, aggregate: aggregate, aggregateCurve: aggregateCurve,
      occurrenceCurve: occurrenceCurve, people: people, risks: risks, suppliers: suppliers,
      processes: processes, owners: owners, criteria: criteria,
      probabilityBeyondCapacity: probabilityBeyondCapacity, worstTrials: [],
      bands: bands, years: years)
  }
}
