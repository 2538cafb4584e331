import Testing

@testable import Distributions

private struct OracleFile: Decodable {
  struct Output: Decodable {
    let value: Values
    let rtol: Double
  }
  struct Case: Decodable {
    let inputs: [String: Values]
    let outputs: [String: Output]
  }
  /// A number, a truth value, a word or a list of numbers.
  enum Values: Decodable {
    case numbers([Double])
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .numbers([number])
      } else if let numbers = try? container.decode([Double].self) {
        self = .numbers(numbers)
      } else {
        self = .other
      }
    }

    var list: [Double] {
      if case .numbers(let list) = self { list } else { [] }
    }
  }

  let source: String
  let cases: [String: Case]
}

/// The deterministic primitives of the risk quantification oracle, built 2026-11-23.
@Suite struct OracleTests {
  private let file: OracleFile

  init() throws { file = try Reference.load("oracle", as: OracleFile.self) }

  /// Compares every output that has a name in the table; outputs without one are a failure.
  private func check(
    _ id: String, _ outputs: (OracleFile.Case) throws -> [String: [Double]]
  ) throws {
    let record = try #require(file.cases[id])
    let found = try outputs(record)
    for (name, output) in record.outputs {
      let expected = output.value.list
      if expected.isEmpty { continue }
      guard let values = found[name] else {
        Issue.record("\(id): no value for \(name)")
        continue
      }
      #expect(values.count == expected.count)
      for (value, reference) in zip(values, expected) {
        #expect(agree(value, reference, within: output.rtol), "\(id): \(name) is \(value)")
      }
    }
  }

  private func quantiles(_ law: any Distribution, _ probabilities: [Double]) -> [String: [Double]] {
    Dictionary(
      uniqueKeysWithValues: probabilities.map { ("q\($0)", [law.value(atUniform: $0)]) })
  }

  @Test(arguments: ["pert_quantiles_1", "pert_quantiles_3"])
  func pert(_ id: String) throws {
    try check(id) { record in
      let input = { (name: String) in record.inputs[name]?.list.first ?? .nan }
      let law = try PERT(
        min: input("low"), mode: input("mode"), max: input("high"), shape: input("gamma"))
      let more = [
        "alpha": [law.beta.alpha], "beta": [law.beta.beta], "mean": [law.mean],
        "sd": [law.standardDeviation],
      ]
      return quantiles(law, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
        .merging(more) { first, _ in first }
    }
  }

  /// The tail value at risk is the conditional mean beyond the quantile.
  private func tailMean(_ law: any Distribution, _ q: Double) -> Double {
    law.conditionalMoments(in: law.upperQuantile(q) ... .infinity).mean
  }

  @Test func lognormal() throws {
    try check("lognormal_p05_p95_1") { record in
      let law = try LogNormal(
        p05: record.inputs["p05"]?.list.first ?? .nan, p95: record.inputs["p95"]?.list.first ?? .nan
      )
      return [
        "mu": [law.mu], "sigma": [law.sigma], "mean": [law.mean], "median": [law.median],
        "mode": [law.mode], "sd": [law.standardDeviation], "q0.99": [law.upperQuantile(0.01)],
        "q0.999": [law.upperQuantile(0.001)], "cvar0.95": [tailMean(law, 0.05)],
        "cvar0.99": [tailMean(law, 0.01)],
      ]
    }
    try check("lognormal_mean_sd") { _ in
      let law = try LogNormal(mean: 250_000, standardDeviation: 400_000)
      return [
        "mu": [law.mu], "sigma": [law.sigma], "median": [law.median],
        "q0.95": [law.upperQuantile(0.05)],
      ]
    }
  }

  @Test(arguments: ["metalog_unbounded_3", "metalog_lower0_3", "metalog_unbounded_5"])
  func metalog(_ id: String) throws {
    try check(id) { record in
      let (probabilities, values) = (record.inputs["probs"]?.list, record.inputs["values"]?.list)
      let law = try Metalog(
        quantiles: zip(probabilities ?? [], values ?? []).map { ($0, $1) },
        lower: id.contains("lower0") ? 0 : nil)
      return quantiles(law, [0.01, 0.1, 0.25, 0.75, 0.9, 0.99])
        .merging(["coefficients": law.coefficients, "feasible": [1]]) { first, _ in first }
    }
  }

  /// Expected shortfall by McNeil's formula, which is the conditional mean beyond the quantile.
  @Test func generalisedParetoTail() throws {
    try check("gpd_tail") { _ in
      let law = try GeneralisedPareto(shape: 0.5, scale: 400_000, threshold: 1_000_000)
      var outputs: [String: [Double]] = [:]
      for (name, beyond) in [("0.99", 0.01), ("0.995", 0.005), ("0.999", 1e-3), ("0.9999", 1e-4)] {
        outputs["var\(name)"] = [law.upperQuantile(beyond / 0.05)]
        outputs["es\(name)"] = [tailMean(law, beyond / 0.05)]
      }
      return outputs
    }
  }

  @Test func counts() throws {
    try check("negbin_mean3_var9") { _ in
      let law = try NegativeBinomial(mean: 3, dispersion: 1.5)
      return [
        "r": [law.dispersion], "p": [law.dispersion / (law.dispersion + law.mean)],
        "pmf": (0..<8).map { law.density(Double($0)) }, "q0.95": [law.upperQuantile(0.05)],
        "q0.99": [law.quantile(0.99)], "P0": [law.density(0)],
      ]
    }
    for (id, mean) in [("poisson_0.05", 0.05), ("poisson_400", 400)] {
      try check(id) { _ in
        let law = try Poisson(mean: mean)
        return [
          "P0": [law.density(0)], "mean": [law.mean], "var": [law.variance],
          "q0.95": [law.quantile(0.95)], "q0.999": [law.upperQuantile(0.001)],
        ]
      }
    }
  }

  @Test func layer() throws {
    try check("layer_lognormal") { record in
      let law = try LogNormal(mu: record.inputs["mu"]?.list.first ?? .nan, sigma: 1.3)
      let (low, top) = (law.limitedExpectedValue(1e5), law.limitedExpectedValue(1.1e6))
      return [
        "lev_deductible": [low], "lev_top": [top], "layer_mean": [top - low],
        "P_attach": [law.survival(1e5)], "P_exhaust": [law.survival(1.1e6)],
      ]
    }
  }
}
