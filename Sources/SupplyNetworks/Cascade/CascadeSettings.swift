/// How a cascade is computed.
public struct CascadeSettings: Sendable, Equatable {
  /// Whether the firms of a market can stand in for one another.
  public enum Replaceability: String, Sendable {
    /// A firm's part of what is left of its market, σ.
    case market
    /// Nobody can stand in: σ = 1.
    case off
  }

  /// What σ is where nothing of a market is left.
  public enum ZeroAvailability: String, Sendable {
    /// σ = 1, so that results do not depend on the unit of money.
    case one
    /// An availability of 0 is replaced by 1: σ = min(1, sales), as the authors' package does.
    case literal
  }

  /// When a cascade ends.
  public enum Stopping: Sendable, Equatable {
    /// After the first step whose largest decrease is at most this, as the literature does.
    case tolerance(Double)
    /// At the fixed point, to 1e-12, by an accelerated iteration.
    case fixpoint
  }

  /// Whether σ is used.
  public var replaceability: Replaceability
  /// σ of a dead market.
  public var zeroAvailability: ZeroAvailability
  /// When to stop.
  public var stopping: Stopping

  /// The defaults are those of the command line.
  public init(
    replaceability: Replaceability = .market, zeroAvailability: ZeroAvailability = .one,
    stopping: Stopping = .fixpoint
  ) {
    self.replaceability = replaceability
    self.zeroAvailability = zeroAvailability
    self.stopping = stopping
  }

  /// Whether σ can fall as losses grow, so that nothing may rest on monotonicity.
  var isLiteral: Bool { replaceability == .market && zeroAvailability == .literal }
}
