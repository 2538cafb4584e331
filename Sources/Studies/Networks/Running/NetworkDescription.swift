internal import SupplyNetworks

/// `network describe`: what a network is made of, and where it would break.
public struct NetworkDescription: Sendable {
  private let edges: String
  private let nodes: String?
  private let ends: [String]

  /// A description of the network in these files.
  ///
  /// - Parameter ends: ids from which tiers are counted; the nodes without customers where empty.
  public init(edges: String, nodes: String?, ends: [String] = []) {
    self.edges = edges
    self.nodes = nodes
    self.ends = ends
  }

  /// What `--check` finds in tables that are in order.
  public struct Sizes: Encodable, Sendable {
    /// Always `network-check/1`.
    public let schema: String
    /// The number of nodes.
    public let nodes: Int
    /// The number of links.
    public let links: Int
  }

  /// Reads and checks, no more.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the files.
  public func check(_ reader: NetworkReader) throws -> NetworkReport<Sizes> {
    let (network, _, _) = try read(reader)
    let sizes = Sizes(
      schema: "network-check/1", nodes: network.nodeCount, links: network.linkCount)
    return NetworkReport(
      summary: sizes, tables: [],
      method: NetworkMethod(
        verb: "describe", method: "check",
        sizes: ["nodes": network.nodeCount, "links": network.linkCount])
    ) { ink in
      var text = NetworkText("The tables are in order", ink: ink)
      text.line("nodes", sizes.nodes)
      text.line("links", sizes.links)
      return text.finish()
    }
  }

  private func read(
    _ reader: NetworkReader
  ) throws -> (network: SupplyGraph, sectors: [Int32], ends: [Int32]) {
    let table = nodes.flatMap {
      reader.nodes($0, [.id("sector", isRequired: false, allowsEmpty: true)])
    }
    let graph = reader.graph(edges: edges, nodes: table, weight: .optional)
    let named = reader.nodeList(ends, option: "--to", of: graph?.nodes, owner: nodes ?? edges)
    let (network, tierEnds) = try reader.complete(graph, named)
    return (network, table?.ids("sector") ?? [], tierEnds)
  }

  /// Reads and describes.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the files.
  public func run(_ reader: NetworkReader) throws -> NetworkReport<NetworkFacts> {
    let (network, sectors, tierEnds) = try read(reader)
    let shape = NetworkShape(network, sectors: sectors, ends: tierEnds)
    let facts = NetworkFacts(shape)
    return NetworkReport(
      summary: facts, tables: NetworkDescriptionTables(shape).all, arrays: shape.arrays,
      method: NetworkMethod(
        verb: "describe", method: "exact counts; spectral radii between Collatz–Wielandt bounds",
        sizes: ["nodes": network.nodeCount, "links": network.linkCount],
        options: ends.isEmpty ? [:] : ["to": ends.joined(separator: ",")])
    ) { NetworkFactsText(facts, ink: $0).text }
  }
}

/// Everything that is counted of a network, one value a node where it is a node's.
struct NetworkShape: Sendable {
  let graph: SupplyGraph
  let customers: LinkRows
  let suppliers: LinkRows
  let outStrength: [Double]
  let inStrength: [Double]
  let reciprocal: Int
  let selfLinks: Int
  let weak: WeakComponents
  let strong: StrongComponents
  let tiers: TierDistances
  let areEndsNamed: Bool
  let articulation: ArticulationPoints
  let supplierIndex: [Double]
  let soleSupplies: [Int]
  let hasSectors: Bool
  /// Of the shares that each supplier has in its customer's inputs: a*ᵢⱼ with δ = 1.
  let shareRadius: MatrixRadius
  /// Of the links alone.
  let linkRadius: MatrixRadius

  init(_ graph: SupplyGraph, sectors: [Int32], ends: [Int32]) {
    self.graph = graph
    customers = graph.bySupplier()
    suppliers = graph.byCustomer()
    outStrength = graph.outStrengths()
    inStrength = graph.inStrengths()
    reciprocal = Reciprocity.count(customers: customers, suppliers: suppliers)
    selfLinks = graph.sources.indices.reduce(0) {
      $0 + (graph.sources[$1] == graph.targets[$1] ? 1 : 0)
    }
    weak = WeakComponents(
      nodeCount: graph.nodeCount, sources: graph.sources, targets: graph.targets)
    strong = StrongComponents(customers)
    areEndsNamed = !ends.isEmpty
    let customers = customers
    let sinks = (0..<Int32(graph.nodeCount)).filter { customers.row(Int($0)).isEmpty }
    tiers = TierDistances(suppliers: suppliers, ends: ends.isEmpty ? sinks : ends)
    articulation = ArticulationPoints(customers: customers, suppliers: suppliers)
    supplierIndex = Concentration.supplierIndex(suppliers, weights: graph.weights)
    soleSupplies = Concentration.soleSupplies(suppliers, groups: sectors)
    hasSectors = !sectors.isEmpty
    // By customer: the shares of a customer sum to 1, which bounds the radius from the start.
    shareRadius = MatrixRadius(
      rows: suppliers, values: Self.shares(suppliers, graph.weights, inStrength),
      components: strong)
    linkRadius = MatrixRadius(
      rows: customers, values: [Double](repeating: 1, count: graph.linkCount), components: strong)
  }

  /// The share of each link in its customer's inputs, customer by customer.
  private static func shares(
    _ suppliers: LinkRows, _ weights: [Double], _ inStrength: [Double]
  ) -> [Double] {
    var shares = suppliers.gather(weights)
    for customer in 0..<suppliers.count {
      for place in suppliers.row(customer) { shares[place] /= inStrength[customer] }
    }
    return shares
  }

  /// The number of suppliers of each node.
  var inDegrees: [Int] { (0..<graph.nodeCount).map { suppliers.row($0).count } }

  /// The number of customers of each node.
  var outDegrees: [Int] { (0..<graph.nodeCount).map { customers.row($0).count } }

  /// The columns of `nodes.csv` that make sense as arrays.
  var arrays: [(name: String, values: [Double])] {
    [
      ("suppliers", inDegrees.map(Double.init)), ("customers", outDegrees.map(Double.init)),
      ("in_strength", inStrength), ("out_strength", outStrength),
      ("supplier_concentration", supplierIndex), ("tier", tiers.tier.map(Double.init)),
    ]
  }
}
