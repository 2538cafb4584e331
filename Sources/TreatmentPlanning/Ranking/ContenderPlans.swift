internal import Sampling

/// Plans that are best for some values of the uncertain inputs, found by choosing anew for draws.
///
/// A ranking among the plans that somebody thought of says little of what information is worth; with
/// these beside them it covers the choice as a whole.
public enum ContenderPlans {
  /// Draws for which the best plan is looked up.
  public static let draws = 100
  /// Most options: for more, choosing a hundred times takes too long.
  public static let mostOptions = 16

  /// Distinct best plans, the most frequent first; none where choosing anew is not cheap.
  public static func find(
    _ problem: TreatmentProblem, _ inputs: [UncertainInput], seed: UInt64,
    optimiser: TreatmentOptimiser
  ) -> [Plan] {
    guard !inputs.isEmpty, problem.options.count <= mostOptions, problem.objective.isOfMeans,
      problem.limitedFigures.isEmpty, !problem.hasLayers,
      let table = problem.years as? TableYears
    else { return [] }
    let streams = inputs.map {
      RandomStream(seed: seed, purpose: "treatment/contender", record: $0.id)
    }
    var found: [Plan: Int] = [:]
    for draw in 0..<draws {
      let values = InputRanking.values(inputs, streams, UInt32(draw))
      let drawn = problem.with(inputs, at: values, means: table.means)
      if let plan = optimiser.search(drawn).plan { found[plan, default: 0] += 1 }
    }
    return found.sorted { a, b in
      if a.value != b.value { return a.value > b.value }
      return a.key.positions.lexicographicallyPrecedes(b.key.positions)
    }.map(\.key)
  }
}

extension TreatmentProblem {
  /// The problem of one year of means with the inputs at some values.
  fileprivate func with(
    _ inputs: [UncertainInput], at values: [Double], means: [Double]
  ) -> TreatmentProblem {
    var problem = self
    var means = means
    for (input, value) in zip(inputs, values) {
      let mean = input.mean
      switch input.role {
      case .cost(let option, let share):
        problem.options[option].annualCost += share * (value - mean)
      case .risk(let risk): if mean > 0 { means[risk] *= value / mean }
      case .factor(let option, let rows):
        guard mean > 0 else { continue }
        for place in problem.factors.options[option].indices
        where rows.contains(problem.factors.options[option][place].row) {
          problem.factors.options[option][place].value *= value / mean
        }
      }
    }
    problem.years = TableYears(losses: means.map { [$0] }, probabilities: [1])
    return problem
  }
}
