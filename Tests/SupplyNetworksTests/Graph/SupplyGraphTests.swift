import Testing

@testable import SupplyNetworks

/// Measures of a hand-made network; expected values by networkx 3.6.1 and numpy's `eigvals`, from
/// the same eleven links.
@Suite struct SupplyGraphTests {
  private let graph: SupplyGraph
  private let customers: LinkRows
  private let suppliers: LinkRows

  private static let links: [(String, String, Double)] = [
    ("a", "b", 4), ("b", "c", 3), ("c", "a", 2), ("c", "b", 1), ("d", "a", 5), ("e", "d", 2),
    ("e", "a", 0.5), ("f", "g", 1.5), ("g", "h", 2.5), ("c", "f", 1), ("i", "i2", 7),
  ]

  init() {
    var nodes = NodeIndex()
    var (sources, targets): ([Int32], [Int32]) = ([], [])
    for (source, target, _) in Self.links {
      sources.append(nodes.insert(source))
      targets.append(nodes.insert(target))
    }
    graph = SupplyGraph(
      nodes: nodes, sources: sources, targets: targets, weights: Self.links.map(\.2))
    customers = graph.bySupplier()
    suppliers = graph.byCustomer()
  }

  private func named(_ flags: [Bool]) -> [String] {
    graph.nodes.ids.indices.filter { flags[$0] }.map { graph.nodes[$0] }.sorted()
  }

  @Test func rowsHoldEveryLinkOnce() {
    for node in 0..<graph.nodeCount {
      for place in customers.row(node) {
        let link = Int(customers.links[place])
        #expect(graph.sources[link] == Int32(node))
        #expect(graph.targets[link] == customers.neighbours[place])
      }
    }
    #expect(customers.links.sorted() == Array(0..<11) && suppliers.links.sorted() == Array(0..<11))
    #expect(customers.gather(graph.weights).reduce(0, +) == graph.weights.reduce(0, +))
  }

  @Test func reciprocity() {
    // networkx.overall_reciprocity: 0.18181818181818182 of 11 links.
    #expect(Reciprocity.count(customers: customers, suppliers: suppliers) == 2)
  }

  @Test func components() {
    let weak = WeakComponents(
      nodeCount: graph.nodeCount, sources: graph.sources, targets: graph.targets)
    #expect(weak.sizes.sorted(by: >) == [8, 2])
    let strong = StrongComponents(customers)
    #expect((0..<strong.count).map { strong.size($0) }.sorted(by: >) == [3, 1, 1, 1, 1, 1, 1, 1])
    for link in graph.sources.indices {
      let (from, to) = (graph.sources[link], graph.targets[link])
      #expect(strong.component[Int(from)] <= strong.component[Int(to)])
      #expect(weak.component[Int(from)] == weak.component[Int(to)])
    }
  }

  @Test func articulationPoints() {
    let points = ArticulationPoints(customers: customers, suppliers: suppliers)
    #expect(named(points.isPoint) == ["a", "c", "f", "g"] && points.count == 4)
  }

  @Test func tiers() {
    let sinks = (0..<Int32(graph.nodeCount)).filter { customers.row(Int($0)).isEmpty }
    let tiers = TierDistances(suppliers: suppliers, ends: sinks)
    let expected = [
      "h": 0, "g": 1, "f": 2, "c": 3, "b": 4, "a": 5, "d": 6, "e": 6, "i2": 0, "i": 1,
    ]
    for (id, tier) in expected {
      #expect(graph.nodes.node(of: id).map { tiers.tier[Int($0)] } == Int32(tier), "\(id)")
    }
    #expect(tiers.sizes == [2, 2, 1, 1, 1, 1, 2] && tiers.apart == 0)
    let one = TierDistances(suppliers: suppliers, ends: [0])
    #expect(one.apart == 5, "f, g, h, i, i2 lead nowhere to a")
  }

  @Test func spectralRadii() {
    let strong = StrongComponents(customers)
    let sums = graph.inStrengths()
    let shares = customers.links.map { graph.weights[Int($0)] / sums[Int(graph.targets[Int($0)])] }
    let share = MatrixRadius(rows: customers, values: shares, components: strong)
    let adjacency = MatrixRadius(
      rows: customers, values: [Double](repeating: 1, count: 11), components: strong)
    for (radius, expected) in [(share, 0.7080294674986258), (adjacency, 1.3247179572447454)] {
      #expect(radius.lower <= expected + 1e-12 && expected - 1e-12 <= radius.upper)
      #expect(abs(radius.value - expected) < 1e-8)
    }
  }

  /// 60 nodes, links from i to 7i + 3k² + 1: adjacency and shares by numpy's `eigvals`.
  @Test func spectralRadiusOfARule() {
    var (sources, targets): ([Int32], [Int32]) = ([], [])
    for i in 0..<60 {
      for k in 0..<3 {
        let j = (i * 7 + 3 * k * k + 1) % 60
        if i != j, !(i > 50 && j < 20) {
          sources.append(Int32(i))
          targets.append(Int32(j))
        }
      }
    }
    #expect(sources.count == 171)
    let rows = LinkRows(nodeCount: 60, from: sources, to: targets)
    let radius = MatrixRadius(
      rows: rows, values: [Double](repeating: 1, count: 171), components: StrongComponents(rows))
    #expect(abs(radius.value - 2.830204804673784) < 1e-7)
    #expect(radius.lower <= 2.830204804673785 && radius.upper >= 2.830204804673783)
  }

  /// Without a cycle the radius is 0; of a cycle of n it is the n-th root of the product.
  @Test func spectralRadiiInClosedForm() {
    func radius(_ sources: [Int32], _ targets: [Int32], _ values: [Double]) -> MatrixRadius {
      let rows = LinkRows(nodeCount: 4, from: sources, to: targets)
      return MatrixRadius(
        rows: rows, values: rows.gather(values), components: StrongComponents(rows))
    }
    #expect(radius([0, 1, 2], [1, 2, 3], [5, 6, 7]).upper == 0)
    let cycle = radius([0, 1, 2, 3], [1, 2, 3, 0], [1, 2, 4, 2])
    #expect(abs(cycle.value - 2) < 1e-6 && cycle.lower <= 2 && cycle.upper >= 2)
    #expect(radius([0, 1], [0, 2], [0.5, 9]).value == 0.5)
  }

  @Test func concentration() {
    let index = Concentration.supplierIndex(suppliers, weights: graph.weights)
    let expected = ["a": 0.52, "b": 0.68, "c": 1, "i2": 1]
    for (id, value) in expected {
      #expect(abs(index[Int(graph.nodes.node(of: id) ?? 0)] - value) < 1e-15)
    }
    #expect(index[Int(graph.nodes.node(of: "e") ?? 0)].isNaN)
    // (2 Σ i xᵢ / Σ x − n − 1) / n in numpy.
    #expect(abs((Concentration.gini(graph.outStrengths()) ?? 0) - 0.39152542372881355) < 1e-14)
    #expect(abs((Concentration.gini(graph.inStrengths()) ?? 0) - 0.47966101694915253) < 1e-14)
    #expect(Concentration.gini([0, 0]) == nil && Concentration.gini([3, 3, 3]) == 0)
    let sole = Concentration.soleSupplies(suppliers, groups: [])
    #expect(named(sole.map { $0 == 1 }) == ["b", "c", "e", "f", "g", "i"])
    // Every node a sector of its own: each supplier is the only one of its input.
    let own = Concentration.soleSupplies(suppliers, groups: (0..<10).map { Int32($0) })
    #expect(own == (0..<10).map { customers.row($0).count })
  }
}
