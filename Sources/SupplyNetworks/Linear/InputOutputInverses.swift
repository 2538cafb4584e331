public import LinearAlgebra

/// The inverses of an input–output table and its multipliers.
public struct InputOutputInverses: Sendable {
  /// The Leontief inverse (I − A)⁻¹: output of i needed for one unit of final demand for j.
  public let leontief: DenseMatrix
  /// The Ghosh inverse (I − B)⁻¹: output of j enabled by one unit of value added in i.
  public let ghosh: DenseMatrix
  /// Column sums of the Leontief inverse: total output per unit of final demand for j.
  public let outputMultipliers: [Double]
  /// The spectral radius of A, which is that of B.
  public let radius: MatrixRadius
  /// The largest |(I − A) L − I| and |(I − B) G − I|.
  public let residual: Double

  /// Inverts I − A and I − B by LU, with the identity as right-hand sides.
  ///
  /// Cost: 10 · nodes³ for both, with their residuals. Miller & Blair (2009), chapters 2, 6 and 12.
  /// - Parameters: as `Interdependency.technicalCoefficients`.
  /// - Throws: an output of 0 or less, a negative entry, or a spectral radius of 1 or more.
  public init(transactions: SparseMatrix, output: [Double]) throws(LinearNetworkError) {
    useOneBLASThread()
    try SolveMethod.requireDense(transactions)
    let technical = try Interdependency.technicalCoefficients(
      transactions: transactions, output: output)
    let allocation = try Interdependency.allocationCoefficients(
      transactions: transactions, output: output)
    radius = try MatrixRadius.belowOne(technical)
    let (first, second) = (try inverse(technical), try inverse(allocation))
    leontief = first.inverse
    ghosh = second.inverse
    residual = max(first.residual, second.residual)
    outputMultipliers = first.inverse.transposedMultiplied(
      by: Array(repeating: 1, count: output.count))
  }
}

private func inverse(_ matrix: SparseMatrix) throws(LinearNetworkError) -> (
  inverse: DenseMatrix, residual: Double
) {
  guard let factor = try? LUFactor(of: matrix.denseSubtractedFromIdentity) else { throw .singular }
  var result = DenseMatrix.identity(matrix.rows)
  result.withUnsafeMutableStorage { block in
    guard let base = block.baseAddress else { return }
    factor.solve(inPlace: base, width: matrix.rows)
  }
  let gap = factor.matrix.multiplied(by: result).subtractedFromIdentity
  return (result, gap.storage.reduce(0) { max($0, abs($1)) })
}
