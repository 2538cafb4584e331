import LossSimulation
import Sampling
import Testing

@Suite struct EventCurvesTests {
  /// Ten years by hand: year 1 has 5 and 7, year 4 has 20, year 9 has 1, 2 and 3, the others none.
  ///
  /// Totals in descending order 20, 12, 6, 0, …; largest events 20, 7, 3, 0, ….
  @Test func smallTableByHand() throws {
    let curves = try EventCurves(
      years: [1, 4, 9, 9, 1, 9], losses: [5, 20, 1, 2, 7, 3], count: 10)
    #expect(Array(curves.aggregate.losses.prefix(4)) == [20, 12, 6, 0])
    #expect(Array(curves.occurrence.losses.prefix(4)) == [20, 7, 3, 0])
    // One year in five: two of ten years lie beyond the third largest, 6; the worst two mean 16.
    #expect(curves.aggregate.loss(returnPeriod: 5) == 6)
    #expect(curves.aggregate.shortfall(returnPeriod: 5) == 16)
    #expect(curves.occurrence.loss(returnPeriod: 5) == 3)
    #expect(curves.occurrence.shortfall(returnPeriod: 5) == 13.5)
    // One in four is two and a half years: half of the third largest counts.
    #expect(curves.aggregate.loss(returnPeriod: 4) == 6)
    #expect(abs(curves.aggregate.shortfall(returnPeriod: 4) - (20 + 12 + 3) / 2.5) < 1e-12)
    // The whole: the mean.
    #expect(curves.aggregate.shortfall(returnPeriod: 1) == 3.8)
    #expect(curves.aggregate.shortfalls.last == 3.8)
    #expect(curves.aggregate.loss(returnPeriod: 1e9) == 20)
  }

  /// The same figures as the engine's own sample gives at every level.
  @Test func agreesWithSortedSample() throws {
    let stream = RandomStream(seed: 2, purpose: "test", record: "events")
    let count = 3_000
    let pairs = (0..<20_000).map { stream.uniforms(trial: UInt32($0), draw: 0) }
    let years = pairs.map { Int($0.0 * $0.0 * Double(count)) }
    let losses = pairs.map { (1 / $0.1 - 1) * 1_000 }
    let curves = try EventCurves(years: years, losses: losses, count: count)
    var totals = [Double](repeating: 0, count: count)
    for (year, loss) in zip(years, losses) { totals[year] += loss }
    let sample = SortedSample(totals)
    for period in [1.5, 2, 5, 7, 10, 100, 250, 1_000, 2_999] {
      let level = 1 - 1 / period
      #expect(curves.aggregate.loss(returnPeriod: period) == sample.valueAtRisk(level: level).value)
      let expected = sample.expectedShortfall(level: level).value
      #expect(abs(curves.aggregate.shortfall(returnPeriod: period) / expected - 1) < 1e-12)
    }
  }

  @Test func badTablesAreRefused() {
    #expect(throws: EventCurveError.noYears) { try EventCurves(years: [], losses: [], count: 0) }
    #expect(throws: EventCurveError.lengthsDiffer(1, 2)) {
      try EventCurves(years: [0], losses: [1, 2], count: 3)
    }
    #expect(throws: EventCurveError.eventOutOfRange(event: 1, year: 3, loss: 2)) {
      try EventCurves(years: [0, 3], losses: [1, 2], count: 3)
    }
    #expect(throws: EventCurveError.eventOutOfRange(event: 0, year: 0, loss: -1)) {
      try EventCurves(years: [0], losses: [-1], count: 3)
    }
  }
}
