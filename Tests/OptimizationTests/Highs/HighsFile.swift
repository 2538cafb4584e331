import Foundation
import Optimization

/// HiGHS as `make libraries` leaves it, or where BREAKWATER_HIGHS says; nil where it is not.
enum HighsFile {
  static let library: HighsLibrary? = {
    let named = ProcessInfo.processInfo.environment["BREAKWATER_HIGHS"]
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try? HighsLibrary(path: named ?? root.appending(path: ".build/highs/libhighs.so").path)
  }()
  static let reason = "HiGHS is not in .build/highs: `make libraries` fetches it"
}
