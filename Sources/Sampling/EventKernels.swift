internal import CKernels

/// Kernels over the events of one source in one block of trials, laid out in rounds.
///
/// Round r holds, ascending, the trials with more than r events: so no trial stands twice in a
/// round, and events of one trial keep their order. Nothing allocates.
public enum EventKernels {
  /// Lays out the events of `width` trials from their counts; returns the number of rounds.
  ///
  /// - Precondition: `slot` has room for all events, `width` and 8 more, `scratch` for `width`
  ///   and 8, `start` for two more than the largest count. Round r lies in `slot` from `start[r]` up to `start[r + 1]`.
  public static func layOut(
    counts: UnsafePointer<Int32>, width: Int, slot: UnsafeMutablePointer<Int32>,
    start: UnsafeMutablePointer<Int>, scratch: UnsafeMutablePointer<Int32>
  ) -> Int {
    bw_lay_out(counts, width, slot, start, scratch)
  }

  /// One uniform on (0, 1) for each event, the first at (trial, number of the event in its trial).
  public static func uniforms(
    of stream: RandomStream, trials: UnsafePointer<UInt32>, slot: UnsafePointer<Int32>,
    start: UnsafePointer<Int>, rounds: Int, into u: UnsafeMutablePointer<Double>
  ) {
    bw_philox_events(stream.seed, stream.hash, trials, slot, start, rounds, u)
  }

  /// Adds each event's value to its trial's total and keeps the largest.
  public static func deposit(
    _ x: UnsafePointer<Double>, slot: UnsafePointer<Int32>, count: Int,
    total: UnsafeMutablePointer<Double>, largest: UnsafeMutablePointer<Double>
  ) {
    bw_deposit(slot, x, count, total, largest)
  }

  /// Adds x to a running total, element by element.
  public static func add(
    _ x: UnsafePointer<Double>, count: Int, to total: UnsafeMutablePointer<Double>
  ) {
    bw_add(x, count, total)
  }

  /// Counts as doubles.
  public static func widen(
    _ counts: UnsafePointer<Int32>, count: Int, into x: UnsafeMutablePointer<Double>
  ) {
    bw_widen(counts, count, x)
  }

  /// Moments of `count` values and how many of them are above 0.
  ///
  /// Sums are of distances from the first value: what never varies then has a spread of exactly 0.
  public static func moments(
    _ x: UnsafePointer<Double>, count: Int
  ) -> (moments: Moments, positive: Int) {
    guard count > 0 else { return (Moments(), 0) }
    var sum = 0.0
    var squares = 0.0
    let positive = bw_moments(x, count, &sum, &squares)
    return (Moments(count: count, origin: x[0], sum: sum, sumOfSquares: squares), Int(positive))
  }
}
