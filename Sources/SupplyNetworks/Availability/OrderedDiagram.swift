/// A decision diagram whose variables are components in the order of first appearance.
struct OrderedDiagram {
  var graph: DecisionDiagram
  /// The component of each variable.
  let components: [Int]
  let up: [Double]
  let down: [Double]
  private let variables: [Int: Int32]

  /// The diagram nodes that all searches for Fussell and Vesely's measure may add together.
  private static let searchLimit = 2_000_000

  init(_ structure: Structure, availability: [Double], nodeLimit: Int) {
    graph = DecisionDiagram(limit: nodeLimit)
    components = structure.components
    up = components.map { availability[$0] }
    down = up.map { 1 - $0 }
    variables = Dictionary(
      uniqueKeysWithValues: components.enumerated().map { ($1, Int32($0)) })
  }

  mutating func compile(_ structure: Structure) throws(DiagramLimitError) -> DecisionDiagram.Node {
    switch structure {
    case .component(let index):
      return try graph.node(variables[index] ?? 0, low: 0, high: 1)
    case .atLeast(let needed, let parts):
      var nodes: [DecisionDiagram.Node] = []
      for part in parts { nodes.append(try compile(part)) }
      return try graph.atLeast(needed, of: nodes)
    }
  }

  func importance(
    of root: DecisionDiagram.Node, structure: Structure, unavailability: Double, count: Int
  ) -> [ComponentImportance] {
    let birnbaum = graph.derivatives(of: root, up: up, down: down)
    let cuts = unavailability > 0 ? failedCuts(of: root, structure) : nil
    let none: Double? = unavailability > 0 ? 0 : nil
    var result = Array(
      repeating: ComponentImportance(birnbaum: 0, fussellVesely: none, criticality: none),
      count: count)
    for (variable, component) in components.enumerated() {
      result[component] = ComponentImportance(
        birnbaum: birnbaum[variable],
        fussellVesely: cuts.map { $0[variable] / unavailability },
        criticality: none.map { _ in birnbaum[variable] * down[variable] / unavailability })
    }
    return result
  }

  /// For each variable the probability that a minimal cut with it has failed; nil where that takes
  /// too large diagrams.
  ///
  /// Such a cut has failed where the component has, and where it would be critical if some of the
  /// other failed components worked: a point at or above the present one.
  private func failedCuts(of root: DecisionDiagram.Node, _ structure: Structure) -> [Double]? {
    if let simple = SimpleCuts(structure, variables: variables, down: down) {
      return simple.probabilities
    }
    var result: [Double] = []
    var spent = 0
    for variable in components.indices {
      // Each search starts from the compiled graph, so that what one adds burdens no other.
      var search = graph
      guard let above = try? search.criticalAbove(root, Int32(variable)) else { return nil }
      spent += search.count
      guard spent <= Self.searchLimit || variable == components.count - 1 else { return nil }
      let (_, yes) = search.probabilities(up: up, down: down)
      result.append(down[variable] * yes[Int(above)])
    }
    return result
  }
}

extension DecisionDiagram {
  /// Where a variable is critical for a rising function at the present point or one above it.
  fileprivate mutating func criticalAbove(
    _ root: Node, _ variable: Int32
  ) throws(DiagramLimitError) -> Node {
    let with = try restricted(root, variable, to: true)
    let without = try restricted(root, variable, to: false)
    let critical = try choose(without, 0, with)
    return try trueAbove(critical)
  }
}
