internal import LinearAlgebra
internal import SupplyNetworks

/// What `network solve --json` prints.
public struct NetworkSolveSummary: Encodable, Sendable {
  /// A scenario's figures.
  public struct Scenario: Encodable, Sendable {
    /// Its id.
    public let scenario: String
    /// Σ inoperability × output; nil without outputs.
    public let loss: Double?
    /// The largest |c* + A* q − q|.
    public let residual: Double
  }

  /// An entry of (A*)ⁿ.
  public struct Entry: Encodable, Sendable {
    /// The row.
    public let i: String
    /// The column.
    public let j: String
    /// The value.
    public let a: Double
  }

  /// Always `network-solve/1`.
  public let schema = "network-solve/1"
  /// The number of nodes.
  public let nodes: Int
  /// The number of stored entries of A*.
  public let entries: Int
  /// The number of scenarios.
  public let scenarios: Int
  /// `dense` or `sparse`.
  public let method: String
  /// The part of all places of A* that hold an entry.
  public let density: Double
  /// The spectral radius of A*; an upper bound where `spectral_radius_is_bound`.
  public let spectralRadius: Double
  /// The radius is at least this.
  public let spectralRadiusLower: Double
  /// The radius is at most this.
  public let spectralRadiusUpper: Double
  /// Whether the radius is an upper bound alone.
  public let spectralRadiusIsBound: Bool
  /// The largest residual of all scenarios.
  public let largestResidual: Double?
  /// The largest inoperability before clipping.
  public let uncappedMaximum: Double?
  /// The node of the largest.
  public let uncappedMaximumNode: String?
  /// The scenario of the largest.
  public let uncappedMaximumScenario: String?
  /// How many values were clipped to 0…1.
  public let clippedValues: Int
  /// The first thousand scenarios.
  public let scenarioResults: [Scenario]
  /// The n of (A*)ⁿ.
  public let order: Int?
  /// The entries of (A*)ⁿ, where they are at most ten thousand.
  public let power: [Entry]?
  /// CPU seconds of checking and factoring, where asked for.
  public let prepareSeconds: Double?
  /// CPU seconds of solving and residuals, where asked for.
  public let solveSeconds: Double?
  /// The speed of a dense product of the order on one thread, where asked for.
  public let productGflops: Double?

  init(
    _ model: StaticInoperability, _ results: StaticResults, _ extras: StaticExtras,
    _ timing: ComputationTiming?
  ) {
    nodes = results.nodes.count
    entries = model.matrix.entryCount
    scenarios = results.scenarios.count
    method = model.method.rawValue
    density = model.matrix.density
    spectralRadius = model.radius.value
    spectralRadiusLower = model.radius.lower
    spectralRadiusUpper = model.radius.upper
    spectralRadiusIsBound = model.radius.isBound
    largestResidual = results.residuals.max()
    uncappedMaximum = results.largest?.value
    uncappedMaximumNode = results.largest.map { results.nodes[$0.node] }
    uncappedMaximumScenario = results.largest.map { results.scenarios[$0.scenario] }
    clippedValues = results.clippedCount
    scenarioResults = (0..<min(results.scenarios.count, 1_000)).map {
      Scenario(
        scenario: results.scenarios[$0],
        loss: results.losses[$0].isFinite ? results.losses[$0] : nil,
        residual: results.residuals[$0])
    }
    order = extras.power?.order
    power = extras.power.flatMap { Self.entries($0, results.nodes) }
    prepareSeconds = timing?.prepare
    solveSeconds = timing?.solve
    productGflops = timing?.productRate
  }

  private static func entries(_ power: InterdependencyPower, _ nodes: NodeIndex) -> [Entry]? {
    guard power.values.count <= 10_000 else { return nil }
    return power.values.indices.map {
      Entry(i: nodes[power.rows[$0]], j: nodes[power.columns[$0]], a: power.values[$0])
    }
  }

  var methodText: String {
    method == "dense"
      ? "dense LU, all shocks as right-hand sides"
      : "Gauss–Seidel sweeps over blocks of eight shocks"
  }

  func text(_ ink: Ink) -> String {
    var text = NetworkText("Static inoperability", ink: ink)
    text.line("nodes", nodes)
    text.line("entries of A*", entries, "density \(NetworkText.number(density))")
    text.line("spectral radius of A*", spectralRadius, spectralRadiusIsBound ? "at most" : "")
    text.line("method", method, methodText)
    if let order { text.line("power of A*", order, "in order.csv") }
    guard scenarios > 0 else { return text.finish() }
    text.line("scenarios", scenarios)
    text.line("largest residual", largestResidual)
    let place = "\(uncappedMaximumNode ?? "") in \(uncappedMaximumScenario ?? "")"
    text.line("largest inoperability, uncapped", uncappedMaximum, place)
    text.line("values clipped to 0…1", clippedValues)
    text.heading("Scenarios")
    for result in scenarioResults.prefix(20) {
      let remark = "residual \(NetworkText.number(result.residual))"
      text.line(result.scenario, result.loss.map(NetworkText.number) ?? "no outputs", remark)
    }
    if scenarios > 20 { text.line("and \(scenarios - 20) more", "") }
    return text.finish()
  }
}
