/// The loss of capability of one node, from the start of an event until its end.
///
/// All shocks of one event start together and last equally long (`MODELS.md` 5.4).
/// A supplier's outage has severity 1; a risk's downtime strikes processes with its level.
public struct Shock: Hashable, Sendable {
  /// The struck node, as an index into the network's `nodeIDs`.
  public let node: Int
  /// The part of the node's capability that is lost, in (0, 1].
  public let severity: Double

  /// Strikes a node.
  ///
  /// - Precondition: `severity` is in (0, 1].
  public init(node: Int, severity: Double = 1) {
    precondition(
      severity > 0 && severity <= 1, "A shock's severity must be in (0, 1]; it is \(severity).")
    self.node = node
    self.severity = severity
  }
}
