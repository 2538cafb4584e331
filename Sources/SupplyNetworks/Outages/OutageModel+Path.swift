extension OutageModel {
  /// Follows one outage for a report.
  ///
  /// Buffered: from breakpoint to breakpoint. Static and cascade: one stretch, since nothing changes
  /// while the outage lasts. Dynamic: stretches of a tenth of the duration up to twice of it, with
  /// the mean output of each; what is lost later is in the lost days, not in the stretches.
  ///
  /// - Parameters:
  ///   - shocks: the struck nodes. Where one occurs twice the larger severity counts.
  ///   - duration: days that all shocks last, above 0.
  public func path(of shocks: [Shock], lasting duration: Double) -> OutagePath {
    let end = max(duration * 1.1, 1)
    switch kind {
    case .buffered: return network.path(of: shocks, lasting: duration, until: end)
    case .linear(let outages):
      guard let decay = outages.decay else {
        return steady(outages.losses(of: shocks), shocks, lasting: duration, until: end)
      }
      return fading(outages, decay: decay, shocks, lasting: duration)
    case .cascade(let cascade):
      let worker = CascadeWorker(cascade.model, wantsProduction: true)
      let outcome = cascade.outcomes(of: [shocks], worker: worker)[0]
      return steady(
        (0..<network.nodeCount).map { outcome.loss(of: $0) }, shocks, lasting: duration, until: end)
    }
  }

  private func steady(
    _ losses: [Double], _ shocks: [Shock], lasting duration: Double, until end: Double
  ) -> OutagePath {
    path(
      segments: [
        .init(start: 0, end: duration, outputs: outputs(losses)),
        .init(start: duration, end: end, outputs: []),
      ], events: beginning(losses, shocks) + [.init(time: duration, incident: .restored)], shocks,
      lasting: duration)
  }

  private func fading(
    _ outages: LinearOutages, decay: Double, _ shocks: [Shock], lasting duration: Double
  ) -> OutagePath {
    let days = (0...20).map { duration * Double($0) / 10 }
    let losses = outages.meanLosses(of: shocks, edges: (0...20).map { decay * Double($0) / 10 })
    let segments = losses.enumerated().map { place, losses in
      OutagePath.Segment(start: days[place], end: days[place + 1], outputs: outputs(losses))
    }
    return path(
      segments: segments,
      events: beginning(losses[0], shocks) + [.init(time: 0, incident: .recovers)],
      shocks, lasting: duration)
  }

  private func outputs(_ losses: [Double]) -> [OutagePath.NodeOutput] {
    losses.indices.filter { losses[$0] > BufferedNetwork.shortfallTolerance }
      .map { .init(node: $0, output: 1 - losses[$0]) }
  }

  /// Who is struck, and who falls short with them.
  private func beginning(_ losses: [Double], _ shocks: [Shock]) -> [OutagePath.Event] {
    let struck = Dictionary(shocks.map { ($0.node, $0.severity) }, uniquingKeysWith: max)
    return struck.sorted { $0.key < $1.key }
      .map { .init(time: 0, incident: .struck(node: $0.key, severity: $0.value)) }
      + outputs(losses).filter { struck[$0.node] == nil }
      .map { .init(time: 0, incident: .fellShort(node: $0.node)) }
  }

  private func path(
    segments: [OutagePath.Segment], events: [OutagePath.Event], _ shocks: [Shock],
    lasting duration: Double
  ) -> OutagePath {
    let table = endlessOutage(of: shocks, horizon: max(duration, 365))
    let lost = (0..<network.processCount).map { table.lostDays(process: $0, duration: duration) }
    return OutagePath(
      segments: segments, events: events, lostDays: lost, cost: table.cost(duration),
      diagnostics: table.diagnostics)
  }
}
