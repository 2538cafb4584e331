/// Holds an answer against its problem by plain arithmetic that shares no code with the searches.
///
/// Losses are summed event by event or year by year, tails are sorted, and, where it is asked for,
/// every plan is enumerated.
public struct AnswerCheck {
  private let problem: TreatmentProblem

  /// A check of answers to one problem.
  public init(_ problem: TreatmentProblem) { self.problem = problem }

  /// What is wrong with an answer, in sentences; empty where all holds.
  ///
  /// - Parameter exhaustively: Whether every plan is enumerated, 2ⁿ of them, so that optimality,
  ///   ties and infeasibility are confirmed too.
  public func faults(in answer: TreatmentAnswer, exhaustively: Bool = false) -> [String] {
    var faults: [String] = []
    if let plan = answer.plan { faults += self.faults(of: plan, answer.objective) }
    for tie in answer.ties { faults += self.faults(of: tie, answer.objective).map { "tie: " + $0 } }
    if let objective = answer.objective, let bound = answer.bound,
      bound > objective + room(objective)
    {
      faults.append("the bound \(bound) lies above the objective \(objective)")
    }
    if answer.status == .optimal, answer.gap.map({ $0 > 1e-6 }) ?? true {
      faults.append("an optimal answer has the gap \(answer.gap ?? .nan)")
    }
    if answer.status == .infeasible, answer.plan != nil { faults.append("infeasible with a plan") }
    if exhaustively { faults += enumerationFaults(answer) }
    return faults
  }

  private func room(_ value: Double) -> Double { 1e-9 * Swift.max(1, Swift.abs(value)) }

  private func faults(of plan: Plan, _ objective: Double?) -> [String] {
    let years = netYears(plan)
    var faults = problem.rules.filter { !keeps($0, plan, years) }.map { "breaks \($0.name)" }
    let value = self.objective(plan, years)
    if let objective, Swift.abs(value - objective) > 2 * room(objective) {
      faults.append("the objective is \(value), not \(objective)")
    }
    return faults
  }

  /// The best value and the number of plans that reach it, by enumerating every plan.
  public func enumerated() -> (best: Double, plans: [Plan]) {
    var all: [(value: Double, plan: Plan)] = []
    for mask in 0..<(1 << problem.options.count) {
      let plan = Plan(problem.options.indices.map { mask >> $0 & 1 == 1 })
      let years = netYears(plan)
      if problem.rules.allSatisfy({ keeps($0, plan, years) }) {
        all.append((objective(plan, years), plan))
      }
    }
    let best = all.map(\.value).min() ?? .infinity
    return (best, all.filter { $0.value <= best + room(best) }.map(\.plan))
  }

  private func enumerationFaults(_ answer: TreatmentAnswer) -> [String] {
    let (best, plans) = enumerated()
    guard best < .infinity else {
      return answer.status == .infeasible ? [] : ["there is no allowed plan"]
    }
    guard answer.status == .optimal, let objective = answer.objective, let plan = answer.plan else {
      return ["a plan with \(best) exists, and the answer is \(answer.status.rawValue)"]
    }
    var faults: [String] = []
    if Swift.abs(objective - best) > 2 * room(best) {
      faults.append("the best value is \(best), not \(objective)")
    }
    if Set(plans) != Set([plan] + answer.ties) {
      faults.append("\(plans.count) plans are best, and \(answer.ties.count + 1) are reported")
    }
    return faults
  }

  // MARK: Plain arithmetic

  /// Net losses year by year.
  func netYears(_ plan: Plan) -> [Double] {
    let layers =
      problem.standingLayers
      + problem.options.indices.compactMap { plan[$0] ? problem.optionLayers[$0] : nil }
    let risks = (0..<problem.years.riskCount).map { grossAndPaid($0, plan, layers) }
    return (0..<problem.years.yearCount).map { year in
      var paid = risks.map { $0.paid[year] }
      for layer in layers where !layer.isPerEvent {
        let covered = layer.risks.reduce(0) { $0 + risks[$1].gross[year] }
        guard covered > 0 else { continue }
        let recovery =
          layer.proportion * Swift.min(Swift.max(covered - layer.attachment, 0), layer.limit)
        for risk in layer.risks { paid[risk] += recovery * risks[risk].gross[year] / covered }
      }
      return risks.indices.reduce(0) { $0 + Swift.max(0, risks[$1].gross[year] - paid[$1]) }
    }
  }

  private func factor(_ plan: Plan, _ risk: Int, _ quantity: ScaledQuantity) -> Double {
    let row = FactorTable.row(risk: risk, quantity)
    var product = 1.0
    for option in plan.positions {
      for factor in problem.factors.options[option] where factor.row == row {
        product *= factor.value
      }
    }
    for interaction in problem.factors.interactions
    where interaction.factor.row == row && interaction.members.allSatisfy({ plan[$0] }) {
      product *= interaction.factor.value
    }
    return product
  }

  private func grossAndPaid(
    _ risk: Int, _ plan: Plan, _ layers: [ResidualLayer]
  ) -> (gross: [Double], paid: [Double]) {
    let (frequency, severity) = (factor(plan, risk, .frequency), factor(plan, risk, .severity))
    var gross = [Double](repeating: 0, count: problem.years.yearCount)
    var paid = gross
    if let table = problem.years as? TableYears {
      for year in gross.indices { gross[year] = table.losses[risk][year] * frequency * severity }
    } else if let events = problem.years as? EventYears {
      let mine = layers.filter { $0.isPerEvent && $0.risks.contains(risk) }
      for event in events.starts[risk]..<events.starts[risk + 1]
      where events.marks[event] < frequency {
        let loss = events.losses[event] * severity * Swift.max(1, frequency)
        gross[Int(events.years[event])] += loss
        let recovery = mine.reduce(0) {
          $0 + $1.proportion * Swift.min(Swift.max(loss - $1.attachment, 0), $1.limit)
        }
        paid[Int(events.years[event])] += Swift.min(loss, recovery)
      }
    }
    return (gross, paid)
  }

  private func objective(_ plan: Plan, _ years: [Double]) -> Double {
    var value = 0.0
    for option in plan.positions {
      value += problem.objective.costWeight * problem.options[option].annualCost
    }
    for term in problem.objective.terms { value += term.weight * figure(term.figure, years) }
    return value
  }

  private func keeps(_ rule: PlanRule, _ plan: Plan, _ years: [Double]) -> Bool {
    func fits(_ value: Double, _ limit: Double) -> Bool {
      value <= limit + 1e-9 * Swift.max(Swift.abs(limit), 1e-3)
    }
    switch rule.kind {
    case .sum(let amounts, let limit):
      return fits(plan.positions.reduce(0) { $0 + amounts[$1] }, limit)
    case .requires(let a, let b): return plan[b] || !plan[a]
    case .excludes(let a, let b): return !plan[a] || !plan[b]
    case .include(let all): return all.filter { !plan[$0] }.isEmpty
    case .exclude(let none): return none.filter { plan[$0] }.isEmpty
    case .figure(let figure, let limit): return fits(self.figure(figure, years), limit)
    case .people(let harm, let limit):
      let persons = harm.indices.reduce(0) {
        $0 + harm[$1] * factor(plan, $1, .frequency) * factor(plan, $1, .people)
      }
      return fits(persons, limit)
    case .lostDays(let process, let limit):
      return fits(problem.replayedLostDays(process, plan), limit)
    }
  }

  /// Figures by sorting years from the worst.
  private func figure(_ figure: LossFigure, _ years: [Double]) -> Double {
    let chance = years.indices.map { problem.years.probability(of: $0) }
    switch figure {
    case .mean: return years.indices.reduce(0) { $0 + chance[$1] * years[$1] }
    case .exceedance(let loss):
      // Years within rounding of the sum are not above it.
      return years.indices.reduce(0) { years[$1] > loss * (1 + 1e-12) ? $0 + chance[$1] : $0 }
    case .valueAtRisk(let level): return tail(level, years, chance).last ?? 0
    case .shortfall(let level):
      var rest = 1 - level
      var sum = 0.0
      for year in years.indices.sorted(by: { years[$0] > years[$1] }) where rest > 0 {
        let part = Swift.min(rest, chance[year])
        sum += part * years[year]
        rest -= part
      }
      return sum / (1 - level)
    }
  }

  /// Losses from the worst down to the quantile: until those before hold 1 − level.
  private func tail(_ level: Double, _ years: [Double], _ chance: [Double]) -> [Double] {
    var below = 1.0
    var tail: [Double] = []
    for year in years.indices.sorted(by: { years[$0] > years[$1] }) {
      guard tail.isEmpty || below >= level - 1e-12 else { break }
      tail.append(years[year])
      below -= chance[year]
    }
    return tail
  }
}
