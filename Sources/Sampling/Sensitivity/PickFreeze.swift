/// Evaluates a function at the points of a pick-freeze design: A, B, and A with one input of B.
///
/// A and B take 2d dimensions of a design, A the first d (Saltelli 2002). With `SobolDesign` the
/// points are those of a scrambled Sobol' sequence. Costs d + 2 evaluations a point; inputs are
/// transformed once a point and shared by columns.
public struct PickFreeze {
  private let function: BlockFunction
  private let design: any Design
  private let batches: Int

  /// Points that are evaluated at once at most: columns stay in the cache.
  private static let width = 2_048

  /// - Parameters:
  ///   - design: as many trials as there are points A.
  ///   - batches: into how many batches the points fall for the bootstrap; by default one for each
  ///     replicate of the design, or 256 where it has fewer than eight.
  public init(_ function: BlockFunction, design: any Design, batches: Int? = nil) {
    self.function = function
    self.design = design
    let layout = design.layout
    let usual = layout.replicates >= 8 ? layout.replicates : 256
    self.batches = Swift.max(1, Swift.min(batches ?? usual, layout.trials))
  }

  /// Evaluates all points.
  public func sums() -> PickFreezeSums {
    let points = design.layout.trials
    let block = EvaluationBlock(function, design: design, width: Self.width)
    var sums = PickFreezeSums(
      inputs: function.inputs, origin: block.pilot(points: 0..<Swift.min(64, points)))
    for batch in 0..<batches {
      let low = batch * points / batches
      let high = (batch + 1) * points / batches
      for start in stride(from: low, to: high, by: Self.width) {
        block.evaluate(points: start..<Swift.min(start + Self.width, high), into: &sums)
      }
    }
    return sums
  }
}

/// The columns and values of one block of points.
private final class EvaluationBlock {
  private let function: BlockFunction
  private let design: any Design
  /// Inputs of A, then inputs of B.
  private let points: ColumnBlock
  /// f(A), f(B), then f(ABᵢ).
  private let values: ColumnBlock
  private var trials: [UInt32]

  init(_ function: BlockFunction, design: any Design, width: Int) {
    self.function = function
    self.design = design
    points = ColumnBlock(columns: 2 * function.inputs, width: width)
    values = ColumnBlock(columns: 2 + function.inputs, width: width)
    trials = Array(repeating: 0, count: width)
  }

  /// The mean of f over a few points A.
  func pilot(points range: Range<Int>) -> Double {
    draw(range)
    evaluate((0..<function.inputs).map(points.pointer), into: 0, range.count)
    return values.head(0, range.count).reduce(0, +) / Double(range.count)
  }

  func evaluate(points range: Range<Int>, into sums: inout PickFreezeSums) {
    let inputs = function.inputs
    draw(range)
    let a = (0..<inputs).map(points.pointer)
    let b = (inputs..<2 * inputs).map(points.pointer)
    evaluate(a, into: 0, range.count)
    evaluate(b, into: 1, range.count)
    for input in 0..<inputs {
      var mixed = a
      mixed[input] = b[input]
      evaluate(mixed, into: 2 + input, range.count)
    }
    sums.add(
      a: values.pointer(0), b: values.pointer(1),
      mixed: (0..<inputs).map { values.pointer(2 + $0) }, count: range.count)
  }

  private func evaluate(_ columns: [UnsafePointer<Double>], into value: Int, _ count: Int) {
    function.evaluate(columns, values.head(value, count))
  }

  private func draw(_ range: Range<Int>) {
    for (i, point) in range.enumerated() { trials[i] = UInt32(truncatingIfNeeded: point) }
    for column in 0..<2 * function.inputs {
      let input = column % function.inputs
      let side = column < function.inputs ? "a" : "b"
      let dimension = DesignDimension(
        index: column, purpose: "pick-freeze/\(side)", record: "\(input)")
      let u = points.head(column, range.count)
      guard let base = u.baseAddress else { return }
      trials.withUnsafeBufferPointer { list in
        guard let trials = list.baseAddress else { return }
        design.uniforms(dimension: dimension, trials: trials, count: range.count, into: base)
      }
      function.transform(input, u)
    }
  }
}
