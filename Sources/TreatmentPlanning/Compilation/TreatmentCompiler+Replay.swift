internal import LossSimulation
internal import RiskModel

extension TreatmentCompiler {
  /// The choice among treatments on simulated years.
  ///
  /// - Parameters:
  ///   - known: The years of an earlier compilation of the same study.
  ///   - probabilities: Of the years, where they are not all equal.
  mutating func replayed(
    _ objective: PlanObjective, _ rules: [PlanRule], reusing known: ReplayedYears?,
    probabilities: [Double]? = nil
  ) throws(SimulationError) -> Outcome {
    let (interactions, clashes) = TreatmentInteraction.all(of: study, records: records)
    for clash in clashes { problems.refuse(clash.path, clash.requirement, clash.remedy) }
    guard problems.all.isEmpty else { throw simulationError }
    var years: ReplayedYears
    if let known {
      years = known
    } else {
      years = try ReplayedYears(study, interactions: interactions)
    }
    if isTooMany(years, rules) { years = years.oneByOne }
    var problem = TreatmentProblem(
      options: study.treatments.map { planOption($0) },
      factors: FactorTable(riskCount: riskIds.count, options: study.treatments.map { _ in [] }),
      years: SimulatedYears(
        replay: years, riskCount: riskIds.count, probabilities: probabilities), risks: riskIds,
      objective: objective, rules: rules, reportedLevel: objective.shortfallLevel ?? 0.95)
    problem.rules = problem.rules.map { rule in
      guard case .people = rule.kind else { return rule }
      var rule = rule
      let none = Plan(count: problem.options.count)
      rule.kind = .people(harm: [], limit: problem.replayedPersons(rule, none) ?? 0)
      return rule
    }
    notes.append(
      "Plans are held against \(years.yearCount) simulated years, the same for every plan: events are thinned, scaled and propagated anew under each choice. What is said to be proven is so for these years."
    )
    return Outcome(
      problem: problem, notes: notes, inputs: uncertainInputs(problem), roadmap: roadmapLimits,
      horizon: question.horizon, discountRate: question.discountRate)
  }

  /// Whether too many treatments act on the same events to try every choice among them; then the
  /// search looks at plans one by one.
  private mutating func isTooMany(_ years: ReplayedYears, _ rules: [PlanRule]) -> Bool {
    guard !years.isOneByOne else { return false }
    let choices = PossibleChoices(rules)
    let size = years.size { choices.areOpen(years.options(of: $0), mask: $1) }
    guard size.columns > mostColumns || size.bytes > ReplayedYears.mostMemory else { return false }
    let many = (0..<years.groupCount).max {
      years.options(of: $0).count < years.options(of: $1).count
    }
    let names = years.options(of: many ?? 0).map { study.treatments[$0].id }
    notes.append(
      "Too many treatments act on the same events to try every choice among them: \(names.joined(separator: ", ")). So plans are simulated one by one as a search asks for them; what it finds is exact for these years, and its bound is that of relaxed plans. Fewer trials, or treatments that exclude one another, bring it nearer."
    )
    return true
  }

  private var simulationError: SimulationError {
    SimulationError(
      problems: problems.all.map {
        .init(path: $0.path, requirement: $0.requirement, remedy: $0.remedy)
      })
  }
}
