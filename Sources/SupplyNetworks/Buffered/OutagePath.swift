/// The trajectory of one stated outage, for reports.
public struct OutagePath: Sendable {
  /// A stretch of time in which nothing changes.
  public struct Segment: Hashable, Sendable {
    /// Days from the start of the event.
    public let start: Double
    /// Days from the start of the event.
    public let end: Double
    /// The nodes that are below full output, ascending by node.
    public let outputs: [NodeOutput]

    /// Describes a stretch.
    public init(start: Double, end: Double, outputs: [NodeOutput]) {
      self.start = start
      self.end = end
      self.outputs = outputs
    }
  }

  /// The output of a node.
  public struct NodeOutput: Hashable, Sendable {
    /// The node.
    public let node: Int
    /// Its output y as a part of full output, in [0, 1).
    public let output: Double

    /// Pairs a node with its output.
    public init(node: Int, output: Double) {
      self.node = node
      self.output = output
    }
  }

  /// Something that happens on the way.
  public enum Incident: Hashable, Sendable {
    /// A node is struck and loses a part of its capability.
    case struck(node: Int, severity: Double)
    /// The output of a node drops below full for the first time.
    case fellShort(node: Int)
    /// The stock of an input, not empty at the start, is used up.
    case stockUsedUp(target: Int, input: String)
    /// A substitute takes over a row of the register, as an index into `dependencies`.
    case switched(dependency: Int)
    /// The outage ends, and with it every shortfall.
    case restored
    /// The struck nodes recover from the start on, and the rest with them.
    case recovers
  }

  /// An incident and its time.
  public struct Event: Hashable, Sendable {
    /// Days from the start of the event.
    public let time: Double
    /// What happens.
    public let incident: Incident

    /// Dates an incident.
    public init(time: Double, incident: Incident) {
      self.time = time
      self.incident = incident
    }
  }

  /// The stretches from 0 to the end of the report, without gaps.
  public let segments: [Segment]
  /// What happens, in order of time.
  public let events: [Event]
  /// The days of full output that each process loses, by process slot.
  public let lostDays: [Double]
  /// The money lost: Σ daily cost × lost days, in the currency.
  public let cost: Double
  /// How the path was computed.
  public let diagnostics: OutageDiagnostics
}

extension BufferedNetwork {
  /// Follows one outage from its start to the end of the report.
  ///
  /// - Parameters:
  ///   - shocks: the struck nodes. Where one occurs twice the larger severity counts.
  ///   - duration: days that all shocks last; may be infinite.
  ///   - end: days to report on, above 0. What lies beyond is not in the lost days.
  public func path(of shocks: [Shock], lasting duration: Double, until end: Double) -> OutagePath {
    precondition(duration >= 0, "A duration must be at least 0; it is \(duration).")
    precondition(end > 0 && end.isFinite, "A report must end after 0; it ends at \(end).")
    var recorder = PathRecorder(network: self, shocks: duration > 0 ? shocks : [])
    var workspace = OutageWorkspace(self)
    if duration > 0 {
      recorder.diagnostics = workspace.run(
        shocks, until: min(duration, end), observer: &recorder)
    }
    if duration <= end { recorder.restore(at: duration, until: end) }
    return recorder.path()
  }
}
