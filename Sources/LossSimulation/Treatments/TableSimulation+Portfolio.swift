internal import RiskModel

/// A year loss table under a portfolio: its columns are scaled, its layers are more.
extension TableSimulation {
  init(_ study: Study, under portfolio: Portfolio) throws(SimulationError) {
    let treated = TreatedStudy(study, under: portfolio)
    guard treated.problems.isEmpty else { throw SimulationError(problems: treated.problems) }
    guard case .years(let probabilities, let losses)? = treated.study.simulation.table else {
      throw SimulationError(problems: [])
    }
    try self.init(treated.study, probabilities: probabilities, losses: losses)
  }

  /// The residual level alone.
  func residual(named id: String) -> SimulationResult {
    let result = self.result()
    return SimulationResult(
      levels: result.levels.suffix(1).map { $0.renamed(id) },
      opportunities: result.opportunities, diagnostics: result.diagnostics)
  }
}
