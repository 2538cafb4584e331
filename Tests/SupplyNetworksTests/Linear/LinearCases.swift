import LinearAlgebra
import TestStreams

@testable import SupplyNetworks

/// Random networks and shocks with fixed streams.
enum LinearCases {
  /// A* with the given part of places filled and row sums up to `sum`.
  static func network(
    _ order: Int, density: Double = 0.3, sum: Double = 0.85, seed: UInt64 = 1
  ) -> SparseMatrix {
    var generator = SplitMix64(state: seed)
    var triplets: [SparseMatrix.Triplet] = []
    for row in 0..<order {
      for column in 0..<order where generator.chance(density) {
        triplets.append(.init(row: row, column: column, value: generator.uniform(0, 1)))
      }
    }
    let raw = SparseMatrix(rows: order, columns: order, triplets: triplets)
    let largest = raw.rowSums.max() ?? 1
    return raw.mapped { sum * $2 / max(largest, 1e-300) }
  }

  /// Scenarios that strike a tenth of the nodes.
  static func shocks(
    _ scenarios: Int, nodes: Int, largest: Double = 0.1, seed: UInt64 = 2
  ) -> SparseMatrix {
    var generator = SplitMix64(state: seed)
    var triplets: [SparseMatrix.Triplet] = []
    for scenario in 0..<scenarios {
      for node in 0..<nodes where generator.chance(0.1) {
        triplets.append(.init(row: scenario, column: node, value: generator.uniform(0, largest)))
      }
    }
    return SparseMatrix(rows: scenarios, columns: nodes, triplets: triplets)
  }

  /// Rows of numbers as scenarios.
  static func table(_ rows: [[Double]]) -> SparseMatrix { SparseMatrix(DenseMatrix(rows: rows)) }

  /// All uncapped solutions, scenario by scenario.
  static func solve(
    _ model: StaticInoperability, _ shocks: SparseMatrix, threads: Int = 1, blockSize: Int? = nil
  ) async throws -> [[Double]] {
    var rows: [[Double]] = []
    try await model.solve(shocks, threads: threads, blockSize: blockSize) { block in
      for scenario in block.scenarios {
        rows.append(
          (0..<model.matrix.rows).map { block.uncapped(node: $0, scenario: scenario) })
      }
    }
    return rows
  }

  /// The largest difference of two tables.
  static func distance(_ one: [[Double]], _ other: [[Double]]) -> Double {
    zip(one.joined(), other.joined()).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}

/// What a recovery gives, scenario by scenario.
struct RecoveryFigures: Equatable {
  var cumulatives: [[Double]] = []
  var days: [[Int?]] = []
  /// By scenario, day and node.
  var paths: [[[Double]]] = []
  var isClipped = false
  var isClosedForm = true

  mutating func add(_ block: RecoveryBlock, nodes: Int, plan: RecoveryPlan) {
    isClipped = isClipped || block.isClipped
    isClosedForm = isClosedForm && block.isClosedForm
    for scenario in block.scenarios {
      cumulatives.append((0..<nodes).map { block.cumulative(node: $0, scenario: scenario) })
      days.append(
        (0..<nodes).flatMap { node in
          RecoveryBlock.Recovery.allCases.map {
            block.days(to: $0, node: node, scenario: scenario)
          }
        })
      guard plan.keepsTrajectory, !block.isClosedForm else { continue }
      paths.append(
        (0...plan.days).map { day in
          (0..<nodes).map { block.inoperability(day: day, node: $0, scenario: scenario) }
        })
    }
  }

  static func run(
    _ model: DynamicInoperability, shocks: SparseMatrix, initial: SparseMatrix? = nil,
    plan: RecoveryPlan, threads: Int = 1, blockSize: Int? = nil
  ) async throws -> RecoveryFigures {
    let nodes = model.matrix.rows
    let first = initial ?? SparseMatrix(rows: shocks.rows, columns: nodes, triplets: [])
    var figures = RecoveryFigures()
    try await model.run(
      shocks: shocks, initial: first, plan: plan, threads: threads, blockSize: blockSize
    ) { figures.add($0, nodes: nodes, plan: plan) }
    return figures
  }

  static func totals(
    _ model: DynamicInoperability, shocks: SparseMatrix, initial: SparseMatrix? = nil,
    plan: RecoveryPlan, horizon: TotalHorizon = .planned, threads: Int = 1
  ) async throws -> RecoveryFigures {
    let nodes = model.matrix.rows
    let first = initial ?? SparseMatrix(rows: shocks.rows, columns: nodes, triplets: [])
    var figures = RecoveryFigures()
    try await model.totals(
      shocks: shocks, initial: first, plan: plan, horizon: horizon, threads: threads
    ) { figures.add($0, nodes: nodes, plan: plan) }
    return figures
  }
}
