/// Says that a law cannot exist with the parameters asked for.
public struct ParameterError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The parameter's label, as in the initialiser.
  public let parameter: String
  /// The value that was refused, as text.
  public let value: String
  /// What the value must satisfy, as the end of the sentence "… must be …".
  public let requirement: String

  /// Makes the error from a value that is not a number, or not one alone.
  public init(parameter: String, value: String, requirement: String) {
    self.parameter = parameter
    self.value = value
    self.requirement = requirement
  }

  /// Makes the error from the number that was refused.
  public init(parameter: String, value: Double, requirement: String) {
    self.init(parameter: parameter, value: "\(value)", requirement: requirement)
  }

  /// A sentence for people.
  public var description: String { "\(parameter) is \(value); it must be \(requirement)" }
}
