internal import Distributions
internal import LinearAlgebra
internal import RiskModel
internal import Sampling
internal import SupplyNetworks

/// Turns a study into a `CompiledStudy`, collecting every reason why that cannot be done.
struct StudyCompiler {
  let study: Study
  var problems: [SimulationError.Problem] = []
  var notes: [String] = []
  let seed: UInt64
  let risks: [Risk]
  let suppliers: [Supplier]
  let hazards: [SharedHazard]
  let controls: [Control]
  let opportunities: [Opportunity]
  let rows: [CompiledRow]
  let rowOfSupplier: [Int]
  let map: ControlMap
  /// What a portfolio changes; nil without one.
  let treated: TreatedStudy?
  private let portfolioID: String?
  let outages: OutageModel
  var network: BufferedNetwork { outages.network }

  /// - Parameter portfolio: Treatments that are adopted; nil for the study as it is.
  init(_ study: Study, under portfolio: Portfolio? = nil) throws(SimulationError) {
    portfolioID = portfolio?.id
    treated = portfolio.map { TreatedStudy(study, under: $0) }
    let study = treated?.study ?? study
    self.study = study
    seed = study.simulation.seed
    risks = study.risks.sorted { $0.id < $1.id }
    suppliers = (study.network?.suppliers ?? []).sorted { $0.id < $1.id }
    hazards = (study.network?.hazards ?? []).sorted { $0.id < $1.id }
    controls = study.controls.sorted { $0.id < $1.id }
    opportunities = study.opportunities.sorted { $0.id < $1.id }
    let plan = RowPlan(study: study, risks: risks, suppliers: suppliers)
    rows = plan.rows
    rowOfSupplier = plan.rowOfSupplier
    map = ControlMap(
      controls: controls, settings: study.simulation)
    do {
      outages = try OutageModel(network: study.network, processes: study.processes)
    } catch {
      throw SimulationError(problems: [
        SimulationError.Problem(
          path: error.path, requirement: error.requirement, remedy: error.remedy)
      ])
    }
  }

  mutating func compile() throws(SimulationError) -> CompiledStudy {
    checkControls()
    problems += treated?.problems ?? []
    notes += treated?.notes ?? []
    let copulas = compileCopulas()
    let compiledSuppliers = compileSuppliers()
    let layers = compileLayers()
    var sources =
      supplierSources(compiledSuppliers, layers.event)
      + riskSources(layers.event, slots: copulas.slots) + opportunitySources()
    var hazards = hazardSources()
    markPricedEachYear(&sources, &hazards)
    let compiledControls = compileControls()
    checkRates(sources, hazards)
    checkRareTail(sources, hazards, layers)
    checkTreatments(sources, hazards)
    noteStocks()
    let design = compileDesign(sources, hazards, copulas.blocks)
    guard problems.isEmpty else { throw SimulationError(problems: problems) }
    let owners = Set(rows.compactMap(\.owner)).sorted() + [OwnerResult.unassigned]
    var compiled = CompiledStudy(
      settings: study.simulation, criteria: study.criteria, currency: study.identity.currency,
      rows: rows, suppliers: compiledSuppliers, processes: compileProcesses(), owners: owners,
      opportunities: opportunities, sources: sources, hazards: hazards,
      controls: compiledControls, eventLayers: layers.event,
      yearLayers: layers.year, copulas: copulas.blocks,
      latentLaw: QuantileTable(Normal.standard), outages: outages,
      layout: layout(owners: owners, yearLayers: layers.year),
      hasControls: controls.contains { !$0.effects.isEmpty || $0.share != nil },
      hasFiniteVariance: hasFiniteVariance(sources, hazards),
      design: design, correlationRepairDistance: copulas.distance, notes: notes)
    // A portfolio's study has the residual level alone.
    compiled.simulatesInherent = treated == nil
    compiled.portfolio = portfolioID
    compiled.yearlyNetwork = treated?.yearly
    return compiled
  }

  /// Stocks and substitutes are of the buffered model alone, and a reader must know.
  private mutating func noteStocks() {
    guard let network = study.network, !outages.hasStocks,
      network.dependencies.contains(where: { $0.bufferDays > 0 || $0.switchDays != nil })
    else { return }
    notes.append(
      "the \(network.model.rawValue) model of propagation has no stocks and no substitutes: "
        + "buffer_days and switch_days are not used")
  }

  private func compileProcesses() -> [CompiledProcess] {
    let byID = Dictionary(study.processes.map { ($0.id, $0) }) { first, _ in first }
    return (0..<network.processCount).map { slot in
      let id = network.nodeIDs[network.node(processSlot: slot)]
      return CompiledProcess(
        id: id, name: byID[id]?.name ?? id, valuePerLostDay: network.dailyCosts[slot])
    }
  }

  private func layout(owners: [String], yearLayers: [InsuranceLayer]) -> ComponentLayout {
    let covered = Set(yearLayers.flatMap(\.rows)).sorted()
    var group = [Int](repeating: 0, count: rows.count)
    for (position, row) in covered.enumerated() { group[row] = 1 + position }
    let peopleRows = rows.indices.filter { rows[$0].hasPeople }
    var peopleSlot = [Int?](repeating: nil, count: rows.count)
    for (position, row) in peopleRows.enumerated() { peopleSlot[row] = position }
    let ownerPosition = Dictionary(uniqueKeysWithValues: owners.enumerated().map { ($1, $0) })
    return ComponentLayout(
      rows: rows.count, suppliers: suppliers.count, processes: network.processCount,
      owners: owners.count, opportunities: opportunities.count, coveredRows: covered,
      coveredGroup: group, peopleRows: peopleRows, peopleSlot: peopleSlot,
      rowOwner: rows.map { row in
        row.owner.flatMap { ownerPosition[$0] } ?? owners.count - 1
      })
  }

  private func hasFiniteVariance(_ sources: [EventSource], _ hazards: [CompiledHazard]) -> Bool {
    // Durations are capped at a year, so only losses and rates can lack a variance.
    let laws =
      sources.flatMap { [$0.loss?.law, $0.rate.rate.law] } + hazards.map { $0.rate.rate.law }
    return laws.allSatisfy { ($0?.variance ?? 0) < .infinity }
  }

  mutating func refuse(_ path: String, _ requirement: String, _ remedy: String) {
    problems.append(
      SimulationError.Problem(path: path, requirement: requirement, remedy: remedy))
  }
}

/// The rows of the register and which row takes the losses of which supplier.
private struct RowPlan {
  let rows: [CompiledRow]
  let rowOfSupplier: [Int]

  init(study: Study, risks: [Risk], suppliers: [Supplier]) {
    let display = Dictionary(study.risks.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var rows = risks.map { risk in
      CompiledRow(
        id: risk.id, name: risk.name, category: risk.category, owner: risk.owner,
        displayOrder: display[risk.id] ?? 0, hasPeople: risk.people != nil)
    }
    var rowOfCategory: [String: Int] = [:]
    for (row, risk) in risks.enumerated() {
      for category in risk.fromNetwork { rowOfCategory[category] = row }
    }
    var unclaimed: Int?
    var rowOfSupplier: [Int] = []
    for supplier in suppliers {
      if let row = supplier.category.flatMap({ rowOfCategory[$0] }) {
        rowOfSupplier.append(row)
      } else {
        if unclaimed == nil {
          unclaimed = rows.count
          rows.append(
            CompiledRow(
              id: "network", name: "Outages of suppliers that no risk claims",
              category: "supplier_interdependency", owner: nil, displayOrder: study.risks.count,
              hasPeople: false))
        }
        rowOfSupplier.append(unclaimed ?? 0)
      }
    }
    self.rows = rows
    self.rowOfSupplier = rowOfSupplier
  }
}
