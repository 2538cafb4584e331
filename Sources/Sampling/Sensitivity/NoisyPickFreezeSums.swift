/// What Sobol' indices need of a function g whose values are known with noise only, such as means
/// over simulated years.
///
/// Each point is evaluated in two sets of noise that are independent of one another. Within a set all
/// evaluations share their noise (common random numbers), so that differences hold only the noise
/// that the exchanged inputs move. With D = f(ABᵢ) − f(A) and E = f(B) − f(BAᵢ), and products only
/// across the two sets, no noise is left in any expectation:
///
/// - E[(f(B) − f(A))₁ (f(B) − f(A))₂] = 2 Var g;
/// - E[D₁ E₂] = 2 Var(E[g | X_i]), since ABᵢ and B share X_i alone, so do A and BAᵢ, and the other
///   two pairs share nothing: a bilinear contrast (Owen, "Variance components and generalized Sobol'
///   indices", SIAM/ASA Journal on Uncertainty Quantification 1 (2013) 19–41, section 4);
/// - E[D₁ D₂] = 2 E[Var(g | all but X_i)], which is Jansen's (1999) numerator without its noise.
///
/// The squares of one set would put the variance of the noise into every index.
public struct NoisyPickFreezeSums: Sendable {
  /// The number of inputs.
  public let inputs: Int
  private(set) var sums: BatchSums

  static let leading = 3

  /// No point yet.
  public init(inputs: Int) {
    self.inputs = inputs
    sums = BatchSums(columns: Self.leading + 2 * inputs)
  }

  /// The number of points A taken in.
  public var points: Int { Int(sums.totals[0]) }

  /// One set's values of a batch of points: `mixed` is f(ABᵢ) for each input, `opposite` f(BAᵢ).
  public struct Values {
    let a: UnsafePointer<Double>
    let b: UnsafePointer<Double>
    let mixed: [UnsafePointer<Double>]
    let opposite: [UnsafePointer<Double>]

    /// Takes the values of all fields; the first set needs no `opposite`.
    public init(
      a: UnsafePointer<Double>, b: UnsafePointer<Double>, mixed: [UnsafePointer<Double>],
      opposite: [UnsafePointer<Double>] = []
    ) {
      self.a = a
      self.b = b
      self.mixed = mixed
      self.opposite = opposite
    }
  }

  /// Takes in a batch of points.
  ///
  /// - Precondition: one ABᵢ an input in both sets, and one BAᵢ an input in the second.
  public mutating func add(first: Values, second: Values, count: Int) {
    precondition(first.mixed.count == inputs && second.mixed.count == inputs, "one ABᵢ an input")
    precondition(second.opposite.count == inputs, "one BAᵢ an input in the second set")
    var row = [Double](repeating: 0, count: sums.columns)
    row[0] = Double(count)
    for n in 0..<count {
      row[1] += 0.25 * (first.a[n] + first.b[n] + second.a[n] + second.b[n])
      row[2] += (first.b[n] - first.a[n]) * (second.b[n] - second.a[n])
    }
    for input in 0..<inputs {
      let (mixed, again) = (first.mixed[input], second.mixed[input])
      let opposite = second.opposite[input]
      let own = Self.leading + 2 * input
      for n in 0..<count {
        let difference = mixed[n] - first.a[n]
        row[own] += difference * (second.b[n] - opposite[n])
        row[own + 1] += difference * (again[n] - second.a[n])
      }
    }
    sums.append(row)
  }

  /// Takes in the batches of another part of the same design after these.
  public mutating func append(_ other: NoisyPickFreezeSums) {
    precondition(other.inputs == inputs, "parts of one design")
    sums.append(other.sums)
  }
}
