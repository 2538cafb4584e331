internal import RiskModel

extension StudyCompiler {
  /// Refuses a rare tail of what cannot be conditioned on one loss.
  mutating func checkRareTail(
    _ sources: [EventSource], _ hazards: [CompiledHazard],
    _ layers: (event: [InsuranceLayer], year: [InsuranceLayer])
  ) {
    guard study.simulation.rareTail != nil else { return }
    let objections =
      objections(to: sources, hazards) + objections(to: layers)
    if let first = objections.first {
      refuse("simulation/rare_tail", first, "Remove `rare_tail` (or `--tail`) and raise `trials`")
    }
  }

  private func objections(to sources: [EventSource], _ hazards: [CompiledHazard]) -> [String] {
    var objections: [String] = []
    if study.simulation.table != nil {
      objections.append("covers simulated losses, and here another model's table gives them")
    }
    let networked = sources.first {
      if case .supplier = $0.kind { return true }
      return $0.strikesProcesses
    }
    if networked != nil || !hazards.isEmpty {
      objections.append(
        "covers direct losses alone, and here "
          + (networked.map { "`\($0.id)` strikes" } ?? "shared hazards strike")
          + " processes through downtime or the network")
    }
    return objections
  }

  private func objections(
    to layers: (event: [InsuranceLayer], year: [InsuranceLayer])
  ) -> [String] {
    var objections: [String] = []
    if LayeredLoss(layers.event) == nil || LayeredLoss(layers.year) == nil {
      objections.append(
        "needs a net loss that grows with the loss, and here shares overlap to more than the whole")
    }
    if !layers.year.isEmpty, !layers.event.isEmpty {
      objections.append("covers shares per event or shares per year, and here are both")
    }
    if layers.year.contains(where: { $0.rows.count < rows.count }) {
      objections.append("covers shares per year of all risks, and here one is of some risks alone")
    }
    return objections
  }
}
