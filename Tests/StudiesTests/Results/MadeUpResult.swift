import LossSimulation
import Sampling

/// A result that no engine made: round figures of an invented port, for tests of writing.
enum MadeUpResult {
  static func estimate(
    _ value: Double, _ error: Double, method: Estimate.Method = .mean, caveat: String? = nil
  ) -> Estimate {
    .normal(value, standardError: error, method: method, sampleSize: 1000, caveat: caveat)
  }

  static func result(trials: Int = 4, endedBy: String = "trials") -> SimulationResult {
    SimulationResult(
      levels: [
        level("inherent", scale: 2, trials: trials), level("current", scale: 1, trials: trials),
      ],
      opportunities: [
        OpportunityResult(
          id: "O1", name: "Faster gate", expectedAnnualGain: estimate(50_000, 1000),
          probabilityOfEvent: estimate(0.5, 0.01, method: .binomial))
      ],
      diagnostics: RunDiagnostics(
        trials: trials, trialsAsked: 1000, seed: 7, events: 1234, scaledTrialShare: 0.002,
        clippedDraws: 0, correlationRepairDistance: nil, instructionSet: "baseline",
        notes: ["a made-up note"], endedBy: endedBy,
        convergence: [
          .init(trials: trials / 2, expectedAnnualLoss: 160_000, halfWidth: 2800),
          .init(trials: trials, expectedAnnualLoss: 164_640, halfWidth: 1960),
        ]))
  }

  private static func level(_ strategy: String, scale: Double, trials: Int) -> LevelResult {
    LevelResult(
      strategy: strategy, aggregate: measures(scale),
      aggregateCurve: curve(scale), occurrenceCurve: .success(curve(scale * 0.9)),
      people: .success(
        PeopleMeasures(
          injuries: estimate(1.25 * scale, 0.02), fatalities: estimate(0.0146 * scale, 0.0001))),
      risks: risks(scale), suppliers: suppliers(scale), processes: processes(scale),
      owners: [
        OwnerResult(
          id: "role/pfso", risks: ["R01", "R02"], expectedLoss: estimate(164_640 * scale, 1000),
          shortfall: shortfall(791_464 * scale, share: 1))
      ],
      criteria: criteria, probabilityBeyondCapacity: estimate(0.001, 0.0003, method: .binomial),
      worstTrials: worst, years: years(trials))
  }

  private static func measures(_ scale: Double) -> LossMeasures {
    LossMeasures(
      expectedAnnualLoss: estimate(164_640 * scale, 1000),
      valueAtRisk: [
        LevelEstimate(
          level: 0.8, estimate: estimate(400_000 * scale, 0, method: .orderStatistic)),
        LevelEstimate(
          level: 0.95, estimate: estimate(572_783 * scale, 2750, method: .orderStatistic)),
      ],
      expectedShortfall: [
        LevelEstimate(level: 0.8, estimate: estimate(533_400, 1500, method: .influenceFunction)),
        LevelEstimate(
          level: 0.95,
          estimate: estimate(
            791_464 * scale, 3900, method: .influenceFunction, caveat: "few trials beyond")),
      ],
      probabilityOfLoss: estimate(0.65, 0.0015, method: .binomial))
  }

  private static func curve(_ scale: Double) -> [CurvePoint] {
    [
      CurvePoint(
        returnPeriod: 10, loss: estimate(465_103 * scale, 1200, method: .orderStatistic),
        trialsBeyond: 100),
      CurvePoint(
        returnPeriod: 20, loss: estimate(572_783 * scale, 2750, method: .orderStatistic),
        trialsBeyond: 50),
      CurvePoint(
        returnPeriod: 100, loss: estimate(887_190 * scale, 9000, method: .orderStatistic),
        trialsBeyond: 10),
    ]
  }

  private static func shortfall(_ value: Double, share: Double) -> [Contribution] {
    [0.8, 0.95].map {
      Contribution(level: $0, estimate: estimate(value * share, 2000), share: share)
    }
  }

  private static func risks(_ scale: Double) -> [RiskResult] {
    [
      RiskResult(
        id: "R01", name: "Theft, \"organised\"", category: "criminal", owner: "role/pfso",
        eventsPerYear: estimate(0.8, 0.003), probabilityOfEvent: estimate(0.55, 0.0016),
        expectedLoss: estimate(64_640 * scale, 300), shareOfExpectedLoss: 0.393,
        shortfall: shortfall(791_464 * scale, share: 0.4), people: nil),
      RiskResult(
        id: "R02", name: "=Sprinkler bursts", category: "physical_failure", owner: "role/pfso",
        eventsPerYear: estimate(0.25, 0.0016), probabilityOfEvent: estimate(0.22, 0.0013),
        expectedLoss: estimate(100_000 * scale, 632), shareOfExpectedLoss: 0.607,
        shortfall: shortfall(791_464 * scale, share: 0.6),
        people: PeopleMeasures(
          injuries: estimate(1.25, 0.02), fatalities: estimate(0.0146, 0.0001))),
    ]
  }

  private static func suppliers(_ scale: Double) -> [SupplierResult] {
    [
      SupplierResult(
        id: "S01", name: "Power", category: "energy", tier: 1, risk: "network",
        outagesPerYear: estimate(0.3, 0.002), expectedLoss: estimate(20_000 * scale, 200),
        shortfall: shortfall(791_464 * scale, share: 0.05), timeToSurvive: 0.2, timeToRecover: 3),
      SupplierResult(
        id: "S02", name: "Paper", category: nil, tier: nil, risk: "network",
        outagesPerYear: estimate(0.1, 0.001), expectedLoss: estimate(0, 0, method: .exact),
        shortfall: [], timeToSurvive: nil, timeToRecover: nil),
    ]
  }

  private static func processes(_ scale: Double) -> [ProcessResult] {
    [
      ProcessResult(
        id: "P01", name: "Vessel operations", downtimeDays: estimate(7.67, 0.04),
        availability: estimate(0.97898, 0.00011), expectedLoss: estimate(20_000 * scale, 200),
        shortfall: shortfall(791_464 * scale, share: 0.05)),
      ProcessResult(
        id: ProcessResult.unassigned, name: "", downtimeDays: nil, availability: nil,
        expectedLoss: estimate(144_640 * scale, 900),
        shortfall: shortfall(791_464 * scale, share: 0.95)),
    ]
  }

  private static var criteria: [CriterionResult] {
    [
      CriterionResult(
        name: "tolerance/500000", kind: .tolerance(loss: 500_000), limit: 0.1,
        value: estimate(0.0774, 0.0008, method: .binomial)),
      CriterionResult(
        name: "tolerance/1000000", kind: .tolerance(loss: 1_000_000), limit: 0.0046,
        value: estimate(0.00457, 0.0002, method: .binomial)),
      CriterionResult(
        name: "fatalities", kind: .fatalities, limit: 0.01, value: estimate(0.0146, 0.0001)),
      CriterionResult(
        name: "service/P01", kind: .service(process: "P01"), limit: 0.97,
        value: estimate(0.97898, 0.00011), atLeast: true),
    ]
  }

  private static var worst: [TrialReport] {
    [
      TrialReport(
        trial: 3, aggregate: 1_234_567.5, largestEvent: 900_000,
        events: [
          EventReport(
            source: .risk("R02"), day: 12.5, days: nil, groundUpLoss: 950_000, loss: 900_000,
            networkLoss: 0, injuries: 2, fatalities: 0, controlsOut: ["C01"]),
          EventReport(
            source: .hazard("flood", struck: ["S01", "S02"]), day: 200, days: 3,
            groundUpLoss: 334_567.5, loss: 334_567.5, networkLoss: 334_567.5, injuries: 0,
            fatalities: 0, controlsOut: []),
        ])
    ]
  }

  private static func years(_ trials: Int) -> YearLossTable {
    let aggregate = (0..<trials).map { Double($0 * $0) * 0.1 }
    return YearLossTable(
      aggregate: aggregate, largestEvent: aggregate.map { $0 / 3 },
      injuries: aggregate.map { _ in 0 }, fatalities: aggregate.map { $0 / 1e9 })
  }
}
