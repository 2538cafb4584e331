/// What decides how a cascade is computed, never what comes out.
struct CascadeTuning: Sendable {
  /// Vectors of eight lanes side by side: 1, 2 or 4.
  var width: Int
  /// Entries that the next step would push, above which a cascade joins the lanes.
  var sparseLimit: Int
  /// Steps after which a cascade that still moves is accelerated.
  var patience = 64

  /// Pushing an entry costs about as much as gathering this many in a lane.
  private static let pushCost = 16
  /// Below this many entries a cascade stays on its own, and its number of steps is that of the
  /// plain iteration.
  private static let leastLimit = 2_048

  /// What suits a network; eight lanes were the fastest or next to it from 10,000 to 100,000 firms.
  init(for structure: CascadeStructure) {
    width = 1
    let gathered =
      structure.slots.entries.share.count + structure.demand.share.count + 4 * structure.firmCount
    sparseLimit = max(Self.leastLimit, gathered / Self.pushCost)
  }
}
