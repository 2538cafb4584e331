import Distributions
import Foundation
import LossSimulation
import RiskModel
import Testing

/// Exact yearly totals against the risk quantification oracle, and the two paths on each other.
@Suite struct CompoundDistributionTests {
  private static func lognormal(
    _ rate: Double, mu: Double, sigma: Double
  ) throws -> CompoundRisk {
    CompoundRisk(
      id: "R", count: AnnualCount(.poisson, rate: rate),
      severity: try LogNormal(mu: mu, sigma: sigma))
  }

  private static let levels = [0.9, 0.95, 0.99, 0.995, 0.998, 0.999]

  /// Compares every output that a yearly loss has: mean, P0, q…, cvar…, aep…, oep….
  private func check(
    _ risks: [CompoundRisk], against id: String, tolerance: Double, aggregate: Bool = true
  ) throws {
    let oracle = try Oracle(id)
    let law = CompoundDistribution(risks, levels: Self.levels, accuracy: 1e-6)
    var compared = 0
    for (name, output) in oracle.outputs {
      guard let figure = value(of: name, law) else { continue }
      compared += 1
      let allowed = name.hasPrefix("oep") ? 1e-8 : tolerance
      let miss = abs(figure / output.value - 1)
      #expect(miss < allowed, "\(id) \(name): \(figure) for \(output.value), off by \(miss)")
    }
    #expect(compared >= 8)
  }

  private func value(of name: String, _ law: CompoundDistribution) -> Double? {
    if name == "mean" { return law.mean }
    if name == "P0" { return law.probabilityOfNoLoss }
    func number(_ prefix: String) -> Double? {
      name.hasPrefix(prefix) ? Double(name.dropFirst(prefix.count)) : nil
    }
    if let level = number("q") { return law.valueAtRisk(level: level).value }
    if let level = number("cvar") { return law.expectedShortfall(level: level).value }
    if let years = number("aep") { return law.valueAtRisk(level: 1 - 1 / years).value }
    return number("oep").map { law.occurrenceQuantile(level: 1 - 1 / $0) }
  }

  @Test(arguments: ["cpln_lam0.05_sig1.5", "cpln_lam0.5_sig1", "cpln_lam5_sig1"])
  func compoundPoissonLognormal(id: String) throws {
    let inputs = try Oracle(id).inputs
    func input(_ name: String) throws -> Double { try #require(inputs[name] as? Double) }
    let risk = try Self.lognormal(input("lam"), mu: input("mu"), sigma: input("sigma"))
    try check([risk], against: id, tolerance: 4e-6)
  }

  @Test func threeIndependentRisks() throws {
    let id = "sum3_independent"
    let inputs = try #require(Oracle(id).inputs["risks"] as? [[String: Double]])
    let risks = try inputs.map {
      try Self.lognormal(
        #require($0["lam"]), mu: #require($0["mu"]), sigma: #require($0["sigma"]))
    }
    try check(risks, against: id, tolerance: 4e-6)
  }

  static func registerOfFifty() throws -> [CompoundRisk] {
    let register = try #require(Oracle.load("register-50")["risks"] as? [[String: Any]])
    return try register.map {
      try lognormal(
        #require($0["lam"] as? Double), mu: #require($0["mu"] as? Double),
        sigma: #require($0["sigma"] as? Double))
    }
  }

  @Test func registerOfFiftyRisks() throws {
    try check(Self.registerOfFifty(), against: "register50_independent", tolerance: 4e-6)
  }

  /// Attempts and the chance of success are uncertain: 1,024 pairs reduced to 32 rates.
  @Test func fairCompound() throws {
    let rate = RateMixture(
      attempts: try PERT(min: 2, mode: 6, max: 20),
      success: try PERT(min: 0.1, mode: 0.25, max: 0.6))
    let risk = CompoundRisk(
      id: "fair1", count: AnnualCount(.poisson, rate: rate),
      severity: try PERT(min: 1e4, mode: 5e4, max: 4e5))
    try check([risk], against: "fair1_compound", tolerance: 4e-6)
  }

  // MARK: Lattices

  private static func discrete() throws -> Discrete {
    try Discrete([(1, 0.5), (2, 0.3), (3, 0.2)])
  }

  @Test(arguments: [CompoundDistribution.Path.panjer, .fourier])
  func masses(path: CompoundDistribution.Path) throws {
    let risk = CompoundRisk(
      id: "R", count: AnnualCount(.poisson, rate: 2), severity: try Self.discrete())
    let law = CompoundDistribution([risk], levels: [0.999999], path: path)
    #expect(law.isLattice)
    #expect(law.step == 1)
    let root = try Oracle.load("risk-oracle")
    let cases = try #require(root["cases"] as? [[String: Any]])
    let entry = try #require(cases.first { $0["id"] as? String == "panjer_discrete" })
    let outputs = try #require(entry["outputs"] as? [String: [String: Any]])
    let expected = try #require(outputs["pmf"]?["value"] as? [Double])
    let masses = zip(law.cumulative, [0] + law.cumulative).map { $0 - $1 }
    for (mass, value) in zip(masses, expected) { #expect(abs(mass / value - 1) < 1e-9) }
    let below = 1 - law.exceedance(of: 5).value
    #expect(abs(below / 0.8007337591499585 - 1) < 1e-12)
  }

  /// Poisson, negative binomial, Bernoulli and fixed counts, and an uncertain rate, by both paths.
  @Test func pathsAgreeOnALattice() throws {
    let severity = try Self.discrete()
    let counts = [
      AnnualCount(.poisson, rate: 3), AnnualCount(.negativeBinomial(dispersion: 1.5), rate: 3),
      AnnualCount(.bernoulli, rate: 0.3), AnnualCount(.fixed, rate: 2),
      AnnualCount(.poisson, rate: RateMixture(try Gamma(shape: 2, scale: 1))),
    ]
    let risks = counts.map { CompoundRisk(id: "R", count: $0, severity: severity) }
    for chosen in risks.map({ [$0] }) + [risks] {
      let fourier = CompoundDistribution(chosen, levels: [0.9999])
      let panjer = CompoundDistribution(chosen, levels: [0.9999], path: .panjer)
      #expect(fourier.cumulative.count == panjer.cumulative.count)
      for (a, b) in zip(fourier.cumulative, panjer.cumulative) { #expect(abs(a - b) < 1e-10) }
      #expect(
        fourier.valueAtRisk(level: 0.99).value == panjer.valueAtRisk(level: 0.99).value)
    }
  }

  /// exp(−1000) is far below the smallest double, and the recursion starts from it.
  @Test func recursionDoesNotUnderflow() throws {
    let risk = CompoundRisk(
      id: "R", count: AnnualCount(.poisson, rate: 1_000), severity: try Constant(1))
    let law = CompoundDistribution([risk], levels: [0.999], path: .panjer)
    let exact = try Poisson(mean: 1_000)
    for count in [900, 1_000, 1_090] {
      #expect(abs(law.cumulative[count] / exact.distribution(Double(count)) - 1) < 1e-11)
    }
    #expect(law.valueAtRisk(level: 0.99).value == exact.quantile(0.99))
  }

  /// A gamma rate makes Poisson counts negative binomial.
  @Test func gammaRateIsNegativeBinomial() throws {
    let severity = try Self.discrete()
    let mixed = AnnualCount(.poisson, rate: RateMixture(try Gamma(shape: 1.5, scale: 2)))
    let direct = AnnualCount(.negativeBinomial(dispersion: 1.5), rate: 3)
    let (a, b) = (
      CompoundDistribution(
        [CompoundRisk(id: "R", count: mixed, severity: severity)], levels: [0.999]),
      CompoundDistribution(
        [CompoundRisk(id: "R", count: direct, severity: severity)], levels: [0.999])
    )
    for (x, y) in zip(a.cumulative, b.cumulative) { #expect(abs(x - y) < 1e-9) }
  }

  /// Losses without a common divisor are split between multiples of the step, mean preserved.
  @Test func lossesOffALattice() throws {
    let severity = try Empirical(values: [1, 2.0.squareRoot(), Double.pi])
    let risk = CompoundRisk(id: "R", count: AnnualCount(.fixed, rate: 1), severity: severity)
    let law = CompoundDistribution([risk], levels: [0.5, 0.9], losses: [2], mostPoints: 8_192)
    #expect(!law.isLattice)
    #expect(abs(law.exceedance(of: 2).value - 1.0 / 3) < 1e-9)
    #expect(abs(law.valueAtRisk(level: 0.5).value / 2.0.squareRoot() - 1) < 1e-3)
  }

  @Test func noLossAtAll() throws {
    let law = CompoundDistribution([], levels: [0.99])
    #expect(law.mean == 0)
    #expect(law.probabilityOfNoLoss == 1)
    #expect(law.valueAtRisk(level: 0.99).value == 0)
    #expect(law.expectedShortfall(level: 0.99).value == 0)
    #expect(law.occurrenceQuantile(level: 0.99) == 0)
  }

  // MARK: Continuous laws

  /// Exponential losses: E[sum of two] and quantiles are gamma.
  @Test func fixedCountOfExponentials() throws {
    let risk = CompoundRisk(
      id: "R", count: AnnualCount(.fixed, rate: 2), severity: try Exponential(mean: 100))
    let law = CompoundDistribution([risk], levels: [0.5, 0.99], losses: [500], accuracy: 1e-7)
    let exact = try Gamma(shape: 2, scale: 100)
    for level in [0.5, 0.9, 0.99] {
      #expect(abs(law.valueAtRisk(level: level).value / exact.quantile(level) - 1) < 1e-6)
    }
    #expect(abs(law.exceedance(of: 500).value / exact.survival(500) - 1) < 1e-6)
    #expect(abs(law.mean - 200) < 1e-10)
  }

  /// The stated error covers the true one.
  @Test func statedErrorCovers() throws {
    let risk = CompoundRisk(
      id: "R", count: AnnualCount(.fixed, rate: 1), severity: try Gamma(shape: 2, scale: 1))
    let exact = try Gamma(shape: 2, scale: 1)
    let law = CompoundDistribution([risk], levels: [0.9, 0.99], accuracy: 1e-3)
    for level in [0.9, 0.99] {
      let figure = law.valueAtRisk(level: level)
      #expect(figure.error > 0)
      #expect(abs(figure.value - exact.quantile(level)) <= figure.error)
    }
  }

  /// On the same grid the recursion and the inversion agree to rounding.
  @Test func pathsAgreeOnAGrid() throws {
    let risks = [
      try Self.lognormal(2, mu: 5, sigma: 1),
      CompoundRisk(
        id: "N", count: AnnualCount(.negativeBinomial(dispersion: 2), rate: 1.5),
        severity: try Uniform(min: 100, max: 900)),
    ]
    let (a, b) = (
      CompoundDistribution(risks, levels: [0.99], mostPoints: 4_096),
      CompoundDistribution(risks, levels: [0.99], path: .panjer, mostPoints: 4_096)
    )
    // The ends come from the two paths' own scouts.
    #expect(abs(a.end / b.end - 1) < 1e-9)
    for level in [0.5, 0.9, 0.99] {
      let pair = (a.valueAtRisk(level: level).value, b.valueAtRisk(level: level).value)
      #expect(abs(pair.0 / pair.1 - 1) < 1e-9)
    }
    #expect(abs(a.exceedance(of: 700).value - b.exceedance(of: 700).value) < 1e-10)
  }

  @Test(arguments: [0.5, 0.9, 0.99, 0.999])
  func largestLossOfTheYear(level: Double) throws {
    let law = try Exponential(mean: 100)
    let risk = CompoundRisk(id: "R", count: AnnualCount(.poisson, rate: 2), severity: law)
    let distribution = CompoundDistribution([risk], levels: [0.9], accuracy: 1e-3)
    // P(M ≤ x) = exp(−2 exp(−x/100)).
    let expected = 100 * (log(2.0) - log(-log(level)))
    let value = distribution.occurrenceQuantile(level: level)
    #expect(abs(value / Swift.max(expected, 0) - 1) < 1e-9 || expected < 0)
    #expect(abs(distribution.occurrenceExceedance(of: value) - (1 - level)) < 1e-9)
  }
}
