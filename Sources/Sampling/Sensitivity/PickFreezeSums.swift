/// What the estimators of Sobol' indices need of a function's values at the points A, B and ABᵢ,
/// where ABᵢ is A with input i taken from B.
///
/// With D = f(ABᵢ) − f(A), a batch keeps n, Σf(A), Σf(B), Σf(A)², Σf(B)², and for each input Σf(B)D,
/// ΣD² and ΣD. Values are taken as distances from `origin`, which the caller puts near the mean;
/// the exact mean is taken off when the indices are computed, as it lessens their variance
/// (Owen 2013, "Better estimation of small Sobol' sensitivity indices").
///
/// A value that holds noise of its own, such as a mean over simulated years, makes Σf² and ΣD² too
/// large. `addNoisy` takes two values with independent noise for each point and puts products of
/// the two in the place of squares, whose expectation is that of the noiseless function.
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
    addNoisy(first: (a, b, mixed), second: (a, b, mixed), count: count)
  }

  /// Values f(A), f(B) and, for each input, f(ABᵢ).
  public typealias Values = (
    a: UnsafePointer<Double>, b: UnsafePointer<Double>, mixed: [UnsafePointer<Double>]
  )

  /// Takes in a batch of points whose values are known twice, with independent noise.
  ///
  /// Within one of the two, f(A), f(B) and f(ABᵢ) may share their noise (common random numbers):
  /// it then cancels from differences and no product is of values with the same noise.
  public mutating func addNoisy(first: Values, second: Values, count: Int) {
    precondition(first.mixed.count == inputs && second.mixed.count == inputs, "one ABᵢ an input")
    var row = [Double](repeating: 0, count: sums.columns)
    row[0] = Double(count)
    for n in 0..<count {
      let (a1, a2) = (first.a[n] - origin, second.a[n] - origin)
      let (b1, b2) = (first.b[n] - origin, second.b[n] - origin)
      row[1] += 0.5 * (a1 + a2)
      row[2] += 0.5 * (b1 + b2)
      row[3] += a1 * a2
      row[4] += b1 * b2
    }
    for input in 0..<inputs {
      let (first, second) = (
        (first.a, first.b, first.mixed[input]), (second.a, second.b, second.mixed[input])
      )
      let own = differences(first, second, count)
      row[Self.leading + 3 * input] = own.0
      row[Self.leading + 3 * input + 1] = own.1
      row[Self.leading + 3 * input + 2] = own.2
    }
    sums.append(row)
  }

  private typealias Trio = (UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>)

  /// Σf(B)D, ΣD² and ΣD, products across the two noises.
  private func differences(
    _ first: Trio, _ second: Trio, _ count: Int
  ) -> (Double, Double, Double) {
    var sums = (0.0, 0.0, 0.0)
    for n in 0..<count {
      let d1 = first.2[n] - first.0[n]
      let d2 = second.2[n] - second.0[n]
      sums.0 += 0.5 * ((second.1[n] - origin) * d1 + (first.1[n] - origin) * d2)
      sums.1 += d1 * d2
      sums.2 += 0.5 * (d1 + d2)
    }
    return sums
  }

  /// Takes in the batches of another part of the same design after these.
  public mutating func append(_ other: PickFreezeSums) {
    precondition(other.inputs == inputs && other.origin == origin, "parts of one design")
    sums.append(other.sums)
  }
}
