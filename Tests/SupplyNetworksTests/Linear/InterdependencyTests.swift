import LinearAlgebra
import Testing

@testable import SupplyNetworks

@Suite struct InterdependencyTests {
  /// Miller & Blair (2009), Input–Output Analysis, 2nd ed., table 2.3 and section 2.3.
  private let transactions = LinearCases.table([[150, 500], [200, 100]])
  private let output = [1_000.0, 2_000]

  @Test func coefficientsOfMillerAndBlair() throws {
    let technical = try Interdependency.technicalCoefficients(
      transactions: transactions, output: output)
    #expect(technical.dense == DenseMatrix(rows: [[0.15, 0.25], [0.2, 0.05]]))
    let allocation = try Interdependency.allocationCoefficients(
      transactions: transactions, output: output)
    #expect(allocation.dense == DenseMatrix(rows: [[0.15, 0.5], [0.1, 0.05]]))
    let demand = try Interdependency.matrix(
      transactions: transactions, output: output, side: .demand)
    #expect(demand == allocation)
    let supply = try Interdependency.matrix(
      transactions: transactions, output: output, side: .supply)
    #expect(supply.dense == technical.dense.transposed)
  }

  /// The Leontief inverse as printed in section 2.3: 1.254, 0.330, 0.264, 1.122.
  @Test func inversesOfMillerAndBlair() throws {
    let inverses = try InputOutputInverses(transactions: transactions, output: output)
    let exact = [0.95 / 0.7575, 0.25 / 0.7575, 0.2 / 0.7575, 0.85 / 0.7575]
    let printed = [1.254, 0.330, 0.264, 1.122]
    for (index, value) in inverses.leontief.storage.enumerated() {
      #expect(abs(value - exact[index]) < 1e-14 && abs(value - printed[index]) < 5e-4)
    }
    #expect(abs(inverses.outputMultipliers[0] - 1.15 / 0.7575) < 1e-14)
    // Ghosh and Leontief are similar: g_ij = l_ij x_j / x_i.
    for row in 0..<2 {
      for column in 0..<2 {
        let scaled = inverses.leontief[row, column] * output[column] / output[row]
        #expect(abs(inverses.ghosh[row, column] - scaled) < 1e-14)
      }
    }
    #expect(inverses.residual < 1e-15)
  }

  /// By hand: w_ji / Σ_k w_ki times δ_i; a node without suppliers depends on nobody.
  @Test func supplierNetworksByHand() throws {
    let links = LinearCases.table([[0, 30, 0], [0, 0, 4], [0, 10, 0]])
    let matrix = try Interdependency.matrix(links: links, dependency: [0.9, 0.8, 0.5])
    #expect(
      matrix.dense == DenseMatrix(rows: [[0, 0, 0], [0.8 * 30 / 40, 0, 0.2], [0, 0.5, 0]]))
  }

  @Test func refusesWhatMakesNoSense() {
    #expect(throws: LinearNetworkError.outputNotPositive(node: 1, output: 0)) {
      try Interdependency.technicalCoefficients(transactions: transactions, output: [1, 0])
    }
    #expect(throws: LinearNetworkError.dependencyOutOfRange(node: 0, dependency: 1)) {
      try Interdependency.matrix(links: transactions, dependency: [1, 0])
    }
    #expect(throws: LinearNetworkError.weightOutOfRange(row: 0, column: 1, value: -1)) {
      try Interdependency.matrix(
        transactions: LinearCases.table([[0, -1], [1, 0]]), output: output, side: .demand)
    }
    #expect(throws: LinearNetworkError.recoveryTimeNotPositive(node: 0, days: 0)) {
      try Resilience.coefficients(recoveryDays: [0, 1], matrix: transactions)
    }
  }

  /// By hand: −ln 0.01 = 4.605170185988091; k = that / (10 × 0.85).
  @Test func resilienceByHand() throws {
    let matrix = LinearCases.table([[0.15, 0.5], [0.1, 0.05]])
    let k = try Resilience.coefficients(recoveryDays: [10, 20], matrix: matrix)
    #expect(abs(k[0] - 0.541784727763305) < 1e-15)
    #expect(abs(k[1] - 4.605170185988091 / 19) < 1e-15)
  }
}
