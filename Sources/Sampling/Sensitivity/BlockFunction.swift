/// A function of several inputs that is evaluated a block of points at a time.
///
/// An input is a column of values; which column stands for which input is the caller's choice, so
/// that designs which share inputs between points share columns instead of copying them.
public struct BlockFunction {
  /// The number of inputs.
  public let inputs: Int
  /// Turns uniforms on (0, 1) into values of an input, in place: its quantile function.
  public let transform: (_ input: Int, _ values: UnsafeMutableBufferPointer<Double>) -> Void
  /// Writes the function's values for a block of points; one column an input, as long as `values`.
  public let evaluate:
    (_ columns: [UnsafePointer<Double>], _ values: UnsafeMutableBufferPointer<Double>) -> Void

  /// Takes the values of all fields.
  ///
  /// - Precondition: `inputs` > 0.
  public init(
    inputs: Int,
    transform: @escaping (_ input: Int, _ values: UnsafeMutableBufferPointer<Double>) -> Void,
    evaluate:
      @escaping (
        _ columns: [UnsafePointer<Double>], _ values: UnsafeMutableBufferPointer<Double>
      ) -> Void
  ) {
    precondition(inputs > 0, "a function has at least one input")
    self.inputs = inputs
    self.transform = transform
    self.evaluate = evaluate
  }
}

/// Columns of doubles with one length, side by side in memory.
final class ColumnBlock {
  private let storage: UnsafeMutableBufferPointer<Double>
  let columns: Int
  let width: Int

  init(columns: Int, width: Int) {
    self.columns = columns
    self.width = width
    storage = .allocate(capacity: Swift.max(1, columns * width))
    storage.initialize(repeating: 0)
  }

  deinit { storage.deallocate() }

  /// All entries, column after column.
  var all: UnsafeMutableBufferPointer<Double> { storage }

  subscript(column: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(rebasing: storage[column * width..<(column + 1) * width])
  }

  /// The first `count` entries of a column.
  func head(_ column: Int, _ count: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(rebasing: storage[column * width..<column * width + count])
  }

  /// For reading.
  func pointer(_ column: Int) -> UnsafePointer<Double> {
    // A block has at least one entry, so the base is there.
    UnsafePointer(storage.baseAddress.unsafelyUnwrapped + column * width)
  }
}
