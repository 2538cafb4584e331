/// First-order and total Sobol' indices of a function of independent inputs.
///
/// S_i = Var(E[f | X_i])/Var f is what knowing input i alone would take off the variance;
/// T_i = 1 − Var(E[f | all but X_i])/Var f is what is left when all others are known. Estimators:
///
/// - S_i by Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), table 2 (b):
///   mean of f(B)(f(ABᵢ) − f(A)) over Var f, f centred;
/// - T_i by Jansen (1999), equation 5: half the mean of (f(A) − f(ABᵢ))² over Var f;
/// - Var f from all of f(A) and f(B).
///
/// Intervals by `BatchBootstrap`. An index may come out slightly below 0 or above 1.
public struct SobolIndices: Sendable {
  /// The function's mean.
  public let mean: Estimate
  /// The function's variance.
  public let variance: Estimate
  /// By input.
  public let first: [Estimate]
  /// By input.
  public let total: [Estimate]
  /// Sums of first-order indices over groups of inputs, in the order in which they were asked for.
  public let groups: [Estimate]

  /// - Parameters:
  ///   - groups: sets of inputs whose first-order indices are added up.
  public init(_ sums: PickFreezeSums, bootstrap: BatchBootstrap, groups: [[Int]] = []) {
    let inputs = sums.inputs
    self.init(
      bootstrap.estimates(of: sums.sums, sampleSize: sums.points) {
        Self.figures(totals: $0, inputs: inputs, origin: sums.origin, groups: groups)
      }, inputs: inputs)
  }

  /// The indices of the function below the noise.
  ///
  /// - Parameters:
  ///   - groups: sets of inputs whose first-order indices are added up.
  ///   - sampleSize: what the figures are said to rest on.
  public init(
    _ sums: NoisyPickFreezeSums, bootstrap: BatchBootstrap, groups: [[Int]] = [], sampleSize: Int
  ) {
    let inputs = sums.inputs
    self.init(
      bootstrap.estimates(of: sums.sums, sampleSize: sampleSize) {
        Self.figuresOfNoisy(totals: $0, inputs: inputs, groups: groups)
      }, inputs: inputs)
  }

  private init(_ estimates: [Estimate], inputs: Int) {
    mean = estimates[0]
    variance = estimates[1]
    first = Array(estimates[2..<2 + inputs])
    total = Array(estimates[2 + inputs..<2 + 2 * inputs])
    groups = Array(estimates[(2 + 2 * inputs)...])
  }

  /// Mean, variance, first-order indices, total indices, sums over groups.
  private static func figures(
    totals: [Double], inputs: Int, origin: Double, groups: [[Int]]
  ) -> [Double] {
    let n = totals[0]
    let centre = (totals[1] + totals[2]) / (2 * n)
    // 2n values lose one degree of freedom to their mean.
    let variance = ((totals[3] + totals[4]) / (2 * n) - centre * centre) * (2 * n / (2 * n - 1))
    var figures = [origin + centre, variance]
    for input in 0..<inputs {
      let own = PickFreezeSums.leading + 3 * input
      figures.append((totals[own] - centre * totals[own + 2]) / n / variance)
    }
    for input in 0..<inputs {
      figures.append(totals[PickFreezeSums.leading + 3 * input + 1] / (2 * n) / variance)
    }
    for group in groups { figures.append(group.reduce(0) { $0 + figures[2 + $1] }) }
    return figures
  }

  /// The same of values with noise: see `NoisyPickFreezeSums`.
  private static func figuresOfNoisy(
    totals: [Double], inputs: Int, groups: [[Int]]
  ) -> [Double] {
    let n = totals[0]
    let variance = totals[2] / (2 * n)
    var figures = [totals[1] / n, variance]
    for column in 0..<2 {
      for input in 0..<inputs {
        figures.append(
          totals[NoisyPickFreezeSums.leading + 2 * input + column] / (2 * n) / variance)
      }
    }
    for group in groups { figures.append(group.reduce(0) { $0 + figures[2 + $1] }) }
    return figures
  }
}
