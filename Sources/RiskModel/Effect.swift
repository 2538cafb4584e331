/// A change of one quantity of one or more records, by a control or a treatment.
public struct Effect: Sendable {
  /// The records whose quantity changes; selectors are expanded to ids.
  public enum Target: Sendable {
    case risks([String])
    case suppliers([String])
    case hazards([String])
    case controls([String])
    /// Positions in `Network.dependencies`.
    case dependencies([Int])
    /// Only for `Operation.addDependency`.
    case network
  }

  /// What is changed; the raw value is the word in the file.
  public enum Quantity: String, Sendable, CaseIterable {
    case frequency, attempts, success, loss, downtime, people
    case outageRate = "outage_rate"
    case outageDays = "outage_days"
    case hits
    case bufferDays = "buffer_days"
    case switchDays = "switch_days"
    case criticality, share
  }

  /// How it is changed.
  ///
  /// Effects on one quantity multiply; `set` overrides, then `multiply`, then `add`.
  public enum Operation: Sendable {
    case multiply(RiskModel.Quantity)
    case add(RiskModel.Quantity)
    case set(RiskModel.Quantity)
    /// A second source beside those that an input already has.
    case addDependency(Dependency)
  }

  /// What is changed.
  public var target: Target
  /// Nil for `addDependency`.
  public var quantity: Quantity?
  /// How it is changed.
  public var operation: Operation
  /// Whether a factor above 1 is meant.
  public var mayWorsen: Bool

  /// Makes the value from its parts.
  public init(
    target: Target, quantity: Quantity?, operation: Operation, mayWorsen: Bool = false
  ) {
    self.target = target
    self.quantity = quantity
    self.operation = operation
    self.mayWorsen = mayWorsen
  }
}
