import RiskModel
import SupplyNetworks

/// A network as its registers, to be written in one line in a test and changed in the next.
struct Register {
  var suppliers: [String] = []
  /// Ids of processes and the value of a day.
  var processes: [(id: String, value: Double)] = []
  var rows: [Dependency] = []

  init(_ suppliers: String, _ processes: String, _ rows: [Dependency]) {
    self.suppliers = suppliers.split(separator: " ").map(String.init)
    self.processes = processes.split(separator: " ").map { (String($0), 1) }
    self.rows = rows
  }

  var businessProcesses: [BusinessProcess] {
    processes.map { BusinessProcess(id: $0.id, name: $0.id, valuePerDay: $0.value) }
  }

  func compiled() throws -> BufferedNetwork {
    let network = Network(
      suppliers: suppliers.map { Supplier(id: $0, name: $0) }, dependencies: rows)
    let compiled = try BufferedNetwork(network: network, processes: businessProcesses)
    compiled.checkInvariants()
    return compiled
  }

  /// The table of the nodes struck, given as ids with severities.
  func table(_ shocks: [String: Double], horizon: Double = 365) throws -> OutageCost {
    let network = try compiled()
    return network.endlessOutage(of: try network.shocks(shocks), horizon: horizon)
  }

  func path(_ shocks: [String: Double], lasting days: Double, until end: Double) throws
    -> OutagePath
  {
    let network = try compiled()
    return network.path(of: try network.shocks(shocks), lasting: days, until: end)
  }
}

struct UnknownNode: Error { let id: String }

extension BufferedNetwork {
  func shocks(_ severities: [String: Double]) throws -> [Shock] {
    try severities.sorted { $0.key < $1.key }.map { id, severity in
      guard let node = node(id: id) else { throw UnknownNode(id: id) }
      return Shock(node: node, severity: severity)
    }
  }
}

/// One row of the dependency register.
func row(
  _ source: String, _ target: String, _ input: String = "g", share: Double = 1, c: Double = 1,
  stock: Double = 0, switchDays: Double? = nil
) -> Dependency {
  Dependency(
    source: source, target: target, input: input, share: share, criticality: c, bufferDays: stock,
    switchDays: switchDays)
}
