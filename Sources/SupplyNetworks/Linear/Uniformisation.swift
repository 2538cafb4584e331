internal import LinearAlgebra
internal import Sampling

/// The product of exp(−K (I − A*)) and blocks of eight columns, for large sparse networks.
///
/// With Λ at least every k_i (1 − a*_ii), P = I − K (I − A*) / Λ has no negative entry where A* has
/// none, and exp(−K (I − A*)) = Σ e^−Λ Λᵐ / m! Pᵐ is a sum without cancellation (Jensen 1953).
struct Uniformisation: Sendable {
  private let matrix: SparseMatrix
  /// e^−Λ Λᵐ / m! of one substep, by m.
  private let weights: [Double]
  private let substeps: Int

  init(_ matrix: SparseMatrix, _ resilience: [Double]) {
    let speeds = zip(resilience, matrix.diagonal).map { $0 * (1 - $1) }
    let fastest = max(speeds.max() ?? 0, .leastNormalMagnitude)
    // Weights of a substep stay far from underflow.
    substeps = max(1, Int((fastest / 32).rounded(.up)))
    self.matrix =
      matrix.mapped { row, _, value in resilience[row] * value / fastest }
      .addingDiagonal(resilience.map { 1 - $0 / fastest })
    weights = Self.poisson(fastest / Double(substeps))
  }

  var isMonotone: Bool { matrix.values.allSatisfy { $0 >= 0 } }

  /// The probabilities of a Poisson law up to where the rest is below rounding.
  private static func poisson(_ mean: Double) -> [Double] {
    var first = -mean
    BlockKernels.exp([-mean], count: 1, into: &first)
    var weights = [first]
    while weights[weights.count - 1] > 1e-18 || Double(weights.count) < mean {
      weights.append(weights[weights.count - 1] * mean / Double(weights.count))
    }
    return weights
  }

  /// next = exp(−K (I − A*)) state.
  func advance(_ state: UnsafePointer<Double>, into next: UnsafeMutablePointer<Double>) {
    let count = matrix.rows * SparseMatrix.blockWidth
    var term = Array(UnsafeBufferPointer(start: state, count: count))
    var image = term
    for substep in 0..<substeps {
      if substep > 0 { for place in 0..<count { term[place] = next[place] } }
      for place in 0..<count { next[place] = weights[0] * term[place] }
      for weight in weights.dropFirst() {
        matrix.multiply(block: term, into: &image)
        swap(&term, &image)
        for place in 0..<count { next[place] += weight * term[place] }
      }
    }
  }
}
