/// What solves linear and mixed-integer programs.
public enum ProgramSolver: Sendable {
  /// CLP for linear programs and CBC for mixed-integer ones, of COIN-OR.
  case coin
  /// HiGHS for both.
  case highs(HighsLibrary)

  /// What it is called in results.
  public var name: String {
    switch self {
    case .coin: "CLP and CBC"
    case .highs(let library): "HiGHS \(library.version)"
    }
  }

  /// What its simplex method is called in results.
  public var simplexName: String {
    switch self {
    case .coin: "CLP"
    case .highs: name
    }
  }

  /// What its branch and cut is called in results.
  public var searchName: String {
    switch self {
    case .coin: "CBC"
    case .highs: name
    }
  }
}
