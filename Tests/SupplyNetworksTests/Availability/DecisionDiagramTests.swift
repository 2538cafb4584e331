import Testing
import TestStreams

@testable import SupplyNetworks

@Suite struct DecisionDiagramTests {
  /// The value of a function where just the variables of a mask are true.
  private func value(_ graph: DecisionDiagram, _ root: DecisionDiagram.Node, _ mask: Int) -> Bool {
    graph.value(of: root, withFalse: Set((0..<4).filter { mask >> $0 & 1 == 0 }.map { Int32($0) }))
  }

  @Test func equalFunctionsAreOneNode() throws {
    var graph = DecisionDiagram(limit: 1_000)
    let a = try graph.node(0, low: 0, high: 1)
    let b = try graph.node(1, low: 0, high: 1)
    let both = try graph.choose(a, b, 0)
    #expect(try graph.choose(b, a, 0) == both)
    #expect(try graph.choose(both, 1, both) == both)
    #expect(try graph.atLeast(2, of: [a, b]) == both)
    #expect(try graph.node(2, low: both, high: both) == both)
    #expect(graph.size(of: both) == 2)
  }

  @Test func operationsFollowTheirTruthTables() throws {
    var random = SplitMix64(state: 5)
    for _ in 0..<100 {
      var graph = DecisionDiagram(limit: 10_000)
      let variables = try (0..<4).map { try graph.node(Int32($0), low: 0, high: 1) }
      var roots: [DecisionDiagram.Node] = variables
      for _ in 0..<5 {
        roots.append(
          try graph.choose(
            roots[random.below(roots.count)], roots[random.below(roots.count)],
            roots[random.below(roots.count)]))
      }
      let (f, g, h) = (roots[6], roots[7], roots[8])
      let chosen = try graph.choose(f, g, h)
      let two = try graph.atLeast(2, of: [f, g, h])
      let fixed = try graph.restricted(h, 2, to: true)
      let above = try graph.trueAbove(h)
      for mask in 0..<16 {
        let values = [f, g, h].map { value(graph, $0, mask) }
        #expect(value(graph, chosen, mask) == (values[0] ? values[1] : values[2]))
        #expect(value(graph, two, mask) == (values.count { $0 } >= 2))
        #expect(value(graph, fixed, mask) == value(graph, h, mask | 4))
        let isAbove = (0..<16).contains { $0 & mask == mask && value(graph, h, $0) }
        #expect(value(graph, above, mask) == isAbove)
      }
    }
  }

  @Test func probabilitiesAndDerivativesAreSumsOverStates() throws {
    let up = [0.5, 0.25, 0.875, 0.75]
    var graph = DecisionDiagram(limit: 1_000)
    let parts = try (0..<4).map { try graph.node(Int32($0), low: 0, high: 1) }
    let root = try graph.choose(parts[1], graph.atLeast(2, of: [parts[0], parts[2]]), parts[3])
    func probability(_ p: [Double]) -> Double {
      var sum = 0.0
      for mask in 0..<16 where value(graph, root, mask) {
        var product = 1.0
        for i in 0..<4 { product *= mask >> i & 1 == 1 ? p[i] : 1 - p[i] }
        sum += product
      }
      return sum
    }
    let (no, yes) = graph.probabilities(up: up, down: up.map { 1 - $0 })
    #expect(yes[Int(root)] == probability(up))
    #expect(no[Int(root)] == 1 - probability(up))
    let slopes = graph.derivatives(of: root, up: up, down: up.map { 1 - $0 })
    for i in 0..<4 {
      var (high, low) = (up, up)
      (high[i], low[i]) = (1, 0)
      #expect(abs(slopes[i] - (probability(high) - probability(low))) < 1e-15)
    }
  }
}
