/// Who depends on whom, in columns by steps from the organisation.
struct LayeredNetworkChart: Sendable {
  struct Node: Sendable {
    let id: String
    let name: String
    /// 0 for a process of the organisation, else steps from it.
    let tier: Int
    /// Of a year, in money, caused by its outages.
    let loss: Double
    let isExposed: Bool
  }

  let title: String
  let description: String
  let nodes: [Node]
  /// Source and target by id.
  let links: [(source: String, target: String)]

  /// Above this number the columns would be too long to read.
  static let mostNodes = 150
  private static let rowHeight = 15.0

  /// The finished chart; nil where there are too many nodes, or no link.
  var drawing: Drawing? {
    guard nodes.count <= Self.mostNodes, !links.isEmpty else { return nil }
    let places = places
    let bottom = (places.values.map(\.y).max() ?? 0) + 16
    let lines = links.map { link -> Markup in
      guard let from = places[link.source], let to = places[link.target] else { return .empty }
      return Shape.path(bent(from, to), "d")
    }.joined()
    let dots = nodes.map { node -> Markup in
      places[node.id].map { markup(node, $0) } ?? .empty
    }.joined()
    return Drawing(
      title: title, description: description, height: bottom, body: heads + lines + dots)
  }

  /// Columns from the farthest tier to the organisation itself.
  private var columns: [[Node]] {
    let tiers = Set(nodes.map(\.tier)).sorted(by: >)
    return tiers.map { tier in
      nodes.filter { $0.tier == tier }.sorted { ($0.loss, $1.id) > ($1.loss, $0.id) }
    }
  }

  private func x(_ column: Int) -> Double {
    let count = max(columns.count - 1, 1)
    return 46 + Double(column) * (Drawing.width - 110) / Double(count)
  }

  private var places: [String: Point] {
    let columns = columns
    let most = columns.map(\.count).max() ?? 0
    var places: [String: Point] = [:]
    for (column, nodes) in columns.enumerated() {
      let first = Double(most - nodes.count) / 2
      for (row, node) in nodes.enumerated() {
        places[node.id] = Point(x: x(column), y: 34 + (first + Double(row)) * Self.rowHeight)
      }
    }
    return places
  }

  /// Links inside one column swing out, so that they are seen.
  private func bent(_ from: Point, _ to: Point) -> [Point] {
    guard from.x == to.x else { return [from, to] }
    return [from, Point(x: from.x - 16, y: (from.y + to.y) / 2), to]
  }

  private var heads: Markup {
    columns.enumerated().map { column, nodes -> Markup in
      let tier = nodes.first?.tier ?? 0
      return Shape.text(
        tier == 0 ? "ours" : "tier \(tier)", at: Point(x: x(column), y: 14), "t s m")
    }.joined()
  }

  private func markup(_ node: Node, _ place: Point) -> Markup {
    let most = nodes.map(\.loss).max() ?? 0
    let radius = most > 0 ? 3 + 5 * (max(node.loss, 0) / most).squareRoot() : 3.5
    let style = node.tier == 0 ? "o1" : node.isExposed ? "o2" : "o0"
    let label = ChartText.cut(node.id, to: 52, size: ChartText.small)
    return Shape.circle(place, radius, style, hint: "\(node.id) \(node.name)")
      + Shape.text(label, at: Point(x: place.x + 10, y: place.y + 4), "t s h")
  }
}
