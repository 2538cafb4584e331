internal import RiskModel
internal import SupplyNetworks

extension Simulator {
  /// Prices one stated event; no random number is drawn.
  ///
  /// - Throws: Where an id names neither a supplier nor a process, or a number is out of range.
  public func price(_ event: StatedEvent) throws(SimulationError) -> StatedEventReport {
    let outages: OutageModel
    switch engine {
    case .trials(let compiled): outages = compiled.outages
    case .table:
      throw SimulationError(problems: [
        .init(
          path: "simulation/method", requirement: "a year loss table has no network to price with",
          remedy: "Use a study with method: monte_carlo")
      ])
    }
    let network = outages.network
    let shocks = try shocks(of: event, network)
    let duration = Swift.min(event.duration, CompiledStudy.year)
    let path = outages.path(of: shocks, lasting: duration)
    let table = outages.endlessOutage(of: shocks, horizon: CompiledStudy.year)
    return StatedEventReport(
      event: event, steps: steps(of: path, network),
      processes: path.lostDays.indices.filter { path.lostDays[$0] > 0 }.map { slot in
        (
          network.nodeIDs[network.node(processSlot: slot)], path.lostDays[slot],
          path.lostDays[slot] * network.dailyCosts[slot]
        )
      },
      groundUpLoss: path.cost, timeToSurvive: table.timeToSurvive)
  }

  private func shocks(
    of event: StatedEvent, _ network: BufferedNetwork
  ) throws(SimulationError) -> [Shock] {
    var problems: [SimulationError.Problem] = []
    if !(event.duration > 0 && event.duration.isFinite) {
      problems.append(
        .init(
          path: "--event", requirement: "a duration of \(event.duration) days is not above 0",
          remedy: "State one like 10d or 12h"))
    }
    if !(event.level > 0 && event.level <= 1) {
      problems.append(
        .init(
          path: "--event", requirement: "a lost share of \(event.level) is not in (0, 1]",
          remedy: "State one like `down by 40%`"))
    }
    var shocks: [Shock] = []
    for id in event.struck {
      guard let node = network.node(id: id) else {
        problems.append(
          .init(
            path: "--event", requirement: "`\(id)` is neither a supplier nor a process",
            remedy: nearestName(to: id, in: network.nodeIDs).map { "Did you mean `\($0)`?" }
              ?? "Name one of the register"))
        continue
      }
      if problems.isEmpty { shocks.append(Shock(node: node, severity: event.level)) }
    }
    guard problems.isEmpty else { throw SimulationError(problems: problems) }
    return shocks
  }

  private func steps(
    of path: OutagePath, _ network: BufferedNetwork
  ) -> [StatedEventReport.Step] {
    path.segments.map { segment in
      StatedEventReport.Step(
        from: segment.start, to: segment.end,
        levels: segment.outputs.map { (network.nodeIDs[$0.node], $0.output) },
        happenings: path.events.filter { $0.time == segment.start }
          .map { sentence($0.incident, network) })
    }
  }

  private func sentence(_ incident: OutagePath.Incident, _ network: BufferedNetwork) -> String {
    switch incident {
    case .struck(let node, let severity):
      return severity == 1
        ? "\(network.nodeIDs[node]) goes down"
        : "\(network.nodeIDs[node]) loses \(Int((100 * severity).rounded())) % of its capability"
    case .fellShort(let node):
      return "\(network.nodeIDs[node]) falls short"
    case .stockUsedUp(let target, let input):
      return "the stock of \(input) at \(network.nodeIDs[target]) is used up"
    case .switched(let dependency):
      let row = network.dependencies[dependency]
      return "\(row.target) has switched away from \(row.source) for \(row.input)"
    case .restored:
      return "everything is restored"
    case .recovers:
      return "recovery begins; every line gives the mean of its stretch"
    }
  }
}
