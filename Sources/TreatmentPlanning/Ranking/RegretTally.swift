/// Who is best how often, and what it costs not to be, over draws or states of the world.
struct RegretTally {
  private var wins: [Double]
  private var totals: [Double]
  private var regrets: [Double]
  private var squares: [Double]
  private(set) var worstRegret: [Double]
  private var weight = 0.0
  private var count = 0.0

  /// - Parameter count: Of plans.
  init(count: Int) {
    wins = [Double](repeating: 0, count: count)
    totals = wins
    regrets = wins
    squares = wins
    worstRegret = wins
  }

  /// Takes in the objective of each plan in one draw, or in a state of some probability.
  mutating func add(_ objectives: [Double], weight: Double = 1) {
    count += 1
    self.weight += weight
    let least = objectives.min() ?? 0
    let limit = least + Incumbents.margin(least)
    let winners = Double(objectives.reduce(0) { $1 <= limit ? $0 + 1 : $0 })
    for plan in objectives.indices {
      let regret = objectives[plan] - least
      if objectives[plan] <= limit { wins[plan] += weight / winners }
      totals[plan] += weight * objectives[plan]
      regrets[plan] += weight * regret
      squares[plan] += weight * regret * regret
      worstRegret[plan] = Swift.max(worstRegret[plan], regret)
    }
  }

  /// The mean objective of each plan.
  var expected: [Double] { totals.map { $0 / weight } }

  /// Errors are those of equally likely draws.
  var entries: [InputRanking.Entry] {
    wins.indices.map { plan in
      let chance = wins[plan] / weight
      let mean = regrets[plan] / weight
      let variance = Swift.max(0, squares[plan] / weight - mean * mean)
      return InputRanking.Entry(
        probabilityBest: chance,
        standardError: (Swift.max(0, chance * (1 - chance)) / count).squareRoot(),
        expectedRegret: mean, regretError: (variance / Swift.max(count - 1, 1)).squareRoot(),
        worstRegret: worstRegret[plan])
    }
  }
}
