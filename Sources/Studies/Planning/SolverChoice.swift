internal import Foundation
internal import Optimization

/// Which program solves linear and mixed-integer programs, and why.
///
/// CLP re-solves masters that grow by a few cuts faster, with 200 treatments under a shortfall too
/// (16 to 20 s where HiGHS took 22), so it proves; the branch and cut of HiGHS, which shares no code with
/// it, checks.
public struct SolverChoice: Sendable {
  private let highs: HighsLibrary?
  /// Where HiGHS was found, or why it was not.
  private let place: String

  /// Where `make libraries` puts the library, below the working directory.
  private static let fetched = ".build/highs/libhighs.so"

  private init(highs: HighsLibrary?, place: String) {
    self.highs = highs
    self.place = place
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
      return SolverChoice(
        highs: try HighsLibrary(path: path), place: "named by BREAKWATER_HIGHS")
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
        return SolverChoice(highs: try HighsLibrary(path: file), place: file)
      } catch {
        if files.contains(file) { refused.append("`\(file)` cannot be used: \(error.reason)") }
      }
    }
    let why = refused.isEmpty ? "no HiGHS library was found" : refused.joined(separator: "; ")
    return SolverChoice(highs: nil, place: why)
  }

  /// Without HiGHS.
  public static let coin = SolverChoice(highs: nil, place: "HiGHS was not asked for")

  // MARK: What a problem is solved by

  /// For the check of that proof: the other solver, where there are two.
  var checker: ProgramSolver { highs.map { .highs($0) } ?? .coin }

  /// One sentence for results.
  var reason: String {
    guard let highs else { return "Linear programs were solved by CLP: \(place)." }
    let check = "HiGHS \(highs.version) (\(place)) is there to check"
    return "Linear programs were solved by CLP; \(check)."
  }
}
