import Distributions
import LossSimulation
import Sampling
import Testing

@testable import Studies

/// The family's rate of false alarms on simulated truth, and its power against a doubled rate.
@Suite struct BacktestFamilyTests {
  private static let means = [24.0, 31, 18, 40, 27, 22]
  private static let repeats = 2000

  /// One register: a count for each risk and the probabilities of its losses, drawn from the truth.
  private static func family(_ trial: Int, factor: Double) throws -> BacktestFamily {
    var drafts: [BacktestFamily.Draft] = []
    var probabilities: [Double] = []
    for (index, mean) in means.enumerated() {
      var numbers = Numbers(record: index, trial: trial)
      let law = try Poisson(mean: mean)
      let truth = try Poisson(mean: mean * (index == 0 ? factor : 1))
      let count = Int(truth.quantile(numbers.next()))
      let test = try CountBacktest(observed: count, law: law)
      drafts.append(
        BacktestFamily.Draft(
          test: "count", scope: "R\(index)", observed: Double(count), expected: mean,
          pValue: test.pValue))
      probabilities += (0..<10).map { _ in numbers.next() }
    }
    let losses = try TransformTest(probabilities: probabilities)
    drafts.append(
      BacktestFamily.Draft(
        test: "losses", scope: "all", observed: losses.statistic, expected: nil,
        pValue: losses.pValue))
    return BacktestFamily(drafts, falseAlarmRate: 0.05)
  }

  /// Uniform numbers with an address of their own.
  private struct Numbers {
    private let stream: RandomStream
    private let trial: UInt32
    private var draw: UInt32 = 0

    init(record: Int, trial: Int) {
      stream = RandomStream(seed: 20_261_124, purpose: "backtest test", record: "\(record)")
      self.trial = UInt32(trial)
    }

    mutating func next() -> Double {
      defer { draw += 1 }
      return stream.uniforms(trial: trial, draw: draw).0
    }
  }

  /// Counts are whole numbers, so the size falls a little short of the nominal 5 %; allowed are
  /// ±1.5 points, three standard errors of a share of 2,000.
  @Test func sizeIsNominal() throws {
    let alarms = try (0..<Self.repeats).count { try !Self.family($0, factor: 1).agrees }
    let size = Double(alarms) / Double(Self.repeats)
    #expect(abs(size - 0.05) <= 0.015, "\(size)")
  }

  /// The planted twin: one rate of seven tests is twice what the study says.
  @Test func aDoubledRateIsFound() throws {
    let found = try (0..<200).count { try !Self.family($0, factor: 2).agrees }
    let law = try Poisson(mean: 24)
    let rate = try Self.family(0, factor: 1).rateOfEach
    let power = BacktestFamily.power(law, against: try Poisson(mean: 48), at: rate)
    // By SciPy 1.x: 2·min(cdf(n) − pmf(n)/2, 1 − cdf(n) + pmf(n)/2) ≥ 0.0073008 holds for n from
    // 12 to 38; the chance that a Poisson count of mean 48 lies outside is 0.91858708.
    #expect(abs(power - 0.9185870790) < 1e-7)
    let share = Double(found) / 200
    #expect(share > power - 5 * (power * (1 - power) / 200).squareRoot())
  }

  /// 1 − 0.95^(1/7), by hand.
  @Test func testsShareTheRate() throws {
    let family = try Self.family(0, factor: 1)
    #expect(family.tests.count == 7)
    #expect(abs(family.rateOfEach - 0.007300832) < 1e-9)
  }
}
