/// Prices struck sets by a model of outages: make one for each thread and reuse it.
///
/// The price of a set depends on the set and the model alone, never on the sets beside it.
public struct OutagePricer {
  private let model: OutageModel
  private var workspace: OutageWorkspace?
  private let worker: CascadeWorker?

  /// Allocates what one thread needs.
  public init(_ model: OutageModel) {
    self.model = model
    switch model.kind {
    case .buffered: (workspace, worker) = (OutageWorkspace(model.network), nil)
    case .linear: (workspace, worker) = (nil, nil)
    case .cascade(let cascade):
      (workspace, worker) = (nil, CascadeWorker(cascade.model, wantsProduction: true))
    }
  }

  /// Tabulates the endless outage of a struck set; see `OutageCost`.
  ///
  /// - Parameters:
  ///   - shocks: the struck nodes. Where one occurs twice the larger severity counts.
  ///   - horizon: days to look ahead.
  public mutating func endlessOutage(of shocks: [Shock], horizon: Double = 365) -> OutageCost {
    endlessOutages(of: [shocks], horizon: horizon)[0]
  }

  /// Tabulates many struck sets, in their order; the cascade runs them side by side.
  public mutating func endlessOutages(of sets: [[Shock]], horizon: Double = 365) -> [OutageCost] {
    precondition(horizon > 0, "A horizon must be above 0; it is \(horizon).")
    switch model.kind {
    case .buffered:
      var tables: [OutageCost] = []
      for shocks in sets {
        guard let table = workspace?.endlessOutage(of: shocks, horizon: horizon) else { break }
        tables.append(table)
      }
      return tables
    case .linear(let outages):
      return sets.map { proportional(outages.lostShares(of: $0), horizon: horizon) }
    case .cascade(let cascade):
      return tables(of: sets, by: cascade, horizon: horizon)
    }
  }

  /// Runs sets in batches, since each leaves behind two numbers for every node.
  private func tables(
    of sets: [[Shock]], by cascade: CascadeOutages, horizon: Double
  ) -> [OutageCost] {
    guard let worker else { return [] }
    let batch = max(64, 4_000_000 / max(1, model.network.nodeCount))
    return stride(from: 0, to: sets.count, by: batch).flatMap { first in
      let outcomes = cascade.outcomes(
        of: Array(sets[first..<min(first + batch, sets.count)]), worker: worker)
      return outcomes.map { proportional(cascade.lostShares($0), horizon: horizon) }
    }
  }

  /// The table of an outage whose loss is the same on each of its days.
  private func proportional(
    _ lost: [(slot: Int, lost: Double)], horizon: Double
  ) -> OutageCost {
    let suppliers = model.network.supplierCount
    var recorder = OutageRecorder(supplierCount: suppliers, horizon: horizon)
    for (slot, share) in lost where share > BufferedNetwork.shortfallTolerance {
      recorder.changed(node: suppliers + slot, loss: share, at: 0)
      recorder.fellShort(node: suppliers + slot, at: 0)
    }
    return recorder.table(dailyCosts: model.network.dailyCosts)
  }
}
