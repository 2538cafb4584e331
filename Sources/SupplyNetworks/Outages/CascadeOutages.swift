internal import RiskModel

/// The production cascade on a study's network (`MODELS.md` 5.3 and 5.4).
///
/// Every node is a firm. A row of the register is a link with W = annual spend of the source × share;
/// of a source that is a process, its value of a year. The inputs of a target are its groups of
/// substitutes; an input counts as essential, row by row, from a criticality on. Suppliers of one
/// category are one market; a node without a category is alone in its own. A shock of severity s
/// takes s of the firm's production in both directions, and a node loses 1 − min(h_d, h_u).
///
/// In the systemic risk index a supplier weighs its sales in the network and a process its value.
struct CascadeOutages: Sendable {
  let model: ProductionCascade
  private let supplierCount: Int

  init(
    _ network: BufferedNetwork, register: Network?, processes: [BusinessProcess],
    settings: PropagationSettings
  ) throws(OutageModelError) {
    let sales = try Self.yearlySales(network, register, processes)
    let trade = Self.trade(network, register, sales, settings)
    supplierCount = network.supplierCount
    do {
      model = try ProductionCascade(trade, settings: CascadeSettings(settings))
    } catch {
      throw OutageModelError(error)
    }
  }

  // MARK: The network as trade

  /// What a node sells in a year to whoever depends on it, by node.
  private static func yearlySales(
    _ network: BufferedNetwork, _ register: Network?, _ processes: [BusinessProcess]
  ) throws(OutageModelError) -> [Double] {
    var sales = [Double](repeating: 0, count: network.nodeCount)
    for supplier in register?.suppliers ?? [] {
      if let node = network.node(id: supplier.id) { sales[node] = supplier.annualSpend }
    }
    for process in processes {
      if let node = network.node(id: process.id) { sales[node] = 365 * process.valuePerDay }
    }
    let missing = Set(network.source).filter { !(sales[$0] > 0 && sales[$0].isFinite) }.sorted()
    guard let first = missing.first else { return sales }
    let field = first < network.supplierCount ? "annual_spend" : "value_per_day"
    let more = missing.count > 1 ? " and of \(missing.count - 1) more" : ""
    throw OutageModelError(
      path: "network/propagation/model",
      requirement: "the \(field) of \(network.nodeIDs[first])\(more) must be above 0, because "
        + "others depend on it and a cascade weighs links by money; it is \(sales[first])",
      remedy: "State what is bought in a year, or use `model: static`, which needs shares alone")
  }

  private static func trade(
    _ network: BufferedNetwork, _ register: Network?, _ sales: [Double],
    _ settings: PropagationSettings
  ) -> TradeNetwork {
    var trade = TradeNetwork(firmCount: network.nodeCount)
    var inputs: [TradeNetwork.LinkInput] = []
    for row in network.source.indices {
      let record = network.dependencies[network.rowDependency[row]]
      let input = network.rowInput[row]
      trade.addLink(
        from: network.source[row], to: network.inputTarget[input],
        sales: sales[network.source[row]] * record.share)
      inputs.append(
        .init(
          input: Int32(input),
          inputClass: record.criticality >= settings.essentialFrom ? .essential : .nonEssential))
    }
    trade.inputs = inputs
    trade.markets = markets(network, register)
    var weights = sales
    for node in 0..<network.supplierCount { weights[node] = 0 }
    for link in 0..<trade.linkCount where trade.suppliers[link] < Int32(network.supplierCount) {
      weights[Int(trade.suppliers[link])] += trade.sales[link]
    }
    trade.weights = weights
    return trade
  }

  /// Suppliers of one category together, everyone else alone.
  private static func markets(_ network: BufferedNetwork, _ register: Network?) -> [Int32] {
    var markets = (0..<Int32(network.nodeCount)).map { $0 }
    var first: [String: Int32] = [:]
    let suppliers = (register?.suppliers ?? []).sorted { $0.id < $1.id }
    for supplier in suppliers {
      guard let category = supplier.category, let node = network.node(id: supplier.id) else {
        continue
      }
      markets[node] = first[category] ?? Int32(node)
      first[category] = markets[node]
    }
    return markets
  }

  // MARK: Struck sets

  /// Losses of all nodes, of many struck sets side by side, in their order.
  func outcomes(of sets: [[Shock]], worker: CascadeWorker) -> [CascadeOutcome] {
    let shocks = sets.map { shocks in
      CascadeShock(
        shocks.map { .init(firm: $0.node, lossDown: $0.severity, lossUp: $0.severity) })
    }
    return worker.run(.shocks(shocks), 0..<shocks.count)
  }

  /// What each process loses in a day of outage, by slot; only what is above 0.
  func lostShares(_ outcome: CascadeOutcome) -> [(slot: Int, lost: Double)] {
    (supplierCount..<model.firmCount).compactMap { node in
      let lost = outcome.loss(of: node)
      return lost > 0 ? (slot: node - supplierCount, lost: lost) : nil
    }
  }
}

extension CascadeOutcome {
  /// 1 − min(h_d, h_u) of a firm.
  func loss(of firm: Int) -> Double { 1 - min(productionDown[firm], productionUp[firm]) }
}

extension CascadeSettings {
  fileprivate init(_ settings: PropagationSettings) {
    self.init(
      replaceability: settings.replaceability == .market ? .market : .off,
      zeroAvailability: settings.zeroAvailability == .one ? .one : .literal,
      stopping: settings.epsilon.map { .tolerance($0) } ?? .fixpoint)
  }
}
