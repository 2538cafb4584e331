/// Watches an outage as the engine works through it; all times are days from its start.
///
/// Several changes can be reported at one time; the last one holds from then on.
protocol OutageObserver {
  /// The loss of a node takes a new value.
  mutating func changed(node: Int, loss: Double, at time: Double)
  /// A node falls short for the first time.
  mutating func fellShort(node: Int, at time: Double)
  /// The stock of an input is used up.
  mutating func usedUp(input: Int, at time: Double)
  /// A substitute takes over a row.
  mutating func switched(row: Int, at time: Double)
  /// A stretch without change is over.
  mutating func advanced(from start: Double, to end: Double)
}
