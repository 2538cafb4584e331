import Testing

@testable import LinearAlgebra

@Suite struct NearestCorrelationTests {
  init() { useOneBLASThread() }

  private func equicorrelated(_ order: Int, _ value: Double) -> DenseMatrix {
    var matrix = DenseMatrix(rows: order, columns: order, repeating: value)
    for index in 0..<order { matrix[index, index] = 1 }
    return matrix
  }

  /// The risk quantification oracle, built 2026-11-23, case nearest_correlation.
  @Test func oracle() throws {
    let given = equicorrelated(4, -0.6)
    let smallest = try SymmetricEigen(of: given).values[0]
    #expect(abs(smallest + 0.8) < 1e-9)
    let nearest = try nearestCorrelation(to: given)
    #expect(nearest.converged && nearest.residual <= 1e-12)
    #expect(abs(nearest.matrix[0, 1] + 0.33333333333333365) < 1e-6 / 3)
    #expect(abs(nearest.distance - 0.9237604307034007) < 1e-6)
  }

  /// Higham (2002), section 4: the tridiagonal matrix of ones, to the figures printed there.
  @Test func highamsExample() throws {
    let given = DenseMatrix(rows: [[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    let nearest = try nearestCorrelation(to: given).matrix
    #expect(abs(nearest[0, 1] - 0.7607) < 5e-5)
    #expect(abs(nearest[0, 2] - 0.1573) < 5e-5)
  }

  /// What is a correlation matrix already is its own nearest.
  @Test func leavesCorrelationsAlone() throws {
    let given = equicorrelated(5, 0.3)
    let nearest = try nearestCorrelation(to: given)
    #expect(nearest.distance < 1e-13 && nearest.iterations <= 2)
  }

  /// With a floor the result has a Cholesky factor and still a unit diagonal.
  @Test(arguments: [4, 20])
  func floorMakesItDefinite(_ order: Int) throws {
    var given = randomMatrix(rows: order, columns: order, seed: 9)
    for row in 0..<order {
      given[row, row] = 1
      for column in 0..<row { given[row, column] = given[column, row] }
    }
    let nearest = try nearestCorrelation(to: given, tolerance: 1e-10, eigenvalueFloor: 1e-10)
    #expect(nearest.converged)
    #expect((0..<order).allSatisfy { nearest.matrix[$0, $0] == 1 })
    #expect(try Cholesky(of: nearest.matrix).order == order)
    #expect(nearest.matrix.storage.allSatisfy { abs($0) <= 1 + 1e-12 })
  }

  @Test func saysWhenItDidNotConverge() throws {
    let nearest = try nearestCorrelation(to: equicorrelated(4, -0.6), maximumIterations: 1)
    #expect(!nearest.converged && nearest.iterations == 1 && nearest.residual > 1e-12)
  }

  @Test func refusesWhatIsNotSymmetric() {
    #expect(throws: MatrixError.notSymmetric(row: 1, column: 0)) {
      try nearestCorrelation(to: DenseMatrix(rows: [[1, 0.5], [0.4, 1]]))
    }
  }
}
