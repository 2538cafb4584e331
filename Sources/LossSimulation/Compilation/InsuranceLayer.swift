/// A layer made ready: recovery = proportion × min(max(X − attachment, 0), limit).
struct InsuranceLayer: Sendable {
  let attachment: Double
  /// Infinity where there is none.
  let limit: Double
  let proportion: Double
  /// Rows of risks whose losses it sees.
  let rows: [Int]

  /// The recovery on a ground-up loss, both in the study's currency.
  @inline(__always)
  func recovery(on loss: Double) -> Double {
    proportion * Swift.min(Swift.max(loss - attachment, 0), limit)
  }
}
