internal import LossSimulation
internal import RiskModel

extension TreatmentCompiler {
  /// A table whose years must be replayed like simulated ones; nil where it answers alone, or nothing
  /// can.
  ///
  /// So it is with factors that are drawn year by year, with risks or outages that are simulated
  /// beside its events, and with effects on what no table holds.
  mutating func replayedTable(
    _ objective: PlanObjective, _ rules: [PlanRule], _ stated: PlanningProblems, _ budgets: Budgets
  ) throws(SimulationError) -> Outcome? {
    switch study.simulation.table {
    case nil: return nil
    case .years: return try replayedYears(objective, rules, stated, budgets)
    case .events: return try replayedEvents(objective, rules, stated, budgets)
    }
  }

  private mutating func replayedEvents(
    _ objective: PlanObjective, _ rules: [PlanRule], _ stated: PlanningProblems, _ budgets: Budgets
  ) throws(SimulationError) -> Outcome? {
    guard needsDraws || problems.all.count > stated.all.count || study.simulatesBesideEvents
    else { return nil }
    problems = stated
    notes.append(
      "Events of the table are thinned and scaled beside what is simulated in the same years.")
    return try replayed(objective, rules, reusing: budgets.replay)
  }

  private mutating func replayedYears(
    _ objective: PlanObjective, _ rules: [PlanRule], _ stated: PlanningProblems, _ budgets: Budgets
  ) throws(SimulationError) -> Outcome? {
    let limitsPeople = rules.contains { if case .people = $0.kind { true } else { false } }
    guard needsDraws, !limitsPeople, case .years(let probabilities, _)? = study.simulation.table,
      let written = study.withEventsOfYears
    else { return nil }
    let areEqual = probabilities.allSatisfy { $0 == 1 / Double(probabilities.count) }
    var compiler = self
    compiler.study = written
    compiler.problems = stated
    compiler.notes.append(
      "Years are those of the year loss table; an uncertain factor has a draw of its own in each of them, the same under every plan."
    )
    return try compiler.replayed(
      objective, rules, reusing: budgets.replay, probabilities: areEqual ? nil : probabilities)
  }
}

extension Study {
  /// Whether risks or outages would be simulated beside the events of a table.
  fileprivate var simulatesBesideEvents: Bool {
    guard case .events(_, let named, _, _)? = simulation.table else { return false }
    let inTable = Set(named)
    let fails = network?.suppliers.contains { $0.outageRate != nil } ?? false
    return fails || !(network?.hazards.isEmpty ?? true)
      || risks.contains { risk in
        inTable.contains(risk.id) ? risk.downtime != nil : risk.isSimulated
      }
  }

  /// The same study with an event for each risk's loss of a year instead of a year loss table, and
  /// every factor on its loss, since both kinds scale the losses of such a table; nil without one.
  fileprivate var withEventsOfYears: Study? {
    guard case .years(let probabilities, let losses)? = simulation.table else { return nil }
    var (trial, risk, loss) = ([Int](), [String](), [Double]())
    for (id, column) in losses.sorted(by: { $0.key < $1.key }) {
      for (year, value) in column.enumerated() where value != 0 {
        trial.append(year)
        risk.append(id)
        loss.append(value)
      }
    }
    var study = self
    study.simulation.method = .events
    study.simulation.trials = probabilities.count
    study.simulation.table = .events(trial: trial, risk: risk, loss: loss, mark: nil)
    study.treatments = treatments.map { treatment in
      var treatment = treatment
      treatment.effects = treatment.effects.map(\.onLosses)
      return treatment
    }
    return study
  }
}

extension Effect {
  /// The same factor on losses, where it acts on the number of events.
  fileprivate var onLosses: Effect {
    guard let quantity, quantity.scaled == .frequency else { return self }
    return Effect(
      target: target, quantity: .loss, operation: operation, mayWorsen: mayWorsen)
  }
}
