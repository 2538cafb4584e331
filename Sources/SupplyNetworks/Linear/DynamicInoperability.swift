public import LinearAlgebra

/// The dynamic inoperability input–output model (`MODELS.md` 5.2; Lian & Haimes 2006, Systems
/// Engineering 9(3)).
public struct DynamicInoperability: Sendable {
  /// A*, row i depends on column j.
  public let matrix: SparseMatrix
  /// k_i, per day.
  public let resilience: [Double]
  /// The recursion or the continuous recovery.
  public let form: RecoveryForm
  /// The spectral radius of A*, below 1.
  public let radius: MatrixRadius
  /// How a day's product is computed.
  public let method: SolveMethod
  let propagator: Propagator
  let solver: LinearSolver

  /// Checks and prepares a network; the dense method factors here.
  ///
  /// - Parameters:
  ///   - matrix: A*, square and finite.
  ///   - resilience: k_i, at least 0, above 0 for the continuous form.
  ///   - method: nil for the one expected to be faster.
  /// - Throws: a resilience out of its range, or what `StaticInoperability` throws.
  public init(
    _ matrix: SparseMatrix, resilience: [Double], form: RecoveryForm = .recursion,
    method: SolveMethod? = nil
  ) throws(LinearNetworkError) {
    precondition(resilience.count == matrix.rows, "every node needs a resilience")
    radius = try MatrixRadius.belowOne(matrix)
    let least = form == .continuous ? Double.leastNonzeroMagnitude : 0
    if let node = resilience.firstIndex(where: { !($0 >= least && $0.isFinite) }) {
      throw .resilienceOutOfRange(node: node, resilience: resilience[node])
    }
    let chosen = method ?? .fasterProduct(for: matrix)
    self.matrix = matrix
    self.resilience = resilience
    self.form = form
    self.method = chosen
    propagator = try Propagator(
      matrix: matrix, resilience: resilience, form: form, method: chosen)
    solver = try LinearSolver(matrix, method: chosen, tolerance: 1e-13)
  }

  /// Nodes that the recursion carries beyond their goal in one day: k_i (1 − a*_ii) above 1.
  public var overshootingNodes: [Int] {
    guard form == .recursion else { return [] }
    let diagonal = matrix.diagonal
    return resilience.indices.filter { resilience[$0] * (1 - diagonal[$0]) > 1 }
  }

  /// Steps all scenarios through the days and hands over blocks of them, in their order.
  ///
  /// The same bits for every number of threads and every block size.
  /// - Parameters:
  ///   - shocks: c*, one row a scenario, one column a node.
  ///   - initial: q(0) in [0, 1], laid out alike.
  ///   - plan: the days.
  ///   - blockSize: scenarios computed together; nil for the fastest.
  ///   - deliver: takes the blocks.
  /// - Throws: `LinearNetworkError.noConvergence`, or what `deliver` throws.
  public func run(
    shocks: SparseMatrix, initial: SparseMatrix, plan: RecoveryPlan, threads: Int = 1,
    blockSize: Int? = nil, deliver: (RecoveryBlock) throws -> Void
  ) async throws {
    checkShapes(shocks, initial)
    let blocks = propagator.plan(shocks.rows, size: blockSize)
    try await forEachBlock(blocks.count, threads: threads) { index in
      try self.stepped(blocks[index], shocks, initial, plan)
    } deliver: {
      try deliver($0)
    }
  }

  func checkShapes(_ shocks: SparseMatrix, _ initial: SparseMatrix) {
    precondition(
      shocks.columns == matrix.rows && initial.columns == matrix.rows,
      "a scenario needs one column for each node")
    precondition(shocks.rows == initial.rows, "shocks and first states must be of one list")
  }

  func stepped(
    _ block: ScenarioBlock, _ shocks: SparseMatrix, _ initial: SparseMatrix, _ plan: RecoveryPlan
  ) throws(LinearNetworkError) -> RecoveryBlock {
    let shock = block.columns(of: shocks)
    let first = block.columns(of: initial).map { min(max($0, 0), 1) }
    let level = form == .continuous ? try solver.solved(shock, block) : []
    var steps = RecoverySteps(
      block: block, state: first, forcing: forcing(shock, level, block),
      keeps: plan.keepsTrajectory)
    for day in stride(from: 1, through: plan.days, by: 1) {
      steps.advance(
        by: propagator, form: form, day: day, isPerturbed: plan.perturbed.contains(day))
    }
    let cumulatives =
      form == .recursion
      ? steps.trapezoids(first: first)
      : try integral(level, first, steps.state, plan, block)
    return steps.block(cumulatives: cumulatives, days: plan.days)
  }

  /// What a day with the perturbation adds: K c*, or (I − P)(I − A*)⁻¹ c* for the continuous form.
  private func forcing(
    _ shock: [Double], _ level: [Double], _ block: ScenarioBlock
  ) -> [Double] {
    if form == .recursion { return scaled(shock, by: resilience, block.width) }
    var image = level
    propagator.advance(level, width: block.width, into: &image)
    return zip(level, image).map { $0 - $1 }
  }

  /// ∫ q dt = (I − A*)⁻¹ K⁻¹ (q(0) − q(N)) + m x, m the days of perturbation, x = (I − A*)⁻¹ c*.
  func integral(
    _ level: [Double], _ first: [Double], _ last: [Double], _ plan: RecoveryPlan,
    _ block: ScenarioBlock
  ) throws(LinearNetworkError) -> [Double] {
    let days = Double(plan.acting.count)
    let lost = zip(first, last).map { $0 - $1 }
    guard lost.contains(where: { $0 != 0 }) else { return level.map { days * $0 } }
    var result = try solver.solved(
      scaled(lost, by: resilience.map { 1 / $0 }, block.width), block)
    for place in result.indices { result[place] += days * level[place] }
    return result
  }
}

/// Each row of a block times its node's factor.
func scaled(_ block: [Double], by factors: [Double], _ width: Int) -> [Double] {
  var result = block
  for (node, factor) in factors.enumerated() {
    for place in node * width..<(node + 1) * width { result[place] *= factor }
  }
  return result
}
