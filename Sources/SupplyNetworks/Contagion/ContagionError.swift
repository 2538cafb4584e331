/// A node whose sources weigh more than the threshold model allows.
public struct HeavyTarget: Hashable, Sendable {
  /// The node's id.
  public let node: String
  /// The sum of the weights of its links.
  public let sum: Double

  /// Takes the values of all fields.
  public init(node: String, sum: Double) {
    self.node = node
    self.sum = sum
  }
}

/// Says why no contagion can be simulated on a network.
public enum ContagionError: Error, Equatable, Sendable {
  /// A link's number is not in 0…1 (cascade) or not finite and ≥ 0 (threshold); its position from 0.
  case badWeight(link: Int, value: Double)
  /// A link or a seed names a node that is not there.
  case unknownNode(Int)
  /// Weights into these nodes sum to more than 1.
  case heavyTargets([HeavyTarget])
  /// More nodes than the 2³¹ − 1 that can be indexed.
  case tooManyNodes(Int)
}
