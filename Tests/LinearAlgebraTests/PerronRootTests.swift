import Testing
import TestStreams

@testable import LinearAlgebra

@Suite struct PerronRootTests {
  /// By hand: the roots of [[a, b], [c, d]] are (a + d ± √((a − d)² + 4bc)) / 2.
  @Test func twoByTwoByHand() {
    let root = PerronRoot(of: SparseMatrix(DenseMatrix(rows: [[0.15, 0.5], [0.1, 0.05]])))
    let exact = (0.2 + (0.01 + 0.2).squareRoot()) / 2
    #expect(abs(root.value - exact) < 1e-10)
    #expect(root.lower <= exact + 1e-15 && exact <= root.upper + 1e-15)
  }

  /// A cycle has as many eigenvalues of the same size as nodes; the shift must settle it.
  @Test func periodicMatricesSettle() {
    let cycle = SparseMatrix(DenseMatrix(rows: [[0, 0.5, 0], [0, 0, 0.5], [0.5, 0, 0]]))
    #expect(abs(PerronRoot(of: cycle).value - 0.5) < 1e-10)
    let uneven = SparseMatrix(DenseMatrix(rows: [[0, 0.8], [0.2, 0]]))
    #expect(abs(PerronRoot(of: uneven).value - 0.4) < 1e-10)
  }

  /// Against all eigenvalues by `dgeev`.
  @Test func agreesWithAllEigenvalues() throws {
    var generator = SplitMix64(state: 2)
    let entries = (0..<900).map { _ in Double(generator.next() >> 11) * 0x1p-53 }
    let matrix = DenseMatrix(rows: 30, columns: 30, storage: entries)
    let root = PerronRoot(of: SparseMatrix(matrix))
    #expect(abs(root.value - (try matrix.spectralRadius())) < 1e-8)
    #expect(root.upper - root.lower <= 1e-10 * root.upper)
  }

  /// The upper bound holds for a reducible matrix, whose first ratios do not settle at once.
  @Test func upperBoundHoldsForReducibleMatrices() {
    let chain = SparseMatrix(DenseMatrix(rows: [[0.5, 3], [0, 0.4]]))
    let root = PerronRoot(of: chain, maximumIterations: 50)
    #expect(root.upper >= 0.5 && root.lower <= 0.5)
  }
}
