import Foundation
import Testing

/// The studies that come with the package, against figures that were computed without this program.
@Suite struct AcceptanceTests {
  /// Trials at most, so that a debug build finishes; the rule of `expected.json` scales with them.
  #if DEBUG
    private static let mostTrials = 20_000
  #else
    private static let mostTrials = 200_000
  #endif

  private static let models: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Program.models.path)) ?? []
    return names.filter {
      FileManager.default.fileExists(
        atPath: Program.models.appendingPathComponent("\($0)/expected.json").path)
    }.sorted()
  }()

  @Test func thereAreModels() { #expect(!Self.models.isEmpty) }

  @Test(arguments: models) func figuresAreAsExpected(_ model: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy(model)
    let data = try Data(
      contentsOf: Program.models.appendingPathComponent("\(model)/expected.json"))
    let expected = try JSONDecoder().decode(Expected.self, from: data)
    for (index, run) in (expected.runs ?? []).enumerated() {
      let folder = "run\(index)"
      // A strategy is appraised with each of its treatments: a run is many.
      let trials = run.level == "residual" ? Self.mostTrials / 10 : Self.mostTrials
      var arguments = ["run", model, "-o", folder, "-q", "--trials", "\(trials)"]
      for overlay in run.with ?? [] { arguments += ["--with", overlay] }
      if run.level == "residual" { arguments += ["--level", "residual", "--strategy", run.name] }
      let (process, output, errors) = try program.process(arguments)
      try process.run()
      process.waitUntilExit()
      let outcome = try program.outcome(process, output, errors)
      try #require(outcome.code == 0, "\(run.name): \(outcome.errors)")
      try check(run, in: folder, program)
    }
  }

  private func check(_ run: Expected.Run, in folder: String, _ program: Program) throws {
    let results = Results(
      metrics: WrittenTable(try program.text("\(folder)/metrics.csv")),
      exceedance: WrittenTable(try program.text("\(folder)/exceedance.csv")),
      criteria: WrittenTable(try program.text("\(folder)/criteria.csv")),
      strategy: run.level == "residual" ? run.name : run.level)
    let manifest = try JSONSerialization.jsonObject(
      with: Data(try program.text("\(folder)/run.json").utf8))
    let trials = (manifest as? [String: Any])?["trials"] as? Int ?? 1
    for figure in run.figures {
      guard let value = try results.value(of: figure) else { continue }
      guard figure.isDecided(trials: trials) else { continue }
      let allowed = figure.allowed(trials: trials)
      #expect(
        abs(value - figure.value) <= allowed,
        "\(run.name): \(figure.words) is \(value), expected \(figure.value) ± \(allowed)")
    }
  }

  /// Where figures stand in a run folder.
  private struct Results {
    let metrics: WrittenTable
    let exceedance: WrittenTable
    let criteria: WrittenTable
    let strategy: String

    /// Nil where the study does not ask for the figure.
    func value(of figure: Expected.Figure) throws -> Double? {
      switch figure.metric {
      case "breach_probability":
        let name = "tolerance/\(Int(figure.loss ?? 0))"
        let rows = criteria.rows(["strategy": strategy, "criterion": name])
        return rows.first?["value"].flatMap { Double($0) }
      case "exceedance":
        let rows = exceedance.rows([
          "strategy": strategy, "basis": figure.basis ?? "aggregate",
          "return_period_years": "\(figure.returnPeriod ?? 0)",
        ])
        return try cell(rows, "loss", figure)
      default:
        let rows = metrics.rows([
          "strategy": strategy, "scope": figure.scope, "metric": figure.metric,
          "level": figure.level.map { "\($0)" } ?? "",
        ])
        return try cell(rows, "value", figure)
      }
    }

    private func cell(
      _ rows: [[String: String]], _ name: String, _ figure: Expected.Figure
    ) throws -> Double {
      try #require(rows.count == 1, "\(figure.words) stands \(rows.count) times")
      return try #require(rows[0][name].flatMap { Double($0) }, "\(figure.words) is no number")
    }
  }
}

/// The parts of `expected.json` that the program's figures are held against.
struct Expected: Decodable {
  let runs: [Run]?

  struct Run: Decodable {
    let name: String
    let with: [String]?
    let level: String
    let figures: [Figure]
  }

  struct Figure: Decodable {
    let scope: String
    let metric: String
    let level: Double?
    let basis: String?
    let returnPeriod: Double?
    let loss: Double?
    let value: Double
    let oneTrial: Double?
    let reference: Double?
    let relative: Double?
    let onAtom: Bool?
    let below: Double?
    let at: Double?

    private enum CodingKeys: String, CodingKey {
      case scope, metric, level, basis, loss, value
      case returnPeriod = "return_period_years"
      case oneTrial = "se_one_trial"
      case reference = "reference_standard_error"
      case relative = "reference_rtol"
      case onAtom = "on_atom"
      case below = "cdf_below"
      case at = "cdf_at"
    }

    var words: String {
      [scope, metric, level.map { "\($0)" }, basis, returnPeriod.map { "\($0)" }]
        .compactMap { $0 }.joined(separator: " ")
    }

    /// Five standard errors and the reference's own; an atom must be met to rounding.
    func allowed(trials: Int) -> Double {
      let rounding = 1e-9 * abs(value) + 1e-6
      if onAtom == true { return rounding }
      let sampling = (oneTrial ?? 0) * (oneTrial ?? 0) / Double(trials)
      let other = (reference ?? 0) * (reference ?? 0)
      return 5 * (sampling + other).squareRoot() + (relative ?? 0) * abs(value) + rounding
    }

    /// Whether the level is so far inside the atom that the sample cannot fall beside it.
    func isDecided(trials: Int) -> Bool {
      guard onAtom == true, let below, let at else { return true }
      let probability = level ?? (1 - 1 / (returnPeriod ?? 2))
      let error = 5 * (probability * (1 - probability) / Double(trials)).squareRoot()
      return probability - below > error && at - probability > error
    }
  }
}
