/// The content of `run.json`: where a run's figures come from.
public struct RunManifest: Codable, Sendable {
  /// Always `run/1`.
  public let schema: String
  /// The run's id.
  public let run: String
  /// The program and its version.
  public let engine: EngineRecord
  /// The study, as results name it.
  public let study: StudyFacts
  /// Every file that the study was read from.
  public let files: [ReadFile]
  /// The overlays in the order in which they were applied.
  public let overlays: [String]
  /// Where the random numbers begin.
  public let seed: UInt64
  /// Simulated years.
  public let trials: Int
  /// The simulated years that were asked for.
  public let trialsAsked: Int
  /// Where the trials come from, a word of the study format.
  public let method: String
  /// What happens to uncertain parameters, a word of the study format.
  public let parameterUncertainty: String
  /// Every level that was simulated.
  public let strategies: [String]
  /// The level in front of `summary.json`.
  public let shownStrategy: String
  /// Workers; figures do not depend on them.
  public let threads: Int
  /// ISO 8601, UTC.
  public let started: String
  /// ISO 8601, UTC.
  public let finished: String
  /// Wall time of the simulation.
  public let seconds: Double
  /// The machine.
  public let host: HostRecord
  /// Why the run ended: `trials`, `stopped`, or the figures and verdicts of `stop_when`.
  public let endedBy: String
  /// How far the run or the study has come.
  public let status: Status
  /// The id of the run that it goes on from; nil for none.
  public let resumedFrom: String?
  /// The parts that it was joined from, in the order of their trials; nil for none.
  public let mergedFrom: [RunOrigin.MergedPart]?
  /// Sentences that a reader of the figures must know.
  public let notes: [String]
  /// Every other file of the run's folder as it was written; nil in a run of an earlier version.
  public var outputs: [ReadFile]?
  /// SHA-256 of this file with zeros in place of the seal; nil in a run of an earlier version.
  public var seal: String?

  /// Whether a run did all it was asked for.
  public enum Status: String, Codable, Sendable {
    /// All trials, or a figure reached its tolerance.
    case complete
    /// The user stopped it: a valid smaller run.
    case stopped
  }

  /// The program that computed the figures.
  public struct EngineRecord: Codable, Hashable, Sendable {
    /// The name.
    public let name: String
    /// The version, as text.
    public let version: String

    /// This program.
    public static let current = EngineRecord(name: "Breakwater", version: "0.1.0")
  }

  /// The machine that computed the figures.
  public struct HostRecord: Codable, Hashable, Sendable {
    /// The name.
    public let name: String
    /// The operating system with its version.
    public let operatingSystem: String
    /// Of the kernels: results do not depend on it.
    public let instructionSet: String
    /// Active processors.
    public let processors: Int
  }
}
