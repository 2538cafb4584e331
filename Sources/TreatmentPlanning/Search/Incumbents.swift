/// The best plans that a search has found, and all that tie with them.
struct Incumbents {
  struct Entry {
    let plan: Plan
    let value: Double
    let cost: Double
  }

  /// Plans whose values differ by this part are tied on exact years (`MODELS.md` section 6).
  static let tie = 1e-9
  /// Ties kept; beyond it the least preferred goes.
  static let mostKept = 2000

  private(set) var entries: [Entry] = []
  private(set) var best = Double.infinity
  let ids: [String]

  init(ids: [String]) { self.ids = ids }

  /// Values above are of no interest; a little wider than a tie, since bounds are rounded otherwise
  /// than values.
  var cutoff: Double { best == .infinity ? .infinity : best + 2 * Self.margin(best) }

  static func margin(_ value: Double) -> Double { tie * Swift.abs(value) + 1e-12 }

  mutating func offer(_ plan: Plan, value: Double, cost: Double) {
    guard value <= cutoff, value < .infinity else { return }
    if value < best {
      best = value
      let limit = best + Self.margin(best)
      entries.removeAll { $0.value > limit }
    }
    guard value <= best + Self.margin(best), !entries.contains(where: { $0.plan == plan })
    else { return }
    entries.append(Entry(plan: plan, value: value, cost: cost))
    if entries.count > Self.mostKept { entries = Array(ranked().prefix(Self.mostKept / 2)) }
  }

  /// The preferred plan first: cheaper, then fewer, then by id.
  func ranked() -> [Entry] {
    let limit = best + Self.margin(best)
    return entries.filter { $0.value <= limit }.map { entry in
      (entry: entry, ids: entry.plan.positions.map { ids[$0] }.sorted())
    }.sorted { a, b in
      let costs = (a.entry.cost.roundedToTies, b.entry.cost.roundedToTies)
      if costs.0 != costs.1 { return costs.0 < costs.1 }
      if a.ids.count != b.ids.count { return a.ids.count < b.ids.count }
      return a.ids.lexicographicallyPrecedes(b.ids)
    }.map(\.entry)
  }
}
