internal import Distributions
internal import RiskModel
internal import Sampling

/// A study under a portfolio: what treatments set, the network that they leave and the layers that
/// they buy are written into the study; factors and sums, which may be uncertain, stand beside it.
struct TreatedStudy {
  private(set) var study: Study
  private(set) var changes: [ControlMap.Key: QuantityChange] = [:]
  private(set) var problems: [SimulationError.Problem] = []
  private(set) var notes: [String] = []
  /// The networks of single years, where a change of a dependency is drawn; nil where none is.
  private(set) var yearly: YearlyNetwork?
  /// The first effect that changes a dependency by a law.
  private var drawnAddress: String?
  /// The largest share of years in which an uncertain factor is held at 1.
  private var heldShare = 0.0

  /// Sets come first, then factors, then sums.
  init(_ study: Study, under portfolio: Portfolio) {
    self.study = study
    var network = NetworkChange()
    for (effect, address) in portfolio.effects {
      switch (effect.target, effect.operation) {
      case (_, .addDependency(let dependency)): network.added.append(dependency)
      case (.dependencies(let rows), let operation):
        add(operation, of: effect, rows, address, to: &network)
      case (_, .set(let value)): set(value, effect, address)
      default: addDraw(effect, address)
      }
    }
    apply(network)
    for treatment in portfolio.treatments {
      guard let share = treatment.share else { continue }
      if share.basis == .event, case .years? = study.simulation.table {
        problems.append(
          .init(
            path: "treatments/\(treatment.id)/share",
            requirement: "a layer per event needs events, and a year loss table holds none",
            remedy:
              "Use per: year, or method: events with the other model's event table"))
        continue
      }
      // A layer that is bought is as good as one in place.
      self.study.controls.append(
        Control(id: "~treatment/\(treatment.id)", name: treatment.name, share: share))
    }
    if let table = study.simulation.table { scale(table) }
    noteHeldFactors()
  }

  subscript(record: String, quantity: Effect.Quantity) -> QuantityChange {
    changes[ControlMap.Key(record: record, quantity: quantity)] ?? QuantityChange()
  }

  /// Seen by the portfolio's own treatments and interactions alike.
  static func path(_ address: String) -> String {
    guard let slash = address.lastIndex(of: "/"), !address.hasPrefix("optimisation/") else {
      return address
    }
    return "treatments/\(address[..<slash])/effects\(address[slash...])"
  }

  // MARK: Factors and sums

  private mutating func addDraw(_ effect: Effect, _ address: String) {
    guard let quantity = effect.quantity else { return }
    let value: RiskModel.Quantity
    let isFactor: Bool
    switch effect.operation {
    case .multiply(let factor): (value, isFactor) = (factor, true)
    case .add(let sum): (value, isFactor) = (sum, false)
    case .set, .addDependency: return
    }
    if !isFactor, quantity == .people {
      refuse(
        address, "persons cannot be added to both injuries and fatalities",
        "Write `multiply` with a factor")
      return
    }
    let draw = draw(of: value, isFactor: isFactor, effect, address)
    for key in Self.keys(of: effect.target, quantity) {
      if isFactor {
        changes[key, default: QuantityChange()].factors.append(draw)
      } else {
        changes[key, default: QuantityChange()].sums.append(draw)
      }
    }
  }

  /// One number for each trial, at an address of its own.
  private mutating func draw(
    of value: RiskModel.Quantity, isFactor: Bool, _ effect: Effect, _ address: String
  ) -> TreatmentDraw {
    let isHeld = isFactor && value.constant == nil && !effect.mayWorsen
    if isHeld { heldShare = Swift.max(heldShare, value.law.survival(1)) }
    let sampler = LawSampler(value.law)
    return TreatmentDraw(
      sampler: study.simulation.parameterUncertainty == .off ? sampler.heldAtMean : sampler,
      stream: RandomStream(
        seed: study.simulation.seed, purpose: "treatment/effect", record: address),
      isHeldAtOne: isHeld)
  }

  /// Says once how often factors are held at 1: in round bounds, so that many strategies say it alike.
  private mutating func noteHeldFactors() {
    guard heldShare > 1e-9 else { return }
    let bound = [0.1, 1, 10, 100].first { 100 * heldShare <= $0 } ?? 100
    let percent = bound < 1 ? "\(bound)" : "\(Int(bound))"
    notes.append(
      "a factor of a treatment that is drawn above 1 is set to 1, each in at most \(percent) % of the "
        + "years; `may_worsen: true` would keep it")
  }

  private static func keys(
    of target: Effect.Target, _ quantity: Effect.Quantity
  ) -> [ControlMap.Key] {
    switch target {
    case .risks(let ids): ids.map { .init(record: "risk/\($0)", quantity: quantity) }
    case .suppliers(let ids): ids.map { .init(record: "supplier/\($0)", quantity: quantity) }
    case .hazards(let ids): ids.map { .init(record: "hazard/\($0)", quantity: quantity) }
    case .controls(let ids): ids.map { .init(record: "control/\($0)", quantity: quantity) }
    case .dependencies, .network: []
    }
  }

  // MARK: Dependencies

  private mutating func add(
    _ operation: Effect.Operation, of effect: Effect, _ rows: [Int], _ address: String,
    to network: inout NetworkChange
  ) {
    let (value, step): (RiskModel.Quantity, NetworkChange.Step)
    switch operation {
    case .set(let quantity): (value, step) = (quantity, .set)
    case .multiply(let quantity): (value, step) = (quantity, .multiply)
    case .add(let quantity): (value, step) = (quantity, .add)
    case .addDependency: return
    }
    guard let quantity = effect.quantity else { return }
    guard value.law.mean.isFinite else {
      return refuse(
        address, "a law without a mean (`\(value.written)`) cannot change a dependency",
        "Write a law with a mean, or `truncate` it")
    }
    let draw = draw(of: value, isFactor: step == .multiply, effect, address)
    if draw.sampler.constant == nil, drawnAddress == nil { drawnAddress = address }
    network.add(step, draw, quantity, rows)
  }

  /// Writes the network into the study; where the change is drawn, that of the means, with the one
  /// of each year beside it.
  private mutating func apply(_ change: NetworkChange) {
    let network = study.network
    if let problem = change.apply(to: &study.network) { problems.append(problem) }
    guard let network, !change.uncertainRows.isEmpty else { return }
    let address = drawnAddress ?? ""
    if network.model != .buffered {
      refuse(
        address,
        "a law as the change of a dependency is drawn for each year, and the \(network.model.rawValue) model of propagation is solved once for all years",
        "Write the law's mean, or use the buffered model")
    } else if let input = change.exhaustible(in: network) {
      refuse(
        address, "a year could draw 0 for every share of `\(input.input)` for `\(input.target)`",
        "Leave a source with a share above 0, or `truncate` the law")
    } else {
      yearly = YearlyNetwork(network: network, processes: study.processes, change: change)
      notes.append(
        "a law as the change of a dependency gives every year a network of its own; times to survive and single stated events are those of its mean"
      )
    }
  }

  // MARK: Values that are set

  /// A law that is set takes the place of the record's own and is drawn as that is, at the same
  /// uniform.
  private mutating func set(_ value: RiskModel.Quantity, _ effect: Effect, _ address: String) {
    guard let quantity = effect.quantity else { return }
    switch effect.target {
    case .risks(let ids):
      for i in study.risks.indices where ids.contains(study.risks[i].id) {
        if !study.risks[i].set(quantity, to: value) {
          refuse(
            address, "`people` can be set to 0 alone, since it stands for injuries and fatalities",
            "Write `multiply` with a factor")
        }
      }
    case .suppliers(let ids):
      for i in study.network?.suppliers.indices ?? 0..<0 {
        if let id = study.network?.suppliers[i].id, ids.contains(id) {
          study.network?.suppliers[i].set(quantity, to: value)
        }
      }
    case .hazards(let ids): setHazards(ids, quantity, value, address)
    case .controls(let ids):
      for i in study.controls.indices where ids.contains(study.controls[i].id) {
        if quantity == .outageRate { study.controls[i].outages?.rate = value }
        if quantity == .outageDays { study.controls[i].outages?.days = value }
      }
    case .dependencies, .network: break
    }
  }

  private mutating func setHazards(
    _ ids: [String], _ quantity: Effect.Quantity, _ value: RiskModel.Quantity, _ address: String
  ) {
    if quantity == .hits, value.constant == nil {
      refuse(address, "`hits` must be set to a number", "Write a probability")
      return
    }
    for i in study.network?.hazards.indices ?? 0..<0 {
      guard let id = study.network?.hazards[i].id, ids.contains(id) else { continue }
      switch quantity {
      case .outageRate: study.network?.hazards[i].perYear = value
      case .outageDays: study.network?.hazards[i].days = value
      case .hits: study.network?.hazards[i].hits = Swift.min(1, value.constant ?? 1)
      default: break
      }
    }
  }

  mutating func refuse(_ address: String, _ requirement: String, _ remedy: String) {
    problems.append(.init(path: Self.path(address), requirement: requirement, remedy: remedy))
  }
}

// MARK: Tables of years

extension TreatedStudy {
  /// A year loss table holds no events: factors on frequency and on loss both scale its columns.
  private mutating func scale(_ table: ExternalTable) {
    guard case .years(let probabilities, let losses) = table else { return }
    let scaled: Set<Effect.Quantity> = [.frequency, .attempts, .success, .loss]
    var scales: [String: Double] = [:]
    for (key, change) in changes.sorted(by: { $0.key.record < $1.key.record }) {
      guard scaled.contains(key.quantity), change.sums.isEmpty,
        change.factors.allSatisfy({ $0.sampler.constant != nil })
      else {
        problems.append(
          .init(
            path: "treatments",
            requirement:
              "`\(key.quantity.rawValue)` of \(key.record) is changed, and a year loss table holds no quantity but losses that constant factors could scale",
            remedy: "Write `multiply` with a number on `frequency` or `loss`"))
        continue
      }
      let id = String(key.record.dropFirst("risk/".count))
      scales[id, default: 1] *= change.factors.reduce(1) { $0 * ($1.sampler.constant ?? 1) }
    }
    let treated = losses.reduce(into: losses) { result, entry in
      guard let scale = scales[entry.key] else { return }
      result[entry.key] = entry.value.map { $0 * scale }
    }
    study.simulation.table = .years(probabilities: probabilities, losses: treated)
    changes = [:]
  }
}

extension Risk {
  /// False where the quantity cannot be set to the value.
  fileprivate mutating func set(_ quantity: Effect.Quantity, to value: RiskModel.Quantity) -> Bool {
    switch quantity {
    case .frequency: frequency?.rate = .events(value)
    case .attempts:
      if case .attempts(_, let success)? = frequency?.rate {
        frequency?.rate = .attempts(value, success: success)
      }
    case .success:
      if case .attempts(let attempts, _)? = frequency?.rate {
        frequency?.rate = .attempts(attempts, success: value)
      }
    case .loss: loss = value
    case .downtime: downtime?.days = value
    case .people:
      guard value.constant == 0 else { return false }
      if people?.injuries != nil { people?.injuries = value }
      if people?.fatalities != nil { people?.fatalities = value }
    default: break
    }
    return true
  }
}

extension Supplier {
  fileprivate mutating func set(_ quantity: Effect.Quantity, to value: RiskModel.Quantity) {
    guard outageRate != nil else { return }
    if quantity == .outageRate { outageRate = value }
    if quantity == .outageDays { outageDays = value }
  }
}
