internal import RiskModel

/// Which treatments can change what which source of events costs in a year.
///
/// More than change it may be named, never fewer: the groups of `ReplayedYears` rest on it.
struct TouchedSources {
  /// A source of events as an effect addresses it: `risk/R01`, `supplier/S01`, `hazard/grid`.
  typealias Record = String

  private let study: Study
  /// All sources, sorted.
  let records: [Record]
  /// Positions of treatments, by source.
  private(set) var options: [Record: Set<Int>] = [:]
  /// Sets of sources whose losses a layer per year sees together.
  private(set) var joined: [[Record]] = []

  init(_ study: Study, interactions: [TreatmentInteraction]) {
    self.study = study
    let network = study.network
    records =
      (study.risks.map { "risk/\($0.id)" } + (network?.suppliers ?? []).map { "supplier/\($0.id)" }
      + (network?.hazards ?? []).map { "hazard/\($0.id)" }).sorted()
    let position = Dictionary(
      study.treatments.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let reach = NetworkReach(study)
    for (option, treatment) in study.treatments.enumerated() {
      for effect in treatment.effects { touch([option], effect, reach) }
      if let share = treatment.share { touch([option], records(seenBy: share)) }
    }
    for interaction in interactions {
      touch(Set(interaction.treatments.compactMap { position[$0] }), interaction.effect, reach)
    }
    passProvidersOn()
    let shares = study.controls.compactMap(\.share) + study.treatments.compactMap(\.share)
    joined = shares.filter { $0.basis == .year }.map { records(seenBy: $0) }
  }

  private mutating func touch(_ treatments: Set<Int>, _ records: [Record]) {
    for record in records { options[record, default: []].formUnion(treatments) }
  }

  private mutating func touch(_ treatments: Set<Int>, _ effect: Effect, _ reach: NetworkReach) {
    switch effect.target {
    case .risks(let ids): touch(treatments, ids.map { "risk/\($0)" })
    case .suppliers(let ids): touch(treatments, ids.map { "supplier/\($0)" })
    case .hazards(let ids): touch(treatments, ids.map { "hazard/\($0)" })
    case .controls(let ids): touch(treatments, ids.flatMap(records(heldDownBy:)))
    case .dependencies(let rows):
      let inputs = rows.compactMap { study.network?.dependencies[$0].inputKey }
      touch(treatments, reach.records(that: Set(inputs)))
    case .network:
      guard case .addDependency(let added) = effect.operation else { return }
      touch(treatments, reach.records(that: [added.inputKey]))
    }
  }

  /// What a control acts on.
  private func records(heldDownBy control: String) -> [Record] {
    guard let control = study.controls.first(where: { $0.id == control }) else { return [] }
    return control.effects.flatMap { effect in
      effect.quantity.map { ControlMap.keys(of: effect, $0).map(\.record) } ?? []
    }
  }

  /// A control that fails with its provider hands on what touches the provider's outages.
  private mutating func passProvidersOn() {
    for control in study.controls where control.providerOutage {
      guard let provider = control.provider else { continue }
      let sources = providers(provider)
      let touching = sources.reduce(into: Set<Int>()) { $0.formUnion(options[$1] ?? []) }
      touch(touching, records(heldDownBy: control.id))
    }
  }

  /// The sources whose outages strike a supplier.
  private func providers(_ supplier: String) -> [Record] {
    let hazards = study.network?.suppliers.first { $0.id == supplier }?.hazards ?? []
    return ["supplier/\(supplier)"] + hazards.map { "hazard/\($0)" }
  }

  /// Sources that must be simulated for their outages alone where these are counted.
  func providers(of counted: Set<Record>) -> Set<Record> {
    var needed: Set<Record> = []
    for control in study.controls where control.providerOutage {
      guard let provider = control.provider,
        !counted.isDisjoint(with: records(heldDownBy: control.id))
      else { continue }
      needed.formUnion(providers(provider))
    }
    return needed.subtracting(counted)
  }

  // MARK: Layers

  private func records(seenBy share: Share) -> [Record] {
    guard case .risks(let ids) = share.scope else { return records }
    let risks = study.risks.filter { ids.contains($0.id) }
    let categories = Set(risks.flatMap(\.fromNetwork))
    let suppliers = (study.network?.suppliers ?? []).filter {
      $0.category.map(categories.contains) ?? false
    }
    let hazards = Set(suppliers.flatMap(\.hazards))
    return risks.map { "risk/\($0.id)" } + suppliers.map { "supplier/\($0.id)" }
      + hazards.sorted().map { "hazard/\($0)" }
  }
}

/// Which sources can be felt through which inputs, by a search along the dependencies.
struct NetworkReach {
  private let study: Study
  private let targets: [String: Set<String>]
  private let sources: [Dependency.InputKey: Set<String>]

  init(_ study: Study) {
    self.study = study
    var rows = study.network?.dependencies ?? []
    for effect in study.treatments.flatMap(\.effects) {
      if case .addDependency(let added) = effect.operation { rows.append(added) }
    }
    targets = Dictionary(grouping: rows, by: \.source).mapValues { Set($0.map(\.target)) }
    sources = Dictionary(grouping: rows, by: \.inputKey).mapValues { Set($0.map(\.source)) }
  }

  /// Sources of events whose shock arrives at a source of one of the inputs.
  func records(that inputs: Set<Dependency.InputKey>) -> [String] {
    let nodes = inputs.reduce(into: Set<String>()) { $0.formUnion(sources[$1] ?? []) }
    // Only the buffered model is known to carry a shock along dependencies alone.
    let isAlong = study.network?.model == .buffered
    func feels(_ struck: [String]) -> Bool {
      !struck.isEmpty && (!isAlong || !reached(from: struck).isDisjoint(with: nodes))
    }
    let suppliers = study.network?.suppliers ?? []
    let risks = study.risks.filter { feels($0.downtime?.processes ?? []) }
    let hit = suppliers.filter { feels([$0.id]) }
    let hazards = Set(hit.flatMap(\.hazards))
    return risks.map { "risk/\($0.id)" } + hit.map { "supplier/\($0.id)" }
      + hazards.map { "hazard/\($0)" }
  }

  private func reached(from struck: [String]) -> Set<String> {
    var seen = Set(struck)
    var open = struck
    while let node = open.popLast() {
      for next in targets[node] ?? [] where seen.insert(next).inserted { open.append(next) }
    }
    return seen
  }
}
