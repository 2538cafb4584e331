internal import LinearAlgebra
internal import SupplyNetworks

/// The inoperability of all scenarios, as tables.
struct StaticResults: Sendable {
  let scenarios: NodeIndex
  let nodes: NodeIndex
  let output: [Double]?
  /// Scenario by scenario, node by node, before clipping.
  private(set) var uncapped: [Double] = []
  private(set) var residuals: [Double] = []
  private(set) var losses: [Double] = []

  init(scenarios: NodeIndex, nodes: NodeIndex, output: [Double]?) {
    self.scenarios = scenarios
    self.nodes = nodes
    self.output = output
    uncapped.reserveCapacity(scenarios.count * nodes.count)
  }

  /// Takes a block; blocks come in order.
  mutating func add(_ block: StaticBlock) {
    residuals += block.residuals
    for scenario in block.scenarios {
      for node in 0..<nodes.count {
        uncapped.append(block.uncapped(node: node, scenario: scenario))
      }
      losses.append(output.map { block.loss(scenario: scenario, output: $0) } ?? .nan)
    }
  }

  /// The largest value before clipping and its place; nil without scenarios.
  var largest: (value: Double, node: Int, scenario: Int)? {
    guard let place = uncapped.indices.max(by: { uncapped[$0] < uncapped[$1] }) else { return nil }
    return (uncapped[place], place % nodes.count, place / nodes.count)
  }

  /// How many values clipping changed.
  var clippedCount: Int { uncapped.reduce(0) { $0 + ($1 < 0 || $1 > 1 ? 1 : 0) } }

  var arrays: [(name: String, values: [Double])] {
    [
      ("inoperability", uncapped.map { min(max($0, 0), 1) }), ("uncapped", uncapped),
    ]
  }

  /// `inoperability.csv` and `scenarios.csv`; none without scenarios.
  var tables: [ResultColumns] {
    guard scenarios.count > 0 else { return [] }
    return [inoperabilityTable, scenarioTable]
  }

  private var inoperabilityTable: ResultColumns {
    let (uncapped, output, count) = (uncapped, output, nodes.count)
    return ResultColumns(
      "inoperability", title: "Inoperability of every node in every scenario",
      rowCount: uncapped.count,
      columns: [
        .id("scenario", "Scenario", scenarios) { $0 / count },
        .id("node", "Node", nodes) { $0 % count },
        .number("inoperability", "Share of the node's function lost, clipped to 0…1") {
          min(max(uncapped[$0], 0), 1)
        },
        .number("uncapped", "Solution of q = A* q + c* before clipping") { uncapped[$0] },
        .number("loss", unit: "unit of output", "Inoperability times output") { row in
          output.map { min(max(uncapped[row], 0), 1) * $0[row % count] } ?? .nan
        },
      ])
  }

  private var scenarioTable: ResultColumns {
    ResultColumns(
      "scenarios", title: "Loss and residual of every scenario", rowCount: scenarios.count,
      columns: [
        .id("scenario", "Scenario", scenarios),
        .number("loss", unit: "unit of output", "Sum of inoperability times output", losses),
        .number("residual", "Largest |c* + A* q − q| before clipping", residuals),
      ])
  }
}
