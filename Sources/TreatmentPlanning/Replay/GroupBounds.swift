internal import LossSimulation

/// A lower bound of the objective that is a sum over groups of choices, for every state of a search.
///
/// Means add up over groups. An expected shortfall is at least Σ weight × loss for any weights on
/// years that sum to 1 and are at most 1/((1 − level)n) each (the dual of Rockafellar and Uryasev
/// 2002), which adds up too. A treatment's cost is spread over the groups on which it acts. So the
/// least value of each group over what is still open in it, summed, bounds every completion.
struct GroupBounds {
  /// By group, for each state of its options in base 3: 0 not chosen, 1 chosen, 2 open.
  private let tables: [[Double]]

  /// - Parameters:
  ///   - tails: Weights on years for each shortfall that is minimised, in the order of the terms.
  init(_ problem: TreatmentProblem, _ replay: ReplayedYears, tails: [TailWeights]) {
    let choices = PossibleChoices(problem.rules)
    let spread = Self.costs(problem, replay)
    tables = (0..<replay.groupCount).map { group in
      let options = replay.options(of: group)
      let values = (0..<1 << options.count).map { mask -> Double in
        guard choices.areOpen(options, mask: mask) else { return .infinity }
        let cost = options.indices.reduce(0) { mask >> $1 & 1 == 1 ? $0 + spread[options[$1]] : $0 }
        return cost
          + replay.withLosses(group: group, mask: mask) {
            Self.value($0, problem.objective, tails, problem.years.probabilities)
          }
      }
      return Self.table(values, options.count)
    }
  }

  /// What a group adds to the bound.
  private static func value(
    _ losses: [Double], _ objective: PlanObjective, _ tails: [TailWeights],
    _ probabilities: [Double]?
  ) -> Double {
    let sample = YearSample(count: losses.count, probabilities: probabilities)
    var (sum, next) = (0.0, 0)
    for term in objective.terms {
      switch term.figure {
      case .mean: sum += term.weight * sample.mean(losses)
      case .shortfall:
        let tail = tails[next]
        next += 1
        sum +=
          term.weight
          * zip(tail.years, tail.weights).reduce(0) { $0 + $1.1 * losses[Int($1.0)] }
      case .valueAtRisk, .exceedance: break
      }
    }
    return sum
  }

  /// The weighted annual cost of each option, divided by the groups on which it acts.
  private static func costs(_ problem: TreatmentProblem, _ replay: ReplayedYears) -> [Double] {
    var groups = [Double](repeating: 0, count: problem.options.count)
    for group in 0..<replay.groupCount {
      for option in replay.options(of: group) { groups[option] += 1 }
    }
    return problem.options.indices.map {
      problem.objective.costWeight * problem.options[$0].annualCost / Swift.max(1, groups[$0])
    }
  }

  /// The least value for every state: an open option takes the lesser of its two choices.
  private static func table(_ values: [Double], _ count: Int) -> [Double] {
    let powers = (0...count).map { Self.power($0) }
    var table = [Double](repeating: 0, count: powers[count])
    for state in table.indices {
      var (mask, open, rest) = (0, -1, state)
      for option in 0..<count {
        let digit = rest % 3
        rest /= 3
        if digit == 1 { mask |= 1 << option }
        if digit == 2 { open = option }
      }
      table[state] =
        open < 0
        ? values[mask]
        : Swift.min(table[state - powers[open]], table[state - 2 * powers[open]])
    }
    return table
  }

  static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { value, _ in value * 3 } }

  /// The bound of a state of every group.
  @inline(__always)
  func value(_ states: [Int]) -> Double {
    var sum = 0.0
    for group in states.indices { sum += tables[group][states[group]] }
    return sum
  }
}
