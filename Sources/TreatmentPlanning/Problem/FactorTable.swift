/// The quantities of a risk that treatments scale.
public enum ScaledQuantity: Int, Sendable, CaseIterable {
  /// The number of events: frequency, attempts and success.
  case frequency
  /// The loss of one event.
  case severity
  /// Persons harmed in one event.
  case people
}

/// What each option, and each set of options that interact, does to the quantities of each risk.
///
/// Effects on one quantity multiply (`MODELS.md` section 6). A *row* is one quantity of one risk.
public struct FactorTable: Sendable {
  /// A factor on one row.
  public struct Factor: Hashable, Sendable {
    /// The row, see `row(risk:_:)`.
    public var row: Int
    /// At least 0; below 1 it helps.
    public var value: Double

    /// Makes the value from its parts.
    public init(row: Int, value: Double) {
      self.row = row
      self.value = value
    }
  }

  /// A factor applied once when all of its members are chosen: below 1 synergy, above 1 overlap.
  public struct Interaction: Sendable {
    /// Positions of the options.
    public var members: [Int]
    /// What it does.
    public var factor: Factor

    /// Makes the value from its parts.
    public init(members: [Int], factor: Factor) {
      self.members = members
      self.factor = factor
    }
  }

  /// The number of risks.
  public let riskCount: Int
  /// Factors by option.
  public var options: [[Factor]]
  /// Factors of sets.
  public var interactions: [Interaction]

  /// Makes the value from its parts.
  public init(riskCount: Int, options: [[Factor]], interactions: [Interaction] = []) {
    self.riskCount = riskCount
    self.options = options
    self.interactions = interactions
  }

  /// The number of rows.
  public var rowCount: Int { riskCount * ScaledQuantity.allCases.count }

  /// The row of a quantity of a risk.
  public static func row(risk: Int, _ quantity: ScaledQuantity) -> Int {
    risk * ScaledQuantity.allCases.count + quantity.rawValue
  }

  /// The combined factor of every row under a plan; 1 where nothing acts.
  public func factors(of plan: Plan) -> [Double] {
    var factors = [Double](repeating: 1, count: rowCount)
    for position in plan.positions {
      for factor in options[position] { factors[factor.row] *= factor.value }
    }
    for interaction in interactions where interaction.members.allSatisfy({ plan[$0] }) {
      factors[interaction.factor.row] *= interaction.factor.value
    }
    return factors
  }
}
