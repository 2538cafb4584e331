/// When an iteration has come as near to its fixed point as numbers go.
///
/// The last change must be tiny, and so must what is still to come if changes go on shrinking at
/// their present rate: a slow iteration is not taken for a finished one.
struct Settling: Sendable {
  /// The largest residual that counts as a fixed point.
  static let tolerance = 1e-12
  /// What an accelerated sweep aims at, a digit below.
  static let aim = 1e-13

  private(set) var change = Double.infinity
  private(set) var steps = 0

  /// Takes the largest change of one step; returns whether to stop.
  ///
  /// - Parameter steps: how many steps there were since the last call.
  mutating func isSettled(
    by newChange: Double, aim: Double = Settling.tolerance, steps: Int = 1
  ) -> Bool {
    let ratio = newChange / change
    change = newChange
    self.steps += steps
    guard newChange <= aim else {
      // Rounding can keep changes just above the aim for ever.
      return newChange <= Settling.tolerance && ratio >= 1 && self.steps > 8
    }
    return ratio < 1 ? newChange * ratio / (1 - ratio) <= Settling.tolerance : true
  }
}
