import Distributions
import Foundation
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Exact answers of the risk quantification oracle (built 2026-11-23), by id of the case.
///
/// Each figure is accepted within five standard errors: a false alarm below 6e-7 a figure, and the
/// streams are fixed, so that a passing test stays passing.
@Suite struct OracleTests {
  static let trials = 400_000
  static let levels = [0.9, 0.95, 0.99, 0.995, 0.998, 0.999]

  private func simulate(_ study: Study) async throws -> LevelResult {
    var study = study
    study.simulation.trials = Self.trials
    study.simulation.levels = Self.levels
    return try await current(study)
  }

  /// Compares every output that a yearly loss has: mean, q…, cvar…, var…, oep…, P0.
  private func check(_ level: LevelResult, against oracle: Oracle) throws {
    let figures = try Self.figures(level)
    var compared = 0
    for (name, output) in oracle.outputs {
      guard let value = figures[name] else { continue }
      compared += 1
      #expect(
        try oracle.accepts(value, for: name, trials: Self.trials),
        "\(name): \(value) for \(output.value)")
    }
    #expect(compared >= 2)
  }

  private static func figures(_ level: LevelResult) throws -> [String: Double] {
    var figures = ["mean": level.aggregate.expectedAnnualLoss.value]
    figures["P0"] = 1 - level.aggregate.probabilityOfLoss.value
    for l in levels {
      figures["q\(l)"] = try level.aggregate.valueAtRisk(l).value
      figures["var\(l)"] = figures["q\(l)"]
      figures["cvar\(l)"] = try level.aggregate.shortfall(l).value
    }
    for point in level.aggregateCurve {
      figures["aep\(Int(point.returnPeriod))"] = point.loss.value
    }
    for point in try level.occurrenceCurve.get() {
      figures["oep\(Int(point.returnPeriod))"] = point.loss.value
    }
    return figures
  }

  // MARK: One loss a year

  @Test(arguments: ["cvar_normal", "cvar_lognormal", "cvar_exponential", "cvar_pareto_2p5"])
  func shortfallOfOneLaw(id: String) async throws {
    let oracle = try Oracle(id)
    func input(_ name: String) throws -> Double { try #require(oracle.inputs[name] as? Double) }
    let law: any Distribution
    switch id {
    case "cvar_normal":
      law = try Normal(mean: input("mean"), standardDeviation: input("sd"))
    case "cvar_lognormal": law = try LogNormal(mu: input("mu"), sigma: input("sigma"))
    case "cvar_exponential": law = try Exponential(mean: input("mean"))
    default: law = try Pareto(shape: input("alpha"), scale: input("xm"))
    }
    let yearly = risk("R", rate: try constant(1), count: .fixed, loss: quantity(law))
    try check(await simulate(study([yearly])), against: oracle)
  }

  /// Infinite variance: value at risk holds, and the shortfall's interval is marked.
  @Test func infiniteVarianceIsSaid() async throws {
    let oracle = try Oracle("cvar_pareto_1p5")
    let law = try Pareto(shape: 1.5, scale: 100_000)
    let level = try await simulate(
      study([risk("R", rate: try constant(1), count: .fixed, loss: quantity(law))]))
    for l in [0.95, 0.99] {
      let value = try level.aggregate.valueAtRisk(l).value
      #expect(try oracle.accepts(value, for: "var\(l)", trials: Self.trials))
    }
    #expect(try level.aggregate.shortfall(0.95).caveat == "the variance of losses is infinite")
    #expect(level.aggregate.expectedAnnualLoss.caveat == "the variance of losses is infinite")
  }

  @Test func layerPerEvent() async throws {
    let oracle = try Oracle("layer_lognormal")
    let layer = Control(
      id: "C", name: "Layer",
      share: Share(scope: .all, attachment: 100_000, limit: 1_000_000, basis: .event))
    let loss = try lognormal(mu: 12.206072645530174, sigma: 1.3)
    let result = try await run(
      study(
        [risk("R", rate: try constant(1), count: .fixed, loss: loss)], trials: Self.trials,
        controls: [layer]))
    let inherent = try #require(result["inherent"]).aggregate.expectedAnnualLoss.value
    let current = try #require(result["current"]).aggregate.expectedAnnualLoss.value
    #expect(try oracle.accepts(inherent - current, for: "layer_mean", trials: Self.trials))
  }

  // MARK: Compound years

  @Test(arguments: ["cpln_lam0.05_sig1.5", "cpln_lam0.5_sig1", "cpln_lam5_sig1"])
  func compoundPoissonLognormal(id: String) async throws {
    let oracle = try Oracle(id)
    func input(_ name: String) throws -> Double { try #require(oracle.inputs[name] as? Double) }
    let loss = try lognormal(mu: input("mu"), sigma: input("sigma"))
    try check(
      await simulate(study([risk("R", rate: try constant(input("lam")), loss: loss)])),
      against: oracle)
  }

  @Test func fairCompound() async throws {
    let risk = Risk(
      id: "fair1", name: "FAIR", category: "malicious",
      frequency: Frequency(
        rate: .attempts(
          quantity(try PERT(min: 2, mode: 6, max: 20)),
          success: quantity(try PERT(min: 0.1, mode: 0.25, max: 0.6)))),
      loss: quantity(try PERT(min: 1e4, mode: 5e4, max: 4e5)))
    try check(await simulate(study([risk])), against: Oracle("fair1_compound"))
  }

  @Test func threeIndependentRisks() async throws {
    let oracle = try Oracle("sum3_independent")
    let inputs = try #require(oracle.inputs["risks"] as? [[String: Double]])
    let risks = try inputs.enumerated().map { i, fields in
      risk(
        "R\(i)", rate: try constant(#require(fields["lam"])),
        loss: try lognormal(mu: #require(fields["mu"]), sigma: #require(fields["sigma"])))
    }
    try check(await simulate(study(risks)), against: oracle)
  }

  @Test func registerOfFifty() async throws {
    let register = try #require(Oracle.load("register-50")["risks"] as? [[String: Any]])
    let risks = try register.map { fields in
      risk(
        try #require(fields["id"] as? String),
        rate: try constant(#require(fields["lam"] as? Double)),
        loss: try lognormal(
          mu: #require(fields["mu"] as? Double), sigma: #require(fields["sigma"] as? Double)))
    }
    try check(await simulate(study(risks)), against: Oracle("register50_independent"))
  }

  @Test func panjerRecursion() async throws {
    let oracle = try Oracle("panjer_discrete")
    let severity = try Discrete([(1, 0.5), (2, 0.3), (3, 0.2)])
    let level = try await simulate(
      study([risk("R", rate: try constant(2), loss: quantity(severity))]))
    let losses = SortedSample(level.years.aggregate)
    let below = 1 - losses.exceedance(of: 5).value
    #expect(try oracle.accepts(below, for: "P_le_5", trials: Self.trials))
  }

  // MARK: Counts

  @Test(arguments: ["poisson_0.05", "poisson_400", "negbin_mean3_var9"])
  func counts(id: String) async throws {
    let oracle = try Oracle(id)
    let isNegativeBinomial = id.hasPrefix("negbin")
    let mean = isNegativeBinomial ? 3 : try #require(oracle.inputs["lam"] as? Double)
    let level = try await simulate(
      study([
        risk(
          "R", rate: try constant(mean),
          count: isNegativeBinomial ? .negativeBinomial(dispersion: 1.5) : .poisson,
          loss: try constant(1))
      ]))
    let n = Self.trials
    let moments = Moments(level.years.aggregate)
    let names = isNegativeBinomial ? ("mean_mc", "var_mc") : ("mean", "var")
    #expect(try oracle.accepts(moments.mean, for: names.0, trials: n))
    #expect(try oracle.accepts(moments.variance, for: names.1, trials: n))
    #expect(
      try oracle.accepts(1 - level.aggregate.probabilityOfLoss.value, for: "P0", trials: n))
  }

  // MARK: Dependence

  /// Two Bernoulli risks with probability 1 − p and unit losses: both happen together where both
  /// latents exceed the quantile of p.
  private func jointExceedance(
    rho: Double, p: Double, family: Dependence.Family
  ) async throws -> Double {
    let risks = try ["A", "B"].map {
      risk($0, rate: try constant(1 - p), count: .bernoulli, loss: try constant(1))
    }
    let pair = Dependence.Pair(first: "A", second: "B", correlation: rho)
    let level = try await simulate(
      study(risks, dependence: Dependence(family: family, pairs: [pair])))
    return SortedSample(level.years.aggregate).exceedance(of: 1.5).value
  }

  @Test(arguments: [(-0.5, 0.9), (0.3, 0.9), (0.3, 0.95), (0.5, 0.95), (0.8, 0.99)])
  func gaussianCopula(rho: Double, p: Double) async throws {
    let value = try await jointExceedance(rho: rho, p: p, family: .gaussian)
    let name = "rho\(rho)_p\(p)"
    let oracle = try Oracle("gaussian_copula_joint_exceedance")
    #expect(try oracle.accepts(value, for: name, trials: Self.trials), "\(name): \(value)")
  }

  /// At ρ = 1e-9 the pair is one block with one χ²: dependent in the tail though uncorrelated.
  @Test(arguments: [(1e-9, 0.95), (1e-9, 0.99), (0.5, 0.95), (0.5, 0.99)])
  func studentCopula(rho: Double, p: Double) async throws {
    let value = try await jointExceedance(rho: rho, p: p, family: .t(degreesOfFreedom: 4))
    let name = "rho\(rho < 0.1 ? "0" : "0.5")_nu4_p\(p)"
    let oracle = try Oracle("t_copula_joint_exceedance")
    #expect(try oracle.accepts(value, for: name, trials: Self.trials), "\(name): \(value)")
  }

  @Test func coupledPoissonCounts() async throws {
    let oracle = try Oracle("copula_poisson_counts")
    let risks = [
      risk("A", rate: try constant(0.5), loss: try constant(1)),
      risk("B", rate: try constant(2), loss: try constant(1)),
    ]
    let pair = Dependence.Pair(first: "A", second: "B", correlation: 0.5)
    let level = try await simulate(study(risks, dependence: Dependence(pairs: [pair])))
    let n = Self.trials
    #expect(
      try oracle.accepts(1 - level.aggregate.probabilityOfLoss.value, for: "P00", trials: n))
    let variance = Moments(level.years.aggregate).variance
    #expect(
      try oracle.accepts(
        (variance - 0.5 - 2) / (2 * (0.5 * 2.0).squareRoot()), for: "corr", trials: n))
  }

  // MARK: Network

  /// A waiting period of three days is a stock of three days.
  @Test func interruptionAfterAWaitingPeriod() async throws {
    let oracle = try Oracle("business_interruption_waiting")
    let supplier = Supplier(
      id: "S", name: "Supplier", outageRate: try constant(1),
      outageDays: try lognormal(mu: 1.6094379124341003, sigma: 0.9))
    let network = Network(
      suppliers: [supplier],
      dependencies: [Dependency(source: "S", target: "P", input: "power", bufferDays: 3)])
    let process = BusinessProcess(id: "P", name: "Process", valuePerDay: 200_000)
    let level = try await simulate(study([], processes: [process], network: network))
    // One outage a year on average, so its mean is the year's; the year's error is √(E[X²]), not
    // √Var[X]: the allowance is widened by their ratio, (1632.5² + 963.8²)^½/1632.5 = 1.161.
    let expected = try #require(oracle.outputs["mean_loss"])
    let allowed = 5 * 1.161 * 1_632.51 * (1e6 / Double(Self.trials)).squareRoot()
    #expect(abs(level.aggregate.expectedAnnualLoss.value - expected.value) < allowed)
    // P(a year has a loss) = 1 − exp(−P(an outage costs)).
    let chance = try #require(oracle.outputs["P_loss"]).value
    let yearly = 1 - exp(-chance)
    let error = (yearly * (1 - yearly) / Double(Self.trials)).squareRoot()
    #expect(abs(level.aggregate.probabilityOfLoss.value - yearly) < 5 * error)
  }

  /// Contributions to shortfall of three correlated normals, given as a table of events.
  @Test func eulerContributionsOfNormals() async throws {
    let oracle = try Oracle("euler_cvar_normal")
    let mean = try #require(oracle.inputs["mean"] as? [Double])
    let covariance = try #require(oracle.inputs["cov"] as? [[Double]])
    let draws = Self.normals(mean, covariance, count: Self.trials)
    let ids = ["A", "B", "C"]
    var study = study(try ids.map { risk($0, rate: try constant(1), loss: nil) })
    study.simulation.method = .events
    study.simulation.trials = Self.trials
    study.simulation.levels = [0.99]
    study.simulation.table = .events(
      trial: (0..<Self.trials).flatMap { [$0, $0, $0] },
      risk: (0..<Self.trials).flatMap { _ in ids }, loss: draws, mark: nil)
    let level = try await current(study)
    #expect(
      try oracle.accepts(
        level.aggregate.valueAtRisk(0.99).value, for: "var99", trials: Self.trials))
    let shortfall = try level.aggregate.shortfall(0.99)
    let total = try #require(oracle.outputs["cvar99"]).value
    #expect(abs(shortfall.value - total) < 5 * shortfall.standardError)
    let contributions =
      try #require(
        Oracle.load("risk-oracle")["cases"] as? [[String: Any]]
      ).first { $0["id"] as? String == "euler_cvar_normal" }?["outputs"] as? [String: [String: Any]]
    let exact = try #require(contributions?["cvar_contrib"]?["value"] as? [Double])
    let found = try ids.map { id in
      try #require(level.risks.first { $0.id == id }?.shortfall.first).estimate
    }
    for (one, value) in zip(found, exact) {
      #expect(abs(one.value - value) < 5 * one.standardError, "\(one.value) for \(value)")
      #expect(one.standardError < 0.02 * value)
    }
    // They add up exactly, whatever the sample.
    #expect(abs(found.reduce(0) { $0 + $1.value } - shortfall.value) < 1e-9)
  }

  /// Draws of a normal vector, one vector after another, by Cholesky's factor of its covariance.
  private static func normals(
    _ mean: [Double], _ covariance: [[Double]], count: Int
  ) -> [Double] {
    var factor = covariance.map { $0.map { _ in 0.0 } }
    for i in covariance.indices {
      for j in 0...i {
        let rest = (0..<j).reduce(covariance[i][j]) { $0 - factor[i][$1] * factor[j][$1] }
        factor[i][j] = i == j ? rest.squareRoot() : rest / factor[j][j]
      }
    }
    let stream = RandomStream(seed: 7, purpose: "test", record: "normals")
    var generator = stream.generator(trial: 0, draw: 0)
    return (0..<count).flatMap { _ in
      let z = mean.map { _ in standardNormalQuantile(openUniform(using: &generator)) }
      return mean.indices.map { i in
        // A draw below 0 is five deviations off and no loss.
        max(0, mean[i] + (0...i).reduce(0) { $0 + factor[i][$1] * z[$1] })
      }
    }
  }
}
