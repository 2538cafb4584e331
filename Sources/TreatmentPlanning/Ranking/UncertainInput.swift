public import Distributions

/// An uncertain number on which the choice of treatments rests.
public struct UncertainInput: Sendable {
  /// What it changes.
  public enum Role: Sendable {
    /// A factor of an option on some rows.
    case factor(option: Int, rows: [Int])
    /// Money of an option: its annual cost is the input times this.
    case cost(option: Int, share: Double)
    /// The mean loss of a risk is proportional to it.
    case risk(Int)
  }

  /// Where the study writes it, for example `treatments/T01/effects/0`.
  public var id: String
  /// The law of the estimate.
  public var law: any Distribution
  /// Draws above are taken down to it: 1 for factors that must not worsen, infinity for none.
  public var most: Double
  /// What it changes.
  public var role: Role

  /// Makes the value from its parts.
  public init(id: String, law: any Distribution, most: Double = .infinity, role: Role) {
    self.id = id
    self.law = law
    self.most = most
    self.role = role
  }

  /// Its mean, clipped draws included: what the search uses.
  public var mean: Double { LowerEnvelope.mean(law, most) }
}
