import Distributions
import RiskModel
import Testing

/// Every form of `STUDY.md` section 3.
///
/// Expected values follow from the definitions of the laws; a
/// lognormal with 5 % and 95 % quantiles a, b has median √(ab).
@Suite struct QuantityFormTests {
  /// A quantity as written, the probability of a quantile and its value.
  struct Form: Sendable, CustomTestStringConvertible {
    var written: String
    var probability: Double
    var value: Double

    init(_ written: String, _ probability: Double, _ value: Double) {
      self.written = written
      self.probability = probability
      self.value = value
    }

    var testDescription: String { written }
  }

  private func loss(_ written: String, columns: some ColumnSource = NoColumns()) -> Quantity? {
    check("risks: [{ id: R1, events: 1, loss: \(written) }]", columns: columns).study?.risks[0].loss
  }

  @Test(arguments: [
    ("120000", 120_000), ("120k", 120_000), ("1.2M", 1_200_000), ("3e5", 300_000), ("0", 0),
    ("1.1M", 1_100_000), (".5", 0.5), ("5.", 5), ("+7", 7), ("\"120k\"", 120_000),
    ("1e3k", 1e6), ("{ constant: 4 }", 4), ("{ constant: { value: 4k }, by: me }", 4_000),
  ])
  func constant(written: String, value: Double) throws {
    #expect(try #require(loss(written)).constant == value)
  }

  @Test(arguments: [
    Form("12k to 180k", 0.05, 12_000), Form("12k to 180k", 0.95, 180_000),
    Form("1 to 100", 0.5, 10), Form("\"12k to 180k\"", 0.05, 12_000),
    Form("{ range90: [1, 100] }", 0.5, 10), Form("{ lognormal: { p05: 1, p95: 100 } }", 0.5, 10),
    Form("{ lognormal: { mu: 0, sigma: 2 } }", 0.5, 1),
    Form("{ pert: [0, 5, 10] }", 0.5, 5), Form("{ pert: { min: 0, mode: 5, max: 10 } }", 0.5, 5),
    Form("{ pert: { min: 0, mode: 5, max: 10, shape: 8 } }", 0.5, 5),
    Form("{ triangular: [0, 5, 10] }", 0.5, 5), Form("{ uniform: [2, 4] }", 0.25, 2.5),
    Form("{ normal: { mean: 100, sd: 1 } }", 0.5, 100), Form("{ beta: [2, 2] }", 0.5, 0.5),
    Form("{ beta: { alpha: 2, beta: 2, min: 10, max: 20 } }", 0.5, 15),
    // −10·ln ½, ln 2 of the exponential.
    Form("{ exponential: { mean: 10 } }", 0.5, 6.931471805599453),
    Form("{ exponential: 10 }", 0.5, 6.931471805599453),
    Form("{ weibull: { shape: 1, scale: 10 } }", 0.5, 6.931471805599453),
    Form("{ gamma: { shape: 1, scale: 10 } }", 0.5, 6.931471805599453),
    // Type I: minimum · (1 − p)^(−1/shape).
    Form("{ pareto: { shape: 2, scale: 10 } }", 0.75, 20),
    // threshold + scale/shape · ((1 − p)^(−shape) − 1).
    Form("{ generalised_pareto: { shape: 1, scale: 10, threshold: 5 } }", 0.5, 15),
    Form("{ generalised_pareto: { shape: 1, scale: 10 } }", 0.5, 10),
    Form(
      "{ lognormal_pareto: { mu: 0, sigma: 1, threshold_quantile: 0.9, shape: 0.5 } }", 0.5, 1),
    Form("{ quantiles: { 0.05: 10, 0.5: 11, 0.95: 12 } }", 0.5, 11),
    Form("{ quantiles: { 0.1: 1, 0.5: 2, 0.9: 5 }, lower: 0 }", 0.9, 5),
    Form("{ quantiles: { 0.1: 1, 0.5: 2, 0.9: 3 }, lower: 0, upper: 10 }", 0.1, 1),
    Form("{ discrete: [[1, 0.25], [5, 0.75]] }", 0.2, 1),
    Form("{ discrete: [[1, 0.25], [5, 0.75]] }", 0.3, 5),
    Form("{ mixture: [[0.5, 1], [0.5, { uniform: [2, 3] }]] }", 0.75, 2.5),
    Form("{ mixture: [[1, { mixture: [[1, 7]] }]] }", 0.5, 7),
    Form("{ uniform: [0, 10], truncate: [4, 6] }", 0.5, 5),
    Form("{ normal: { mean: 0, sd: 1 }, truncate: [0, null] }", 0, 0),
    Form("{ poisson: { mean: 3 } }", 0.5, 3),
    Form("{ binomial: { trials: 4, probability: 1 } }", 0.5, 4),
    Form("{ bernoulli: { probability: 1 } }", 0.5, 1),
    Form("{ negative_binomial: { mean: 0, dispersion: 2 } }", 0.5, 0),
  ])
  func law(form: Form) throws {
    let outcome = check("risks: [{ id: R1, events: 1, loss: \(form.written) }]")
    #expect(outcome.errors.isEmpty)
    let quantity = try #require(outcome.study?.risks[0].loss)
    let value = quantity.law.quantile(form.probability)
    #expect(abs(value - form.value) <= 1e-9 * max(1, abs(form.value)))
  }

  @Test func provenanceStandsBesideAnyLaw() throws {
    let quantity = try #require(
      loss("{ range90: [12k, 180k], by: role/x, dated: 2026-09-01, basis: expert }"))
    #expect(quantity.provenance == Provenance(by: "role/x", dated: "2026-09-01", basis: "expert"))
    #expect(
      quantity.written == "{ range90: [12k, 180k], by: role/x, dated: 2026-09-01, basis: expert }")
    #expect(try #require(loss("5")).provenance == nil)
  }

  @Test func rateMayCarryItsUnit() throws {
    let study = try #require(
      check("risks: [{ id: R1, events: 0.1 to 0.4 per year }, { id: R2, events: 3 per year }]")
        .study)
    guard case .events(let range)? = study.risks[0].frequency?.rate,
      case .events(let plain)? = study.risks[1].frequency?.rate
    else {
      Issue.record("no rates")
      return
    }
    #expect(abs(range.law.quantile(0.05) - 0.1) < 1e-12)
    #expect(plain.constant == 3)
  }

  /// A column of numbers, asked for once.
  struct Columns: ColumnSource {
    func column(
      file: String, name: String, where filter: String?
    ) throws(ColumnError) -> [Double] {
      guard file == "a.csv" else {
        throw ColumnError(requirement: "does not exist", remedy: "Correct the name")
      }
      return filter == "kind = theft" ? [1] : [1, 2, 3, 4]
    }

    func table(file: String, method: SimulationMethod) throws(ColumnError) -> ExternalTable {
      throw ColumnError(requirement: "is not there", remedy: "Write it")
    }
  }

  @Test func empiricalReadsAColumn() throws {
    let all = try #require(loss("{ empirical: { file: a.csv, column: loss } }", columns: Columns()))
    #expect(all.law.mean == 2.5)
    let some = try #require(
      loss("{ empirical: { file: a.csv, column: loss, where: kind = theft } }", columns: Columns()))
    #expect(some.law.mean == 1)
  }

  @Test func missingColumnFileIsAProblem() {
    let outcome = check(
      "risks: [{ id: R1, events: 1, loss: { empirical: { file: b.csv, column: x } } }]",
      columns: Columns())
    #expect(
      outcome.description == """
        study.yaml:3:49: error: risks/R1/loss/empirical: `b.csv` does not exist \
        (found `{ file: b.csv, column: x }`). Correct the name.
        """)
  }

  @Test func mixturesNestOnlySoDeep() {
    var written = "1"
    for _ in 0..<12 { written = "{ mixture: [[1, \(written)]] }" }
    #expect(messages("risks: [{ id: R1, events: 1, loss: \(written) }]").count == 1)
  }
}
