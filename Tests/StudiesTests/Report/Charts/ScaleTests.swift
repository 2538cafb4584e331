import Testing

@testable import Studies

@Suite struct ScaleTests {
  /// (25 − 0)/100 of the way from 50 to 250.
  @Test func placesValuesOnALine() {
    let scale = Scale(.linear, 0...100, from: 50, to: 250)
    #expect(scale.position(25) == 100)
    #expect(scale.position(-7) == 50)
    #expect(scale.position(1000) == 250)
  }

  /// An upright axis runs backwards: 20 % up from 200 to 0.
  @Test func placesValuesUpwards() {
    let scale = Scale(.linear, 10...20, from: 200, to: 0)
    #expect(scale.position(12) == 160)
  }

  /// log₁₀ 10 is a third of the way from log₁₀ 1 to log₁₀ 1000.
  @Test func placesValuesByTheirLogarithm() {
    let scale = Scale(.logarithmic, 1...1000, from: 0, to: 300)
    #expect(abs(scale.position(10) - 100) < 1e-9)
    #expect(abs(scale.position(100) - 200) < 1e-9)
    #expect(scale.position(0) == 0)
  }

  @Test func widensWhatHasNoExtent() {
    #expect(Scale(.linear, 5...5, from: 0, to: 10).domain == 5...10)
    #expect(Scale(.linear, 0...0, from: 0, to: 10).domain == 0...1)
    #expect(Scale(.logarithmic, 8...8, from: 0, to: 10).domain == 4...16)
    #expect(Scale(.logarithmic, 0...8, from: 0, to: 10).domain == 0.008...8)
  }

  @Test(arguments: [
    (0.0...10.0, 6, [0.0, 2, 4, 6, 8, 10]), (0.0...1.0, 5, [0, 0.5, 1]),
    (4.12...4.33, 5, [4.15, 4.2, 4.25, 4.3]), (-3.0...3.0, 4, [-2, 0, 2]),
    (0.0...0.0007, 4, [0, 0.0002, 0.0004, 0.0006]),
  ])
  func marksRoundValues(_ range: ClosedRange<Double>, _ count: Int, _ expected: [Double]) {
    let ticks = Ticks.linear(range, count: count)
    #expect(ticks.count == expected.count)
    for (tick, value) in zip(ticks, expected) { #expect(abs(tick - value) < 1e-12) }
  }

  @Test(arguments: [
    (1.0...100.0, 9, [1.0, 2, 5, 10, 20, 50, 100]), (1.0...100.0, 5, [1, 3, 10, 30, 100]),
    (1.0...100.0, 3, [1, 10, 100]), (1.0...1e8, 5, [1, 1e2, 1e4, 1e6, 1e8]),
    (3.0...4.0, 9, [3, 4]),
  ])
  func marksDecades(_ range: ClosedRange<Double>, _ count: Int, _ expected: [Double]) {
    let ticks = Ticks.logarithmic(range, count: count)
    #expect(ticks.count == expected.count, "\(ticks)")
    for (tick, value) in zip(ticks, expected) { #expect(abs(tick / value - 1) < 1e-12) }
  }

  /// Whatever the range, marks rise, lie inside it and are no more than were asked for.
  @Test func marksKeepTheirPromise() {
    for power in -6...9 {
      for factor in [1.0, 1.7, 3.3, 9.9] {
        let high =
          factor
          * [
            1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 1e2, 1e3, 1e4, 1e5, 1e6,
            1e7, 1e8, 1e9,
          ][power + 6]
        let ticks = Ticks.linear(0...high, count: 6)
        #expect((2...6).contains(ticks.count), "\(high): \(ticks)")
        #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
        #expect(ticks.allSatisfy { $0 >= 0 && $0 <= high * (1 + 1e-9) })
      }
    }
  }
}
