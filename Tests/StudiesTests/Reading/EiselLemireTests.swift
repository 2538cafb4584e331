import Testing
import TestStreams

@testable import Studies

@Suite struct EiselLemireTests {
  /// Against the standard library, which reads decimals correctly rounded.
  @Test func agreesWithTheStandardLibrary() throws {
    var random = SplitMix64(state: 5)
    var decided = 0
    for _ in 0..<200_000 {
      let digits = Int(random.next() % 19) + 1
      var mantissa: UInt64 = 0
      for _ in 0..<digits { mantissa = mantissa * 10 + random.next() % 10 }
      let exponent = Int(random.next() % 109) - 54
      guard let value = EiselLemire.value(mantissa: mantissa, exponent: exponent) else { continue }
      decided += 1
      let expected = try #require(Double("\(mantissa)e\(exponent)"))
      #expect(value == expected, "\(mantissa)e\(exponent)")
    }
    #expect(decided > 199_000)
  }

  /// Numbers half way between two doubles, and their neighbours in the last digit.
  @Test func roundsTiesToEven() throws {
    for exponent in -4...20 {
      for odd: UInt64 in [9_007_199_254_740_993, 9_007_199_254_740_995, 18_014_398_509_481_990] {
        for mantissa in [odd - 1, odd, odd + 1] {
          let expected = try #require(Double("\(mantissa)e\(exponent)"))
          #expect(DecimalNumber.value(mantissa: mantissa, exponent: exponent) == expected)
        }
      }
    }
    #expect(EiselLemire.value(mantissa: 1, exponent: 60) == nil)
  }
}
