/// The simplex method as a growing program uses it: rows come and go, bounds of columns move, and
/// every solve begins where the last one ended.
protocol SimplexEngine: AnyObject {
  /// Adds rows after those that are there.
  func add(_ cuts: [LinearCut])
  /// Takes rows out, by ascending place; later ones move up.
  func delete(_ rows: [Int32])
  /// Solves under bounds of the columns.
  func solve(lower: [Double], upper: [Double]) -> SimplexOutcome
}

/// What an engine proposes; nothing of it is trusted.
enum SimplexOutcome {
  /// The point and a multiplier of each row.
  case optimum(values: [Double], multipliers: [Double])
  /// No point, and multipliers of rows that prove it up to their sign; nil where there are none.
  case infeasible(ray: [Double]?)
  /// Neither.
  case failed
}

extension ProgramSolver {
  /// An engine on columns without rows.
  func makeEngine(costs: [Double], lower: [Double], upper: [Double]) -> any SimplexEngine {
    switch self {
    case .coin: CoinEngine(costs: costs, lower: lower, upper: upper)
    case .highs(let library): HighsEngine(library, costs: costs, lower: lower, upper: upper)
    }
  }
}

/// Rows as solvers take them, one after the other.
struct CutRows {
  var starts: [Int32] = [0]
  let columns: [Int32]
  let coefficients: [Double]
  let lower: [Double]

  init(_ cuts: [LinearCut]) {
    for cut in cuts { starts.append(starts[starts.count - 1] + Int32(cut.columns.count)) }
    columns = cuts.flatMap(\.columns)
    coefficients = cuts.flatMap(\.coefficients)
    lower = cuts.map(\.lower)
  }
}
