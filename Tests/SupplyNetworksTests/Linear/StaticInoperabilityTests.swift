import LinearAlgebra
import Testing

@testable import SupplyNetworks

@Suite struct StaticInoperabilityTests {
  private static let methods: [SolveMethod] = [.dense, .sparse]

  // MARK: Published and hand-worked cases

  /// The two infrastructures of Haimes & Jiang (2001): q = 4/7, 5/7.
  @Test(arguments: methods) func haimesJiangTwoInfrastructures(_ method: SolveMethod) async throws {
    let model = try StaticInoperability(LinearCases.table([[0, 0.8], [0.2, 0]]), method: method)
    let q = try await LinearCases.solve(model, LinearCases.table([[0, 0.6]]))
    #expect(LinearCases.distance(q, [[4.0 / 7, 5.0 / 7]]) < 1e-12)
    #expect(abs(model.radius.value - 0.4) < 1e-9)
  }

  /// Four infrastructures of Haimes & Jiang (2001): printed 0.70, 0.78, 1, 1.
  @Test(arguments: methods) func haimesJiangFour(_ method: SolveMethod) async throws {
    let matrix = LinearCases.table([
      [0, 0.9, 0, 0], [0.4, 0, 0, 0], [1, 0.8, 0, 0], [1, 0.9, 0, 0],
    ])
    let model = try StaticInoperability(matrix, method: method)
    let q = try await LinearCases.solve(model, LinearCases.table([[0, 0.5, 0, 0]]))
    #expect(LinearCases.distance(q, [[0.703125, 0.78125, 1.328125, 1.40625]]) < 1e-12)
    #expect(abs(model.radius.value - 0.6) < 1e-9)
  }

  /// Three infrastructures of Haimes & Jiang (2001): q = 9/217, 18/1085, 30/217.
  @Test(arguments: methods) func haimesJiangThree(_ method: SolveMethod) async throws {
    let matrix = LinearCases.table([[0, 0, 0.3], [0.4, 0, 0], [0.2, 0.6, 0]])
    let model = try StaticInoperability(matrix, method: method)
    let q = try await LinearCases.solve(model, LinearCases.table([[0, 0, 0.12]]))
    #expect(LinearCases.distance(q, [[9.0 / 217, 18.0 / 1085, 30.0 / 217]]) < 1e-12)
  }

  /// The level of the economy of Lian & Haimes (2006): q = 20/303, 34/303.
  @Test(arguments: methods) func lianHaimes(_ method: SolveMethod) async throws {
    let model = try StaticInoperability(
      LinearCases.table([[0.15, 0.5], [0.1, 0.05]]), method: method)
    let q = try await LinearCases.solve(model, LinearCases.table([[0, 0.1]]))
    #expect(LinearCases.distance(q, [[20.0 / 303, 34.0 / 303]]) < 1e-12)
  }

  // MARK: Properties

  @Test func denseEqualsSparse() async throws {
    let matrix = LinearCases.network(150, density: 0.05)
    let shocks = LinearCases.shocks(20, nodes: 150)
    let dense = try StaticInoperability(matrix, method: .dense)
    let sparse = try StaticInoperability(matrix, method: .sparse)
    let (one, other) = (
      try await LinearCases.solve(dense, shocks), try await LinearCases.solve(sparse, shocks)
    )
    #expect(LinearCases.distance(one, other) < 1e-10)
  }

  /// A solution of the sum is the sum of the solutions; no shock leaves every node whole.
  @Test(arguments: methods) func shocksSuperpose(_ method: SolveMethod) async throws {
    let model = try StaticInoperability(LinearCases.network(40), method: method)
    let (one, other) = (
      LinearCases.shocks(1, nodes: 40, seed: 3), LinearCases.shocks(1, nodes: 40, seed: 4)
    )
    let rows = (0..<40).map { [one[0, $0], other[0, $0], one[0, $0] + other[0, $0], 0] }
    let q = try await LinearCases.solve(
      model, SparseMatrix(DenseMatrix(rows: rows).transposed))
    let sum = zip(q[0], q[1]).map { $0 + $1 }
    #expect(LinearCases.distance([sum], [q[2]]) < 1e-11)
    #expect(q[3].allSatisfy { $0 == 0 })
  }

  /// A larger shock leaves no node better off, and a node suffers at least its own shock.
  @Test(arguments: methods) func largerShocksHurtMore(_ method: SolveMethod) async throws {
    let model = try StaticInoperability(LinearCases.network(40), method: method)
    let shock = LinearCases.shocks(1, nodes: 40)
    let both = SparseMatrix(
      DenseMatrix(rows: [
        (0..<40).map { shock[0, $0] },
        (0..<40).map { shock[0, $0] + ($0 == 7 ? 0.05 : 0) },
      ]))
    let q = try await LinearCases.solve(model, both)
    for node in 0..<40 {
      #expect(q[1][node] > q[0][node] - 1e-12)
      #expect(q[0][node] >= shock[0, node] - 1e-12)
    }
  }

  /// Numbering the nodes anew numbers the answers anew.
  @Test(arguments: methods) func numberingDoesNotMatter(_ method: SolveMethod) async throws {
    let matrix = LinearCases.network(30)
    let shock = LinearCases.shocks(1, nodes: 30)
    let order = (0..<30).map { $0 * 7 % 30 }
    let moved = SparseMatrix(
      DenseMatrix(rows: order.map { row in order.map { matrix[row, $0] } }))
    let shockMoved = LinearCases.table([order.map { shock[0, $0] }])
    let q = try await LinearCases.solve(
      try StaticInoperability(matrix, method: method), shock)
    let other = try await LinearCases.solve(
      try StaticInoperability(moved, method: method), shockMoved)
    #expect(LinearCases.distance([order.map { q[0][$0] }], other) < 1e-11)
  }

  @Test(arguments: methods) func residualsAreSmallAndTrue(_ method: SolveMethod) async throws {
    let matrix = LinearCases.network(60)
    let shocks = LinearCases.shocks(11, nodes: 60)
    let model = try StaticInoperability(matrix, method: method, tolerance: 1e-10)
    var residuals: [Double] = []
    try await model.solve(shocks) { residuals += $0.residuals }
    let q = try await LinearCases.solve(model, shocks)
    for scenario in 0..<11 {
      let image = matrix.multiplied(by: q[scenario])
      var gap = 0.0
      for node in 0..<60 {
        gap = max(gap, abs(shocks[scenario, node] + image[node] - q[scenario][node]))
      }
      #expect(abs(gap - residuals[scenario]) < 1e-15 && gap < 1e-10)
    }
  }

  /// The same bits for every number of threads and every block size.
  @Test(arguments: methods) func bitsDoNotDependOnBlocks(_ method: SolveMethod) async throws {
    let matrix = LinearCases.network(70)
    let shocks = LinearCases.shocks(150, nodes: 70)
    let model = try StaticInoperability(matrix, method: method)
    let plain = try await LinearCases.solve(model, shocks)
    for (threads, size) in [(2, 256), (3, 64), (1, 5), (2, 3)] {
      let other = try await LinearCases.solve(
        model, shocks, threads: threads, blockSize: size)
      let isSame = other == plain
      #expect(isSame, "\(threads) threads, blocks of \(size)")
    }
  }

  @Test func clipsAfterTheSolve() async throws {
    let model = try StaticInoperability(LinearCases.table([[0, 0.9], [0.9, 0]]))
    try await model.solve(LinearCases.table([[0.5, 0], [-0.1, 0]])) { block in
      #expect(abs(block.uncapped(node: 0, scenario: 0) - 0.5 / 0.19) < 1e-12)
      #expect(block.inoperability(node: 0, scenario: 0) == 1)
      #expect(block.inoperability(node: 0, scenario: 1) == 0)
      #expect(block.loss(scenario: 0, output: [10, 100]) == 110)
    }
  }

  /// One adjoint solve prices every shock whose solution is not clipped.
  @Test(arguments: methods) func pricesAreLosses(_ method: SolveMethod) async throws {
    let model = try StaticInoperability(LinearCases.network(50), method: method)
    let shocks = LinearCases.shocks(6, nodes: 50, largest: 0.05)
    let values = (0..<50).map { 1 + Double($0) }
    let prices = try model.prices(values: values)
    try await model.solve(shocks) { block in
      for scenario in block.scenarios {
        let dot = (0..<50).reduce(0) { $0 + prices[$1] * shocks[scenario, $1] }
        let loss = block.loss(scenario: scenario, output: values)
        #expect(abs(dot - loss) <= 1e-9 * loss)
      }
    }
  }

  @Test func chooses() throws {
    let small = try StaticInoperability(LinearCases.network(20))
    #expect(small.method == .dense)
    let chain = SparseMatrix(
      rows: 30_000, columns: 30_000,
      triplets: (1..<30_000).map { .init(row: $0, column: $0 - 1, value: 0.5) })
    #expect(try StaticInoperability(chain, scenarios: 8).method == .sparse)
  }

  @Test func refusesHugeDenseMatrices() {
    let empty = SparseMatrix(rows: 20_001, columns: 20_001, triplets: [])
    #expect(throws: LinearNetworkError.tooLargeForDense(nodes: 20_001, limit: 20_000)) {
      try StaticInoperability(empty, method: .dense)
    }
  }

  /// A chain needs one sweep in its order and is exact: q_n = 0.5ⁿ c.
  @Test func chainsAreSolvedAtOnce() async throws {
    let chain = SparseMatrix(
      rows: 40, columns: 40, triplets: (1..<40).map { .init(row: $0, column: $0 - 1, value: 0.5) })
    let model = try StaticInoperability(chain, method: .sparse)
    let shock = SparseMatrix(rows: 1, columns: 40, triplets: [.init(row: 0, column: 0, value: 1)])
    let q = try await LinearCases.solve(model, shock)
    for node in 0..<40 {
      #expect(q[0][node] == Double(sign: .plus, exponent: -node, significand: 1))
    }
    #expect(model.radius.value == 0)
  }
}
