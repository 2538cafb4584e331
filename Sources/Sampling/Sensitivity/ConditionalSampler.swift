internal import Distributions
internal import LinearAlgebra

/// Samples inputs given others, under a Gaussian copula, and adds up the variance that is left.
final class ConditionalSampler {
  /// Inputs in the order in which they become known, with the factor of their correlations.
  struct Order {
    let inputs: [Int]
    /// Nil where inputs are independent.
    let factor: Cholesky?
  }

  let inputs: Int
  private(set) var evaluations = 0
  private let function: BlockFunction
  private let correlation: DenseMatrix
  private let isIndependent: Bool
  private let streams: [RandomStream]
  private let block: ColumnBlock
  private let values: ColumnBlock
  private let spare: ColumnBlock
  /// Known samples in a block.
  private let width: Int
  private var trials: [UInt32]
  private var draws: [UInt32]

  private static let inner = ShapleyEffects.innerSamples

  /// - Parameter width: known samples in a block; a multiple of 64, as `multiplyLower` likes.
  init(
    _ function: BlockFunction, correlation: DenseMatrix, isIndependent: Bool, seed: UInt64,
    width: Int
  ) {
    self.function = function
    self.correlation = correlation
    self.isIndependent = isIndependent
    inputs = function.inputs
    streams = (0..<function.inputs).map {
      RandomStream(seed: seed, purpose: "shapley/input", record: "\($0)")
    }
    self.width = width
    block = ColumnBlock(columns: function.inputs, width: width * Self.inner)
    values = ColumnBlock(columns: 1, width: width * Self.inner)
    spare = ColumnBlock(columns: 1, width: width * Self.inner)
    trials = Array(repeating: 0, count: width * Self.inner)
    draws = trials
  }

  /// The order in which the given inputs come first and the others after them.
  func order(knownFirst known: [Int]) throws(MatrixError) -> Order {
    let all = known + (0..<inputs).filter { !known.contains($0) }
    guard !isIndependent else { return Order(inputs: all, factor: nil) }
    var matrix = DenseMatrix(rows: inputs, columns: inputs)
    for (row, i) in all.enumerated() {
      for (column, j) in all.enumerated() { matrix[row, column] = correlation[i, j] }
    }
    return Order(inputs: all, factor: try Cholesky(of: matrix))
  }

  /// Σ over samples of the unbiased variance of the function over the last `unknown` inputs of the
  /// order, the first ones held.
  func variance(_ order: Order, unknown: Int, samples: Range<Int>) -> Double {
    var sum = 0.0
    for start in stride(from: samples.lowerBound, to: samples.upperBound, by: width) {
      let range = start..<Swift.min(start + width, samples.upperBound)
      draw(order, known: inputs - unknown, range)
      sum += evaluate(order, range.count * Self.inner)
    }
    return sum
  }

  private func draw(_ order: Order, known: Int, _ samples: Range<Int>) {
    for (n, sample) in samples.enumerated() {
      for k in 0..<Self.inner {
        trials[n * Self.inner + k] = UInt32(truncatingIfNeeded: sample)
      }
    }
    for (row, input) in order.inputs.enumerated() {
      // Draw 0 is the one value that is held; the others are drawn again each time.
      if row == 0 || row == known {
        for i in draws.indices { draws[i] = row < known ? 0 : UInt32(1 + i % Self.inner) }
      }
      guard let u = block[row].baseAddress, let unused = spare[0].baseAddress else { return }
      BlockKernels.uniforms(
        of: streams[input], trials: trials, draws: draws, count: trials.count, first: u,
        second: unused)
    }
    guard let factor = order.factor else { return }
    guard let base = block.all.baseAddress else { return }
    BlockKernels.normalQuantile(base, count: block.all.count, into: base)
    multiplyLower(factor: factor, block: block.all, width: block.width)
    for i in 0..<block.all.count { block.all[i] = Self.uniform(block.all[i]) }
  }

  /// Φ(z) inside (0, 1).
  private static func uniform(_ z: Double) -> Double {
    let u = z <= 0 ? standardNormalDistribution(z) : 1 - standardNormalSurvival(z)
    return Swift.min(Swift.max(u, 0x1p-1022), 1 - 0x1p-53)
  }

  private func evaluate(_ order: Order, _ count: Int) -> Double {
    var columns = [UnsafePointer<Double>](repeating: block.pointer(0), count: inputs)
    for (row, input) in order.inputs.enumerated() {
      function.transform(input, block.head(row, count))
      columns[input] = block.pointer(row)
    }
    let y = values.head(0, count)
    function.evaluate(columns, y)
    evaluations += count
    var sum = 0.0
    for start in stride(from: 0, to: count, by: Self.inner) {
      sum += Moments(y[start..<start + Self.inner]).variance
    }
    return sum
  }
}
