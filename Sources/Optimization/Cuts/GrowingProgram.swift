/// A linear program, minimised, that gains rows and is solved again from where it stood.
///
/// All columns have finite bounds and all rows only a lower end. So any row multipliers at least 0
/// prove a bound of the minimum by arithmetic alone (weak duality), and no figure of the solver is
/// trusted: `Solution.bound` is computed here from the multipliers that the solver proposes.
public final class GrowingProgram {
  /// What a solve gives.
  public struct Solution: Sendable {
    /// No point of the program has a smaller cost; −infinity where the solver gave no multipliers.
    public var bound: Double
    /// Whether it is proven that no point exists.
    public var isInfeasible: Bool
    /// The point that the solver proposes; empty where it has none.
    public var values: [Double]
    /// For each column the least cost of a unit more, as the multipliers prove.
    public var reducedCosts: [Double]
  }

  private let engine: any SimplexEngine
  private let costs: [Double]
  /// Bounds of columns in the next solve.
  public var lower: [Double]
  /// Bounds of columns in the next solve.
  public var upper: [Double]
  private(set) var rows: [LinearCut] = []
  /// The solve in which a row last held something up; `Int.max` for rows that are never dropped.
  private var lastActive: [Int] = []
  /// Solves so far.
  public private(set) var solves = 0

  /// A program without rows.
  ///
  /// - Precondition: finite bounds, lower at most upper.
  public init(
    costs: [Double], lower: [Double], upper: [Double], solver: ProgramSolver = .coin
  ) {
    precondition(lower.allSatisfy(\.isFinite) && upper.allSatisfy(\.isFinite), "finite bounds")
    self.costs = costs
    self.lower = lower
    self.upper = upper
    engine = solver.makeEngine(costs: costs, lower: lower, upper: upper)
  }

  /// The number of rows.
  public var rowCount: Int { rows.count }

  /// Adds rows; those added permanently are never dropped.
  public func add(_ cuts: [LinearCut], permanently: Bool = false) {
    guard !cuts.isEmpty else { return }
    engine.add(cuts)
    rows += cuts
    lastActive += cuts.map { _ in permanently ? Int.max : solves }
  }

  /// Drops rows that have not held anything up for some solves.
  public func dropIdle(for idle: Int) {
    let old = rows.indices.filter { lastActive[$0] < solves - idle }
    guard !old.isEmpty else { return }
    engine.delete(old.map { Int32($0) })
    let gone = Set(old)
    rows = rows.indices.filter { !gone.contains($0) }.map { rows[$0] }
    lastActive = lastActive.indices.filter { !gone.contains($0) }.map { lastActive[$0] }
  }

  /// Solves under the present bounds of columns.
  public func solve() -> Solution {
    solves += 1
    switch engine.solve(lower: lower, upper: upper) {
    case .optimum(let values, let multipliers): return optimum(values, multipliers)
    case .infeasible(let ray):
      return Solution(
        bound: -.infinity, isInfeasible: isProvenInfeasible(ray), values: [], reducedCosts: [])
    case .failed:
      return Solution(bound: -.infinity, isInfeasible: false, values: [], reducedCosts: [])
    }
  }

  private func optimum(_ values: [Double], _ multipliers: [Double]) -> Solution {
    for row in rows.indices where multipliers[row] > 1e-9 {
      lastActive[row] = Swift.max(lastActive[row], solves)
    }
    let (bound, reduced) = multipliers.withUnsafeBufferPointer { proof($0, costs: costs) }
    return Solution(bound: bound, isInfeasible: false, values: values, reducedCosts: reduced)
  }

  /// Weak duality: Σ multiplier · lower + Σ over columns of the least of reduced cost · bound.
  private func proof(
    _ multipliers: UnsafeBufferPointer<Double>, costs: [Double]
  ) -> (bound: Double, reduced: [Double]) {
    var reduced = costs
    var bound = 0.0
    for (row, cut) in rows.enumerated() {
      let multiplier = multipliers[row]
      guard multiplier > 0 else { continue }
      bound += multiplier * cut.lower
      for position in cut.columns.indices {
        reduced[Int(cut.columns[position])] -= multiplier * cut.coefficients[position]
      }
    }
    for column in reduced.indices {
      bound += Swift.min(reduced[column] * lower[column], reduced[column] * upper[column])
    }
    return (bound, reduced)
  }

  /// Whether the solver's ray proves that no point exists (Farkas): multipliers at least 0 whose
  /// combination of rows asks for more than the bounds of the columns can give.
  private func isProvenInfeasible(_ ray: [Double]?) -> Bool {
    guard let ray else { return false }
    let zero = [Double](repeating: 0, count: costs.count)
    return [1.0, -1.0].contains { sign in
      let multipliers = (0..<rows.count).map { Swift.max(0, sign * ray[$0]) }
      let scale = multipliers.max() ?? 0
      guard scale > 0 else { return false }
      return multipliers.withUnsafeBufferPointer { proof($0, costs: zero).bound > 1e-9 * scale }
    }
  }
}
