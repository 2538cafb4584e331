import RealModule
import Testing

@testable import Distributions

private struct MetalogRecord: Decodable {
  let points: [[Double]]
  let lower: Double?
  let upper: Double?
  let coefficients: [Double]
  let quantiles: [[Double]]
  let upperQuantiles: [[Double]]
  let mean: Double
  let variance: Double
}

@Suite struct MetalogTests {
  /// Keelin's series solved with mpmath at 60 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.load("metalog", as: [MetalogRecord].self) {
      let law = try Metalog(
        quantiles: record.points.map { ($0[0], $0[1]) }, lower: record.lower, upper: record.upper)
      for (found, expected) in zip(law.coefficients, record.coefficients) {
        #expect(abs(found - expected) <= 1e-11 * (abs(expected) + abs(record.coefficients[0])))
      }
      for row in record.quantiles { #expect(agree(law.quantile(row[0]), row[1], within: 1e-11)) }
      for row in record.upperQuantiles {
        #expect(agree(law.upperQuantile(row[0]), row[1], within: 1e-11))
      }
      #expect(agree(law.mean, record.mean, within: 1e-11))
      #expect(agree(law.variance, record.variance, within: 1e-10))
      let contract = DistributionContract(law: law)
      #expect(contract.violations() + contract.sampling() == [])
    }
  }

  /// Keelin (2016): three terms are feasible exactly while |a₃|/a₂ < 1.66711.
  @Test(arguments: [(1.667, true), (1.668, false), (-1.667, true), (-1.668, false)])
  func feasibilityOfThreeTerms(_ row: (ratio: Double, feasible: Bool)) {
    let series = MetalogSeries(coefficients: [0, 1, row.ratio])
    #expect((series.fallingProbability() == nil) == row.feasible)
  }

  /// A metalog of four terms may be uniform: the tail slopes are exactly 0 and still feasible.
  @Test func uniformIsFeasible() throws {
    let law = try Metalog(quantiles: [(0.1, 1), (0.3, 3), (0.6, 6), (0.9, 9)])
    #expect(agree(law.mean, 5, within: 1e-10))
    #expect(agree(law.variance, 100.0 / 12, within: 1e-9))
  }

  /// The mean diverges where the tail of log X rises with a slope of 1 or more.
  @Test func momentsDiverge() throws {
    // Two points: log X is logistic with slope log(x₂/x₁) / (2 log 9).
    func law(_ slope: Double, upper: Bool) throws -> Metalog {
      let ratio = Double.exp(2 * slope * 2.1972245773362196)
      return upper
        ? try Metalog(quantiles: [(0.1, -ratio), (0.9, -1)], upper: 0)
        : try Metalog(quantiles: [(0.1, 1), (0.9, ratio)], lower: 0)
    }
    for upper in [false, true] {
      #expect(try law(1.01, upper: upper).mean == .infinity)
      #expect(try law(0.99, upper: upper).mean.isFinite)
      #expect(try law(0.51, upper: upper).variance == .infinity)
      // A loglogistic law of scale e^µ and slope s has mean e^µ πs / sin(πs) (closed form).
      let slope = 0.25
      let mean = Double.exp(slope * 2.1972245773362196) * Double.pi * slope * 2.squareRoot()
      #expect(agree(try law(slope, upper: upper).mean, upper ? -mean : mean, within: 1e-12))
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal(
      "quantiles is 0.05: 10.0, 0.5: 12.0, 0.95: 90.0; it must be points through which the "
        + "metalog rises everywhere; it falls at probability 0.083222"
    ) { () throws(ParameterError) in
      try Metalog(quantiles: [(0.05, 10), (0.5, 12), (0.95, 90)])
    }
    expectRefusal("number of quantiles is 1; it must be from 2 to 16") {
      () throws(ParameterError) in try Metalog(quantiles: [(0.5, 1)])
    }
    expectRefusal("probability 1 is 0.0; it must be a number between 0 and 1, both excluded") {
      () throws(ParameterError) in try Metalog(quantiles: [(0, 1), (0.5, 2)])
    }
    expectRefusal("probability 2 is 0.1; it must be a number above probability 1 0.5") {
      () throws(ParameterError) in try Metalog(quantiles: [(0.5, 1), (0.1, 2)])
    }
    expectRefusal("value 2 is 1.0; it must be a number above value 1 1.0") {
      () throws(ParameterError) in try Metalog(quantiles: [(0.1, 1), (0.5, 1)])
    }
    expectRefusal("value 1 is -1.0; it must be between lower 0.0 and upper inf, both excluded") {
      () throws(ParameterError) in try Metalog(quantiles: [(0.1, -1), (0.5, 1)], lower: 0)
    }
    expectRefusal("upper is 0.0; it must be a number above lower 1.0") {
      () throws(ParameterError) in
      try Metalog(quantiles: [(0.1, -1), (0.5, 1)], lower: 1, upper: 0)
    }
  }
}
