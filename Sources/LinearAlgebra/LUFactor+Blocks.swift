extension LUFactor {
  /// Replaces a block B, stored row by row, by the solution of A · X = B; see `TriangularFactors`.
  public func solve(inPlace block: UnsafeMutablePointer<Double>, width: Int) {
    factors.solve(inPlace: block, width: width)
  }

  /// Replaces a block B, stored row by row, by the solution of Aᵀ · X = B.
  public func solveTransposed(inPlace block: UnsafeMutablePointer<Double>, width: Int) {
    factors.solveTransposed(inPlace: block, width: width)
  }
}
