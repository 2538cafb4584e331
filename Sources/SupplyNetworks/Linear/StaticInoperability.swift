public import LinearAlgebra

/// The static inoperability input–output model q = A* q + c* (`MODELS.md` 5.1).
///
/// Haimes & Jiang (2001), J. Infrastruct. Syst. 7(1); Santos & Haimes (2004), Risk Analysis 24(6).
/// Solutions are clipped to [0, 1] after the solve; the uncapped values stay beside.
public struct StaticInoperability: Sendable {
  /// A*, row i depends on column j.
  public let matrix: SparseMatrix
  /// The spectral radius of A*, below 1.
  public let radius: MatrixRadius
  /// How the systems are solved.
  public let method: SolveMethod
  /// The residual that sparse solves come to, in the maximum norm.
  public let tolerance: Double
  let solver: LinearSolver

  /// Checks and prepares a network; the dense method factors here.
  ///
  /// - Parameters:
  ///   - matrix: A*, square and finite.
  ///   - method: nil for the method expected to be faster.
  ///   - scenarios: how many shocks are to be solved, for that choice.
  ///   - tolerance: the residual to reach, times the largest shock where that exceeds 1.
  /// - Throws: a spectral radius of 1 or more, or that none could be shown to be below 1.
  public init(
    _ matrix: SparseMatrix, method: SolveMethod? = nil, scenarios: Int = 1,
    tolerance: Double = 1e-12
  ) throws(LinearNetworkError) {
    let radius = try MatrixRadius.belowOne(matrix)
    let chosen =
      method ?? .cheaper(for: matrix, radius: radius.value, scenarios: scenarios)
    self.matrix = matrix
    self.radius = radius
    self.method = chosen
    self.tolerance = tolerance
    solver = try LinearSolver(matrix, method: chosen, tolerance: tolerance)
  }

  /// Solves for all scenarios and hands over blocks of them, in their order.
  ///
  /// The same bits for every number of threads and every block size.
  /// - Parameters:
  ///   - shocks: c*, one row a scenario, one column a node; also of either sign or above 1.
  ///   - blockSize: scenarios solved together, for tests; nil for the fastest.
  ///   - deliver: takes the blocks.
  /// - Throws: `LinearNetworkError.noConvergence`, or what `deliver` throws.
  public func solve(
    _ shocks: SparseMatrix, threads: Int = 1, blockSize: Int? = nil,
    deliver: (StaticBlock) throws -> Void
  ) async throws {
    precondition(shocks.columns == matrix.rows, "a shock needs one column for each node")
    let blocks = solver.plan(shocks.rows, size: blockSize)
    let solver = solver
    try await forEachBlock(blocks.count, threads: threads) { index in
      let block = blocks[index]
      var values = block.columns(of: shocks)
      let residuals = try solver.solve(&values, block)
      return StaticBlock(
        scenarios: block.scenarios, residuals: residuals, values: values, width: block.width)
    } deliver: {
      try deliver($0)
    }
  }

  /// What one unit of shock at each node costs: y of (I − A*)ᵀ y = v, for loss vᵀ q.
  ///
  /// Where nothing is clipped the loss of any shock is the dot product of y and c*.
  /// - Parameter values: v, the money lost per unit of inoperability of each node.
  /// - Throws: `LinearNetworkError.noConvergence`.
  public func prices(values: [Double]) throws(LinearNetworkError) -> [Double] {
    precondition(values.count == matrix.rows, "every node needs a value")
    return try solver.solveTransposed(values)
  }
}
