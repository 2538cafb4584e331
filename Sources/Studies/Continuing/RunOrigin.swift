internal import Foundation
internal import LossSimulation

/// Where a run's years come from, beside its own simulation.
public struct RunOrigin: Hashable, Sendable {
  /// The id of the run that it goes on from; nil for none.
  public var resumedFrom: String?
  /// The parts that it was joined from, in the order of their trials; nil for none.
  public var mergedFrom: [MergedPart]?

  /// A run of its own, unless said otherwise.
  public init(resumedFrom: String? = nil, mergedFrom: [MergedPart]? = nil) {
    self.resumedFrom = resumedFrom
    self.mergedFrom = mergedFrom
  }

  /// A part that was computed apart.
  public struct MergedPart: Codable, Hashable, Sendable {
    /// The file's name.
    public let file: String
    /// The first trial.
    public let firstTrial: Int
    /// The trial after the last one.
    public let endTrial: Int
    /// The machine that computed it.
    public let host: String
    /// ISO 8601, UTC.
    public let started: String
    /// ISO 8601, UTC.
    public let finished: String

    init(_ part: PartFile) {
      file = (part.path as NSString).lastPathComponent
      firstTrial = part.header.firstTrial
      endTrial = part.header.endTrial
      host = part.header.host
      started = part.header.started
      finished = part.header.finished
    }
  }
}

/// What was computed of a run before it is run.
struct Beginning: Sendable {
  /// Blocks from the first on.
  var parts: [PartialRun] = []
  var origin = RunOrigin()
  /// Where its folder goes unless a user names one; nil for the study's own `runs`.
  var runsFolder: String?
  /// What a user should be told before it begins.
  var remarks: [String] = []
}
