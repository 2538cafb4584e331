internal import Dispatch
internal import RiskModel
internal import SupplyNetworks
internal import Synchronization

/// The files and the rules of a production cascade.
public struct CascadeRequest: Sendable {
  /// The links: supplier, customer, weight (sales).
  public var edges: String
  /// id, and where they are known sector, market, revenue, costs, weight.
  public var nodes: String?
  /// supplier_sector, customer_sector, class.
  public var essential: String?
  /// The rules of the cascade.
  let settings: CascadeSettings

  /// The files and the rules.
  ///
  /// - Parameters:
  ///   - epsilon: the largest fall of a production in the last step; nil for the fixed point.
  ///   - isReplaceable: whether the firms of a market replace one another.
  ///   - isLiteral: whether a dead market counts as the authors' package has it.
  public init(
    edges: String, nodes: String? = nil, essential: String? = nil, epsilon: Double? = nil,
    isReplaceable: Bool = true, isLiteral: Bool = false
  ) {
    self.edges = edges
    self.nodes = nodes
    self.essential = essential
    settings = CascadeSettings(
      replaceability: isReplaceable ? .market : .off,
      zeroAvailability: isLiteral ? .literal : .one,
      stopping: epsilon.map { .tolerance($0) } ?? .fixpoint)
  }

  /// The file that ids are known from, for messages.
  var owner: String { nodes ?? edges }

  /// The rules by name, for the manifest.
  var options: [String: String] {
    var options = [
      "replaceability": settings.replaceability.rawValue,
      "zero_availability": settings.zeroAvailability.rawValue,
    ]
    switch settings.stopping {
    case .tolerance(let tolerance): options["epsilon"] = "\(tolerance)"
    case .fixpoint: options["fixpoint"] = "1e-12"
    }
    return options
  }

  /// The method in words.
  var method: String {
    switch settings.stopping {
    case .tolerance(let tolerance):
      "step by step until no production falls by more than \(tolerance)"
    case .fixpoint: "fixed point to 1e-12, accelerated"
    }
  }
}

/// What was read for a cascade.
struct CascadeInput {
  let ids: NodeIndex
  let network: TradeNetwork
  let classes: InputClasses
}

extension NetworkReader {
  /// Reads the files of a cascade; nil where something is wrong with them.
  func cascadeInput(_ request: CascadeRequest) -> CascadeInput? {
    let table = request.nodes.flatMap { nodes($0, Self.firmRules) }
    let graph = graph(edges: request.edges, nodes: table)
    let sectors = FirmGroups(table, count: table?.nodes.count ?? graph?.nodeCount)
    let classes = request.essential.map {
      essentialClasses($0, sectors: sectors?.sectorIDs)
    }
    guard let graph, let sectors, request.nodes == nil || table != nil else { return nil }
    if graph.classes != nil {
      note("The column class of the links is not used here: classes come with --essential.")
    }
    guard let network = tradeNetwork(graph, table, sectors) else { return nil }
    guard let classes else {
      return CascadeInput(ids: graph.nodes, network: network, classes: InputClasses())
    }
    guard let classes else { return nil }
    return CascadeInput(
      ids: graph.nodes, network: network,
      classes: InputClasses(sectorCount: sectors.sectorIDs.count, classes: classes))
  }

  private static var firmRules: [ColumnRule] {
    [
      .id("sector", isRequired: false, allowsEmpty: true),
      .id("market", isRequired: false, allowsEmpty: true),
      .number("revenue", .nonNegative, isRequired: false, empty: .nan),
      .number("costs", .nonNegative, isRequired: false, empty: .nan),
      .number("weight", .nonNegative, isRequired: false, empty: .nan),
    ]
  }

  private func tradeNetwork(
    _ graph: SupplyGraph, _ table: NodesTable?, _ groups: FirmGroups
  ) -> TradeNetwork? {
    var network = TradeNetwork(firmCount: graph.nodeCount)
    network.suppliers = graph.sources
    network.customers = graph.targets
    network.sales = graph.weights
    network.sectors = groups.sectors
    network.markets = groups.markets
    guard let table else { return network }
    let before = problems.count
    network.revenues = amounts(table, "revenue", observed: graph.outStrengths(), "sales")
    network.costs = amounts(table, "costs", observed: graph.inStrengths(), "purchases")
    network.weights = indexWeights(table)
    return problems.count == before ? network : nil
  }

  /// Amounts where they are known; 0 is taken for a firm without any such links alone.
  private func amounts(
    _ table: NodesTable, _ column: String, observed: [Double], _ what: String
  ) -> [Double?] {
    let values = table.numbers(column)
    guard !values.isEmpty else { return [Double?](repeating: nil, count: observed.count) }
    return values.indices.map { node in
      if values[node] == 0, observed[node] > 0 {
        refuseCell(
          table, node, column, "0", "the firm has \(what) in the network",
          "Give all its \(what), or leave the cell empty: then those of the network count")
      }
      return values[node] > 0 ? values[node] : nil
    }
  }

  /// The weights of the index: of all firms or of none.
  private func indexWeights(_ table: NodesTable) -> [Double]? {
    let values = table.numbers("weight")
    guard values.contains(where: { !$0.isNaN }) else { return nil }
    if let node = values.firstIndex(where: \.isNaN) {
      refuseCell(
        table, node, "weight", nil, "other firms have a weight and this one has none",
        "Give every firm a weight, 0 where it does not count, or none")
    }
    if !values.contains(where: { $0 > 0 }) {
      refuseCell(
        table, 0, "weight", nil, "no firm has a weight above 0",
        "Give weights, or leave the column out: then sales count")
    }
    return values
  }

  private func refuseCell(
    _ table: NodesTable, _ node: Int, _ column: String, _ value: String?, _ requirement: String,
    _ remedy: String
  ) {
    refuse(
      StudyProblem(
        location: table.location(node: node, column: column), path: column, value: value,
        requirement: requirement, remedy: remedy))
  }
}

/// Sectors and markets as numbers; an empty market is that of the sector.
private struct FirmGroups {
  let sectorIDs: NodeIndex
  let sectors: [Int32]
  let markets: [Int32]

  /// One sector and one market where the file does not say.
  init?(_ table: NodesTable?, count: Int?) {
    guard let count else { return nil }
    let one = [Int32](repeating: 0, count: count)
    guard let table, table.has("sector") || table.has("market") else {
      (sectorIDs, sectors, markets) = (NodeIndex([""]), one, one)
      return
    }
    let hasSectors = table.has("sector")
    let ids = hasSectors ? table.index("sector") : NodeIndex([""])
    let own = hasSectors ? table.ids("sector") : one
    (sectorIDs, sectors) = (ids, own)
    markets = table.has("market") ? Self.markets(table, sectors: own, ids) : own
  }

  /// The market of each firm; sectors and markets of one name are one market.
  private static func markets(
    _ table: NodesTable, sectors: [Int32], _ sectorIDs: NodeIndex
  ) -> [Int32] {
    let named = table.index("market")
    var all = NodeIndex()
    let ofSector = (0..<sectorIDs.count).map { sector in
      sectorIDs.withBytes(of: sector) { all.insert($0) }
    }
    let ofMarket = (0..<named.count).map { market in
      named.withBytes(of: market) { $0.isEmpty ? -1 : all.insert($0) }
    }
    return zip(table.ids("market"), sectors).map { market, sector in
      ofMarket[Int(market)] < 0 ? ofSector[Int(sector)] : ofMarket[Int(market)]
    }
  }
}

extension CascadeRun {
  /// Works through all scenarios on threads of their own, and waits.
  func workThrough(threads: Int) {
    DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in work() }
  }
}

/// Outcomes as they come, from any thread.
final class OutcomeStore: Sendable {
  private let state = Mutex<[CascadeOutcome]>([])

  var outcomes: [CascadeOutcome] { state.withLock { $0 } }

  func append(_ outcomes: [CascadeOutcome]) { state.withLock { $0 += outcomes } }
}
