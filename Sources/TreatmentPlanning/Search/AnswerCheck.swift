internal import LossSimulation

/// Holds an answer against its problem by plain arithmetic that shares no code with the searches.
///
/// Losses are summed event by event or year by year, or the plan is simulated whole where years are
/// simulated; tails are sorted, and, where it is asked for, every plan is enumerated.
public struct AnswerCheck {
  private let problem: TreatmentProblem

  /// A check of answers to one problem.
  public init(_ problem: TreatmentProblem) { self.problem = problem }

  /// What is wrong with an answer, in sentences; empty where all holds.
  ///
  /// - Parameters:
  ///   - exhaustively: Whether every plan is enumerated, 2ⁿ of them, so that optimality, ties and
  ///     infeasibility are confirmed too.
  ///   - mostTies: Ties that are looked at.
  public func faults(
    in answer: TreatmentAnswer, exhaustively: Bool = false, mostTies: Int = .max
  ) -> [String] {
    var faults: [String] = []
    if let plan = answer.plan {
      let outcome = outcome(of: plan)
      faults += self.faults(of: plan, outcome) + objectiveFaults(plan, outcome, answer.objective)
      for tie in answer.ties.prefix(mostTies) {
        faults += tieFaults(tie, beside: plan, outcome, answer.objective).map { "tie: " + $0 }
      }
    }
    if let objective = answer.objective, let bound = answer.bound,
      bound > objective + room(objective)
    {
      faults.append("the bound \(bound) lies above the objective \(objective)")
    }
    if answer.status == .optimal, answer.gap.map({ $0 > 1e-6 }) ?? true {
      faults.append("an optimal answer has the gap \(answer.gap ?? .nan)")
    }
    if answer.status == .feasible, answer.gap == nil {
      faults.append("a feasible answer has no proven gap")
    }
    if answer.status == .infeasible, answer.plan != nil { faults.append("infeasible with a plan") }
    if exhaustively { faults += enumerationFaults(answer) }
    return faults
  }

  private func room(_ value: Double) -> Double { 1e-9 * Swift.max(1, Swift.abs(value)) }

  private func faults(of plan: Plan, _ outcome: PlanOutcome) -> [String] {
    problem.rules.filter { !keeps($0, plan, outcome) }.map { "breaks \($0.name)" }
  }

  private func objectiveFaults(
    _ plan: Plan, _ outcome: PlanOutcome, _ objective: Double?
  ) -> [String] {
    let value = self.objective(plan, outcome.years)
    guard let objective, Swift.abs(value - objective) > 2 * room(objective) else { return [] }
    return ["the objective is \(value), not \(objective)"]
  }

  /// A tie reaches the same objective; on simulated years it is one that they cannot tell apart.
  private func tieFaults(
    _ tie: Plan, beside plan: Plan, _ outcome: PlanOutcome, _ objective: Double?
  ) -> [String] {
    let other = self.outcome(of: tie)
    let faults = self.faults(of: tie, other)
    guard problem.replay != nil else { return faults + objectiveFaults(tie, other, objective) }
    let difference = zip(influence(tie, other.years), influence(plan, outcome.years)).map {
      $0 - $1
    }
    let chance = difference.indices.map { problem.years.probability(of: $0) }
    let mean = zip(chance, difference).reduce(0) { $0 + $1.0 * $1.1 }
    let square = zip(chance, difference).reduce(0) {
      $0 + $1.0 * $1.0 * ($1.1 - mean) * ($1.1 - mean)
    }
    let reach = 1.96 * square.squareRoot()
    guard Swift.abs(mean) > reach * 1.01 + room(mean) else { return faults }
    return faults + ["the difference \(mean) is seen beyond \(reach)"]
  }

  /// What each year adds to an objective: means, and tails by the quantile and what lies above it.
  private func influence(_ plan: Plan, _ years: [Double]) -> [Double] {
    let cost = plan.positions.reduce(0) { $0 + problem.options[$1].annualCost }
    var sum = years.map { _ in problem.objective.costWeight * cost }
    for term in problem.objective.terms {
      let chance = years.indices.map { problem.years.probability(of: $0) }
      for (year, loss) in years.enumerated() {
        switch term.figure {
        case .mean: sum[year] += term.weight * loss
        case .exceedance(let limit): sum[year] += loss > limit * (1 + 1e-12) ? term.weight : 0
        case .valueAtRisk, .shortfall: break
        }
      }
      guard case .shortfall(let level) = term.figure else { continue }
      let quantile = tail(level, years, chance).last ?? 0
      for (year, loss) in years.enumerated() {
        sum[year] += term.weight * (quantile + Swift.max(0, loss - quantile) / (1 - level))
      }
    }
    return sum
  }

  /// The best value and the number of plans that reach it, by enumerating every plan.
  public func enumerated() -> (best: Double, plans: [Plan]) {
    var all: [(value: Double, plan: Plan)] = []
    for mask in 0..<(1 << problem.options.count) {
      let plan = Plan(problem.options.indices.map { mask >> $0 & 1 == 1 })
      let outcome = outcome(of: plan)
      if problem.rules.allSatisfy({ keeps($0, plan, outcome) }) {
        all.append((objective(plan, outcome.years), plan))
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
    if answer.status == .feasible, let bound = answer.bound {
      return bound > best + room(best)
        ? ["the plan with \(best) lies below the bound \(bound)"] : []
    }
    guard answer.status == .optimal, let objective = answer.objective, let plan = answer.plan else {
      return ["a plan with \(best) exists, and the answer is \(answer.status.rawValue)"]
    }
    var faults: [String] = []
    if Swift.abs(objective - best) > 2 * room(best) {
      faults.append("the best value is \(best), not \(objective)")
    }
    // On simulated years ties are plans that cannot be told apart, not equal ones.
    if problem.replay == nil, Set(plans) != Set([plan] + answer.ties) {
      faults.append("\(plans.count) plans are best, and \(answer.ties.count + 1) are reported")
    }
    return faults
  }

  // MARK: Plain arithmetic

  /// What a plan came to.
  private struct PlanOutcome {
    var years: [Double]
    /// Where years are simulated.
    var whole: WholePlan?
  }

  private func outcome(of plan: Plan) -> PlanOutcome {
    guard let whole = problem.replay?.simulatedWhole(plan.isChosen) else {
      return PlanOutcome(years: netYears(plan))
    }
    return PlanOutcome(years: whole.losses, whole: whole)
  }

  /// Net losses year by year.
  func netYears(_ plan: Plan) -> [Double] {
    let layers =
      problem.standingLayers
      + problem.options.indices.compactMap { plan[$0] ? problem.optionLayers[$0] : nil }
    guard !layers.isEmpty else {
      var years = [Double](repeating: 0, count: problem.years.yearCount)
      for risk in 0..<problem.years.riskCount {
        for (year, loss) in grossAndPaid(risk, plan, []).gross.enumerated() { years[year] += loss }
      }
      return years
    }
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

  private func keeps(_ rule: PlanRule, _ plan: Plan, _ outcome: PlanOutcome) -> Bool {
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
    case .figure(let figure, let limit): return fits(self.figure(figure, outcome.years), limit)
    case .people(let harm, let limit):
      if let whole = outcome.whole {
        let isDeath = rule.name.hasSuffix("fatalities")
        return fits(isDeath ? whole.fatalities : whole.injuries, limit)
      }
      let persons = harm.indices.reduce(0) {
        $0 + harm[$1] * factor(plan, $1, .frequency) * factor(plan, $1, .people)
      }
      return fits(persons, limit)
    case .lostDays(let process, let limit):
      return fits(outcome.whole?.lostDays[process] ?? 0, limit)
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
