/// What the estimators of Sobol' indices need of a function's values at the points A, B and ABᵢ,
/// where ABᵢ is A with input i taken from B.
///
/// With D = f(ABᵢ) − f(A), a batch keeps n, Σf(A), Σf(B), Σf(A)², Σf(B)², and for each input Σf(B)D,
/// ΣD² and ΣD. Values are taken as distances from `origin`, which the caller puts near the mean;
/// the exact mean is taken off when the indices are computed, as it lessens their variance
/// (Owen 2013, "Better estimation of small Sobol' sensitivity indices").
public struct PickFreezeSums: Sendable {
  /// The number of inputs.
  public let inputs: Int
  /// Taken off every value.
  public let origin: Double
  private(set) var sums: BatchSums

  static let leading = 5

  /// No point yet.
  public init(inputs: Int, origin: Double = 0) {
    self.inputs = inputs
    self.origin = origin
    sums = BatchSums(columns: Self.leading + 3 * inputs)
  }

  /// The number of points A taken in.
  public var points: Int { Int(sums.totals[0]) }
  /// The number of batches.
  public var batches: Int { sums.batches }

  /// Takes in a batch of points.
  ///
  /// - Parameters:
  ///   - a: f(A) of `count` points.
  ///   - b: f(B).
  ///   - mixed: for each input, f(ABᵢ).
  public mutating func add(
    a: UnsafePointer<Double>, b: UnsafePointer<Double>, mixed: [UnsafePointer<Double>], count: Int
  ) {
    precondition(mixed.count == inputs, "one ABᵢ an input")
    var row = [Double](repeating: 0, count: sums.columns)
    row[0] = Double(count)
    for n in 0..<count {
      let x = a[n] - origin
      let y = b[n] - origin
      row[1] += x
      row[2] += y
      row[3] += x * x
      row[4] += y * y
    }
    for (input, mixed) in mixed.enumerated() {
      let own = Self.leading + 3 * input
      for n in 0..<count {
        let difference = mixed[n] - a[n]
        row[own] += (b[n] - origin) * difference
        row[own + 1] += difference * difference
        row[own + 2] += difference
      }
    }
    sums.append(row)
  }
}
