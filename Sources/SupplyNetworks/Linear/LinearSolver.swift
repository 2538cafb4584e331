internal import LinearAlgebra

/// Solves (I − A) X = C for blocks of scenarios by the method chosen.
enum LinearSolver: Sendable {
  /// The factors of I − A, and A itself for residuals.
  case dense(TriangularFactors, DenseMatrix)
  case sparse(GaussSeidel, tolerance: Double)

  /// Scenarios of a dense block: wide enough for products at full speed, small enough for the cache.
  static let denseWidth = 256
  /// Up to this width two columns of a dense product are summed alike wherever they stand.
  static let denseMultiple = 64

  init(_ matrix: SparseMatrix, method: SolveMethod, tolerance: Double) throws(LinearNetworkError) {
    useOneBLASThread()
    switch method {
    case .dense:
      try SolveMethod.requireDense(matrix)
      guard let factors = try? TriangularFactors(of: matrix.denseSubtractedFromIdentity) else {
        throw .singular
      }
      self = .dense(factors, matrix.dense)
    case .sparse:
      guard let sweeps = try? GaussSeidel(matrix) else { throw .singular }
      self = .sparse(sweeps, tolerance: tolerance)
    }
  }

  func plan(_ scenarios: Int, size: Int? = nil) -> [ScenarioBlock] {
    switch self {
    case .dense:
      ScenarioBlock.plan(scenarios, size: size ?? Self.denseWidth, multiple: Self.denseMultiple)
    case .sparse:
      ScenarioBlock.plan(
        scenarios, size: min(size ?? SparseMatrix.blockWidth, SparseMatrix.blockWidth),
        multiple: SparseMatrix.blockWidth)
    }
  }

  /// Replaces C by X; gives the largest |C + A X − X| of each scenario of the block.
  func solve(_ values: inout [Double], _ block: ScenarioBlock) throws(LinearNetworkError)
    -> [Double]
  {
    switch self {
    case .dense(let factors, let matrix):
      return Self.solveDense(factors, matrix, &values, block)
    case .sparse(let sweeps, let tolerance):
      return try Self.solveSparse(sweeps, tolerance, &values, block)
    }
  }

  /// X of (I − A) X = C; no residual is computed for the dense method.
  func solved(
    _ rightSides: [Double], _ block: ScenarioBlock
  ) throws(LinearNetworkError) -> [Double] {
    var values = rightSides
    switch self {
    case .dense(let factors, _): factors.solve(inPlace: &values, width: block.width)
    case .sparse(let sweeps, let tolerance):
      _ = try Self.solveSparse(sweeps, tolerance, &values, block)
    }
    return values
  }

  private static func solveDense(
    _ factors: TriangularFactors, _ matrix: DenseMatrix, _ values: inout [Double],
    _ block: ScenarioBlock
  ) -> [Double] {
    let rightSide = values
    values.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      factors.solve(inPlace: base, width: block.width)
    }
    var product: [Double] = LargePages.array(count: values.count) { $0.initialize(repeating: 0) }
    // C + A X, of which X is what remains.
    matrix.multiply(block: values, width: block.width, into: &product)
    return largestGaps(rightSide, product, values, block)
  }

  private static func largestGaps(
    _ rightSide: [Double], _ product: [Double], _ solution: [Double], _ block: ScenarioBlock
  ) -> [Double] {
    var largest = [Double](repeating: 0, count: block.scenarios.count)
    rightSide.withUnsafeBufferPointer { rightSide in
      product.withUnsafeBufferPointer { product in
        for start in stride(from: 0, to: product.count, by: max(block.width, 1)) {
          for column in largest.indices {
            let place = start + column
            let gap = abs(rightSide[place] + product[place] - solution[place])
            largest[column] = gap <= largest[column] ? largest[column] : gap
          }
        }
      }
    }
    return largest
  }

  private static func solveSparse(
    _ sweeps: GaussSeidel, _ tolerance: Double, _ values: inout [Double], _ block: ScenarioBlock
  ) throws(LinearNetworkError) -> [Double] {
    let rightSide = values
    let outcome = sweeps.solve(block: rightSide, into: &values, tolerance: tolerance)
    let residuals = Array(outcome.residuals.prefix(block.scenarios.count))
    guard !outcome.converged else { return residuals }
    let worst = residuals.indices.max { residuals[$0] < residuals[$1] } ?? 0
    throw .noConvergence(
      scenario: block.scenarios.lowerBound + worst, residual: residuals[worst],
      sweeps: outcome.sweeps)
  }

  /// The solution of (I − A)ᵀ y = v.
  func solveTransposed(_ values: [Double]) throws(LinearNetworkError) -> [Double] {
    let block = ScenarioBlock(scenarios: 0..<1, width: 1)
    switch self {
    case .dense(let factors, _):
      var solution = values
      factors.solveTransposed(inPlace: &solution, width: 1)
      return solution
    case .sparse(let sweeps, let tolerance):
      guard let adjoint = try? GaussSeidel(sweeps.matrix.transposed) else { throw .singular }
      let width = SparseMatrix.blockWidth
      var columns = [Double](repeating: 0, count: values.count * width)
      for (node, value) in values.enumerated() { columns[node * width] = value }
      _ = try Self.solveSparse(adjoint, tolerance, &columns, block)
      return values.indices.map { columns[$0 * width] }
    }
  }
}
