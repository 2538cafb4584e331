/// Distress that spreads along exposures and adds up (`MODELS.md` 5.6).
///
/// The weight of a link j → i is the part of its own strength that i loses when j is wholly in
/// distress: the exposure of i to j over what i can bear.
public struct DebtRank: Sendable {
  /// Which recursion is meant.
  public enum Variant: String, CaseIterable, Sendable {
    /// hᵢ ← min(1, hᵢ + Σⱼ Wⱼᵢ Δhⱼ): every increase is passed on (Bardoscia et al. 2015).
    case differential
    /// A node passes on its distress once, in the step after it first becomes distressed
    /// (Battiston et al. 2012): reverberations are left out.
    case original
  }

  /// The number of nodes.
  public let nodeCount: Int
  private let links: LinkTable

  /// Takes the exposures; weights of several links of one pair add up.
  ///
  /// - Precondition: Sources and targets are nodes, weights finite and ≥ 0.
  public init(nodeCount: Int, links: [WeightedLink]) {
    for link in links {
      precondition(
        link.source >= 0 && link.source < nodeCount && link.target >= 0 && link.target < nodeCount,
        "a link needs two nodes")
      precondition(link.weight >= 0 && link.weight.isFinite, "a weight must be finite and ≥ 0")
    }
    self.nodeCount = nodeCount
    self.links = LinkTable(nodeCount: nodeCount, links: links) { $0.reduce(0, +) }
  }

  /// Lets an initial distress spread until it rests.
  ///
  /// - Parameters:
  ///   - distress: of each node at the start, 0…1.
  ///   - tolerance: the largest increase in one step that counts as rest.
  ///   - stepLimit: the differential recursion stops there at the latest.
  public func propagate(
    distress: [Double], variant: Variant = .differential, tolerance: Double = 1e-15,
    stepLimit: Int = 1_000_000
  ) -> DebtRankResult {
    precondition(distress.count == nodeCount, "distress needs one entry a node")
    precondition(distress.allSatisfy { (0...1).contains($0) }, "distress must be 0…1")
    var state = DebtRankState(distress: distress)
    var residual = distress.max() ?? 0
    while residual > tolerance, state.steps < stepLimit {
      residual = state.step(links, variant: variant)
    }
    return DebtRankResult(
      initial: distress, distress: state.distress, steps: state.steps, residual: residual,
      isAtRest: residual <= tolerance)
  }
}

/// The recursion's state between two steps.
private struct DebtRankState {
  var distress: [Double]
  var steps = 0
  /// What each node passes on in the next step.
  private var outgoing: [Double]
  private var incoming: [Double]
  /// Whether a node has been distressed in an earlier step, for the original recursion.
  private var hasPassed: [Bool]

  init(distress: [Double]) {
    self.distress = distress
    outgoing = distress
    incoming = Array(repeating: 0, count: distress.count)
    hasPassed = distress.map { $0 > 0 }
  }

  /// Returns the largest increase.
  mutating func step(_ links: LinkTable, variant: DebtRank.Variant) -> Double {
    steps += 1
    collect(links)
    var largest = 0.0
    for node in distress.indices {
      let new = min(1, distress[node] + incoming[node])
      let increase = new - distress[node]
      distress[node] = new
      incoming[node] = 0
      largest = max(largest, increase)
      outgoing[node] = passedOn(by: node, increase: increase, variant: variant)
    }
    return largest
  }

  private mutating func collect(_ links: LinkTable) {
    for node in outgoing.indices where outgoing[node] > 0 {
      for link in links.start[node]..<links.start[node + 1] {
        incoming[Int(links.targets[link])] += links.weights[link] * outgoing[node]
      }
    }
  }

  private mutating func passedOn(
    by node: Int, increase: Double, variant: DebtRank.Variant
  ) -> Double {
    guard variant == .original else { return increase }
    guard !hasPassed[node], distress[node] > 0 else { return 0 }
    hasPassed[node] = true
    return distress[node]
  }
}

/// Where distress came to rest.
public struct DebtRankResult: Equatable, Sendable {
  /// The distress at the start.
  public let initial: [Double]
  /// The distress at rest, 0…1.
  public let distress: [Double]
  /// The number of steps.
  public let steps: Int
  /// The largest increase in the last step.
  public let residual: Double
  /// Whether the residual fell to the tolerance before the limit of steps.
  public let isAtRest: Bool

  /// Σ v h at rest − Σ v h at the start: what the spreading adds.
  public func value(of weights: [Double]) -> Double {
    precondition(weights.count == distress.count, "a value needs one weight a node")
    return weights.indices.reduce(0) { $0 + weights[$1] * (distress[$1] - initial[$1]) }
  }
}
