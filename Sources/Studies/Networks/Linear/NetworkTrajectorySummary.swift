internal import LinearAlgebra
internal import SupplyNetworks

/// What `network trajectory --json` prints.
public struct NetworkTrajectorySummary: Encodable, Sendable {
  /// A scenario's figures.
  public struct Scenario: Encodable, Sendable {
    /// Its id.
    public let scenario: String
    /// Σ cumulative inoperability × output; nil without outputs.
    public let loss: Double?
    /// Σ cumulative inoperability of all nodes, in days.
    public let cumulativeInoperability: Double
  }

  /// Always `network-trajectory/1`.
  public let schema = "network-trajectory/1"
  /// The number of nodes.
  public let nodes: Int
  /// The number of stored entries of A*.
  public let entries: Int
  /// The number of scenarios.
  public let scenarios: Int
  /// The last day.
  public let days: Int
  /// `recursion` or `continuous`.
  public let form: String
  /// `dense` or `sparse`.
  public let method: String
  /// Whether totals came from closed forms instead of steps.
  public let closedForm: Bool
  /// Whether any inoperability was clipped to 0…1.
  public let clipped: Bool
  /// The spectral radius of A*.
  public let spectralRadius: Double
  /// The smallest resilience coefficient, per day.
  public let smallestResilience: Double?
  /// The largest resilience coefficient, per day.
  public let largestResilience: Double?
  /// The first thousand scenarios.
  public let scenarioResults: [Scenario]
  /// CPU seconds of checking and factoring, where asked for.
  public let prepareSeconds: Double?
  /// CPU seconds of stepping or solving, where asked for.
  public let solveSeconds: Double?
  /// The speed of a dense product of the order on one thread, where asked for.
  public let productGflops: Double?

  init(
    _ model: DynamicInoperability, _ results: RecoveryResults, days: Int,
    _ timing: ComputationTiming?
  ) {
    nodes = results.nodes.count
    entries = model.matrix.entryCount
    scenarios = results.scenarios.count
    self.days = days
    form = model.form.rawValue
    method = model.method.rawValue
    closedForm = results.isClosedForm
    clipped = results.isClipped
    spectralRadius = model.radius.value
    smallestResilience = model.resilience.min()
    largestResilience = model.resilience.max()
    let count = results.nodes.count
    scenarioResults = (0..<min(results.scenarios.count, 1_000)).map { scenario in
      let days = results.cumulatives[scenario * count..<(scenario + 1) * count].reduce(0, +)
      let loss = results.losses[scenario]
      return Scenario(
        scenario: results.scenarios[scenario], loss: loss.isFinite ? loss : nil,
        cumulativeInoperability: days)
    }
    prepareSeconds = timing?.prepare
    solveSeconds = timing?.solve
    productGflops = timing?.productRate
  }

  var methodText: String {
    let steps = form == "recursion" ? "recursion with limits" : "matrix exponential of a day"
    let product = method == "dense" ? "dense products" : "sparse products"
    return closedForm ? "closed forms, \(product)" : "\(steps), \(product)"
  }

  func text(_ ink: Ink) -> String {
    var text = NetworkText("Dynamic inoperability", ink: ink)
    text.line("nodes", nodes)
    text.line("entries of A*", entries)
    text.line("spectral radius of A*", spectralRadius)
    text.line("method", method, methodText)
    text.line("last day", days)
    text.line(
      "scenarios", scenarios, clipped ? "some inoperability was clipped" : "nothing clipped")
    text.heading("Scenarios")
    for result in scenarioResults.prefix(20) {
      let remark = "\(NetworkText.number(result.cumulativeInoperability)) node-days"
      text.line(result.scenario, result.loss.map(NetworkText.number) ?? "no outputs", remark)
    }
    if scenarios > 20 { text.line("and \(scenarios - 20) more", "") }
    return text.finish()
  }
}
