internal import Distributions
internal import RiskModel
internal import Sampling

/// Outages that travel, and events that happen together.
extension Proof {
  private static let process = BusinessProcess(id: "P", name: "P", valuePerDay: 1_000)

  static let networkCases = [
    ProofCase("network-two-tiers", "An outage of 10 days through two tiers with stocks") {
      let source = "by hand: stocks of 2 and 1 days leave 7 lost days of 10"
      let network = Network(
        suppliers: [
          Supplier(id: "S1", name: "S1"),
          Supplier(
            id: "S2", name: "S2", outageRate: try constant(0.3), outageDays: try constant(10)),
        ],
        dependencies: [
          Dependency(source: "S2", target: "S1", input: "parts", bufferDays: 2),
          Dependency(source: "S1", target: "P", input: "units", bufferDays: 1),
        ])
      return (
        study([], processes: [process], network: network),
        [
          .mean(0.3 * 7_000, deviation: 7_000 * 0.3.squareRoot(), source),
          .chance(1 - KernelReference.exp(-0.3), source),
          .exceedance(7_000.5, 1 - KernelReference.exp(-0.3) * 1.3, source),
        ]
      )
    },
    ProofCase("network-waiting", "Interruption of lognormal length beyond a wait of 3 days") {
      let source = "E[(D − 3)⁺] = exp(µ + σ²/2) Φ(σ − z) − 3 Φ(−z), z = (log 3 − µ)/σ"
      let (mu, sigma) = (1.6094379124341003, 0.9)
      let z = (KernelReference.log(3) - mu) / sigma
      let beyond =
        KernelReference.exp(mu + sigma * sigma / 2) * standardNormalDistribution(sigma - z)
        - 3 * standardNormalSurvival(z)
      let chance = 1 - KernelReference.exp(-standardNormalSurvival(z))
      let supplier = Supplier(
        id: "S", name: "S", outageRate: try constant(1),
        outageDays: quantity(try LogNormal(mu: mu, sigma: sigma)))
      let network = Network(
        suppliers: [supplier],
        dependencies: [Dependency(source: "S", target: "P", input: "power", bufferDays: 3)])
      return (
        study([], processes: [process], network: network),
        [
          // The cap of a year on one outage, and on a year's days, is worth less than 1e-5 of it.
          .mean(1_000 * beyond, deviation: nil, source).known(within: 1e-2 * beyond),
          .chance(chance, source),
        ]
      )
    },
    ProofCase("network-hazard", "A hazard strikes each of three suppliers with chance 0.4") {
      let source = "by hand: an event costs where any is struck, 1 − 0.6³ = 0.784"
      let ids = ["A", "B", "C"]
      let hazard = SharedHazard(
        id: "H", perYear: try constant(0.5), days: try constant(2), hits: 0.4)
      let network = Network(
        suppliers: ids.map { Supplier(id: $0, name: $0, hazards: ["H"]) },
        dependencies: ids.map { Dependency(source: $0, target: "P", input: "input \($0)") },
        hazards: [hazard])
      let rate = 0.5 * 0.784
      return (
        study([], processes: [process], network: network),
        [
          .mean(rate * 2_000, deviation: 2_000 * rate.squareRoot(), source),
          .chance(1 - KernelReference.exp(-rate), source),
          ProofFigure(
            "outages of one supplier", 0.2, deviation: 0.2.squareRoot(), source: source
          ) { $0.suppliers.first?.outagesPerYear },
        ]
      )
    },
    ProofCase("downtime", "Own downtime of a process, 2 events a year of 5 days") {
      let source = "Wald's identity: 2 · 5 days a year, availability 1 − 10/365"
      var struck = risk(rate: try constant(2), loss: nil)
      struck.downtime = Downtime(processes: ["P"], days: try constant(5))
      let deviation = 5 * 2.0.squareRoot()
      return (
        study([struck], processes: [process]),
        [
          .mean(10_000, deviation: 1_000 * deviation, source),
          ProofFigure(
            "availability", 1 - 10 / 365.0, deviation: deviation / 365, source: source
          ) { $0.processes.first?.availability },
        ]
      )
    },
  ]

  // MARK: Dependence

  /// Two risks, each with one event at most, that happen together where both latents are high.
  private static func pair(_ p: Double, _ family: Dependence.Family) throws -> Study {
    let risks = try ["A", "B"].map {
      risk($0, rate: try constant(1 - p), .bernoulli, loss: try Constant(1))
    }
    return study(
      risks,
      dependence: Dependence(
        family: family, pairs: [Dependence.Pair(first: "A", second: "B", correlation: 0.5)]))
  }

  static let dependenceCases = [
    ProofCase("copula-gaussian", "Two events of chance 0.05 together, Gaussian copula ρ = 0.5") {
      let source = "bivariate normal integral by quadrature (Plackett 1954)"
      return (
        try pair(0.95, .gaussian),
        [
          .exceedance(1.5, 0.012189428767174992, source),
          // Both marginals stay as they are: the mean is 0.1.
          .mean(0.1, deviation: (0.1 - 0.01 + 2 * 0.012189428767174992).squareRoot(), source),
        ]
      )
    },
    ProofCase("copula-student", "Two events of chance 0.05 together, t copula, ρ = 0.5, ν = 4") {
      let source = "bivariate normal integral mixed over χ² by quadrature (Demarta and McNeil 2005)"
      return (
        try pair(0.95, .t(degreesOfFreedom: 4)),
        [
          .exceedance(1.5, 0.016936960524714714, source),
          .mean(0.1, deviation: (0.1 - 0.01 + 2 * 0.016936960524714714).squareRoot(), source),
        ]
      )
    },
    ProofCase("copula-counts", "Poisson counts of means 0.5 and 2 under a Gaussian copula") {
      let source = "bivariate normal integral over the lattice of counts, ρ = 0.5"
      let risks = [
        risk("A", rate: try constant(0.5), loss: try Constant(1)),
        risk("B", rate: try constant(2), loss: try Constant(1)),
      ]
      let pair = Dependence.Pair(first: "A", second: "B", correlation: 0.5)
      // Var(A + B) = 0.5 + 2 + 2 · 0.42068… · √(0.5 · 2).
      let variance = 2.5 + 2 * 0.42068041781794907
      return (
        study(risks, dependence: Dependence(pairs: [pair])),
        [
          .chance(1 - 0.11988798782072657, source),
          .mean(2.5, deviation: variance.squareRoot(), source),
        ]
      )
    },
  ]
}
