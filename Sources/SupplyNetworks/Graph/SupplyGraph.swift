/// A supply network as plain columns: who supplies whom, and how much.
///
/// Link l runs from the supplier `sources[l]` to the customer `targets[l]`. Nodes are numbered as in
/// the nodes file where there is one, else by first appearance in the links.
public struct SupplyGraph: Sendable {
  /// The ids of the nodes.
  public let nodes: NodeIndex
  /// The supplier of each link.
  public let sources: [Int32]
  /// The customer of each link.
  public let targets: [Int32]
  /// The weight of each link: share, value or volume.
  ///
  /// Positive and finite; all 1 where none is given.
  public let weights: [Double]
  /// The class of each link's input, where the file has it.
  ///
  /// 2 essential, 1 non-essential, 0 no short-term effect.
  public let classes: [UInt8]?
  /// The probability that a failure passes along each link, where the file has it.
  public let probabilities: [Double]?

  /// Makes the network from its columns.
  ///
  /// - Precondition: all columns are equally long, and every node number is in the index.
  public init(
    nodes: NodeIndex, sources: [Int32], targets: [Int32], weights: [Double],
    classes: [UInt8]? = nil, probabilities: [Double]? = nil
  ) {
    precondition(
      sources.count == targets.count && sources.count == weights.count
        && classes?.count ?? sources.count == sources.count
        && probabilities?.count ?? sources.count == sources.count,
      "columns of links are equally long")
    self.nodes = nodes
    self.sources = sources
    self.targets = targets
    self.weights = weights
    self.classes = classes
    self.probabilities = probabilities
  }

  /// The number of nodes.
  public var nodeCount: Int { nodes.count }

  /// The number of links.
  public var linkCount: Int { sources.count }

  /// The links by supplier: for each node its customers.
  public func bySupplier() -> LinkRows {
    LinkRows(nodeCount: nodeCount, from: sources, to: targets)
  }

  /// The links by customer: for each node its suppliers.
  public func byCustomer() -> LinkRows {
    LinkRows(nodeCount: nodeCount, from: targets, to: sources)
  }

  /// The sum of weights that leave each node.
  public func outStrengths() -> [Double] { strengths(sources) }

  /// The sum of weights that reach each node.
  public func inStrengths() -> [Double] { strengths(targets) }

  private func strengths(_ ends: [Int32]) -> [Double] {
    var sums = [Double](repeating: 0, count: nodeCount)
    for link in ends.indices { sums[Int(ends[link])] += weights[link] }
    return sums
  }
}
