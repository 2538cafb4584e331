internal import SupplyNetworks
internal import RiskModel
internal import Sampling

/// A shared hazard made ready: one event strikes each member independently.
struct CompiledHazard: Sendable {
  let id: String
  let rate: RateModel
  let poissonTable: PoissonTable?
  let duration: LawSampler
  let durationControls: [ControlFactor]
  /// Probability that an event strikes a member.
  let hits: Double
  /// Positions in `CompiledStudy.suppliers`, ascending.
  let members: [Int]
  let hitStreams: [RandomStream]
  /// Bits of the members from which a process can be reached; the others cost nothing in any company.
  let reaching: [UInt64]
  let countStream: RandomStream
  let eventStream: RandomStream
  /// What treatments do to durations; empty where none acts on them.
  var days = QuantityChange()
  /// What treatments do to the chance of striking a member.
  var hitsChange = QuantityChange()
  /// Whether struck sets are priced in each year's own network.
  var isPricedEachYear = false
  /// Whether events count only as outages of the controls that struck suppliers provide.
  var isSilent = false
}

/// What the engine knows of a supplier.
struct CompiledSupplier: Sendable {
  let id: String
  let name: String
  let category: String?
  let tier: Int?
  /// The row of risks that takes its losses.
  let row: Int
  /// Node in the network.
  let node: Int
  /// What its outage alone costs; nil where no process is touched within a year.
  let cost: OutageCost?
  let timeToSurvive: Double?
  let timeToRecover: Double?
  /// The index of its closure, of the cascade alone.
  let systemicRisk: Double?
}

/// What the engine knows of a process.
struct CompiledProcess: Sendable {
  let id: String
  let name: String
  /// value_per_day × lost_share, in the study's currency a day.
  let valuePerLostDay: Double
}

/// A row of the register: a risk, or the row `network` for suppliers that no risk claims.
struct CompiledRow: Sendable {
  let id: String
  let name: String
  let category: String
  let owner: String?
  /// Position in the study's own order, for display.
  let displayOrder: Int
  let hasPeople: Bool
}
