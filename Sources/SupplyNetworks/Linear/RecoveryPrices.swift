internal import LinearAlgebra

/// What one unit of shock or of first inoperability at each node costs over the days of a plan.
public struct RecoveryPrices: Equatable, Sendable {
  /// Money per unit of c* at the node, present on the plan's days.
  public let shock: [Double]
  /// Money per unit of q(0) at the node.
  public let initial: [Double]
}

extension DynamicInoperability {
  /// Prices every scenario of the recursion at once: its cumulative loss is a dot product where
  /// nothing clips.
  ///
  /// One backward recursion of the adjoint, λ_t = w_t v + Pᵀ λ_{t+1} with the weights w of the
  /// trapezoid rule, costs as much as the steps of one scenario.
  /// - Parameters:
  ///   - values: v, the money lost per day of full inoperability of each node.
  ///   - plan: the days.
  /// - Precondition: the form is the recursion.
  public func prices(values: [Double], plan: RecoveryPlan) -> RecoveryPrices {
    precondition(form == .recursion, "prices are of the recursion")
    let adjoint = propagator.transposedProduct
    var gradient = values.map { _ in 0.0 }
    var shock = gradient
    let acting = plan.acting
    for day in stride(from: plan.days, through: 0, by: -1) where plan.days > 0 {
      let weight = day == 0 || day == plan.days ? 0.5 : 1
      let carried = adjoint(gradient)
      gradient = values.indices.map { weight * values[$0] + carried[$0] }
      guard acting.contains(day) else { continue }
      for node in shock.indices { shock[node] += gradient[node] }
    }
    return RecoveryPrices(
      shock: zip(shock, resilience).map { $0 * $1 }, initial: gradient)
  }
}

extension Propagator {
  /// The product of the transpose and a column, of the one-day matrix of the recursion.
  fileprivate var transposedProduct: ([Double]) -> [Double] {
    switch self {
    case .dense(let matrix): return { matrix.transposedMultiplied(by: $0) }
    case .sparse(let matrix):
      let transposed = matrix.transposed
      return { transposed.multiplied(by: $0) }
    case .uniform: preconditionFailure("prices are of the recursion")
    }
  }
}
