extension OutageWorkspace {
  /// Tabulates the endless outage of a struck set; see `OutageCost`.
  ///
  /// - Parameters:
  ///   - shocks: the struck nodes. Where one occurs twice the larger severity counts.
  ///   - horizon: days to look ahead.
  public mutating func endlessOutage(
    of shocks: [Shock], horizon: Double = 365
  ) -> OutageCost {
    precondition(horizon > 0, "A horizon must be above 0; it is \(horizon).")
    var recorder = OutageRecorder(supplierCount: network.supplierCount, horizon: horizon)
    recorder.diagnostics = run(shocks, until: horizon, observer: &recorder)
    return recorder.table(dailyCosts: network.dailyCosts)
  }

  /// Tabulates many struck sets, in their order.
  ///
  /// Each table depends on its struck set alone, so a caller may cut the list among threads, each
  /// with its own workspace, and gets the same bits.
  public mutating func tabulate(
    _ struckSets: some Sequence<[Shock]>, horizon: Double = 365
  ) -> [OutageCost] {
    struckSets.map { endlessOutage(of: $0, horizon: horizon) }
  }
}

extension BufferedNetwork {
  /// Tabulates the endless outage of a struck set with a workspace of its own.
  ///
  /// For many sets keep an `OutageWorkspace`, or use `tabulate`.
  public func endlessOutage(of shocks: [Shock], horizon: Double = 365) -> OutageCost {
    var workspace = OutageWorkspace(self)
    return workspace.endlessOutage(of: shocks, horizon: horizon)
  }

  /// Tabulates many struck sets, in their order, with one workspace.
  public func tabulate(struckSets: [[Shock]], horizon: Double = 365) -> [OutageCost] {
    var workspace = OutageWorkspace(self)
    return workspace.tabulate(struckSets, horizon: horizon)
  }

  /// Tabulates the whole outage of each supplier alone, by supplier node.
  public func tabulateSuppliers(horizon: Double = 365) -> [OutageCost] {
    tabulate(struckSets: (0..<supplierCount).map { [Shock(node: $0)] }, horizon: horizon)
  }
}
