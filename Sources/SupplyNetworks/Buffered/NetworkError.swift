/// Says that no network can be compiled from the registers given.
public struct NetworkError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The record, for example `dependency 12 (S03 → P02, fuel)`.
  public let record: String
  /// The field that was refused.
  public let field: String
  /// The value that was refused, as text.
  public let value: String
  /// What the value must satisfy, as the end of the sentence "… must be …".
  public let requirement: String

  /// Describes one refused value.
  public init(record: String, field: String, value: String, requirement: String) {
    self.record = record
    self.field = field
    self.value = value
    self.requirement = requirement
  }

  /// The whole sentence.
  public var description: String {
    "\(record): \(field) must be \(requirement); it is \(value)."
  }
}
