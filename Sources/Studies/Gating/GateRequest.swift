/// What a user asks of `gate`.
public struct GateRequest: Sendable {
  /// The study's folder or file.
  public var study: String
  /// The id of a change, or of a nonconformity whose action is judged.
  public var change: String
  /// Overlays that state it; empty takes the change's own.
  public var overlays: [String]
  /// Simulated years; nil takes the study's.
  public var trials: Int?
  /// Where the random numbers begin; nil takes the study's.
  public var seed: UInt64?
  /// Workers, on which results do not depend.
  public var threads: Int?
  /// The day of the gate.
  public var asOf: CalendarDay

  /// A request with the study's own settings, today.
  public init(
    study: String, change: String, overlays: [String] = [], trials: Int? = nil,
    seed: UInt64? = nil, threads: Int? = nil, asOf: CalendarDay = .today
  ) {
    self.study = study
    self.change = change
    self.overlays = overlays
    self.trials = trials
    self.seed = seed
    self.threads = threads
    self.asOf = asOf
  }
}

/// Whether a gate ends the program with its own exit code.
public enum GateCondition: String, CaseIterable, Sendable {
  /// Harm to people clearly grows.
  case people
  /// Harm to people, the expected loss or the shortfall clearly grows.
  case worse
  /// Any of these, or a record loses its owner.
  case any

  /// Whether the condition holds; a change against imminent danger passes.
  public func holds(for gate: GateRecord) -> Bool {
    guard gate.exemption == nil else { return false }
    let people = gate.people.contains { $0.verdict == "higher, clear" }
    let money = gate.money.contains { $0.verdict == "higher, clear" }
    switch self {
    case .people: return people
    case .worse: return people || money
    case .any: return people || money || !gate.ownersLost.isEmpty
    }
  }
}
