internal import SupplyNetworks
internal import Synchronization

/// A struck set of one hazard: the members hit, as bits.
struct HazardSet: Hashable, Sendable {
  let hazard: Int
  let members: [UInt64]
}

/// Tables of struck sets, shared by all workers of a run and bounded in memory.
///
/// A hazard with m members has 2^m struck sets; those that occur are tabulated once. When the bound
/// is reached further sets are computed each time they occur: slower, and the same numbers, since a
/// table depends on its set alone.
final class HazardTables: Sendable {
  /// Knots kept: 24 bytes each, so at most 480 MB.
  static let mostKnots = 20_000_000

  private struct Store {
    var tables: [HazardSet: OutageCost] = [:]
    var knots = 0
  }

  private let store = Mutex(Store())

  func table(for set: HazardSet) -> OutageCost? {
    store.withLock { $0.tables[set] }
  }

  func keep(_ table: OutageCost, for set: HazardSet) {
    store.withLock { store in
      let knots = store.knots + table.knotCount
      guard knots <= Self.mostKnots, store.tables[set] == nil else { return }
      store.tables[set] = table
      store.knots = knots
    }
  }
}
