internal import SupplyNetworks

/// What all scenarios go through, as tables.
struct RecoveryResults {
  let scenarios: NodeIndex
  let nodes: NodeIndex
  let output: [Double]?
  let days: Int
  /// Scenario by scenario, day by day, node by node; nil where it is not wanted.
  let trajectory: SpilledNumbers?
  /// Scenario by scenario, node by node.
  private(set) var cumulatives: [Double] = []
  /// The days to 90, 95 and 99 % recovery, not-a-number where not reached.
  private(set) var recoveries: [[Double]] = [[], [], []]
  private(set) var losses: [Double] = []
  private(set) var isClipped = false
  private(set) var isClosedForm = true

  init(
    scenarios: NodeIndex, nodes: NodeIndex, output: [Double]?, days: Int, keepsTrajectory: Bool
  ) {
    self.scenarios = scenarios
    self.nodes = nodes
    self.output = output
    self.days = days
    trajectory = keepsTrajectory ? SpilledNumbers() : nil
  }

  /// Takes a block; blocks come in order.
  mutating func add(_ block: RecoveryBlock) throws {
    isClipped = isClipped || block.isClipped
    isClosedForm = isClosedForm && block.isClosedForm
    for scenario in block.scenarios {
      var loss = 0.0
      for node in 0..<nodes.count {
        let cumulative = block.cumulative(node: node, scenario: scenario)
        cumulatives.append(cumulative)
        loss += cumulative * (output?[node] ?? .nan)
        for recovery in RecoveryBlock.Recovery.allCases {
          let day = block.days(to: recovery, node: node, scenario: scenario)
          recoveries[recovery.rawValue].append(day.map(Double.init) ?? .nan)
        }
      }
      losses.append(loss)
      if let trajectory { try trajectory.append(path(block, scenario)) }
    }
  }

  private func path(_ block: RecoveryBlock, _ scenario: Int) -> [Double] {
    (0...days).flatMap { day in
      (0..<nodes.count).map { block.inoperability(day: day, node: $0, scenario: scenario) }
    }
  }

  var tables: [ResultColumns] {
    guard scenarios.count > 0, nodes.count > 0 else { return [] }
    return (trajectory.map { [trajectoryTable($0)] } ?? []) + [recoveryTable]
  }

  private func trajectoryTable(_ values: SpilledNumbers) -> ResultColumns {
    let (count, days) = (nodes.count, days + 1)
    return ResultColumns(
      "trajectory", title: "Inoperability of every node on every day", rowCount: values.count,
      columns: [
        .id("scenario", "Scenario", scenarios) { $0 / (days * count) },
        .integer("day", unit: "day", "Day, from 0") { $0 / count % days },
        .id("node", "Node", nodes) { $0 % count },
        .number("inoperability", "Share of the node's function lost, clipped to 0…1") {
          values[$0]
        },
      ])
  }

  private var recoveryTable: ResultColumns {
    let (count, output, cumulatives) = (nodes.count, output, cumulatives)
    let names = ["days_to_90", "days_to_95", "days_to_99"]
    let recovery = zip(names, recoveries).map { name, days in
      ResultColumn.number(
        name, unit: "day",
        "First day from which on that percentage of the largest inoperability stays gone", days)
    }
    return ResultColumns(
      "recovery", title: "Recovery of every node in every scenario", rowCount: cumulatives.count,
      columns: [
        .id("scenario", "Scenario", scenarios) { $0 / count },
        .id("node", "Node", nodes) { $0 % count },
      ] + recovery + [
        .number(
          "cumulative_inoperability", unit: "day", "Inoperability added up over the days",
          cumulatives),
        .number("loss", unit: "unit of output", "Cumulative inoperability times output") { row in
          output.map { cumulatives[row] * $0[row % count] } ?? .nan
        },
      ])
  }
}
