import Sampling
import Testing

@testable import Studies

@Suite struct FigureTextTests {
  private func record(_ value: Double, _ half: Double) -> EstimateRecord {
    EstimateRecord(
      Estimate(
        value: value, standardError: half / 2, low: value - half, high: value + half,
        method: .mean, sampleSize: 100))
  }

  @Test(arguments: [
    (164_640.0, 1365.0, "165 k", "163 .. 166 k"),
    (5_432_100, 60_000, "5.43 M", "5.37 .. 5.49 M"),
    (5_432_100, 600_000, "5.4 M", "4.8 .. 6.0 M"),
    (164_640, 30, "164.6 k", "164.6 .. 164.7 k"),
    (12, 30, "12", "-18 .. 42"),
    (999_700, 4000, "1.000 M", "996 k .. 1.004 M"),
    (8_040_000, 118_000, "8.04 M", "7.92 .. 8.16 M"), (0, 0, "0", "0 .. 0"),
    (0, 500, "0", "-500 .. 500"),
  ])
  func amount(_ value: Double, _ half: Double, _ text: String, _ interval: String) {
    let pair = FigureText.amount(record(value, half))
    #expect(pair == FigureText.Pair(value: text, interval: interval))
  }

  @Test(arguments: [
    (0.0774, 0.0016, "7.74 %", "7.58 .. 7.90 %"), (0.97898, 0.0002, "97.90 %", "97.88 .. 97.92 %"),
    (0.00457, 0.0004, "0.46 %", "0.42 .. 0.50 %"), (0.65, 0.003, "65.0 %", "64.7 .. 65.3 %"),
  ])
  func percent(_ value: Double, _ half: Double, _ text: String, _ interval: String) {
    #expect(
      FigureText.percent(record(value, half)) == FigureText.Pair(value: text, interval: interval))
  }

  @Test func saysExact() {
    let exact = EstimateRecord(.exact(400_000, sampleSize: 10))
    #expect(FigureText.amount(exact) == FigureText.Pair(value: "400 k", interval: "exact"))
  }

  @Test func saysUnknownForWhatIsNoNumber() {
    let record = EstimateRecord(.exact(.nan, sampleSize: 0))
    #expect(FigureText.amount(record) == FigureText.Pair(value: "unknown", interval: ""))
    #expect(record.value == nil && record.reason != nil)
  }

  @Test(arguments: [
    (0.2, "0.2"), (3, "3"), (10, "10"), (5.333_333, "5.33"), (0.01, "0.01"), (1000, "1000"),
    (0, "0"),
  ])
  func plain(_ value: Double, _ text: String) { #expect(FigureText.plain(value) == text) }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1 000"), (1_234_567, "1 234 567")])
  func count(_ value: Int, _ text: String) { #expect(FigureText.count(value) == text) }
}
