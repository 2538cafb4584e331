internal import RiskModel

/// Who is hit next, and what a process rests on, by the dependencies of a study.
///
/// The delay along a path is the sum of the stocks on it: nobody feels an outage that is shorter.
struct NetworkNeighbours: Sendable {
  /// A node with the least delay.
  struct Reached: Hashable, Sendable {
    let node: String
    let days: Double
  }

  private var onward: [String: [(node: String, days: Double)]] = [:]
  private var back: [String: [(node: String, days: Double)]] = [:]

  init(_ edges: [StudyRecord]) {
    for edge in edges {
      guard let source = edge.text("source"), let target = edge.text("target") else { continue }
      let days = edge.number("buffer_days") ?? 0
      // A substitute that stands in before the stock ends lets nothing through.
      if let switching = edge.number("switch_days"), switching <= days { continue }
      onward[source, default: []].append((target, days))
      back[target, default: []].append((source, days))
    }
  }

  /// All nodes that some nodes reach downstream, soonest first.
  func downstream(of nodes: [String]) -> [Reached] { reach(nodes, onward) }

  /// All nodes on which some nodes rest, those that are felt soonest first.
  func upstream(of nodes: [String]) -> [Reached] { reach(nodes, back) }

  /// Shortest delays (Dijkstra 1959), with a plain search for the nearest: studies are small.
  private func reach(
    _ start: [String], _ links: [String: [(node: String, days: Double)]]
  ) -> [Reached] {
    var best = Dictionary(start.map { ($0, 0.0) }, uniquingKeysWith: { $1 })
    var open = Set(start)
    while let node = open.min(by: { (best[$0] ?? 0, $0) < (best[$1] ?? 0, $1) }) {
      open.remove(node)
      for link in links[node] ?? [] {
        let days = (best[node] ?? 0) + link.days
        guard days < best[link.node] ?? .infinity else { continue }
        best[link.node] = days
        open.insert(link.node)
      }
    }
    let origin = Set(start)
    return best.filter { !origin.contains($0.key) }.map { Reached(node: $0.key, days: $0.value) }
      .sorted { ($0.days, $0.node) < ($1.days, $1.node) }
  }
}
