internal import Distributions
internal import RiskModel
internal import Sampling

/// Which controls act on which quantity of which record, in the order of the controls' ids.
struct ControlMap {
  /// A record as an effect addresses it.
  struct Key: Hashable {
    let record: String
    let quantity: Effect.Quantity
  }

  private(set) var factors: [Key: [ControlFactor]] = [:]
  private let seed: UInt64
  private let holdsMeans: Bool

  /// - Parameters:
  ///   - controls: sorted by id.
  ///   - suppliersOfRisk: for a risk that takes in suppliers, their ids: an effect on such a
  ///     risk's frequency or downtime acts on their outages.
  init(controls: [Control], settings: SimulationSettings, suppliersOfRisk: [String: [String]]) {
    seed = settings.seed
    holdsMeans = settings.parameterUncertainty == .off
    for (position, control) in controls.enumerated() {
      for effect in control.effects {
        guard let quantity = effect.quantity, case .multiply(let factor) = effect.operation else {
          continue
        }
        for key in Self.keys(of: effect, quantity, suppliersOfRisk) {
          add(factor.law, of: control.id, at: position, to: key)
        }
      }
    }
  }

  subscript(record: String, quantity: Effect.Quantity) -> [ControlFactor] {
    factors[Key(record: record, quantity: quantity)] ?? []
  }

  private mutating func add(
    _ law: any Distribution, of control: String, at position: Int, to key: Key
  ) {
    let sampler = LawSampler(law)
    let factor = ControlFactor(
      control: position, factor: holdsMeans ? sampler.heldAtMean : sampler,
      factorStream: RandomStream(
        seed: seed, purpose: "factor/\(key.record)/\(key.quantity.rawValue)", record: control),
      markStream: RandomStream(seed: seed, purpose: "mark/\(key.record)", record: control))
    factors[key, default: []].append(factor)
  }

  private static func keys(
    of effect: Effect, _ quantity: Effect.Quantity, _ suppliersOfRisk: [String: [String]]
  ) -> [Key] {
    switch effect.target {
    case .risks(let ids):
      return ids.flatMap { id -> [Key] in
        let own = [Key(record: "risk/\(id)", quantity: quantity)]
        guard let passed = passedOn(quantity) else { return own }
        return own
          + (suppliersOfRisk[id] ?? []).map { Key(record: "supplier/\($0)", quantity: passed) }
      }
    case .suppliers(let ids):
      return ids.map { Key(record: "supplier/\($0)", quantity: quantity) }
    case .hazards(let ids):
      return ids.map { Key(record: "hazard/\($0)", quantity: quantity) }
    case .controls, .dependencies, .network:
      return []
    }
  }

  /// What an effect on a risk means for the suppliers whose outages it takes in.
  private static func passedOn(_ quantity: Effect.Quantity) -> Effect.Quantity? {
    switch quantity {
    case .frequency, .attempts, .success: .outageRate
    case .downtime: .outageDays
    default: nil
    }
  }
}
