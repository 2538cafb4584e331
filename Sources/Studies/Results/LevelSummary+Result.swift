internal import LossSimulation
internal import Sampling

extension LevelSummary {
  /// The summary of a level; shares of shortfall are those at `shortfallLevel`.
  init(_ result: LevelResult, shortfallLevel: Double?) {
    strategy = result.strategy
    expectedAnnualLoss = EstimateRecord(result.aggregate.expectedAnnualLoss)
    probabilityOfLoss = EstimateRecord(result.aggregate.probabilityOfLoss)
    valueAtRisk = Self.byLevel(result.aggregate.valueAtRisk)
    expectedShortfall = Self.byLevel(result.aggregate.expectedShortfall)
    exceedance = ExceedanceSummary(result)
    people = PeopleSummary(result.people)
    criteria = result.criteria.map(CriterionSummary.init)
    probabilityBeyondCapacity = result.probabilityBeyondCapacity.map(EstimateRecord.init)
    bands =
      result.bands.isEmpty
      ? nil
      : result.bands.map {
        BandSummary(metric: $0.metric, level: $0.level, low: $0.low, high: $0.high)
      }
    risks = result.risks.map { RiskSummary($0, shortfallLevel: shortfallLevel) }
    suppliers = result.suppliers.map { SupplierSummary($0, shortfallLevel: shortfallLevel) }
    processes = result.processes.map { ProcessSummary($0, shortfallLevel: shortfallLevel) }
    owners = result.owners.map { OwnerSummary($0, shortfallLevel: shortfallLevel) }
  }

  static func byLevel(_ estimates: [LevelEstimate]) -> [String: EstimateRecord] {
    var records: [String: EstimateRecord] = [:]
    for item in estimates {
      records[DecimalText.text(item.level) ?? ""] = EstimateRecord(item.estimate)
    }
    return records
  }
}

extension ExceedanceSummary {
  fileprivate init(_ result: LevelResult) {
    aggregate = result.aggregateCurve.map(Point.init)
    switch result.occurrenceCurve {
    case .success(let curve):
      occurrence = curve.map(Point.init)
      occurrenceReason = nil
    case .failure(let missing):
      occurrence = nil
      occurrenceReason = missing.reason
    }
  }
}

extension ExceedanceSummary.Point {
  fileprivate init(_ point: CurvePoint) {
    let record = EstimateRecord(point.loss)
    returnPeriodYears = point.returnPeriod
    loss = record.value
    standardError = record.standardError
    low = record.low
    high = record.high
    trialsBeyond = point.trialsBeyond
    exact = record.isExact
    reliable = exact || point.trialsBeyond >= CurvePoint.leastTrialsShown
  }
}

extension PeopleSummary {
  fileprivate init(_ result: Result<PeopleMeasures, MissingFigure>) {
    switch result {
    case .success(let measures):
      injuries = EstimateRecord(measures.injuries)
      fatalities = EstimateRecord(measures.fatalities)
      reason = nil
    case .failure(let missing):
      injuries = nil
      fatalities = nil
      reason = missing.reason
    }
  }
}

extension CriterionSummary {
  fileprivate init(_ result: CriterionResult) {
    criterion = result.name
    limit = result.limit
    figure = EstimateRecord(result.value)
    verdict = result.verdict.rawValue
    switch result.kind {
    case .tolerance(let loss): (kind, self.loss, process) = (.tolerance, loss, nil)
    case .fatalities: (kind, loss, process) = (.fatalities, nil, nil)
    case .injuries: (kind, loss, process) = (.injuries, nil, nil)
    case .service(let process): (kind, loss, self.process) = (.service, nil, process)
    }
  }
}

extension RiskSummary {
  fileprivate init(_ result: RiskResult, shortfallLevel: Double?) {
    id = result.id
    name = result.name
    category = result.category
    owner = result.owner
    eventsPerYear = EstimateRecord(result.eventsPerYear)
    probabilityOfEvent = EstimateRecord(result.probabilityOfEvent)
    expectedLoss = EstimateRecord(result.expectedLoss)
    shareOfExpectedLoss = result.shareOfExpectedLoss.finite
    shareOfShortfall = result.shortfall.share(at: shortfallLevel)
  }
}

extension SupplierSummary {
  fileprivate init(_ result: SupplierResult, shortfallLevel: Double?) {
    id = result.id
    name = result.name
    category = result.category
    tier = result.tier
    risk = result.risk
    outagesPerYear = EstimateRecord(result.outagesPerYear)
    expectedLoss = EstimateRecord(result.expectedLoss)
    shareOfShortfall = result.shortfall.share(at: shortfallLevel)
    timeToSurviveDays = result.timeToSurvive?.finite
    timeToRecoverDays = result.timeToRecover?.finite
    exposed = result.isExposed
    systemicRiskIndex = result.systemicRisk
  }
}

extension ProcessSummary {
  fileprivate init(_ result: ProcessResult, shortfallLevel: Double?) {
    id = result.id
    name = result.name
    downtimeDays = result.downtimeDays.map(EstimateRecord.init)
    availability = result.availability.map(EstimateRecord.init)
    expectedLoss = EstimateRecord(result.expectedLoss)
    shareOfShortfall = result.shortfall.share(at: shortfallLevel)
  }
}

extension OwnerSummary {
  fileprivate init(_ result: OwnerResult, shortfallLevel: Double?) {
    id = result.id
    risks = result.risks
    expectedLoss = EstimateRecord(result.expectedLoss)
    shareOfShortfall = result.shortfall.share(at: shortfallLevel)
  }
}

extension [Contribution] {
  /// The share of the shortfall at a level; nil where the level is not among them.
  func share(at level: Double?) -> Double? {
    first { $0.level == level }?.share.finite
  }
}

extension Double {
  /// The number itself, or nil where it is infinite or not a number.
  var finite: Double? { isFinite ? self : nil }
}
