internal import Distributions
internal import RiskModel
internal import Sampling

/// An input that a study states as a law and a trial draws once.
///
/// That is a rate, a chance of success or a control's factor. Losses and durations of single events
/// are no inputs: they are what happens.
struct UncertainInput: Sendable {
  /// Where the input stands in the study: `risks/phishing/events`.
  let path: String
  /// The part of the study: `risks`, `network` or `controls`.
  let kind: String
  let sampler: LawSampler
  let provenance: Provenance?
  /// The stream of its draws, then those of the same law drawn for other purposes.
  let streams: [RandomStream]
  /// Whether it is drawn pair by pair, as rates of controls' outages are, and not one a trial.
  let isDrawnInPairs: Bool

  /// Who stands behind the estimate: its author, else its basis, else the part of the study.
  var source: String { provenance?.by ?? provenance?.basis ?? kind }

  /// The substitution in which the input is held at a quantile.
  func fixed(at uniform: Double) -> [UInt64: Double] {
    Dictionary(streams.map { ($0.hash, uniform) }) { first, _ in first }
  }

  /// The probability of the law's mean, at which an input is held when it counts as known.
  var uniformOfMean: Double {
    let law = sampler.law
    return Swift.min(Swift.max(law.distribution(law.mean), 0x1p-53), 1 - 0x1p-53)
  }
}

/// Lists the inputs of a study that can move the losses of its current level, by path.
struct UncertainInputs {
  private let study: Study
  private let compiled: CompiledStudy
  private(set) var all: [UncertainInput] = []

  init(study: Study, compiled: CompiledStudy) {
    self.study = study
    self.compiled = compiled
    guard study.simulation.parameterUncertainty != .off else { return }
    addRisks()
    addSuppliers()
    addHazards()
    addOutages()
    addFactors()
    var seen: Set<UInt64> = []
    all = all.sorted { $0.path < $1.path }.filter { input in
      input.streams.first.map { seen.insert($0.hash).inserted } ?? false
    }
  }

  private func stream(_ purpose: String, _ record: String) -> RandomStream {
    RandomStream(seed: study.simulation.seed, purpose: purpose, record: record)
  }

  private mutating func add(
    _ path: String, _ kind: String, _ quantity: Quantity, _ streams: [RandomStream],
    inPairs: Bool = false
  ) {
    let sampler = LawSampler(quantity.law)
    guard sampler.constant == nil else { return }
    all.append(
      UncertainInput(
        path: path, kind: kind, sampler: sampler, provenance: quantity.provenance,
        streams: streams, isDrawnInPairs: inPairs))
  }

  private mutating func addRisks() {
    let simulated = Set(
      compiled.sources.compactMap { source -> String? in
        guard case .risk = source.kind, source.table == nil else { return nil }
        return source.id
      })
    for risk in study.risks where simulated.contains(risk.id) {
      let record = "risk/\(risk.id)"
      switch risk.frequency?.rate {
      case .events(let events):
        add("risks/\(risk.id)/events", "risks", events, [stream("rate", record)])
      case .attempts(let attempts, let success):
        add("risks/\(risk.id)/attempts", "risks", attempts, [stream("rate", record)])
        add("risks/\(risk.id)/success", "risks", success, [stream("success", record)])
      case nil: break
      }
    }
  }

  /// Controls that fail with a supplier draw its rate again for windows that began last year.
  private func carried(_ record: String, provider: String?) -> [RandomStream] {
    study.controls.filter { $0.providerOutage && (provider == nil || $0.provider == provider) }
      .map { stream("outage/rate", "control/\($0.id)/\(record)") }
  }

  private mutating func addSuppliers() {
    let providers = Set(study.controls.filter(\.providerOutage).compactMap(\.provider))
    let costly = Set(compiled.suppliers.filter { $0.cost != nil }.map(\.id))
    for supplier in study.network?.suppliers ?? []
    where costly.contains(supplier.id) || providers.contains(supplier.id) {
      guard let rate = supplier.outageRate else { continue }
      let record = "supplier/\(supplier.id)"
      add(
        "network/nodes/\(supplier.id)/outage_rate", "network", rate,
        [stream("rate", record)] + carried(record, provider: supplier.id))
    }
  }

  private mutating func addHazards() {
    for hazard in study.network?.hazards ?? [] {
      let record = "hazard/\(hazard.id)"
      add(
        "network/shared_hazards/\(hazard.id)/per_year", "network", hazard.perYear,
        [stream("rate", record)] + carried(record, provider: nil))
    }
  }

  private mutating func addOutages() {
    for control in study.controls {
      guard let outages = control.outages else { continue }
      add(
        "controls/\(control.id)/outages/rate", "controls", outages.rate,
        [stream("outage/rate", "control/\(control.id)")], inPairs: true)
    }
  }

  /// Factors of controls that can be out.
  ///
  /// Others move nothing at the current level, where estimates are stated with controls working; nor
  /// do factors on harm to people move losses.
  private mutating func addFactors() {
    let canBeOut = Set(compiled.controls.filter(\.canBeOut).map(\.id))
    for control in study.controls where canBeOut.contains(control.id) {
      for (position, effect) in control.effects.enumerated() {
        guard let quantity = effect.quantity, quantity != .people,
          case .multiply(let factor) = effect.operation
        else { continue }
        let keys = ControlMap.keys(of: effect, quantity)
        for key in keys {
          let path = "controls/\(control.id)/effects/\(position)/multiply"
          let record = key.record.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
          add(
            keys.count == 1 ? path : "\(path)/\(record)", "controls", factor,
            [ControlMap.factorStream(of: control.id, on: key, seed: study.simulation.seed)])
        }
      }
    }
  }
}
