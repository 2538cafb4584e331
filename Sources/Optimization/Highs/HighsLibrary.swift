internal import CHighs

/// The HiGHS solver (Huangfu and Hall 2018), a shared library that is loaded while the program runs.
///
/// One thread, and its own pseudo-random numbers from a fixed seed, so that the same program gives
/// the same answer.
public final class HighsLibrary: @unchecked Sendable {
  // Unchecked: the table of functions is never written after it was loaded.
  let interface: OpaquePointer
  /// The file, as it was named.
  public let path: String
  /// Three numbers with points.
  public let version: String

  /// Why a file cannot be used.
  public struct LoadError: Error, Hashable, Sendable {
    /// The file, as it was named.
    public let path: String
    /// What the system's loader says, or what the library lacks.
    public let reason: String
  }

  /// Loads a library; a bare file name is looked for where the system has its libraries.
  public init(path: String) throws(LoadError) {
    var reason = [CChar](repeating: 0, count: 400)
    guard let interface = highs_load(path, &reason, Int32(reason.count)) else {
      throw LoadError(
        path: path,
        reason: String(
          decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    self.interface = interface
    self.path = path
    version = highs_version(interface).map { String(cString: $0) } ?? ""
  }

  /// A model without rows and columns, silent, on one thread.
  func makeModel() -> UnsafeMutableRawPointer? {
    let model = highs_create(interface)
    _ = highs_set_flag(interface, model, "output_flag", 0)
    _ = highs_set_whole(interface, model, "threads", 1)
    _ = highs_set_text(interface, model, "parallel", "off")
    return model
  }
}

/// Words of HiGHS for how a solve ended (`kHighsModelStatus`).
enum HighsStatus: Int32 {
  case empty = 6
  case optimal = 7
  case infeasible = 8
  case unboundedOrInfeasible = 9
  case unbounded = 10
  case objectiveBound = 11
  case timeLimit = 13
  case iterationLimit = 14
  case solutionLimit = 16
}
