internal import RiskModel
internal import Sampling
internal import SupplyNetworks

/// Anything that makes events of one kind: a risk, a supplier's own outages, an opportunity.
///
/// The three are simulated by the same code. A supplier is a source without a direct loss whose
/// duration strikes itself; an opportunity is one whose loss is a gain kept apart.
struct EventSource: Sendable {
  enum Kind: Sendable {
    /// Losses go to a row of risks.
    case risk(row: Int)
    /// Losses go to the supplier and to the row of its risk.
    case supplier(Int, row: Int)
    case opportunity(Int)
  }

  let kind: Kind
  /// The record's id.
  let id: String
  let rate: RateModel
  let count: CountLaw
  /// Thresholds for a constant Poisson rate, or nil.
  let poissonTable: PoissonTable?
  /// Where the source's latent lies, when its counts are coupled with others'.
  let latent: LatentSlot?
  /// Events of another model, instead of counts and losses drawn here.
  let table: EventTableColumn?
  let loss: LawSampler?
  let duration: LawSampler?
  /// What processes lose for a duration; nil where no process is touched.
  let cost: OutageCost?
  let injuries: LawSampler?
  let fatalities: LawSampler?
  let lossControls: [ControlFactor]
  let durationControls: [ControlFactor]
  let peopleControls: [ControlFactor]
  /// Layers per event that see this source's losses: positions in `CompiledStudy.eventLayers`.
  let eventLayers: [Int]
  /// Whether outages must be kept as windows for controls that this supplier provides.
  let isProvider: Bool

  let countStream: RandomStream
  let eventStream: RandomStream
  let durationStream: RandomStream
  let peopleStream: RandomStream
  /// What treatments do to events; nil where none acts on them.
  var treatment: SourceTreatment?
  /// Whether events count only as outages of the controls that the supplier provides.
  var isSilent = false

  /// What is struck, where each year has a network of its own in which it is priced; else nil.
  var struckEachYear: [Shock]?

  /// Whether a duration can cost a process anything.
  var strikesProcesses: Bool { cost != nil || struckEachYear != nil }

  /// The row of risks that takes the losses; nil for an opportunity.
  var row: Int? {
    switch kind {
    case .risk(let row), .supplier(_, let row): row
    case .opportunity: nil
    }
  }

  /// Whether any control acts on what this source does.
  var hasControls: Bool {
    !(rate.frequencyControls.isEmpty && rate.successControls.isEmpty && lossControls.isEmpty
      && durationControls.isEmpty && peopleControls.isEmpty)
  }

  /// Whether a control or a treatment can stop an event.
  var canBeStopped: Bool { hasControls || rate.treatment != nil }

  /// Whether an event is a draw of a loss and nothing else: the case that large registers consist
  /// of, and that `BlockSimulator.simulatePlain` computes in a few passes.
  var isPlain: Bool {
    guard case .risk = kind else { return false }
    return loss != nil && table == nil && duration == nil && !strikesProcesses && injuries == nil
      && fatalities == nil && eventLayers.isEmpty && !canBeStopped && treatment == nil
  }
}

/// The place of a source's latent normal: a block of coupled sources and a row in it.
struct LatentSlot: Sendable {
  let block: Int
  let member: Int
}

/// The events of one risk in a year event table, sorted by trial.
struct EventTableColumn: Sendable {
  /// First entry of each trial; one more than there are trials.
  let offsets: [Int]
  let losses: [Double]
  /// In [0, 1), or empty.
  let marks: [Double]
}
