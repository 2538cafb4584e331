internal import Foundation
internal import Optimization

/// Which program solves linear and mixed-integer programs, and why.
public struct SolverChoice: Sendable {
  /// For the proof.
  let solver: ProgramSolver
  /// For the check of a proof; another solver wherever there are two.
  let checker: ProgramSolver
  /// One sentence for results.
  let reason: String

  /// Where `make libraries` puts the library, below the working directory.
  private static let fetched = ".build/highs/libhighs.so"

  private init(solver: ProgramSolver, checker: ProgramSolver, reason: String) {
    self.solver = solver
    self.checker = checker
    self.reason = reason
  }

  /// Looks for HiGHS: the file that BREAKWATER_HIGHS names, beside the program, in `.build/highs`
  /// below the working directory, then where the system has its libraries.
  ///
  /// - Throws: `WrongUse` where BREAKWATER_HIGHS names a file that cannot be used: what was asked for
  ///   by name is never replaced by something else.
  public init(
    environment: [String: String], executable: String?, folder: String
  ) throws(WrongUse) {
    if let named = environment["BREAKWATER_HIGHS"], !named.isEmpty {
      self = try Self.named(named)
    } else {
      self = Self.found(beside: executable, folder)
    }
  }

  private static func named(_ path: String) throws(WrongUse) -> SolverChoice {
    do {
      return checked(by: try HighsLibrary(path: path), "named by BREAKWATER_HIGHS")
    } catch {
      throw WrongUse(
        "BREAKWATER_HIGHS is `\(path)`, which cannot be used as HiGHS: \(error.reason).")
    }
  }

  private static func found(beside executable: String?, _ folder: String) -> SolverChoice {
    let beside = executable.map {
      URL(filePath: $0).deletingLastPathComponent().appending(path: "libhighs.so").path
    }
    let files = [beside, URL(filePath: folder).appending(path: fetched).path]
      .compactMap { $0 }.filter { FileManager.default.fileExists(atPath: $0) }
    var refused: [String] = []
    for file in files + ["libhighs.so", "libhighs.so.1"] {
      do {
        return checked(by: try HighsLibrary(path: file), "found as \(file)")
      } catch {
        if files.contains(file) { refused.append("`\(file)` cannot be used: \(error.reason)") }
      }
    }
    let why = refused.isEmpty ? "no HiGHS library was found" : refused.joined(separator: "; ")
    return SolverChoice(
      solver: .coin, checker: .coin,
      reason: "Linear programs were solved by CLP: \(why).")
  }

  private static func checked(by library: HighsLibrary, _ place: String) -> SolverChoice {
    SolverChoice(
      solver: .coin, checker: .highs(library),
      reason:
        "Linear programs were solved by CLP, which re-solves them faster than HiGHS \(library.version) (\(place)), which checks proofs."
    )
  }

  /// Without HiGHS.
  public static let coin = SolverChoice(
    solver: .coin, checker: .coin, reason: "Linear programs were solved by CLP.")
}
