internal import Optimization

/// Local search on a surrogate that costs a microsecond a plan: the largest of the tail cuts known.
///
/// Adds, drops and swaps options while that helps. Nothing depends on it but the time that a proof
/// takes: plans are evaluated exactly before they count.
struct PlanNeighbourhood {
  private let layout: MasterLayout
  private let effects: [[(risk: Int, factor: Double)]]
  private let sums: [(coefficients: [Double], limit: Double)]
  private let pairs: [PlanRule]
  /// Per tail: cut coefficients by risk, then cut.
  private let tails: [(weights: [[Double]], count: Int)]
  private var chosen: [Bool]
  private var scales: [Double] = []
  private var values: [[Double]] = []
  private var cost = 0.0
  private var used: [Double] = []
  private var scratch: [Double] = []

  private static let penalty = 1e3

  init(_ layout: MasterLayout, _ pool: [[[Double]]]) {
    self.layout = layout
    effects = layout.problem.options.indices.map { option in
      layout.products.enumerated().flatMap { risk, product in
        product.form.compactMap { $0.column == option ? risk : nil }
          + product.zeros.compactMap { $0 == option ? risk : nil }
      }.map { ($0, 0) }
    }
    sums = layout.problem.rules.compactMap { rule in
      if case .sum(let coefficients, let limit) = rule.kind { return (coefficients, limit) }
      return nil
    }
    pairs = layout.problem.rules.filter { rule in
      switch rule.kind {
      case .requires, .excludes, .include, .exclude: true
      case .sum, .figure, .people, .lostDays: false
      }
    }
    tails = pool.map { cuts in
      (layout.products.indices.map { risk in cuts.map { $0[risk] } }, cuts.count)
    }
    chosen = [Bool](repeating: false, count: layout.count)
  }

  /// A plan near the values that the surrogate cannot improve by one step; nil where none is allowed.
  mutating func improved(from point: [Double], withSwaps: Bool) -> Plan? {
    round(point)
    guard isAllowed(flipping: []) else { return nil }
    load()
    var current = value(flipping: [])
    for _ in 0..<(4 * layout.count) {
      guard let (move, value) = bestMove(below: current, withSwaps: withSwaps) else { break }
      for option in move { chosen[option].toggle() }
      load()
      current = value
    }
    return Plan(chosen)
  }

  /// Takes what must be, then what the values favour most while all fits.
  private mutating func round(_ point: [Double]) {
    chosen = [Bool](repeating: false, count: layout.count)
    for option in chosen.indices where layout.lower[option] == 1 { chosen[option] = true }
    close()
    let order = chosen.indices.sorted { (-point[$0], $0) < (-point[$1], $1) }
    for option in order where point[option] > 0.02 && !chosen[option] {
      let before = chosen
      chosen[option] = true
      close()
      if !isAllowed(flipping: []) { chosen = before }
    }
  }

  /// Adds what the chosen ones require.
  private mutating func close() {
    var isDone = false
    while !isDone {
      isDone = true
      for rule in pairs {
        if case .requires(let first, let second) = rule.kind, chosen[first], !chosen[second] {
          chosen[second] = true
          isDone = false
        }
      }
    }
  }

  // MARK: State

  private mutating func load() {
    let plan = Plan(chosen)
    let columns = layout.values(of: plan)
    scales = layout.products.map { columns[$0.column] }
    cost = 0
    for option in chosen.indices where chosen[option] { cost += layout.costs[option] }
    for (product, scale) in zip(layout.products, scales) {
      cost += layout.costs[product.column] * scale
    }
    used = sums.map { PlanRule.sum($0.coefficients, plan) }
    values = tails.map { tail in
      var values = [Double](repeating: 0, count: tail.count)
      for risk in scales.indices {
        for cut in 0..<tail.count { values[cut] += tail.weights[risk][cut] * scales[risk] }
      }
      return values
    }
  }

  // MARK: Moves

  private mutating func bestMove(
    below current: Double, withSwaps: Bool
  ) -> (move: [Int], value: Double)? {
    var best: (move: [Int], value: Double)?
    var least = current - 1e-9 * Swift.max(1, Swift.abs(current))
    func consider(_ move: [Int], _ search: inout Self) {
      guard search.isAllowed(flipping: move) else { return }
      let value = search.value(flipping: move)
      if value < least {
        least = value
        best = (move, value)
      }
    }
    for option in chosen.indices { consider([option], &self) }
    guard withSwaps, best == nil else { return best }
    let inside = chosen.indices.filter { chosen[$0] }
    let outside = chosen.indices.filter { !chosen[$0] }
    for first in inside { for second in outside { consider([first, second], &self) } }
    return best
  }

  private func isAllowed(flipping move: [Int]) -> Bool {
    for option in move where layout.lower[option] == layout.upper[option] { return false }
    for (index, sum) in sums.enumerated() {
      var total = used.isEmpty ? PlanRule.sum(sum.coefficients, Plan(chosen)) : used[index]
      for option in move { total += (chosen[option] ? -1 : 1) * sum.coefficients[option] }
      guard PlanRule.keeps(total, limit: sum.limit) else { return false }
    }
    func isChosen(_ option: Int) -> Bool { chosen[option] != move.contains(option) }
    return pairs.allSatisfy { rule in
      switch rule.kind {
      case .requires(let first, let second): !isChosen(first) || isChosen(second)
      case .excludes(let first, let second): !(isChosen(first) && isChosen(second))
      case .include(let all): all.allSatisfy(isChosen)
      case .exclude(let none): !none.contains(where: isChosen)
      case .sum, .figure, .people, .lostDays: true
      }
    }
  }

  private mutating func value(flipping move: [Int]) -> Double {
    var sum = cost
    for option in move { sum += (chosen[option] ? -1 : 1) * layout.costs[option] }
    let changes = self.changes(move)
    for (risk, change) in changes { sum += layout.costs[layout.products[risk].column] * change }
    for (index, tail) in tails.enumerated() where tail.count > 0 {
      scratch = values[index]
      for (risk, change) in changes {
        let weights = tail.weights[risk]
        for cut in 0..<tail.count { scratch[cut] += weights[cut] * change }
      }
      let shortfall = scratch.max() ?? 0
      let column = layout.tails[index]
      sum += column.weight * shortfall / layout.unit
      if shortfall > column.limit { sum += Self.penalty * (shortfall - column.limit) / layout.unit }
    }
    return sum
  }

  /// How much each touched product changes.
  private func changes(_ move: [Int]) -> [(risk: Int, change: Double)] {
    guard !move.isEmpty else { return [] }
    var touched: [Int] = []
    for option in move {
      for (risk, _) in effects[option] where !touched.contains(risk) { touched.append(risk) }
    }
    if !layout.problem.factors.interactions.isEmpty {
      var plan = Plan(chosen)
      for option in move { plan[option].toggle() }
      let columns = layout.values(of: plan)
      return scales.indices.map { ($0, columns[layout.products[$0].column] - scales[$0]) }
    }
    return touched.map { risk in
      let product = layout.products[risk]
      var scale = 1.0
      for (column, factor) in product.factors {
        let isIn = chosen[column] != move.contains(column)
        if isIn { scale *= factor }
      }
      return (risk, scale - scales[risk])
    }
  }
}
