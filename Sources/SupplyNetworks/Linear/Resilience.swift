public import LinearAlgebra
internal import Sampling

/// The resilience coefficients k_i of the dynamic model: the speed at which a node recovers.
public enum Resilience {
  /// What is left of an inoperability after the recovery time, by default.
  public static let remaining = 0.01

  /// k_i = −ln λ / (τ_i (1 − a*_ii)) (Lian & Haimes 2006, equation 28; `MODELS.md` 5.2).
  ///
  /// - Parameters:
  ///   - recoveryDays: τ_i, the days in which a node alone recovers to the part λ; above 0.
  ///   - matrix: A*, whose diagonal is below 1.
  ///   - remaining: λ in (0, 1).
  public static func coefficients(
    recoveryDays: [Double], matrix: SparseMatrix, remaining: Double = remaining
  ) throws(LinearNetworkError) -> [Double] {
    precondition(recoveryDays.count == matrix.rows, "every node needs a recovery time")
    precondition(remaining > 0 && remaining < 1, "the part that remains lies in (0, 1)")
    if let node = recoveryDays.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw .recoveryTimeNotPositive(node: node, days: recoveryDays[node])
    }
    var rate = remaining
    BlockKernels.log([remaining], count: 1, into: &rate)
    return zip(recoveryDays, matrix.diagonal).map { -rate / ($0 * (1 - $1)) }
  }
}
