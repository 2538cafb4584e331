/// What one scenario takes from the firms before anything spreads.
public struct CascadeShock: Sendable, Equatable {
  /// One firm's own loss of production.
  public struct Hit: Sendable, Equatable {
    /// The firm.
    public let firm: Int
    /// The share of production lost to its customers, in [0, 1].
    public let lossDown: Double
    /// The share of demand lost to its suppliers, in [0, 1].
    public let lossUp: Double

    /// One firm's own loss.
    public init(firm: Int, lossDown: Double, lossUp: Double) {
      self.firm = firm
      self.lossDown = lossDown
      self.lossUp = lossUp
    }
  }

  /// The firms struck; of a firm struck twice the larger loss counts.
  public let hits: [Hit]

  /// A shock to any firms.
  public init(_ hits: [Hit]) { self.hits = hits }

  /// The closure of one firm.
  public init(closing firm: Int) { hits = [Hit(firm: firm, lossDown: 1, lossUp: 1)] }
}

/// The scenarios of a run, in order.
public enum CascadeScenarios: Sendable {
  /// Each of these firms closed, one at a time.
  case closures([Int])
  /// Any shocks.
  case shocks([CascadeShock])

  /// The number of scenarios.
  public var count: Int {
    switch self {
    case .closures(let firms): firms.count
    case .shocks(let shocks): shocks.count
    }
  }

  /// One scenario.
  public subscript(index: Int) -> CascadeShock {
    switch self {
    case .closures(let firms): CascadeShock(closing: firms[index])
    case .shocks(let shocks): shocks[index]
    }
  }
}

/// What one scenario does to the network.
public struct CascadeOutcome: Sendable, Equatable {
  /// The weighted loss of production, downstream and upstream together, in [0, 1].
  public internal(set) var index = 0.0
  /// The same of the losses that run to customers.
  public internal(set) var downstream = 0.0
  /// The same of the losses that run to suppliers.
  public internal(set) var upstream = 0.0
  /// The number of steps until the largest decrease was small enough; with an accelerated
  /// iteration the number of sweeps.
  public internal(set) var steps = 0
  /// The largest change of a firm's production in the last step.
  public internal(set) var residual = 0.0
  /// Each firm's production h_d, in [0, 1], where it was asked for.
  public internal(set) var productionDown: [Double] = []
  /// Each firm's production h_u, in [0, 1], where it was asked for.
  public internal(set) var productionUp: [Double] = []

  init() {}

  /// An outcome from figures that were computed before.
  public init(
    index: Double, downstream: Double, upstream: Double, steps: Int, residual: Double
  ) {
    self.index = index
    self.downstream = downstream
    self.upstream = upstream
    self.steps = steps
    self.residual = residual
  }
}
