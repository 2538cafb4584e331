internal import Distributions
internal import Foundation
internal import LossSimulation

/// Several tests of one model that share a rate of false alarms.
///
/// With m tests each is judged at 1 − (1 − α)^(1/m), so that a right model is doubted by any of
/// them with probability α at most, where they are independent (Šidák 1967).
public struct BacktestFamily: Encodable, Sendable {
  /// One test.
  public struct Test: Encodable, Sendable {
    /// `count`, `losses`, `exceedances`, `independence` or `dispersion`.
    public let test: String
    /// A risk, `all`, or the level of a value at risk.
    public let scope: String
    /// What was seen.
    public let observed: Double
    /// What the study expects; nil where there is no such figure.
    public let expected: Double?
    /// The chance of something as far off, if the study is right.
    public let pValue: Double
    /// The chance that a rate twice as large would be noticed; nil for other tests.
    public let powerAgainstDouble: Double?
    /// `agrees` or `deviates`, at the family's rate.
    public let verdict: String
    /// Green, yellow or red: whether too much happened; nil for other tests.
    public let light: String?
  }

  /// The family's rate of false alarms.
  public let falseAlarmRate: Double
  /// The rate at which each test is judged.
  public let rateOfEach: Double
  /// The tests.
  public let tests: [Test]

  /// Whether no test deviates.
  public var agrees: Bool { tests.allSatisfy { $0.verdict == "agrees" } }

  /// A test before it is known how many there are.
  struct Draft: Sendable {
    var test: String
    var scope: String
    var observed: Double
    var expected: Double?
    var pValue: Double
    var light: TrafficLight?
    /// The law of the count if the rate were twice as large, and the one that is tested.
    var laws: (tested: any Distribution, doubled: any Distribution)?
  }

  init(_ drafts: [Draft], falseAlarmRate: Double) {
    self.falseAlarmRate = falseAlarmRate
    let each =
      drafts.isEmpty
      ? falseAlarmRate : 1 - Foundation.pow(1 - falseAlarmRate, 1 / Double(drafts.count))
    rateOfEach = each
    tests = drafts.map { draft in
      Test(
        test: draft.test, scope: draft.scope, observed: draft.observed, expected: draft.expected,
        pValue: draft.pValue,
        powerAgainstDouble: draft.laws.map { Self.power($0.tested, against: $0.doubled, at: each) },
        verdict: draft.pValue < each ? "deviates" : "agrees", light: draft.light?.rawValue)
    }
  }

  /// P(the test deviates) under another law of the count, summed over the counts that matter.
  static func power(
    _ tested: any Distribution, against other: any Distribution, at rate: Double
  ) -> Double {
    let last = min(Int(other.quantile(1 - 1e-9)) + 1, 100_000)
    var agreeing = 0.0
    for count in 0...max(0, last) {
      guard let test = try? CountBacktest(observed: count, law: tested), test.pValue >= rate else {
        continue
      }
      agreeing += other.density(Double(count))
    }
    return min(1, max(0, 1 - agreeing))
  }
}
