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

  /// An effect on a risk acts on the risk's own events: outages of suppliers that are shown under it
  /// are held down by effects on `outage_rate` and `outage_days` of suppliers and hazards.
  ///
  /// - Parameter controls: sorted by id.
  init(controls: [Control], settings: SimulationSettings) {
    seed = settings.seed
    holdsMeans = settings.parameterUncertainty == .off
    for (position, control) in controls.enumerated() {
      for effect in control.effects {
        guard let quantity = effect.quantity, case .multiply(let factor) = effect.operation else {
          continue
        }
        for key in Self.keys(of: effect, quantity) {
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
      factorStream: Self.factorStream(of: control, on: key, seed: seed),
      markStream: RandomStream(seed: seed, purpose: "mark/\(key.record)", record: control))
    factors[key, default: []].append(factor)
  }

  /// The stream of an uncertain factor.
  static func factorStream(of control: String, on key: Key, seed: UInt64) -> RandomStream {
    RandomStream(
      seed: seed, purpose: "factor/\(key.record)/\(key.quantity.rawValue)", record: control)
  }

  /// The quantities of records on which an effect acts.
  static func keys(
    of effect: Effect, _ quantity: Effect.Quantity
  ) -> [Key] {
    switch effect.target {
    case .risks(let ids):
      return ids.map { Key(record: "risk/\($0)", quantity: quantity) }
    case .suppliers(let ids):
      return ids.map { Key(record: "supplier/\($0)", quantity: quantity) }
    case .hazards(let ids):
      return ids.map { Key(record: "hazard/\($0)", quantity: quantity) }
    case .controls, .dependencies, .network:
      return []
    }
  }
}
