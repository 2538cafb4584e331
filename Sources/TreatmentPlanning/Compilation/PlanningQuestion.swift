internal import RiskModel

/// What a study's `optimisation` asks, read from its record with the defaults of `STUDY.md` 4.
struct PlanningQuestion {
  let record: StudyRecord?
  /// Years, > 0.
  let horizon: Double
  /// A year, in [0, 1).
  let discountRate: Double

  init(_ record: StudyRecord?, discountRate: Double? = nil) {
    self.record = record
    horizon = record?.number("horizon_years") ?? 5
    self.discountRate = discountRate ?? record?.number("discount_rate") ?? 0
  }

  /// once × r/(1 − (1+r)^−life) + per_year; once/life where r = 0.
  func annualCost(once: Double, perYear: Double, life: Double?) -> Double {
    let life = life ?? horizon
    return once * AnnuityFactor.payment(rate: discountRate, years: life) + perYear
  }
}

/// What a study asks that cannot be answered, collected until all is read.
struct PlanningProblems {
  private(set) var all: [(path: String, requirement: String, remedy: String)] = []

  mutating func refuse(_ path: String, _ requirement: String, _ remedy: String) {
    all.append((path, requirement, remedy))
  }
}

extension LossFigure {
  /// Reads a metric's name, with its level where it carries one; nil for what is no loss figure.
  init?(metric: String, breach: Double?) {
    let levelled = LevelledName(metric)
    switch levelled?.base ?? metric {
    case "expected_annual_loss" where levelled == nil: self = .mean
    case "expected_shortfall": self = .shortfall(level: levelled?.level ?? 0.95)
    case "value_at_risk": self = .valueAtRisk(level: levelled?.level ?? 0.95)
    case "probability_of_loss" where levelled == nil: self = .exceedance(loss: 0)
    case "breach_probability" where levelled == nil:
      guard let breach else { return nil }
      self = .exceedance(loss: breach)
    default: return nil
    }
  }
}

/// The level of a tail figure as a name carries it: `95`, `99_5`.
func levelSuffix(_ level: Double) -> String {
  let thousandths = (level * 1000).rounded()
  let exact = Swift.abs(thousandths - level * 1000) < 1e-9
  guard exact else { return "\(level * 100)".map { $0 == "." ? "_" : String($0) }.joined() }
  let (whole, part) = (Int(thousandths) / 10, Int(thousandths) % 10)
  return part == 0 ? "\(whole)" : "\(whole)_\(part)"
}
