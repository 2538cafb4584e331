import Testing

@testable import Studies

@Suite struct CoordinateTests {
  @Test(arguments: [
    (0.0, "0"), (12.0, "12"), (1.5, "1.5"), (0.05, "0.05"), (-0.5, "-0.5"), (1.005, "1"),
    (99.999, "100"), (-3.14159, "-3.14"), (1e6, "1000000"), (0.004, "0"), (-0.004, "0"),
  ])
  func writesHundredths(_ value: Double, _ text: String) {
    #expect(Coordinate.text(value) == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func neverWritesWhatNoDrawingHolds(_ value: Double) {
    #expect(Coordinate.text(value) == "0")
  }

  @Test func writesPaths() {
    let path = Coordinate.path([Point(x: 1, y: 2), Point(x: 3.25, y: -4)])
    #expect(path == "M1 2 L3.25 -4")
  }
}
