internal import Distributions
internal import RiskModel
internal import Sampling

/// One loss a year: the year's figures are those of the law.
extension Proof {
  static let lawCases = [
    ProofCase("law-exponential", "One exponential loss a year") {
      let mean = 200_000.0
      let source = "Klugman, Panjer and Willmot, Loss Models, appendix A.3.3"
      // Without memory: v = −µ log q, E[X | X > v] = v + µ, Var[(X − v)⁺] = µ²(2q − q²).
      func quantile(_ q: Double) -> Double { -mean * KernelReference.log(q) }
      func spread(_ q: Double) -> Double { mean * (2 * q - q * q).squareRoot() / q }
      return (
        try yearly(Exponential(mean: mean)),
        [
          .mean(mean, deviation: mean, source),
          .error(deviation: mean, excess: 6, source),
          .valueAtRisk(0.5, quantile(0.5), density: 0.5 / mean, source),
          .valueAtRisk(0.95, quantile(0.05), density: 0.05 / mean, source),
          .valueAtRisk(0.99, quantile(0.01), density: 0.01 / mean, source),
          .shortfall(0.95, quantile(0.05) + mean, deviation: spread(0.05), source),
          .shortfall(0.99, quantile(0.01) + mean, deviation: spread(0.01), source),
          .exceedance(quantile(0.1), 0.1, source),
        ]
      )
    },
    ProofCase("law-normal", "One normal loss a year") {
      let (mean, deviation) = (1_000_000.0, 150_000.0)
      let source = "McNeil, Frey and Embrechts, Quantitative Risk Management, example 2.11"
      let q = 0.05
      let z = 1.6448536269514722
      let density = standardNormalDensity(z)
      let excess = density - z * q
      let square = (1 + z * z) * q - z * density
      let spread = deviation * (square - excess * excess).squareRoot() / q
      return (
        try yearly(Normal(mean: mean, standardDeviation: deviation)),
        [
          .mean(mean, deviation: deviation, source),
          .error(deviation: deviation, excess: 0, source),
          .valueAtRisk(0.95, mean + z * deviation, density: density / deviation, source),
          .shortfall(0.95, mean + deviation * density / q, deviation: spread, source),
        ]
      )
    },
    ProofCase("law-pareto", "One Pareto loss a year, shape 2.5") {
      let (scale, shape) = (100_000.0, 2.5)
      let source = "Klugman, Panjer and Willmot, Loss Models, appendix A.4.1"
      func quantile(_ q: Double) -> Double {
        scale * KernelReference.exp(-KernelReference.log(q) / shape)
      }
      func figure(_ level: Double) -> ProofFigure {
        let v = quantile(1 - level)
        return .valueAtRisk(level, v, density: shape * (1 - level) / v, source)
      }
      let mean = scale * shape / (shape - 1)
      let deviation = scale / (shape - 1) * (shape / (shape - 2)).squareRoot()
      return (
        try yearly(Pareto(shape: shape, scale: scale)),
        [.mean(mean, deviation: deviation, source), figure(0.5), figure(0.95), figure(0.99)]
      )
    },
    ProofCase("law-mixture", "One loss a year from two kinds, 80 % small and 20 % large") {
      let source = "closed form: 0.8 exponential with mean 100, 0.2 uniform from 1,000 to 2,000"
      let law = try Mixture([
        (0.8, Exponential(mean: 100)), (0.2, Uniform(min: 1_000, max: 2_000)),
      ])
      // Second moments 2·100² and (2000³ − 1000³)/(3·1000).
      let square = 0.8 * 2e4 + 0.2 * 7e6 / 3
      return (
        try yearly(law),
        [
          .mean(380, deviation: (square - 380 * 380).squareRoot(), source),
          .exceedance(1_000, 0.2 + 0.8 * KernelReference.exp(-10), source),
          // The exponential part beyond 1,750 is 2e-8.
          .valueAtRisk(0.95, 1_750, density: 0.2 / 1_000, source).known(within: 2e-4),
          .shortfall(0.95, 1_875, deviation: nil, source).known(within: 1e-3),
        ]
      )
    },
    ProofCase("layer-event", "A layer of 1,000,000 above 100,000 on one lognormal loss") {
      let (mu, sigma) = (12.206072645530174, 1.3)
      let source = "limited expected values: Loss Models, appendix A.5.1, theorem 8.8"
      // E[X] − E[X ∧ 1,100,000] + E[X ∧ 100,000], by the law's closed form written out here.
      func limited(_ x: Double) -> Double {
        let z = (KernelReference.log(x) - mu) / sigma
        return KernelReference.exp(mu + sigma * sigma / 2) * standardNormalDistribution(z - sigma)
          + x * standardNormalSurvival(z)
      }
      let mean = KernelReference.exp(mu + sigma * sigma / 2)
      let kept = mean - limited(1_100_000) + limited(100_000)
      let layer = Control(
        id: "C", name: "C",
        share: Share(scope: .all, attachment: 100_000, limit: 1_000_000, basis: .event))
      return (
        try yearly(LogNormal(mu: mu, sigma: sigma), controls: [layer]),
        [
          .mean(kept, deviation: nil, source),
          .mean(
            mean, deviation: mean * (KernelReference.exp(sigma * sigma) - 1).squareRoot(), source
          ).inherent,
        ]
      )
    },
    ProofCase("layer-year", "Half of a layer of 300 above 100 on the exponential loss of a year") {
      let source = "closed form: E[(X − a)⁺ ∧ l] = µ(exp(−a/µ) − exp(−(a + l)/µ))"
      let mean = 200.0
      let layer = mean * (KernelReference.exp(-0.5) - KernelReference.exp(-2))
      let cover = Control(
        id: "C", name: "C",
        share: Share(scope: .all, attachment: 100, limit: 300, proportion: 0.5, basis: .year))
      return (
        try yearly(Exponential(mean: mean), controls: [cover]),
        [
          .mean(mean - 0.5 * layer, deviation: nil, source),
          .mean(mean, deviation: mean, source).inherent,
          // The kept loss at a total of 500 is 500 − 150, and it grows one for one from there.
          .exceedance(350, KernelReference.exp(-2.5), source),
        ]
      )
    },
  ]
}
