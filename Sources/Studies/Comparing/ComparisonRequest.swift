/// What a user asks to be compared.
public struct ComparisonRequest: Sendable {
  /// Runs, studies and studies with overlays, the first of which the others are compared with.
  public var operands: [String]
  /// Overlays that make the second operand where one is given.
  public var overlays: [String]
  /// Settings that go before those of every operand, runs too.
  public var settings: [SettingOverride]
  /// Settings that go before a study's own, but leave runs as they are.
  public var defaults: [SettingOverride]
  /// Workers, on which results do not depend; nil is the number of active processors.
  public var threads: Int?
  /// `current`, `inherent` or, with a strategy, `residual`.
  public var level: String
  /// The strategy under which every operand stands that does not name its own; nil for none.
  public var strategy: String?

  /// A request with every operand's own settings.
  public init(
    operands: [String], overlays: [String] = [], settings: [SettingOverride] = [],
    defaults: [SettingOverride] = [], threads: Int? = nil, level: String = "current",
    strategy: String? = nil
  ) {
    self.strategy = strategy
    self.operands = operands
    self.overlays = overlays
    self.settings = settings
    self.defaults = defaults
    self.threads = threads
    self.level = level
  }

  /// A request from flags, which go before everything, and the environment, which goes before a
  /// study's own settings alone.
  public init(
    operands: [String], overlays: [String], trials: Int?, seed: UInt64?,
    environment: EnvironmentSettings, threads: Int?, level: String, strategy: String? = nil
  ) {
    let flags = [("trials", trials.map { "\($0)" }), ("seed", seed.map { "\($0)" })]
    self.init(
      operands: operands, overlays: overlays,
      settings: flags.compactMap { name, text in
        text.map { SettingOverride(path: "simulation/\(name)", text: $0, origin: "--\(name)") }
      },
      defaults: environment.trials + environment.seed, threads: threads ?? environment.threads,
      level: level, strategy: strategy)
  }

  /// The operands, where one with overlays stands for two.
  func names() throws(WrongUse) -> [String] {
    guard ["current", "inherent", "residual"].contains(level) else {
      throw WrongUse("There is no level `\(level)`: use inherent, current or residual.")
    }
    guard level != "inherent" || strategy == nil else {
      throw WrongUse("--strategy compares residual levels: leave out --level inherent.")
    }
    guard level != "residual" || strategy != nil || operands.count > 1 else {
      throw WrongUse("--level residual needs strategies: name them, or one by --strategy.")
    }
    if operands.count > 1 {
      guard overlays.isEmpty else {
        throw WrongUse("--with takes one operand. Write STUDY+OVERLAY.yaml for each of several.")
      }
      return operands
    }
    guard let only = operands.first, !overlays.isEmpty else {
      throw WrongUse("Name two runs or studies, or one and an overlay by --with.")
    }
    return [only, ([only] + overlays).joined(separator: "+")]
  }
}
