internal import RiskModel
internal import SupplyNetworks

/// A network of which treatments change dependencies by laws: one in each year, drawn with the
/// year's other uncertain inputs (`MODELS.md` section 6: drawn once a trial).
struct YearlyNetwork: Sendable {
  /// As it is without the changes.
  let network: Network
  let processes: [BusinessProcess]
  let change: NetworkChange
  /// Rows in an order that takes a compiler little sorting; results do not depend on it.
  private let order: [Int]

  init(network: Network, processes: [BusinessProcess], change: NetworkChange) {
    self.network = network
    self.processes = processes
    self.change = change
    var mean: Network? = network
    _ = change.apply(to: &mean)
    let rows = mean?.dependencies ?? []
    let processIDs = Set(processes.map(\.id))
    func key(_ row: Dependency) -> [String] {
      [processIDs.contains(row.target) ? "1" : "0", row.target, row.input]
        + [processIDs.contains(row.source) ? "1" : "0", row.source]
    }
    order = rows.indices.sorted { key(rows[$0]).lexicographicallyPrecedes(key(rows[$1])) }
  }

  /// Inputs that a draw can move.
  var inputs: Set<Dependency.InputKey> {
    Set(change.uncertainRows.map { network.dependencies[$0].inputKey })
  }

  /// The model of outages of one year; nil never happens to a study that compiles, since draws stay
  /// within the ranges of their fields.
  ///
  /// - Parameter year: The number under which the trial draws its uncertain inputs.
  func model(in year: UInt32) -> OutageModel? {
    var network: Network? = network
    _ = change.apply(to: &network, in: year)
    if let rows = network?.dependencies, rows.count == order.count {
      network?.dependencies = order.map { rows[$0] }
    }
    return try? OutageModel(network: network, processes: processes)
  }
}

/// What struck sets cost in the networks of single years, for one worker.
///
/// A table depends on its year and its set alone: what is forgotten is computed again, alike.
struct YearlyTables {
  private struct Key: Hashable {
    let year: UInt32
    let shocks: [Shock]
  }

  private let network: YearlyNetwork
  private let mean: OutageModel
  private var pricers: [UInt32: OutagePricer] = [:]
  private var tables: [Key: OutageCost] = [:]
  /// Networks that are kept at most.
  private let most: Int

  /// - Parameter mean: The model that stands in for a network that cannot be compiled.
  init(_ network: YearlyNetwork, mean: OutageModel) {
    self.network = network
    self.mean = mean
    most = Swift.max(64, 24_000 / Swift.max(1, mean.network.nodeCount))
  }

  /// The table of a struck set in one year.
  mutating func table(of shocks: [Shock], in year: UInt32) -> OutageCost {
    let key = Key(year: year, shocks: shocks)
    if let known = tables[key] { return known }
    if pricers.count >= most { (pricers, tables) = ([:], [:]) }
    var pricer = pricers.removeValue(forKey: year) ?? OutagePricer(network.model(in: year) ?? mean)
    let table = pricer.endlessOutage(of: shocks, horizon: CompiledStudy.year)
    pricers[year] = pricer
    tables[key] = table
    return table
  }
}
