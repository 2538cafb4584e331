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

  /// Leaves one point of choices out: Σ over chosen (1 − x) + Σ over others x ≥ 1.
  public static func leavingOut(_ point: [Bool]) -> LinearCut {
    let chosen = point.reduce(0) { $1 ? $0 + 1 : $0 }
    return LinearCut(
      columns: point.indices.map { Int32($0) }, coefficients: point.map { $0 ? -1 : 1 },
      lower: 1 - Double(chosen))
  }
}
