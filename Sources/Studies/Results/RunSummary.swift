/// The content of `summary.json`: what a run found, without its tables.
public struct RunSummary: Sendable {
  /// Always `summary/1`.
  public let schema: String
  /// The run's id.
  public let run: String
  /// The study, as results name it.
  public let study: StudyFacts
  /// Simulated years behind the figures.
  public let trials: Int
  /// The simulated years that were asked for.
  public let trialsAsked: Int
  /// Where the random numbers begin.
  public let seed: UInt64
  /// `trials`, `stopped` or the figure that reached its tolerance.
  public let endedBy: String
  /// The level of all shares of shortfall; nil where the study has no level.
  public let shortfallLevel: Double?
  /// The level that was asked for, `current` unless said otherwise.
  public let shown: LevelSummary
  /// The other levels, by strategy.
  public let byLevel: [String: LevelSummary]
  /// Gains, apart from losses.
  public let opportunities: [OpportunitySummary]
  /// The expected loss as the run went on.
  public let convergence: [ConvergencePoint]
  /// Sentences that a reader of the figures must know.
  public let notes: [String]
  /// What the losses answer to; nil where it was not asked for.
  public var sensitivity: SensitivitySummary?
  /// Losses too rare for plain years; nil where they were not asked for.
  public var rareTail: RareTailSummary?
  /// What strategies cost and are worth; nil where they were not asked for.
  public var strategies: [StrategySummary]?
  /// Where the run is; nil in the file itself.
  public var folder: String?

  /// One opportunity's figures: reported apart, never netted.
  public struct OpportunitySummary: Codable, Sendable {
    /// The id in the study.
    public let id: String
    /// The name.
    public let name: String
    /// The mean gain of a year.
    public let expectedAnnualGain: EstimateRecord
    /// P(at least one event in a year).
    public let probabilityOfEvent: EstimateRecord
  }

  /// The expected annual loss after some trials.
  public struct ConvergencePoint: Codable, Sendable {
    /// Simulated years.
    public let trials: Int
    /// The mean loss of a year, in the study's currency.
    public let expectedAnnualLoss: Double?
    /// Half the 95 % interval.
    public let halfWidth: Double?
  }

  /// The figures of a level; nil where the run has none of this name.
  public subscript(strategy: String) -> LevelSummary? {
    shown.strategy == strategy ? shown : byLevel[strategy]
  }

  /// The same run with another of its levels in front; nil where it has none of this name.
  public func showing(_ strategy: String) -> RunSummary? {
    guard strategy != shown.strategy else { return self }
    guard let level = byLevel[strategy] else { return nil }
    var others = byLevel
    others[strategy] = nil
    others[shown.strategy] = shown
    return RunSummary(
      schema: schema, run: run, study: study, trials: trials, trialsAsked: trialsAsked,
      seed: seed, endedBy: endedBy, shortfallLevel: shortfallLevel, shown: level, byLevel: others,
      opportunities: opportunities, convergence: convergence, notes: notes,
      sensitivity: sensitivity, rareTail: rareTail, strategies: strategies, folder: folder)
  }
}

/// What a study is, as results name it.
public struct StudyFacts: Codable, Hashable, Sendable {
  /// The id in the study.
  public let id: String
  /// The title.
  public let title: String?
  /// The version, as text.
  public let version: String?
  /// How far the run or the study has come.
  public let status: String?
  /// The role or person that owns it.
  public let owner: String?
  /// The date to which the figures belong, ISO 8601.
  public let baseDate: String?
  /// ISO 4217 code of every amount of money.
  public let currency: String
  /// Who may read it.
  public let classification: String?
  /// SHA-256 over the names and digests of all files of the study, overlays too.
  public let digest: String
}

extension RunSummary: Codable {
  private enum CodingKeys: CodingKey {
    case schema, run, study, trials, trialsAsked, seed, endedBy, shortfallLevel, byLevel
    case opportunities, convergence, notes, sensitivity, rareTail, strategies, folder
  }

  /// Writes the level that is shown at the top, so that `.expected_shortfall` finds it.
  public func encode(to encoder: any Encoder) throws {
    try shown.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(run, forKey: .run)
    try container.encode(study, forKey: .study)
    try container.encode(trials, forKey: .trials)
    try container.encode(trialsAsked, forKey: .trialsAsked)
    try container.encode(seed, forKey: .seed)
    try container.encode(endedBy, forKey: .endedBy)
    try container.encodeIfPresent(shortfallLevel, forKey: .shortfallLevel)
    try container.encode(byLevel, forKey: .byLevel)
    try container.encode(opportunities, forKey: .opportunities)
    try container.encode(convergence, forKey: .convergence)
    try container.encode(notes, forKey: .notes)
    try container.encodeIfPresent(sensitivity, forKey: .sensitivity)
    try container.encodeIfPresent(rareTail, forKey: .rareTail)
    try container.encodeIfPresent(strategies, forKey: .strategies)
    try container.encodeIfPresent(folder, forKey: .folder)
  }

  /// Decodes what `encode` has written.
  public init(from decoder: any Decoder) throws {
    shown = try LevelSummary(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schema = try container.decode(String.self, forKey: .schema)
    run = try container.decode(String.self, forKey: .run)
    study = try container.decode(StudyFacts.self, forKey: .study)
    trials = try container.decode(Int.self, forKey: .trials)
    trialsAsked = try container.decode(Int.self, forKey: .trialsAsked)
    seed = try container.decode(UInt64.self, forKey: .seed)
    endedBy = try container.decode(String.self, forKey: .endedBy)
    shortfallLevel = try container.decodeIfPresent(Double.self, forKey: .shortfallLevel)
    byLevel = try container.decode([String: LevelSummary].self, forKey: .byLevel)
    opportunities = try container.decode([OpportunitySummary].self, forKey: .opportunities)
    convergence = try container.decode([ConvergencePoint].self, forKey: .convergence)
    notes = try container.decode([String].self, forKey: .notes)
    sensitivity = try container.decodeIfPresent(SensitivitySummary.self, forKey: .sensitivity)
    rareTail = try container.decodeIfPresent(RareTailSummary.self, forKey: .rareTail)
    strategies = try container.decodeIfPresent([StrategySummary].self, forKey: .strategies)
    folder = try container.decodeIfPresent(String.self, forKey: .folder)
  }
}
