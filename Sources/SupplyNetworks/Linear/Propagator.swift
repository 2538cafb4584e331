internal import LinearAlgebra

/// Takes the state of one day to the next, without perturbation and without limits.
enum Propagator: Sendable {
  /// q ← P q with all entries of P.
  case dense(DenseMatrix)
  /// q ← P q with the entries of P that are not 0.
  case sparse(SparseMatrix)
  /// q ← exp(−K (I − A*)) q by uniformisation.
  case uniform(Uniformisation)

  init(
    matrix: SparseMatrix, resilience: [Double], form: RecoveryForm, method: SolveMethod
  ) throws(LinearNetworkError) {
    useOneBLASThread()
    if method == .dense { try SolveMethod.requireDense(matrix) }
    switch (form, method) {
    case (.recursion, .dense): self = .dense(Self.recursion(matrix, resilience).dense)
    case (.recursion, .sparse): self = .sparse(Self.recursion(matrix, resilience))
    case (.continuous, .sparse): self = .uniform(Uniformisation(matrix, resilience))
    case (.continuous, .dense):
      let generator = matrix.mapped { row, _, value in resilience[row] * value }
        .addingDiagonal(resilience.map { -$0 })
      guard let exponential = try? generator.dense.exponential() else { throw .singular }
      self = .dense(exponential)
    }
  }

  /// I − K + K A*.
  private static func recursion(_ matrix: SparseMatrix, _ resilience: [Double]) -> SparseMatrix {
    matrix.mapped { row, _, value in resilience[row] * value }
      .addingDiagonal(resilience.map { 1 - $0 })
  }

  /// next = P state, for blocks stored node by node; sparse ones are eight columns wide.
  func advance(
    _ state: UnsafePointer<Double>, width: Int, into next: UnsafeMutablePointer<Double>
  ) {
    switch self {
    case .dense(let matrix): matrix.multiply(block: state, width: width, into: next)
    case .sparse(let matrix): matrix.multiply(block: state, into: next)
    case .uniform(let series): series.advance(state, into: next)
    }
  }

  /// Whether no entry is negative, so that a larger state stays larger.
  var isMonotone: Bool {
    switch self {
    // The exponential may leave rounding where its exact entry is 0.
    case .dense(let matrix): matrix.storage.allSatisfy { $0 >= -1e-15 }
    case .sparse(let matrix): matrix.values.allSatisfy { $0 >= 0 }
    case .uniform(let series): series.isMonotone
    }
  }

  func plan(_ scenarios: Int, size: Int?) -> [ScenarioBlock] {
    if case .dense = self {
      return ScenarioBlock.plan(
        scenarios, size: size ?? LinearSolver.denseWidth, multiple: LinearSolver.denseMultiple)
    }
    let width = SparseMatrix.blockWidth
    return ScenarioBlock.plan(scenarios, size: min(size ?? width, width), multiple: width)
  }
}
