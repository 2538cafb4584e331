import Testing
import TestStreams

@testable import Studies

@Suite struct DecimalTextTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-12, "-12"), (0.1, "0.1"), (1_000_000, "1000000"),
    (0.995, "0.995"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
    (8_999_999_999_999_999, "8999999999999999"),
    (-1234.5, "-1234.5"), (1e16, "1e+16"),
  ])
  func text(_ number: Double, _ expected: String) {
    #expect(DecimalText.text(number) == expected)
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan]) func hasNoTextForWhatIsNoNumber(
    _ number: Double
  ) {
    #expect(DecimalText.text(number) == nil)
  }

  /// Every finite pattern of bits comes back; the generator is fixed (SplitMix64).
  @Test func roundTripsRandomBits() {
    var random = SplitMix64(state: 20_261_123)
    for _ in 0..<50_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      #expect(DecimalText.text(number).flatMap { Double($0) } == number)
      let whole = (number.truncatingRemainder(dividingBy: 1e12)).rounded()
      #expect(DecimalText.text(whole).flatMap { Double($0) } == whole)
    }
  }
}
