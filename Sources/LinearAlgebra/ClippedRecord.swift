internal import CKernels

/// What is kept of every element of a recursion whose states are clipped to [0, 1].
public struct ClippedRecord: Sendable {
  /// Σ of the states, the first one included.
  public private(set) var total: [Double]
  /// The largest state so far.
  public private(set) var peak: [Double]
  /// The last step whose state exceeds fraction f of the largest state so far, at f · count +
  /// element; −1 where none does.
  public private(set) var marks: [Int32]
  /// Whether any state was clipped.
  public private(set) var isClipped = false
  /// The fractions of the marks.
  public let fractions: [Double]

  /// Starts with a state in [0, 1] at step 0.
  ///
  /// - Parameters:
  ///   - state: the first state; its count is a multiple of eight.
  ///   - fractions: exactly three of them, each below 1.
  public init(state: [Double], fractions: [Double]) {
    precondition(state.count % 8 == 0, "the kernel takes eight elements at a time")
    precondition(fractions.count == 3, "the kernel keeps three marks")
    total = state
    peak = state
    self.fractions = fractions
    marks = fractions.flatMap { _ in state.map { $0 > 0 ? 0 : -1 } }
  }

  /// state = clip(state + forcing, 0, 1), and the record of it.
  ///
  /// - Parameters:
  ///   - state: as many elements as the first state; clipped in place.
  ///   - forcing: added before clipping; nil for none.
  ///   - step: the number of the step, from 1.
  public mutating func add(
    _ state: UnsafeMutablePointer<Double>, forcing: [Double]?, step: Int32
  ) {
    let count = total.count
    let clipped =
      if let forcing {
        bw_clipped_day(count, state, forcing, &total, &peak, fractions, step, &marks)
      } else {
        bw_clipped_day(count, state, nil, &total, &peak, fractions, step, &marks)
      }
    isClipped = isClipped || clipped != 0
  }
}
