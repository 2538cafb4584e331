internal import Distributions
public import LinearAlgebra

/// Shapley effects: how the variance of a function is shared out among inputs that may depend.
///
/// Input i gets the mean, over all orders in which inputs become known, of what it takes off the
/// variance that is left: the Shapley value of c(J) = E[Var(f | all but X_J)]. Effects are at least
/// 0 and add up to 1 whatever the dependence, which Sobol' indices do not.
///
/// Source: Song, Nelson and Staum, "Shapley effects for global sensitivity analysis", SIAM/ASA
/// Journal on Uncertainty Quantification 4 (2016) 1060–1083: double loop with three inner
/// samples; every set of inputs is evaluated up to `mostExactInputs`, which is the sum over all
/// permutations, and random permutations beyond. The inputs' joint law is a Gaussian copula: with
/// the Cholesky factor taken in the order (known inputs, unknown inputs), drawing the last normals
/// again is drawing from the conditional law.
public struct ShapleyEffects: Sendable {
  /// By input; they add up to 1.
  public let effects: [Estimate]
  /// The function's variance.
  public let variance: Estimate
  /// How often the function was evaluated.
  public let evaluations: Int

  /// Up to this many inputs every order is taken into account.
  public static let mostExactInputs = 8
  /// Samples of the unknown inputs for each sample of the known ones (Song et al., section 4.2).
  static let innerSamples = 3

  /// - Parameters:
  ///   - correlation: of the copula's normals; nil where inputs are independent.
  ///   - samples: samples of the known inputs for each set of inputs, or in all permutations.
  ///   - seed: addresses all draws.
  ///   - resamples: of the bootstrap.
  /// - Throws: what `Cholesky` throws for a matrix that is not a correlation matrix.
  /// - Precondition: the matrix has as many rows as there are inputs; `samples` ≥ 64.
  public init(
    of function: BlockFunction, correlation: DenseMatrix? = nil, samples: Int, seed: UInt64,
    resamples: Int = 1_000
  ) throws(MatrixError) {
    precondition(samples >= 64, "at least one sample a batch")
    let matrix = correlation ?? .identity(function.inputs)
    precondition(matrix.rows == function.inputs, "one row of correlations an input")
    let isExact = function.inputs <= Self.mostExactInputs
    let sampler = ConditionalSampler(
      function, correlation: matrix, isIndependent: correlation == nil, seed: seed,
      width: isExact ? 256 : Self.samplesPerPermutation)
    let sums =
      isExact
      ? try Self.exact(sampler, samples: samples)
      : try Self.permuted(sampler, samples: samples, seed: seed)
    let estimates = BatchBootstrap(seed: seed, record: "shapley", resamples: resamples)
      .estimates(of: sums, sampleSize: sampler.evaluations) { totals in
        let variance = totals.dropFirst().reduce(0, +)
        return [variance / totals[0]] + totals.dropFirst().map { $0 / variance }
      }
    variance = estimates[0]
    effects = Array(estimates.dropFirst())
    evaluations = sampler.evaluations
  }

  /// Batches for the bootstrap.
  private static let batches = 64

  // MARK: All sets

  private static func exact(
    _ sampler: ConditionalSampler, samples: Int
  ) throws(MatrixError) -> BatchSums {
    let inputs = sampler.inputs
    let orders = try (1..<1 << inputs).map { set throws(MatrixError) in
      try sampler.order(knownFirst: (0..<inputs).filter { set >> $0 & 1 == 0 })
    }
    var sums = BatchSums(columns: 1 + inputs)
    for batch in 0..<batches {
      let range = batch * samples / batches..<(batch + 1) * samples / batches
      var left = [0.0]
      for (index, order) in orders.enumerated() {
        left.append(
          sampler.variance(
            order, unknown: (index + 1).nonzeroBitCount, samples: range))
      }
      sums.append([Double(range.count)] + shares(of: left, inputs: inputs))
    }
    return sums
  }

  /// The Shapley values of a function of sets, bit i of the index standing for input i.
  private static func shares(of left: [Double], inputs: Int) -> [Double] {
    (0..<inputs).map { input in
      var share = 0.0
      for set in left.indices where set >> input & 1 == 0 {
        let weight = 1 / (Double(inputs) * binomial(inputs - 1, set.nonzeroBitCount))
        share += weight * (left[set | 1 << input] - left[set])
      }
      return share
    }
  }

  private static func binomial(_ n: Int, _ k: Int) -> Double {
    (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  // MARK: Random permutations

  /// Samples of the known inputs for each permutation: as few as still fill a block.
  private static let samplesPerPermutation = 64

  private static func permuted(
    _ sampler: ConditionalSampler, samples: Int, seed: UInt64
  ) throws(MatrixError) -> BatchSums {
    let count = Swift.max(batches, samples / samplesPerPermutation)
    let stream = RandomStream(seed: seed, purpose: "shapley", record: "permutation")
    var sums = BatchSums(columns: 1 + sampler.inputs)
    for batch in 0..<batches {
      var row = [Double](repeating: 0, count: 1 + sampler.inputs)
      for number in batch * count / batches..<(batch + 1) * count / batches {
        let keys = (0..<sampler.inputs).map {
          stream.uniforms(trial: UInt32(number), draw: UInt32($0)).0
        }
        let permutation = keys.indices.sorted { keys[$0] < keys[$1] }
        try addPermutation(permutation, number, sampler, to: &row)
      }
      sums.append(row)
    }
    return sums
  }

  /// Inputs become unknown from the last of the permutation on.
  private static func addPermutation(
    _ permutation: [Int], _ number: Int, _ sampler: ConditionalSampler, to row: inout [Double]
  ) throws(MatrixError) {
    let order = try sampler.order(knownFirst: permutation)
    let range = number * samplesPerPermutation..<(number + 1) * samplesPerPermutation
    var last = 0.0
    for unknown in 1...sampler.inputs {
      let left = sampler.variance(order, unknown: unknown, samples: range)
      row[1 + permutation[sampler.inputs - unknown]] += left - last
      last = left
    }
    row[0] += Double(range.count)
  }
}
