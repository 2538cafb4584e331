/// A row Σ coefficient · x ≥ lower.
public struct LinearCut: Sendable {
  /// Places of columns, each once.
  public var columns: [Int32]
  /// Of each of them.
  public var coefficients: [Double]
  /// The least value of the sum.
  public var lower: Double

  /// Takes the values of all fields.
  public init(columns: [Int32], coefficients: [Double], lower: Double) {
    self.columns = columns
    self.coefficients = coefficients
    self.lower = lower
  }

  /// How far a point falls short.
  public func violation(at values: [Double]) -> Double {
    var sum = lower
    for (column, coefficient) in zip(columns, coefficients) {
      sum -= coefficient * values[Int(column)]
    }
    return sum
  }
}
