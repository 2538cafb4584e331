/// A year event table: an event stays where its mark lies below the frequency factor, and severity
/// factors scale its loss.
///
/// Where a frequency factor exceeds 1 every event stays and its loss is multiplied by it, since a
/// fixed table cannot gain events (`STUDY.md` section 4, `method: events`).
public struct EventYears: ResidualYears {
  /// The number of years.
  public let yearCount: Int
  /// The probability of each year; nil where all are equal.
  public let probabilities: [Double]?
  /// The number of risks.
  public var riskCount: Int { starts.count - 1 }
  /// False: an event stays or goes.
  public var isProportional: Bool { false }
  /// True.
  public var hasEvents: Bool { true }

  /// The first event of each risk, and the number of events at the end.
  let starts: [Int]
  /// Events by risk, then by ascending mark.
  let years: [Int32]
  let losses: [Double]
  let marks: [Double]

  /// Sorts the events by risk and mark.
  ///
  /// - Parameters:
  ///   - year: From 0, below `yearCount`.
  ///   - risk: Positions of risks below `riskCount`.
  ///   - loss: In the study's currency.
  ///   - mark: In [0, 1).
  ///   - probabilities: Of the years; nil where all are equal.
  public init(
    yearCount: Int, riskCount: Int, year: [Int], risk: [Int], loss: [Double], mark: [Double],
    probabilities: [Double]? = nil
  ) {
    self.yearCount = yearCount
    self.probabilities = probabilities
    let order = risk.indices.sorted { (risk[$0], mark[$0], $0) < (risk[$1], mark[$1], $1) }
    years = order.map { Int32(year[$0]) }
    losses = order.map { loss[$0] }
    marks = order.map { mark[$0] }
    var starts = [Int](repeating: 0, count: riskCount + 1)
    for position in risk { starts[position + 1] += 1 }
    for position in 0..<riskCount { starts[position + 1] += starts[position] }
    self.starts = starts
  }

  /// The events of a risk that stay under a frequency factor: they come first.
  func survivors(of risk: Int, frequency: Double) -> Range<Int> {
    var (low, high) = (starts[risk], starts[risk + 1])
    guard frequency < 1 else { return low..<high }
    while low < high {
      let middle = (low + high) / 2
      if marks[middle] < frequency { low = middle + 1 } else { high = middle }
    }
    return starts[risk]..<low
  }

  /// Adds the losses of the events of one risk that stay, and their recoveries.
  public func add(
    risk: Int, frequency: Double, severity: Double, layers: [ResidualLayer],
    to sums: inout [Double], recovered: inout [Double]
  ) {
    let factor = severity * Swift.max(1, frequency)
    let events = survivors(of: risk, frequency: frequency)
    guard !layers.isEmpty else {
      for event in events { sums[Int(years[event])] += factor * losses[event] }
      return
    }
    for event in events {
      let loss = factor * losses[event]
      sums[Int(years[event])] += loss
      let recovery = layers.reduce(0) { $0 + $1.recovery(on: loss) }
      recovered[Int(years[event])] += Swift.min(recovery, loss)
    }
  }
}
