internal import SupplyNetworks

/// What `network describe --json` prints.
public struct NetworkFacts: Encodable, Sendable {
  /// The number of links that each node has on one side.
  public struct Degrees: Encodable, Sendable {
    /// The mean over all nodes.
    public let mean: Double
    /// The largest.
    public let max: Int
    /// Smallest degrees that at least such a share of the nodes does not exceed.
    public let quantiles: [String: Int]
    /// Nodes without links on this side.
    public let zero: Int
  }

  /// Parts of the network.
  public struct Components: Encodable, Sendable {
    /// How many there are.
    public let count: Int
    /// The nodes of the largest.
    public let largest: Int
    /// Its share of all nodes.
    public let largestShare: Double
    /// Parts of one node.
    public let single: Int
  }

  /// How far nodes are from the ends of the supply chains.
  public struct Tiers: Encodable, Sendable {
    /// What tier 0 is: `nodes without customers` or `named nodes`.
    public let ends: String
    /// The nodes of each tier from 0.
    public let sizes: [Int]
    /// Nodes from which nothing leads to tier 0.
    public let apart: Int
  }

  /// A spectral radius between bounds that hold.
  public struct Radius: Encodable, Sendable {
    /// Of which matrix.
    public let matrix: String
    /// The estimate between the bounds.
    public let value: Double
    /// Not below this.
    public let low: Double
    /// Not above this.
    public let high: Double
  }

  /// How unequally supply is spread.
  public struct Spread: Encodable, Sendable {
    /// The mean Herfindahl–Hirschman index of suppliers over the nodes that have any.
    public let supplierIndexMean: Double?
    /// The median of the same.
    public let supplierIndexMedian: Double?
    /// Gini coefficient of sales over nodes.
    public let outStrengthGini: Double?
    /// Gini coefficient of purchases over nodes.
    public let inStrengthGini: Double?
    /// Share of all sales that the hundredth of nodes with the largest sales has.
    public let topHundredthOfSales: Double?
  }

  /// Nodes that nothing stands in for.
  public struct SinglePoints: Encodable, Sendable {
    /// What an input is: `sector` of the supplier, or `any supplier`.
    public let input: String
    /// Nodes that have at least one input from one supplier alone.
    public let customersWithSoleSupplier: Int?
    /// Nodes that are the only supplier of an input of some customer.
    public let soleSuppliers: Int
    /// The nodes that are so for the most customers.
    public let top: [Top]
    /// Nodes whose removal cuts the network into more parts.
    public let articulationPoints: Int
  }

  /// A node that is the only supplier of many.
  public struct Top: Encodable, Sendable {
    /// The node's id.
    public let node: String
    /// Customers for whom it is the only supplier of an input.
    public let customers: Int
  }

  /// Always `network-describe/1`.
  public let schema: String
  /// The number of nodes.
  public let nodes: Int
  /// The number of links.
  public let links: Int
  /// Links from a node to itself.
  public let selfLinks: Int
  /// Nodes without any link.
  public let isolated: Int
  /// The sum of all weights.
  public let totalWeight: Double
  /// Links divided by possible links without self links; nil for fewer than two nodes.
  public let density: Double?
  /// Suppliers of each node.
  public let inDegree: Degrees
  /// Customers of each node.
  public let outDegree: Degrees
  /// The share of links, self links apart, whose reverse is a link too.
  public let reciprocity: Double?
  /// Parts that no link connects.
  public let weakComponents: Components
  /// Parts inside which every node reaches every other.
  public let strongComponents: Components
  /// Distances to the ends of the supply chains.
  public let tiers: Tiers
  /// Of the input shares.
  public let spectralRadius: Radius
  /// Of the links alone.
  public let adjacencyRadius: Radius
  /// How unequally supply is spread.
  public let concentration: Spread
  /// Nodes that nothing stands in for.
  public let singlePoints: SinglePoints

  init(_ shape: NetworkShape) {
    let graph = shape.graph
    let (inDegrees, outDegrees) = (shape.inDegrees, shape.outDegrees)
    let others = graph.linkCount - shape.selfLinks
    schema = "network-describe/1"
    nodes = graph.nodeCount
    links = graph.linkCount
    selfLinks = shape.selfLinks
    isolated = zip(inDegrees, outDegrees).reduce(0) { $0 + ($1.0 + $1.1 == 0 ? 1 : 0) }
    totalWeight = graph.weights.reduce(0, +)
    density =
      graph.nodeCount > 1
      ? Double(others) / Double(graph.nodeCount) / Double(graph.nodeCount - 1) : nil
    inDegree = Degrees(inDegrees)
    outDegree = Degrees(outDegrees)
    reciprocity = others > 0 ? Double(shape.reciprocal) / Double(others) : nil
    weakComponents = Components(shape.weak.sizes)
    strongComponents = Components((0..<shape.strong.count).map { shape.strong.size($0) })
    tiers = Tiers(
      ends: shape.areEndsNamed ? "named nodes" : "nodes without customers",
      sizes: shape.tiers.sizes, apart: shape.tiers.apart)
    spectralRadius = Radius(
      "share of each supplier in its customer's inputs (A* with dependency 1)", shape.shareRadius)
    adjacencyRadius = Radius("links without weights", shape.linkRadius)
    concentration = Spread(shape)
    singlePoints = SinglePoints(shape)
  }
}

extension NetworkFacts.Degrees {
  init(_ degrees: [Int]) {
    let sorted = degrees.sorted()
    let count = sorted.count
    mean = count > 0 ? Double(sorted.reduce(0, +)) / Double(count) : 0
    max = sorted.last ?? 0
    zero = sorted.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    var quantiles: [String: Int] = [:]
    for (name, share) in [
      ("0.25", 0.25), ("0.5", 0.5), ("0.75", 0.75), ("0.9", 0.9), ("0.99", 0.99),
    ]
    where count > 0 {
      let rank = (share * Double(count) - 1e-9).rounded(.up)
      quantiles[name] = sorted[Swift.min(count, Swift.max(1, Int(rank))) - 1]
    }
    self.quantiles = quantiles
  }
}

extension NetworkFacts.Components {
  init(_ sizes: [Int]) {
    let total = sizes.reduce(0, +)
    count = sizes.count
    largest = sizes.max() ?? 0
    largestShare = total > 0 ? Double(largest) / Double(total) : 0
    single = sizes.reduce(0) { $0 + ($1 == 1 ? 1 : 0) }
  }
}

extension NetworkFacts.Radius {
  init(_ matrix: String, _ radius: MatrixRadius) {
    self.matrix = matrix
    value = radius.value
    low = radius.lower
    high = radius.upper
  }
}

extension NetworkFacts.Spread {
  init(_ shape: NetworkShape) {
    let indices = shape.supplierIndex.filter { !$0.isNaN }.sorted()
    supplierIndexMean = indices.isEmpty ? nil : indices.reduce(0, +) / Double(indices.count)
    supplierIndexMedian =
      indices.isEmpty
      ? nil : (indices[(indices.count - 1) / 2] + indices[indices.count / 2]) / 2
    outStrengthGini = Concentration.gini(shape.outStrength)
    inStrengthGini = Concentration.gini(shape.inStrength)
    let sales = shape.outStrength.sorted(by: >)
    let total = sales.reduce(0, +)
    let top = sales.prefix((sales.count + 99) / 100).reduce(0, +)
    topHundredthOfSales = total > 0 ? top / total : nil
  }
}

extension NetworkFacts.SinglePoints {
  init(_ shape: NetworkShape) {
    input = shape.hasSectors ? "sector" : "any supplier"
    let sole = shape.soleSupplies
    soleSuppliers = sole.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    // With sectors one customer may have several sole suppliers, and the sum would count it twice.
    customersWithSoleSupplier = shape.hasSectors ? nil : sole.reduce(0, +)
    let order = sole.indices.filter { sole[$0] > 0 }
      .sorted { (sole[$1], $0) < (sole[$0], $1) }
    top = order.prefix(10).map {
      NetworkFacts.Top(node: shape.graph.nodes[$0], customers: sole[$0])
    }
    articulationPoints = shape.articulation.count
  }
}
