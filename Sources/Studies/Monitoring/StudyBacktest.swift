internal import Distributions
internal import Foundation
internal import LossSimulation
internal import RiskModel

/// What a user asks of `backtest`.
public struct BacktestRequest: Sendable {
  /// The study's folder or file.
  public var study: String
  /// Overlays in the order in which they are applied.
  public var overlays: [String]
  /// Where the record begins; nil is the first day of the year of the first incident.
  public var since: CalendarDay?
  /// The day after the record's last.
  public var asOf: CalendarDay
  /// How often all tests together may doubt a study that is right.
  public var falseAlarmRate: Double

  /// A request at one false alarm in twenty.
  public init(
    study: String, overlays: [String] = [], since: CalendarDay? = nil,
    asOf: CalendarDay = .today, falseAlarmRate: Double = 0.05
  ) {
    self.study = study
    self.overlays = overlays
    self.since = since
    self.asOf = asOf
    self.falseAlarmRate = falseAlarmRate
  }
}

/// The forecasts of a study beside its register of incidents.
public struct StudyBacktest: Encodable, Sendable {
  /// Always `backtest/1`.
  public let schema: String
  /// The study's id.
  public let study: String
  /// Who may read it, as the study says; nil where it says nothing.
  public let classification: String?
  /// SHA-256 over the files of the study.
  public let digest: String
  /// The first day of the record.
  public let from: String
  /// The day after its last.
  public let to: String
  /// Its length, in years of 365 days.
  public let years: Double
  /// The run whose values at risk were used; nil where none is kept.
  public let run: String?
  /// All tests, judged together.
  public let family: BacktestFamily
  /// What treatments in force were to change, beside what changed.
  public let treatments: [TreatmentEffect]
  /// What was not tested, and why.
  public let notes: [String]

  /// Reads a study and holds its forecasts against its register.
  ///
  /// - Throws: `StudyReadError` where the study is not valid, `WrongUse` where nothing is recorded.
  public init(_ request: BacktestRequest) throws {
    let source = try PreparedStudy.read(request.study, overlays: request.overlays, settings: [])
    let log = try IncidentLog(source.records, since: request.since, asOf: request.asOf)
    let run = request.study == "-" ? nil : RunEvidence.latest(inStudy: source.folder.path)
    let named = Set(log.risks)
    let risks = source.study.risks.filter { named.contains($0.id) }
    var drafts: [BacktestFamily.Draft] = []
    var notes: [String] = []
    for risk in risks {
      guard let law = CountForecast(risk, years: log.years) else {
        notes.append("\(risk.id): its count does not come at a random rate, so it is not tested")
        continue
      }
      drafts.append(try law.test(observed: log.events(of: risk.id).count, risk: risk.id))
    }
    drafts += try Self.losses(risks, log, &notes)
    drafts += try Self.years(source, log, run, &notes)
    schema = "backtest/1"
    study = source.study.identity.id
    classification = source.study.identity.classification
    digest = source.digest
    from = log.from.description
    to = log.to.description
    years = log.years
    self.run = run?.id
    family = BacktestFamily(drafts, falseAlarmRate: request.falseAlarmRate)
    treatments = TreatmentEffects(
      source.study, source.records, log,
      averted: request.study == "-" ? [:] : DecidedEffects.averted(inStudy: source.folder.path)
    ).all(falseAlarmRate: request.falseAlarmRate)
    self.notes = notes
  }

  /// Losses recorded, each by the law of its own risk.
  private static func losses(
    _ risks: [Risk], _ log: IncidentLog, _ notes: inout [String]
  ) throws -> [BacktestFamily.Draft] {
    let probabilities = risks.flatMap { risk -> [Double] in
      guard let law = risk.loss?.law else { return [] }
      return log.events(of: risk.id).filter { $0.loss > 0 }.map { law.distribution($0.loss) }
    }
    guard probabilities.count >= 5 else {
      notes.append("\(probabilities.count) losses are recorded: five are needed to test their law")
      return []
    }
    let test = try TransformTest(probabilities: probabilities)
    return [
      BacktestFamily.Draft(
        test: "losses", scope: "all", observed: test.statistic, expected: nil,
        pValue: test.pValue)
    ]
  }

  /// Years of the record whose loss exceeds a value at risk of the latest run.
  private static func years(
    _ source: ReadStudy, _ log: IncidentLog, _ run: RunEvidence?, _ notes: inout [String]
  ) throws -> [BacktestFamily.Draft] {
    guard let run else {
      notes.append("no run is kept, so years are not held against values at risk")
      return []
    }
    let losses = YearlyLosses(log, study: source.study).losses
    guard losses.count >= 2 else {
      notes.append("the record has fewer than two whole years")
      return []
    }
    return try [0.5, 0.8, 0.9].flatMap { level -> [BacktestFamily.Draft] in
      guard let text = DecimalText.text(level), let limit = run.current.valueAtRisk[text]?.value
      else { return [] }
      let exceeded = losses.map { $0 > limit }
      let count = exceeded.count { $0 }
      let share = try ExceedanceBacktest(
        exceedances: count, periods: losses.count, probability: 1 - level)
      let order = try IndependenceBacktest(exceeded: exceeded)
      let scope = "value_at_risk \(text)"
      return [
        BacktestFamily.Draft(
          test: "exceedances", scope: scope, observed: Double(count),
          expected: Double(losses.count) * (1 - level), pValue: share.pValueOfShare,
          light: share.trafficLight),
        BacktestFamily.Draft(
          test: "independence", scope: scope, observed: order.ratio, expected: nil,
          pValue: order.pValue),
      ]
    }
  }
}

/// The law of the number of events of a risk over some years, by the study.
///
/// The rate is one unknown number over the whole record, so that its uncertainty does not average
/// out; both are matched by mean and variance with a negative binomial law.
struct CountForecast: Sendable {
  private let mean: Double
  private let excess: Double
  private let excessDoubled: Double

  /// Nil where the count is not random at a rate.
  init?(_ risk: Risk, years: Double) {
    guard let frequency = risk.frequency else { return nil }
    var dispersion = Double.infinity
    switch frequency.count {
    case .poisson: break
    case .negativeBinomial(let value): dispersion = value
    case .bernoulli, .fixed: return nil
    }
    let (rate, variance) = Self.moments(frequency.rate)
    guard rate > 0, rate.isFinite, variance.isFinite, years > 0 else { return nil }
    mean = rate * years
    excess = variance * years * years + years * (rate * rate + variance) / dispersion
    excessDoubled = 4 * excess
  }

  static func moments(_ rate: Frequency.Rate) -> (mean: Double, variance: Double) {
    switch rate {
    case .events(let events): return (events.law.mean, events.law.variance)
    case .attempts(let attempts, let success):
      let (a, b) = (attempts.law, success.law)
      let mean = a.mean * b.mean
      let square = (a.variance + a.mean * a.mean) * (b.variance + b.mean * b.mean)
      return (mean, max(0, square - mean * mean))
    }
  }

  private static func law(_ mean: Double, _ excess: Double) throws -> any Distribution {
    guard excess > mean * 1e-9 else { return try Poisson(mean: mean) }
    return try NegativeBinomial(mean: mean, dispersion: mean * mean / excess)
  }

  func test(observed: Int, risk: String) throws -> BacktestFamily.Draft {
    let tested = try Self.law(mean, excess)
    let test = try CountBacktest(observed: observed, law: tested)
    return BacktestFamily.Draft(
      test: "count", scope: risk, observed: Double(observed), expected: mean, pValue: test.pValue,
      light: test.trafficLight, laws: (tested, try Self.law(2 * mean, excessDoubled)))
  }
}

/// The losses of the whole years of a record, standstill at its value a day.
struct YearlyLosses: Sendable {
  /// In the order of time.
  let losses: [Double]

  init(_ log: IncidentLog, study: Study) {
    let perDay = Self.valuePerDay(study)
    var years = [Double](repeating: 0, count: Int(log.years))
    for entry in log.entries where !entry.isNearMiss {
      let year = entry.day.days(since: log.from) / 365
      guard years.indices.contains(year) else { continue }
      years[year] += entry.loss + entry.downtimeDays * (perDay[entry.risk] ?? 0)
    }
    losses = years
  }

  /// What a day of standstill costs, by the risk that brings it.
  static func valuePerDay(_ study: Study) -> [String: Double] {
    let values = Dictionary(
      study.processes.map { ($0.id, $0.valuePerDay * $0.lostShare) }, uniquingKeysWith: { $1 })
    return Dictionary(
      study.risks.compactMap { risk in
        risk.downtime.map { stop in
          (risk.id, stop.level * stop.processes.reduce(0) { $0 + (values[$1] ?? 0) })
        }
      }, uniquingKeysWith: { $1 })
  }
}

/// What decisions of `optimise` said that treatments would avert.
enum DecidedEffects {
  /// By treatment, from the newest folder in `runs/` whose action plan holds it.
  static func averted(inStudy folder: String) -> [String: TreatmentEffect.Span] {
    let runs = (folder as NSString).appendingPathComponent("runs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
    var found: [String: TreatmentEffect.Span] = [:]
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = (runs as NSString).appendingPathComponent(name)
      guard let data = ReportFiles.data("actions.csv", in: path),
        let rows = ReportFiles.rows(data, file: "actions.csv")
      else { continue }
      for row in rows {
        guard let id = row["treatment"], let value = row["predicted_averted"].flatMap(Double.init)
        else { continue }
        found[id] = .init(
          value: value, low: row["low"].flatMap(Double.init) ?? value,
          high: row["high"].flatMap(Double.init) ?? value)
      }
    }
    return found
  }
}
