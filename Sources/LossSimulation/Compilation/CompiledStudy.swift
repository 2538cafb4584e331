internal import RiskModel
internal import Sampling
internal import SupplyNetworks

/// A study made ready for blocks of trials: ids as positions, laws as samplers, network as tables.
///
/// Everything is sorted by id, so that the order of records in the files moves no bit.
struct CompiledStudy: Sendable {
  var settings: SimulationSettings
  let criteria: Criteria
  let currency: String
  let rows: [CompiledRow]
  let suppliers: [CompiledSupplier]
  let processes: [CompiledProcess]
  /// Owners by id, the last one for rows without.
  let owners: [String]
  let opportunities: [Opportunity]
  /// Suppliers' outages first, since controls may hang on them, then risks, then opportunities.
  var sources: [EventSource]
  var hazards: [CompiledHazard]
  let controls: [CompiledControl]
  var eventLayers: [InsuranceLayer]
  var yearLayers: [InsuranceLayer]
  let copulas: [CopulaBlock]
  /// The standard normal law, from which latents are drawn.
  let latentLaw: QuantileTable
  let outages: OutageModel
  /// The networks of single years, where treatments change dependencies by laws.
  var yearlyNetwork: YearlyNetwork?
  let layout: ComponentLayout

  /// Slots of the processes that may lose days by a source's events.
  func processes(struckBy source: EventSource) -> [Int] {
    source.struckEachYear == nil
      ? source.cost?.affectedProcesses ?? [] : Array(0..<layout.processes)
  }

  /// Whether inherent and current differ: a control acts or shares.
  let hasControls: Bool
  /// The portfolio whose residual level this is; nil for the study as it is.
  var portfolio: String?
  /// Whether the inherent level is simulated beside the current one where the two differ.
  var simulatesInherent = true
  /// Whether every loss law has a finite variance.
  let hasFiniteVariance: Bool
  /// Where the uniforms of rates, counts and latents come from; nil for independent trials.
  var design: DesignPlan?
  let correlationRepairDistance: Double?
  let notes: [String]

  /// Levels that are simulated: the inherent one where it differs, and the current one.
  var levelCount: Int { hasControls && simulatesInherent ? 2 : 1 }

  /// Whether a layer bears a part of the losses at the current level.
  var hasShares: Bool { !eventLayers.isEmpty || !yearLayers.isEmpty }

  /// Trials in a block: a function of the study alone, since sums are merged block by block.
  ///
  /// Chosen so that a worker's matrices stay in the cache for registers and within some tens of
  /// megabytes for networks of thousands of suppliers. A multiple of 64 for the BLAS product.
  var blockSize: Int { layout.componentCount <= 2_000 ? 1_024 : 256 }

  /// Events of a year that a single source may make on average, so that memory stays bounded.
  static let largestRate = 20_000.0

  /// Days in a year.
  static let year = 365.0
}
