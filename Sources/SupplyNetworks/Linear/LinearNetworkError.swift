/// Says why a linear model of a network cannot be built or solved; nodes by their index.
public enum LinearNetworkError: Error, Equatable, Sendable {
  /// A node's output must be above 0.
  case outputNotPositive(node: Int, output: Double)
  /// A node's dependency on its suppliers must lie in [0, 1).
  case dependencyOutOfRange(node: Int, dependency: Double)
  /// A transaction or a link must be a finite number of at least 0.
  case weightOutOfRange(row: Int, column: Int, value: Double)
  /// The spectral radius is at least 1; the row with the largest sum is named.
  case radiusNotBelowOne(SpectralRadius, node: Int, rowSum: Double)
  /// The bounds of the spectral radius do not decide whether it is below 1.
  case radiusUndecided(SpectralRadius)
  /// A node's resilience coefficient must be finite and above 0.
  case resilienceNotPositive(node: Int, resilience: Double)
  /// A node's recovery time must be finite and above 0.
  case recoveryTimeNotPositive(node: Int, days: Double)
  /// The sweeps ended before the residual came to its tolerance.
  case noConvergence(scenario: Int, residual: Double, sweeps: Int)
  /// The matrix cannot be factored.
  case singular
  /// Totals over all time are infinite while a perturbation never ends.
  case endlessPerturbation

  /// A sentence for people, with the names of the nodes.
  public func sentence(nodeName: (Int) -> String) -> String {
    switch self {
    case .outputNotPositive(let node, let output):
      return "the output of \(nodeName(node)) must be above 0; it is \(output)."
    case .dependencyOutOfRange(let node, let dependency):
      return "the dependency of \(nodeName(node)) must be at least 0 and below 1; it is "
        + "\(dependency)."
    case .weightOutOfRange(let row, let column, let value):
      return "the entry \(nodeName(row)), \(nodeName(column)) must be a finite number of at least "
        + "0; it is \(value)."
    case .radiusNotBelowOne(let radius, let node, let sum):
      return
        "the spectral radius of the interdependency matrix is \(radius.text); it must be below "
        + "1, or a shock grows without end. The largest row sum is \(sum) at "
        + "\(nodeName(node)). Lower the dependencies, or check whether outputs cover what is "
        + "delivered and whether the matrix is the right way round (row i depends on column j)."
    case .radiusUndecided(let radius):
      return "the spectral radius of the interdependency matrix lies between \(radius.lower) and "
        + "\(radius.upper); that it is below 1 could not be shown. Lower the dependencies."
    case .resilienceNotPositive(let node, let resilience):
      return "the resilience of \(nodeName(node)) must be above 0; it is \(resilience)."
    case .recoveryTimeNotPositive(let node, let days):
      return "the recovery time of \(nodeName(node)) must be above 0 days; it is \(days)."
    case .noConvergence(let scenario, let residual, let sweeps):
      return
        "scenario \(scenario + 1): the residual is \(residual) after \(sweeps) sweeps. Ask for "
        + "a larger tolerance, or for the dense method."
    case .singular: return "I − A* is singular to working precision. Lower the dependencies."
    case .endlessPerturbation:
      return
        "totals over all time are infinite, because the perturbation never ends. Name its last "
        + "day."
    }
  }
}
