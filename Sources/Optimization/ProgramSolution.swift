/// What became of a program.
public struct ProgramSolution: Hashable, Sendable {
  /// How the search ended.
  public enum Status: String, Sendable {
    /// The best point is found, to the tolerances stated.
    case optimal
    /// No point satisfies all conditions.
    case infeasible
    /// The objective can be improved without end.
    case unbounded
    /// A limit of time or nodes was reached; the point, if there is one, may not be the best.
    case limit
    /// The solver gave up for numerical reasons.
    case failed
  }

  /// How the search ended.
  public let status: Status
  /// The objective at the point; nil where there is none.
  public let objective: Double?
  /// A value that the objective cannot pass: the dual objective of a linear program, the solver's
  /// bound of a mixed-integer one; nil where there is none.
  public let bound: Double?
  /// The value of each column; empty where there is no point.
  public let values: [Double]
  /// For each row what the objective gains per unit that its binding bound is moved up; empty for a
  /// mixed-integer program.
  public let duals: [Double]
  /// For each column cost − Σ dual · coefficient; empty for a mixed-integer program.
  public let reducedCosts: [Double]
  /// How well the point holds, recomputed from the program without the solver.
  public let residuals: Residuals

  /// Distances from what an exact optimum would satisfy.
  public struct Residuals: Hashable, Sendable {
    /// The largest violation of a bound of a row or column.
    public let primal: Double
    /// The largest distance of a whole column from a whole number.
    public let integrality: Double
    /// The largest dual or reduced cost that points to a bound that is not there.
    public let dual: Double
    /// |objective − bound|; nil where one of them is missing.
    public let gap: Double?

    /// No point, nothing to violate.
    static let none = Residuals(primal: 0, integrality: 0, dual: 0, gap: nil)
  }

  /// A program without a point.
  static func without(_ status: Status) -> ProgramSolution {
    ProgramSolution(
      status: status, objective: nil, bound: nil, values: [], duals: [], reducedCosts: [],
      residuals: .none)
  }
}

/// When a search stops at the latest and how exact it must be.
public struct ProgramLimits: Hashable, Sendable {
  /// Seconds of search; infinity for none.
  ///
  /// A result within the limit does not depend on it.
  public var seconds: Double
  /// The distance between objective and bound at which a mixed-integer search may stop.
  public var absoluteGap: Double
  /// The largest violation of a bound or a dual that counts as none.
  public var tolerance: Double

  /// Takes the values of all fields.
  public init(seconds: Double = .infinity, absoluteGap: Double = 1e-9, tolerance: Double = 1e-9) {
    self.seconds = seconds
    self.absoluteGap = absoluteGap
    self.tolerance = tolerance
  }
}
