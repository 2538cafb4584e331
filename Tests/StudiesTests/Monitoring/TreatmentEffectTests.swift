import Foundation
import RiskModel
import Testing

@testable import Studies

@Suite struct TreatmentEffectTests {
  /// Clopper–Pearson for 3 of 12 at 95 %: 0.0549 to 0.5719 (Newcombe 1998 and any table give the
  /// same), so the odds are 0.0581 to 1.3357; four years before against two after double them.
  @Test func theRatioOfRatesIsThatOfClopperAndPearson() throws {
    let span = try #require(RateRatio.span(9, 3, years: (4, 2), rate: 0.05))
    #expect(abs(span.value - 2.0 / 3) < 1e-12)
    #expect(abs(span.low - 0.1162) < 5e-4)
    let high = try #require(span.high)
    #expect(abs(high - 2.6714) < 5e-4)
  }

  /// With nothing on one side the bounds are powers: (α/2)^(1/n).
  @Test func nothingOnOneSideHasAnOpenInterval() throws {
    let none = try #require(RateRatio.span(8, 0, years: (1, 1), rate: 0.05))
    let share: Double = 1 - Foundation.pow(0.025, 0.125)
    let odds: Double = share / (1 - share)
    let high = try #require(none.high)
    #expect(none.value == 0 && none.low == 0)
    #expect(abs(high - odds) < 1e-9)
    let only = try #require(RateRatio.span(0, 8, years: (1, 1), rate: 0.05))
    #expect(only.high == nil && only.low > 1)
    #expect(RateRatio.span(0, 0, years: (1, 1), rate: 0.05) == nil)
  }

  /// Welch by hand: means 3 and 7, variances 2.5 and 10 of five each, so the error is √2.5 and the
  /// degrees of freedom 2.5² / (0.5²/4 + 2²/4) = 100/17; scipy.stats.t.ppf(0.975, 100/17) = 2.458824.
  @Test func twoMeansDifferByWelch() throws {
    let span = try #require(
      MeanDifference.span([1, 2, 3, 4, 5], [3, 5, 7, 9, 11], rate: 0.05))
    #expect(span.value == 4)
    let low: Double = 4 - 2.458_824 * 2.5.squareRoot()
    #expect(abs(span.low - low) < 1e-4)
    #expect(MeanDifference.span([1], [2, 3], rate: 0.05) == nil)
  }

  @Test func verdictsDoNotReadNoiseAsEffect() {
    func span(_ low: Double, _ high: Double?) -> TreatmentEffect.Span {
      .init(value: low, low: low, high: high)
    }
    func verdict(_ low: Double, _ high: Double?) -> String {
      TreatmentEffects.verdict(span(0.4, 0.6), span(low, high), nothing: 1)
    }
    #expect(verdict(0.2, 1.5) == "no effect can be told from chance yet")
    #expect(verdict(0.2, 0.9) == "works as predicted")
    #expect(verdict(0.7, 1.5) == "less effect than predicted, clear")
    #expect(verdict(0.01, 0.3) == "more effect than predicted, clear")
    #expect(verdict(1.2, nil) == "less effect than predicted, clear")
    #expect(TreatmentEffects.verdict(span(0.4, 0.6), nil, nothing: 1) == "too few records")
    #expect(
      TreatmentEffects.verdict(nil, span(-3, 1), nothing: 0) == "no change that can be seen")
    #expect(TreatmentEffects.verdict(nil, span(-3, -1), nothing: 0) == "lower, clear")
  }

  private func effects(before: Int, after: Int) throws -> [TreatmentEffect] {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      """
      format: study/1
      study: { id: s, currency: EUR }
      risks: [{ id: R1, events: 10, loss: 100 }]
      treatments:
        - { id: T1, done: 2024-01-01, indicator: K1, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
        - { id: T2, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
      indicators: [{ id: K1, text: open doors }]
      incidents: incidents.csv
      measurements: measurements.csv
      """)
    func rows(_ count: Int, _ year: Int) -> String {
      (0..<count).map { "\(year)-0\(1 + $0 / 28 % 9)-\(10 + $0 % 18),R1,100,0,false\n" }.joined()
    }
    try folder.write(
      "incidents.csv",
      "date,risk,loss,downtime_days,near_miss\n" + rows(before, 2023) + rows(after, 2024))
    try folder.write(
      "measurements.csv",
      "date,indicator,value\n2023-02-01,K1,10\n2023-03-01,K1,11\n2023-04-01,K1,12\n"
        + "2024-02-01,K1,1\n2024-03-01,K1,2\n2024-04-01,K1,3\n")
    let day = try #require(CalendarDay("2025-01-01"))
    return try StudyBacktest(BacktestRequest(study: folder.url.path, asOf: day)).treatments
  }

  /// 40 and 20 events in a year each: half, as predicted.
  ///
  /// 80 and 76: not what was predicted. 4 and 2: nobody can tell.
  @Test func theRegisterShowsWhatATreatmentDid() throws {
    let worked = try effects(before: 40, after: 20)
    #expect(worked.map(\.treatment) == ["T1", "T1"])
    #expect(worked.map(\.quantity) == [.events, .indicator])
    #expect(worked[0].verdict == "works as predicted")
    #expect(worked[0].predicted == .init(value: 0.5, low: 0.5, high: 0.5))
    #expect(worked[0].records == [40, 20])
    #expect(worked[1].verdict == "lower, clear" && worked[1].before == 11)
    #expect(
      try effects(before: 80, after: 76)[0].verdict == "less effect than predicted, clear")
    #expect(
      try effects(before: 4, after: 2)[0].verdict == "no effect can be told from chance yet")
  }

  /// The truth is the prediction: of 400 records, drawn as Poisson with means 12 and 6, at most 5 %
  /// may be doubted: 20, and five standard errors more are 42.
  ///
  /// Half the effect with ten times the
  /// record is doubted nearly always.
  @Test func aTrueEffectIsSeldomDoubted() throws {
    func doubted(_ before: Double, _ after: Double, seed: UInt64) throws -> Int {
      var generator = SplitMix(state: seed)
      return (0..<400).count { _ in
        let (n, m) = (generator.poisson(before), generator.poisson(after))
        let span = RateRatio.span(n, m, years: (1, 1), rate: 0.05)
        return TreatmentEffects.verdict(
          .init(value: 0.5, low: 0.5, high: 0.5), span, nothing: 1
        ).hasSuffix("clear")
      }
    }
    #expect(try doubted(12, 6, seed: 1) <= 42)
    #expect(try doubted(120, 120, seed: 2) > 360)
  }

  /// 20 events with 12 persons before, 30 with 12 after, computed apart with NumPy and SciPy: the
  /// delta method's variances, Student's t with 14.1305 degrees of freedom.
  @Test func harmOfAnEventIsComparedByTheRatioOfMeans() throws {
    let before: [Double] = Array(repeating: [0, 0, 0, 1, 2], count: 4).flatMap { $0 }
    let after: [Double] = Array(repeating: [0, 0, 1, 0, 1], count: 6).flatMap { $0 }
    let span = try #require(MeanRatio.span(before, after, rate: 0.05))
    #expect(abs(span.value - 2.0 / 3) < 1e-12)
    #expect(abs(span.low - 0.294555384) < 1e-6)
    #expect(abs((span.high ?? 0) - 1.508865456) < 1e-5)
    #expect(MeanRatio.span(Array(before.dropLast(5)), after, rate: 0.05) == nil)
    #expect(MeanRatio.span(before.map { _ in 0 }, after, rate: 0.05) == nil)
  }

  /// Persons harmed come in groups: a Poisson number of groups of geometric size, 60 events on each
  /// side, the second side with half as many groups.
  ///
  /// Of 400 records at most 5 % may be doubted: 20,
  /// and five standard errors more are 42. The same record without any effect is doubted far more often.
  @Test func aTrueEffectOnPeopleIsSeldomDoubted() {
    func doubted(_ groups: Double, seed: UInt64) -> Int {
      var generator = SplitMix(state: seed)
      func persons(_ mean: Double) -> [Double] {
        (0..<60).map { _ in
          Double((0..<generator.poisson(mean)).reduce(0) { sum, _ in sum + generator.group() })
        }
      }
      return (0..<400).count { _ in
        let span = MeanRatio.span(persons(1), persons(groups), rate: 0.05)
        return TreatmentEffects.verdict(
          .init(value: 0.5, low: 0.5, high: 0.5), span, nothing: 1
        ).hasSuffix("clear")
      }
    }
    #expect(doubted(0.5, seed: 3) <= 42)
    #expect(doubted(1, seed: 4) > 200)
  }

  private func peopleAndSuppliers(_ incidents: String) throws -> [TreatmentEffect] {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      """
      format: study/1
      study: { id: s, currency: EUR }
      risks:
        - { id: R1, events: 10, loss: 100, people: { injuries: 1 } }
        - { id: R2, from_network: [power] }
      processes: [{ id: P1, value_per_day: 10k }]
      network: { nodes: suppliers.csv, edges: dependencies.csv }
      treatments:
        - { id: T1, done: 2024-01-01, effects: [{ target: R1, quantity: people, multiply: 0.25 }] }
        - id: T2
          done: 2024-01-01
          effects:
            - { targets: { suppliers: { tier: 1 } }, quantity: outage_rate, multiply: 0.5 }
            - { target: S1, quantity: outage_days, multiply: 0.5 }
      incidents: incidents.csv
      """)
    try folder.write(
      "suppliers.csv",
      "id,name,category,tier,outage_rate_low,outage_rate_high,outage_days_low,outage_days_high\n"
        + "S1,One,power,1,1,9,1,3\nS2,Two,power,1,1,9,1,3\nS3,Three,power,2,1,9,1,3\n")
    try folder.write(
      "dependencies.csv",
      "source,target,input,share,criticality,buffer_days\nS1,P1,a,1,1,0\nS2,P1,b,1,1,0\n"
        + "S3,P1,c,1,1,0\n")
    try folder.write(
      "incidents.csv",
      "date,risk,loss,downtime_days,near_miss,injuries,fatalities,supplier\n" + incidents)
    let day = try #require(CalendarDay("2025-01-01"))
    return try StudyBacktest(BacktestRequest(study: folder.url.path, asOf: day)).treatments
  }

  /// 30 events of four injured before, 30 of which every other one harms two after: a quarter, as said.
  ///
  /// 40 outages of S1 and S2 before, 20 after, as said of both; those of S3, on which the treatment does
  /// not act, and near misses count for nothing. Outages of S1 last as long as before: two days.
  @Test func peopleAndSuppliersAreComparedToo() throws {
    func date(_ year: Int, _ place: Int) -> String {
      "\(year)-0\(1 + place / 28)-\(10 + place % 18)"
    }
    var rows = (0..<30).map { "\(date(2023, $0)),R1,0,0,false,\(3 + $0 % 3),0,\n" }
    rows += (0..<30).map { "\(date(2024, $0)),R1,0,0,false,\($0 % 2),\($0 % 2),\n" }
    rows += (0..<40).map { "\(date(2023, $0)),R2,0,2,false,,,S\(1 + $0 % 2)\n" }
    rows += (0..<20).map {
      "\(date(2024, $0)),,0,\($0 % 4 < 2 ? 1.9 : 2.1),false,,,S\(1 + $0 % 2)\n"
    }
    rows += (0..<50).map { "\(date(2024, $0)),R2,0,2,false,,,S3\n" }
    rows += (0..<50).map { "\(date(2024, $0)),R2,0,2,true,,,S1\n" }
    let effects = try peopleAndSuppliers(rows.joined())
    #expect(effects.map(\.quantity) == [.people, .outages, .outageDays])
    #expect(effects.map(\.record) == ["R1", "S1 S2", "S1"])
    #expect(effects.map(\.records) == [[30, 30], [40, 20], [20, 10]])
    #expect(effects[0].before == 4 && effects[0].after == 1)
    #expect(effects[0].predicted == .init(value: 0.25, low: 0.25, high: 0.25))
    #expect(effects[0].verdict == "works as predicted")
    #expect(effects[1].predicted?.value == 0.5 && effects[1].verdict == "works as predicted")
    #expect(effects[2].verdict == "less effect than predicted, clear")
  }

  /// A register that names no outage of a supplier says so, and nothing is made up.
  @Test func whatIsNotRecordedIsSaid() throws {
    let effects = try peopleAndSuppliers("2023-05-01,R1,0,0,false,1,0,\n")
    #expect(effects.allSatisfy { $0.verdict == "too few records" })
    #expect(
      effects.compactMap(\.note) == [
        "the register names no outage of S1, S2", "the register names no outage of S1",
      ])
  }

  /// SplitMix64 with Knuth's draw of a Poisson count.
  private struct SplitMix {
    var state: UInt64

    mutating func uniform() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }

    /// 1, 2, 3, … with 1/2, 1/4, 1/8 and so on.
    mutating func group() -> Int {
      var size = 1
      while uniform() < 0.5 { size += 1 }
      return size
    }

    mutating func poisson(_ mean: Double) -> Int {
      let limit = Foundation.exp(-mean)
      var (count, product) = (-1, 1.0)
      repeat {
        count += 1
        product *= uniform()
      } while product > limit
      return count
    }
  }
}
