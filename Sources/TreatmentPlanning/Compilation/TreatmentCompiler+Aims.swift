internal import Distributions
internal import RiskModel

extension TreatmentCompiler {
  /// What is minimised and what must hold.
  mutating func aims(_ budgets: Budgets) -> (PlanObjective, [PlanRule]) {
    let objective = self.objective()
    let rules = structuralRules() + statedRules(budgets) + budgetRules(budgets)
    return (objective, rules)
  }

  // MARK: Objective

  private mutating func objective() -> PlanObjective {
    var objective = PlanObjective(name: "expected_total_cost", costWeight: 0, terms: [])
    switch question.record?["measure"] {
    case .record(let record)?:
      objective.name = "weighted sum"
      for metric in record.texts("total") { add(metric, 1, to: &objective) }
      for (metric, value) in record.pairs("plus") {
        guard case .number(let weight) = value else { continue }
        add(metric, weight, to: &objective)
      }
    case .text(let metric)?:
      objective.name = metric
      add(metric, 1, to: &objective)
    default: add("expected_total_cost", 1, to: &objective)
    }
    return objective
  }

  private mutating func add(_ metric: String, _ weight: Double, to objective: inout PlanObjective) {
    guard weight >= 0 else {
      problems.refuse(
        "optimisation/measure", "weighs `\(metric)` with \(weight), and a weight is at least 0",
        "Write a positive weight")
      return
    }
    switch metric {
    case "annual_cost": objective.costWeight += weight
    case "expected_total_cost":
      objective.costWeight += weight
      objective.terms.append(.init(.mean, weight: weight))
    default:
      guard let figure = LossFigure(metric: metric, breach: breachLoss) else {
        refuseMetric(metric)
        return
      }
      objective.terms.append(.init(figure, weight: weight))
    }
  }

  private mutating func refuseMetric(_ metric: String) {
    if metric == "breach_probability" {
      problems.refuse(
        "optimisation/measure", "asks for the chance of a breach, and the study has no tolerance",
        "Add `criteria: { tolerance: [{ loss: …, probability: … }] }`")
    } else {
      problems.refuse(
        "optimisation/measure", "`\(metric)` cannot be minimised",
        "Use expected_total_cost, expected_annual_loss, annual_cost, expected_shortfall, value_at_risk, breach_probability, or a weighted sum of them"
      )
    }
  }

  /// The loss whose chance is the breach probability: the lowest point of the tolerance curve, so
  /// that a year above is a year in which the curve is put to the test at all.
  private var breachLoss: Double? { study.criteria.tolerance.map(\.loss).min() }

  // MARK: Rules of the treatments themselves

  private func structuralRules() -> [PlanRule] {
    study.treatments.enumerated().flatMap { first, treatment in
      let path = "treatments/\(treatment.id)"
      var rules: [PlanRule] = []
      if treatment.mandatory != nil {
        rules.append(PlanRule(name: "\(path)/mandatory", .include([first])))
      }
      for id in treatment.requires {
        guard let second = option[id] else { continue }
        rules.append(PlanRule(name: "\(path)/requires/\(id)", .requires(first, second)))
      }
      for id in treatment.excludes {
        guard let second = option[id] else { continue }
        rules.append(PlanRule(name: "\(path)/excludes/\(id)", .excludes(first, second)))
      }
      return rules
    }
  }

  // MARK: Budgets of the command line

  private func budgetRules(_ budgets: Budgets) -> [PlanRule] {
    var rules: [PlanRule] = []
    if let once = budgets.once {
      rules.append(sum("--budget-once", limit: once) { $0.costOnce })
    }
    if let perYear = budgets.perYear {
      rules.append(sum("--budget-per-year", limit: perYear) { $0.costPerYear })
    }
    return rules
  }

  func sum(_ name: String, limit: Double, _ amount: (PlanOption) -> Double) -> PlanRule {
    PlanRule(
      name: name,
      .sum(coefficients: study.treatments.map { amount(planOption($0)) }, limit: limit))
  }

  // MARK: Constraints

  private mutating func statedRules(_ budgets: Budgets) -> [PlanRule] {
    let records = question.record?.records("constraints") ?? []
    var rules: [PlanRule] = []
    for (index, record) in records.enumerated() {
      let reader = ConstraintReader(record: record, name: "constraints/\(index)")
      rules += sums(reader, budgets) + sets(reader) + limits(reader) + harm(reader)
      rules += services(reader)
    }
    return rules
  }

  private func sums(_ reader: ConstraintReader, _ budgets: Budgets) -> [PlanRule] {
    var rules: [PlanRule] = []
    let record = reader.record
    if budgets.once == nil, let limit = record.number("budget_once") {
      rules.append(sum(reader.path("budget_once"), limit: limit) { $0.costOnce })
    }
    if budgets.perYear == nil, let limit = record.number("budget_per_year") {
      rules.append(sum(reader.path("budget_per_year"), limit: limit) { $0.costPerYear })
    }
    if let limit = record.number("staff") {
      rules.append(sum(reader.path("staff"), limit: limit) { $0.staff })
    }
    if let limit = record.record("annual_cost")?.number("at_most") {
      rules.append(sum(reader.path("annual_cost"), limit: limit) { $0.annualCost })
    }
    if let resource = record.record("resource"), let name = resource.text("name"),
      let limit = resource.number("at_most")
    {
      rules.append(
        sum(reader.path("resource") + "/\(name)", limit: limit) { $0.resources[name] ?? 0 })
    }
    if let effect = record.record("side_effect"), let name = effect.text("name"),
      let limit = effect.number("at_most")
    {
      rules.append(
        PlanRule(
          name: reader.path("side_effect") + "/\(name)",
          .sum(coefficients: sideEffects(name), limit: limit)))
    }
    return rules
  }

  private func sideEffects(_ name: String) -> [Double] {
    let byId = Dictionary(
      records.records("treatments").compactMap { record in
        record.text("id").map { ($0, record) }
      }, uniquingKeysWith: { a, _ in a })
    return study.treatments.map { treatment in
      for (key, value) in byId[treatment.id]?.pairs("side_effects") ?? [] where key == name {
        if case .number(let amount) = value { return Swift.max(amount, 0) }
      }
      return 0
    }
  }

  private func sets(_ reader: ConstraintReader) -> [PlanRule] {
    var rules: [PlanRule] = []
    let record = reader.record
    let included = record.texts("must_include").compactMap { option[$0] }
    let excluded = record.texts("must_exclude").compactMap { option[$0] }
    if !included.isEmpty {
      rules.append(PlanRule(name: reader.path("must_include"), .include(included)))
    }
    if !excluded.isEmpty {
      rules.append(PlanRule(name: reader.path("must_exclude"), .exclude(excluded)))
    }
    if let most = record.record("at_most"), let count = most.integer("count") {
      let members = Set(most.texts("of"))
      let ones = study.treatments.map { members.contains($0.id) ? 1.0 : 0 }
      rules.append(
        PlanRule(name: reader.path("at_most"), .sum(coefficients: ones, limit: Double(count))))
    }
    return rules
  }

  private func limits(_ reader: ConstraintReader) -> [PlanRule] {
    let record = reader.record
    var rules: [PlanRule] = []
    func add(_ field: String, _ figure: LossFigure, _ limit: Double?, suffix: String = "") {
      guard let limit else { return }
      rules.append(PlanRule(name: reader.path(field) + suffix, .figure(figure, limit: limit)))
    }
    let shortfall = record.level(of: "expected_shortfall") ?? 0.95
    let risk = record.level(of: "value_at_risk") ?? 0.95
    add("expected_annual_loss", .mean, record.record("expected_annual_loss")?.number("at_most"))
    add(
      "expected_shortfall", .shortfall(level: shortfall),
      record.record("expected_shortfall")?.number("at_most"))
    add(
      "value_at_risk", .valueAtRisk(level: risk),
      record.record("value_at_risk")?.number("at_most"))
    if let breach = record.record("breach"), let loss = breach.number("loss") {
      add("breach", .exceedance(loss: loss), breach.number("at_most"))
    }
    if record.text("tolerance") != nil {
      for point in study.criteria.tolerance {
        add(
          "tolerance", .exceedance(loss: point.loss), point.probability,
          suffix: "/\(amount(point.loss))")
      }
    }
    if record.text("capacity") != nil, let capacity = study.criteria.capacity {
      add("capacity", .exceedance(loss: capacity), 0)
    }
    return rules
  }

  private func amount(_ value: Double) -> String {
    value == value.rounded() && Swift.abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  // MARK: People

  private func harm(_ reader: ConstraintReader) -> [PlanRule] {
    guard reader.record.text("people") != nil else { return [] }
    return ["fatalities", "injuries"].compactMap { kind in
      let harm = riskIds.map { expectedHarm($0, kind) }
      let current = harm.reduce(0, +)
      guard current > 0 else { return nil }
      return PlanRule(
        name: reader.path("people") + "/\(kind)", .people(harm: harm, limit: current))
    }
  }

  /// Persons a year without treatments: mean rate × mean harm of one event.
  private func expectedHarm(_ id: String, _ kind: String) -> Double {
    guard let risk = study.risks.first(where: { $0.id == id }), let frequency = risk.frequency,
      let harm = kind == "fatalities" ? risk.people?.fatalities : risk.people?.injuries
    else { return 0 }
    switch frequency.rate {
    case .events(let events): return events.law.mean * harm.law.mean
    case .attempts(let attempts, let success):
      return attempts.law.mean * Swift.min(1, success.law.mean) * harm.law.mean
    }
  }

  /// Availability 1 − lost days / 365 at least a limit is lost days at most one.
  private mutating func services(_ reader: ConstraintReader) -> [PlanRule] {
    guard reader.record.text("service") != nil, !study.criteria.service.isEmpty else { return [] }
    if case .years? = study.simulation.table {
      problems.refuse(
        "optimisation/\(reader.path("service"))",
        "availability is not known, since a year loss table holds no downtime",
        "Remove the constraint, or simulate the years instead of reading a table")
      return []
    }
    return study.criteria.service.map { service in
      PlanRule(
        name: reader.path("service") + "/\(service.process)",
        .lostDays(process: service.process, limit: (1 - service.availability) * Self.year))
    }
  }

  /// Days of a year.
  private static let year = 365.0
}

/// Names constraints as a clash reports them: as written, with the index in the list.
struct ConstraintReader {
  let record: StudyRecord
  let name: String

  func path(_ field: String) -> String {
    guard let level = record.table.field(field)?.takesLevel == true ? record.level(of: field) : nil
    else { return "\(name)/\(field)" }
    return "\(name)/\(field)_\(levelSuffix(level))"
  }
}
