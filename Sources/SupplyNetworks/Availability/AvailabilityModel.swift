/// How much a component matters for the availability of a structure.
public struct ComponentImportance: Hashable, Sendable {
  /// Birnbaum (1969): the derivative of the system's availability by the component's.
  public let birnbaum: Double
  /// Fussell and Vesely: the probability that a minimal cut with the component has failed, given
  /// that the system has (Rausand and Høyland 2004, section 5.6); nil for a system that never fails,
  /// or where the diagrams needed are too large.
  public let fussellVesely: Double?
  /// The probability that the component has failed and the system would work with it, given that
  /// the system has failed; nil for a system that never fails.
  public let criticality: Double?
}

/// Components that take the system down together, and none of which can be left out.
public struct MinimalCut: Hashable, Sendable {
  /// Ascending indices.
  public let components: [Int]
  /// The probability that all of them have failed.
  public let probability: Double
}

/// The exact availability of a structure of independent components, which may stand in several
/// places (`MODELS.md` 5.7).
public struct AvailabilityModel: Sendable {
  /// The largest number of diagram nodes unless stated.
  public static let nodeLimit = 4_000_000

  /// The probability that the structure works.
  public let availability: Double
  /// 1 − availability, with full relative accuracy.
  public let unavailability: Double
  /// One for each component given; zeros for one that the structure does not name.
  public let importance: [ComponentImportance]
  /// The number of nodes of the decision diagram.
  public let diagramSize: Int
  /// All minimal cuts, by size and then by components; nil where there are more than asked for.
  public let minimalCuts: [MinimalCut]?

  /// Analyses a structure.
  ///
  /// - Parameters:
  ///   - availability: of each component, 0…1.
  ///   - cutLimit: the most minimal cuts that are listed.
  /// - Throws: `DiagramLimitError` where the structure is too entangled for an exact answer.
  public init(
    _ structure: Structure, availability: [Double], cutLimit: Int = 10_000,
    nodeLimit: Int = AvailabilityModel.nodeLimit
  ) throws(DiagramLimitError) {
    precondition(availability.allSatisfy { (0...1).contains($0) }, "availability must be 0…1")
    var diagram = OrderedDiagram(structure, availability: availability, nodeLimit: nodeLimit)
    let root = try diagram.compile(structure)
    diagramSize = diagram.graph.size(of: root)
    let (no, yes) = diagram.graph.probabilities(up: diagram.up, down: diagram.down)
    self.availability = yes[Int(root)]
    unavailability = no[Int(root)]
    minimalCuts = diagram.minimalCuts(of: root, limit: cutLimit)
    importance = diagram.importance(
      of: root, structure: structure, unavailability: no[Int(root)], count: availability.count)
  }
}
