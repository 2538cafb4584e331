internal import TreatmentPlanning

/// One sentence why a treatment is in the plan or out of it, made from the numbers (clause 8.3 d).
struct TreatmentReason: Sendable {
  let problem: TreatmentProblem
  let measure: String
  let currency: String
  let isProven: Bool
  let objective: Double

  init(_ optimisation: StudyOptimisation) {
    problem = optimisation.problem
    measure = CostlyMeasure.words(optimisation.problem.objective.name)
    currency = optimisation.facts.currency
    isProven = optimisation.answer.status == .optimal
    objective = optimisation.toggles?.objective ?? 0
  }

  /// The sentence, without markup.
  func sentence(
    _ value: Attribution.Entry, _ toggle: PlanToggles.Entry, isChosen: Bool
  ) -> String {
    let cost = FigureText.amount(problem.options[value.option].annualCost)
    let averts = FigureText.amount(value.inSet.value)
    let money = "it averts \(averts) and costs \(cost) \(currency) a year beside the others"
    return isChosen ? inside(value.option, toggle, money) : outside(value.option, toggle, money)
  }

  private func inside(_ option: Int, _ toggle: PlanToggles.Entry, _ money: String) -> String {
    let change = toggle.objective - objective
    if let duty = rule(option, isForced: true) {
      let words = change < 0 ? "lower by \(amount(-change))" : "higher by \(amount(change))"
      return "In: it must be (\(duty)); without it \(measure) would be \(words), and \(money)."
    }
    if let broken = toggle.broken.first { return "In: without it \(breach(broken)); \(money)." }
    if isSmall(change) { return "In, as one of several equally good plans: \(money)." }
    return "In: without it \(measure) would rise by \(amount(change))\(part(change)); \(money)."
  }

  private func outside(_ option: Int, _ toggle: PlanToggles.Entry, _ money: String) -> String {
    let change = toggle.objective - objective
    if let ban = rule(option, isForced: false) { return "Out: it must not be (\(ban))." }
    if isSmall(change) {
      let barred = toggle.broken.first.map { ", and \(breach($0))" } ?? ""
      return "Out: with it \(measure) would stay as it is\(barred); \(money)."
    }
    if change > 0 {
      return "Out: with it \(measure) would rise by \(amount(change))\(part(change)); \(money)."
    }
    guard let broken = toggle.broken.first else {
      return "Out, though \(measure) would fall by \(amount(-change)) with it: \(unproven)."
    }
    return
      "Out: \(measure) would fall by \(amount(-change))\(part(change)) with it, but \(breach(broken)); \(money)."
  }

  private var unproven: String {
    isProven ? "the difference is within rounding" : "the search was cut short"
  }

  private func isSmall(_ change: Double) -> Bool {
    change.magnitude <= 1e-9 * Swift.max(objective.magnitude, 1e-300)
  }

  private func amount(_ value: Double) -> String { FigureText.amount(value) }

  private func part(_ change: Double) -> String {
    guard objective > 0 else { return "" }
    return " (\(FigureText.percent(change.magnitude / objective)))"
  }

  /// `constraints/0/staff would be 11 of 9`; a rule without a limit by its name.
  private func breach(_ broken: PlanToggles.Broken) -> String {
    guard let excess = broken.excess else { return "\(broken.name) would be broken" }
    return
      "\(broken.name) would be \(FigureText.plain(excess.value)) where \(FigureText.plain(excess.limit)) is the most"
  }

  private func rule(_ option: Int, isForced: Bool) -> String? {
    problem.rules.first { rule in
      switch rule.kind {
      case .include(let all): isForced && all.contains(option)
      case .exclude(let all): !isForced && all.contains(option)
      default: false
      }
    }?.name
  }
}

/// What is minimised, in words for a sentence.
enum CostlyMeasure {
  static func words(_ name: String) -> String {
    switch name {
    case "expected_total_cost": "cost and expected loss together"
    case "weighted sum": "the weighted sum"
    default: name.map { $0 == "_" ? " " : String($0) }.joined()
    }
  }
}
