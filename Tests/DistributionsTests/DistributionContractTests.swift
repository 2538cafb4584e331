import Testing

@testable import Distributions

/// A normal law with one thing wrong, to show that the contract notices.
private struct Defective: Distribution {
  enum Defect: CaseIterable {
    case density, distribution, survival, quantile, upper, mean, variance
  }

  let sound: Normal
  let defect: Defect

  var support: ClosedRange<Double> { sound.support }
  var mean: Double { sound.mean + (defect == .mean ? 1e-6 : 0) }
  var variance: Double { sound.variance * (defect == .variance ? 1 + 1e-6 : 1) }
  func density(_ x: Double) -> Double { sound.density(x) * (defect == .density ? 1 + 1e-6 : 1) }
  func distribution(_ x: Double) -> Double {
    sound.distribution(x - (defect == .distribution ? 1e-9 : 0))
  }
  // The classic mistake: the survival as one minus the distribution.
  func survival(_ x: Double) -> Double {
    defect == .survival ? 1 - sound.distribution(x) : sound.survival(x)
  }
  func quantile(_ p: Double) -> Double { sound.quantile(p) + (defect == .quantile ? 1e-9 : 0) }
  func upperQuantile(_ q: Double) -> Double {
    defect == .upper ? sound.quantile(1 - q) : sound.upperQuantile(q)
  }
}

/// A sampler that is off by a tenth of a standard deviation.
private struct BiasedSampler: Distribution {
  let sound: Normal
  var support: ClosedRange<Double> { sound.support }
  var mean: Double { sound.mean }
  var variance: Double { sound.variance }
  func density(_ x: Double) -> Double { sound.density(x) }
  func distribution(_ x: Double) -> Double { sound.distribution(x) }
  func survival(_ x: Double) -> Double { sound.survival(x) }
  func quantile(_ p: Double) -> Double { sound.quantile(p) }
  func upperQuantile(_ q: Double) -> Double { sound.upperQuantile(q) }
  func sample(using generator: inout some RandomNumberGenerator) -> Double {
    sound.sample(using: &generator) + 0.1 * sound.standardDeviation
  }
}

/// A Poisson law whose quantile is the next count at every step.
private struct LateQuantile: Distribution {
  let sound: Poisson
  var support: ClosedRange<Double> { sound.support }
  var isDiscrete: Bool { true }
  var mean: Double { sound.mean }
  var variance: Double { sound.variance }
  func density(_ x: Double) -> Double { sound.density(x) }
  func distribution(_ x: Double) -> Double { sound.distribution(x) }
  func survival(_ x: Double) -> Double { sound.survival(x) }
  func quantile(_ p: Double) -> Double { sound.quantile(p) + 1 }
  func upperQuantile(_ q: Double) -> Double { sound.upperQuantile(q) }
}

/// The contract itself is tested: every planted defect must be caught.
@Suite struct DistributionContractTests {
  @Test(arguments: Defective.Defect.allCases)
  fileprivate func catchesPlantedDefect(_ defect: Defective.Defect) throws {
    let law = Defective(sound: try Normal(mean: 3, standardDeviation: 2), defect: defect)
    #expect(DistributionContract(law: law).violations() != [])
  }

  @Test func catchesBiasedSampler() throws {
    let law = BiasedSampler(sound: try Normal(mean: 3, standardDeviation: 2))
    #expect(DistributionContract(law: law).sampling() != [])
  }

  @Test func catchesLateQuantile() throws {
    let law = LateQuantile(sound: try Poisson(mean: 4))
    #expect(DistributionContract(law: law).quantiles() != [])
  }

  /// The defaults of the protocol, on a law that overrides none of them.
  @Test func defaultsAgreeWithClosedForms() throws {
    let sound = try Normal(mean: 3, standardDeviation: 2)
    let law = BiasedSampler(sound: sound)
    for x in [-4.0, 0, 3, 9] {
      let expected = sound.limitedExpectedValue(x)
      #expect(abs(law.limitedExpectedValue(x) - expected) <= 1e-11)
    }
    #expect(agree(law.standardDeviation, 2, within: 1e-15))
    #expect(agree(law.probabilityBelowZero, 0.06680720126885807, within: 1e-12))
    #expect(agree(law.probability(in: 21...23), 1.1e-19, within: 0.05))
    #expect(law.probability(in: 3..<3) == 0)
    #expect(law.conditionalMoments(in: 500...600).probability == 0)
  }
}
