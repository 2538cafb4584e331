/// Says why a linear model of a network cannot be built or solved; nodes by their index.
public enum LinearNetworkError: Error, Equatable, Sendable {
  /// A node's output must be above 0.
  case outputNotPositive(node: Int, output: Double)
  /// A node's dependency on its suppliers must lie in [0, 1).
  case dependencyOutOfRange(node: Int, dependency: Double)
  /// A transaction or a link must be a finite number of at least 0.
  case weightOutOfRange(row: Int, column: Int, value: Double)
  /// The spectral radius is at least 1; the row with the largest sum is named.
  case radiusNotBelowOne(MatrixRadius, node: Int, rowSum: Double)
  /// The bounds of the spectral radius do not decide whether it is below 1.
  case radiusUndecided(MatrixRadius)
  /// A node's resilience must be finite and at least 0; above 0 for the continuous form.
  case resilienceOutOfRange(node: Int, resilience: Double)
  /// A node's recovery time must be finite and above 0.
  case recoveryTimeNotPositive(node: Int, days: Double)
  /// The sweeps ended before the residual came to its tolerance.
  case noConvergence(scenario: Int, residual: Double, sweeps: Int)
  /// The matrix has more nodes than are held with every entry.
  case tooLargeForDense(nodes: Int, limit: Int)
  /// The matrix cannot be factored.
  case singular
  /// Totals over all time are infinite while a perturbation never ends, or a node never recovers.
  case endlessPerturbation

  /// What is required, with the names of the nodes, as a sentence without the closing dot.
  public func requirement(nodeName: (Int) -> String) -> String {
    switch self {
    case .outputNotPositive(let node, let output):
      return "the output of \(nodeName(node)) must be above 0; it is \(output)"
    case .dependencyOutOfRange(let node, let dependency):
      return "the dependency of \(nodeName(node)) must be at least 0 and below 1; it is "
        + "\(dependency)"
    case .weightOutOfRange(let row, let column, let value):
      return "the entry \(nodeName(row)), \(nodeName(column)) must be a finite number of at least "
        + "0; it is \(value)"
    case .radiusNotBelowOne(let radius, let node, let sum):
      return "the spectral radius of A* is \(radius.text); it must be below 1, or a shock grows "
        + "without end (the largest row sum is \(sum), of \(nodeName(node)))"
    case .radiusUndecided(let radius):
      return "the spectral radius of A* must be below 1; all that could be shown is that it lies "
        + "between \(radius.lower) and \(radius.upper)"
    case .resilienceOutOfRange(let node, let resilience):
      return "the resilience of \(nodeName(node)) must be finite and at least 0, above 0 for "
        + "continuous recovery; it is \(resilience)"
    case .recoveryTimeNotPositive(let node, let days):
      return "the recovery time of \(nodeName(node)) must be above 0 days; it is \(days)"
    case .noConvergence(let scenario, let residual, let sweeps):
      return "the residual of scenario \(scenario + 1) is still \(residual) after \(sweeps) sweeps"
    case .tooLargeForDense(let nodes, let limit):
      return "every entry is held for at most \(limit) nodes; there are \(nodes)"
    case .singular: return "I − A* is singular to working precision"
    case .endlessPerturbation:
      return "totals over all time are infinite where a perturbation never ends or a node never "
        + "recovers"
    }
  }

  /// How to mend it, as a sentence without the closing dot.
  public var remedy: String {
    switch self {
    case .outputNotPositive: "Give the total output of the node, in the unit of the transactions"
    case .dependencyOutOfRange: "Give the part of the node that stops without its suppliers"
    case .weightOutOfRange: "Mend the entry, or leave it out where nothing is delivered"
    case .radiusNotBelowOne, .radiusUndecided, .singular:
      "Lower the dependencies, or check that outputs cover what is delivered and that the matrix "
        + "is the right way round: row i depends on column j"
    case .resilienceOutOfRange: "Mend the coefficient: 1 recovers in a day, 0 never"
    case .recoveryTimeNotPositive: "Give the days in which the node alone recovers"
    case .tooLargeForDense: "Ask for --method sparse, or put nodes together"
    case .noConvergence: "Ask for a larger --tolerance, or for --method dense"
    case .endlessPerturbation: "Name the last day of the perturbation with --to"
    }
  }
}
