/// Records an outage in full, node by node.
struct PathRecorder: OutageObserver {
  private let network: BufferedNetwork
  private var losses: [Int: Double] = [:]
  private var segments: [OutagePath.Segment] = []
  private var events: [OutagePath.Event] = []
  private var lostDays: [Double]
  var diagnostics = OutageDiagnostics()

  init(network: BufferedNetwork, shocks: [Shock]) {
    self.network = network
    lostDays = .init(repeating: 0, count: network.processCount)
    var severities: [Int: Double] = [:]
    for shock in shocks {
      severities[shock.node] = max(severities[shock.node] ?? 0, shock.severity)
    }
    for (node, severity) in severities.sorted(by: { $0.key < $1.key }) {
      events.append(.init(time: 0, incident: .struck(node: node, severity: severity)))
    }
  }

  mutating func changed(node: Int, loss: Double, at time: Double) {
    losses[node] = loss == 0 ? nil : loss
  }

  mutating func fellShort(node: Int, at time: Double) {
    events.append(.init(time: time, incident: .fellShort(node: node)))
  }

  mutating func usedUp(input: Int, at time: Double) {
    let name = network.inputNames[input]
    events.append(
      .init(
        time: time, incident: .stockUsedUp(target: network.inputTarget[input], input: name)))
  }

  mutating func switched(row: Int, at time: Double) {
    events.append(
      .init(time: time, incident: .switched(dependency: network.rowDependency[row])))
  }

  mutating func advanced(from start: Double, to end: Double) {
    let outputs = losses.sorted { $0.key < $1.key }
      .map { OutagePath.NodeOutput(node: $0.key, output: 1 - $0.value) }
    segments.append(.init(start: start, end: end, outputs: outputs))
    for (node, loss) in losses where node >= network.supplierCount {
      lostDays[node - network.supplierCount] += loss * (end - start)
    }
  }

  /// Ends the outage: every node returns at once.
  mutating func restore(at time: Double, until end: Double) {
    if time > 0 { events.append(.init(time: time, incident: .restored)) }
    losses.removeAll()
    if time < end { advanced(from: time, to: end) }
  }

  func path() -> OutagePath {
    var cost = 0.0
    for (slot, days) in lostDays.enumerated() { cost += network.dailyCosts[slot] * days }
    return OutagePath(
      segments: segments, events: events, lostDays: lostDays, cost: cost,
      diagnostics: diagnostics)
  }
}
