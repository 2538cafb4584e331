internal import RiskModel
internal import SupplyNetworks

/// `network cascade`: what stated shocks do to the production of every firm.
public struct NetworkCascade: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// One scenario's figures.
    public struct Scenario: Encodable, Sendable {
      /// Its id.
      public let scenario: String
      /// The weighted loss of production.
      public let esri: Double
      /// The same of losses that run to customers.
      public let esriDown: Double
      /// The same of losses that run to suppliers.
      public let esriUp: Double
      /// The number of steps.
      public let steps: Int
      /// The largest change of a production in the last step.
      public let residual: Double
    }

    /// Always `network-cascade/1`.
    public let schema: String
    /// The number of firms.
    public let nodes: Int
    /// The number of links.
    public let links: Int
    /// The tolerance of a step; null for the fixed point.
    public let epsilon: Double?
    /// The largest residual of all scenarios.
    public let residual: Double
    /// The scenarios in the order of the shocks.
    public let scenarios: [Scenario]
  }

  private let request: CascadeRequest
  private let shocks: String

  /// A cascade of the shocks in a file: scenario, node, loss_down, loss_up.
  public init(_ request: CascadeRequest, shocks: String) {
    self.request = request
    self.shocks = shocks
  }

  /// Reads and computes.
  ///
  /// - Parameter progress: told how many scenarios are done, of how many.
  /// - Throws: `StudyReadError` with everything that is wrong with the files.
  public func run(
    _ reader: NetworkReader, progress: @Sendable @escaping (Int, Int) -> Void = { _, _ in }
  ) throws -> NetworkReport<Summary> {
    let input = reader.cascadeInput(request)
    let struck = reader.shocks(
      shocks, [("loss_down", .probability), ("loss_up", .probability)], of: input?.ids,
      owner: request.owner)
    let (cascade, table) = try reader.complete(input, struck)
    let model = try ProductionCascade(
      cascade.network, classes: cascade.classes, settings: request.settings)
    let list = table.list
    let store = OutcomeStore()
    let run = CascadeRun(
      model, .shocks(list), threads: reader.options.threads, productions: true
    ) { first, outcomes in
      store.append(outcomes)
      progress(first + outcomes.count, list.count)
    }
    run.workThrough(threads: reader.options.threads)
    return report(cascade, table.scenarios, store.outcomes)
  }

  private func report(
    _ input: CascadeInput, _ scenarios: NodeIndex, _ outcomes: [CascadeOutcome]
  ) -> NetworkReport<Summary> {
    let summary = Summary(
      schema: "network-cascade/1", nodes: input.ids.count, links: input.network.linkCount,
      epsilon: request.settings.epsilon, residual: outcomes.map(\.residual).max() ?? 0,
      scenarios: outcomes.enumerated().map { place, outcome in
        Summary.Scenario(
          scenario: scenarios[place], esri: outcome.index, esriDown: outcome.downstream,
          esriUp: outcome.upstream, steps: outcome.steps, residual: outcome.residual)
      })
    return NetworkReport(
      summary: summary,
      tables: [
        Self.production(scenarios, input.ids, outcomes), Self.scenarios(scenarios, outcomes),
      ],
      method: NetworkMethod(
        verb: "cascade", method: request.method,
        sizes: [
          "nodes": summary.nodes, "links": summary.links, "scenarios": outcomes.count,
        ], options: request.options)
    ) { ink in
      var text = NetworkText("Production lost", ink: ink)
      for scenario in summary.scenarios.prefix(20) {
        text.line(scenario.scenario, scenario.esri, "\(scenario.steps) steps")
      }
      if outcomes.count > 20 { text.line("and more", outcomes.count - 20, "scenarios") }
      text.line("largest residual", summary.residual)
      return text.finish()
    }
  }

  private static func production(
    _ scenarios: NodeIndex, _ ids: NodeIndex, _ outcomes: [CascadeOutcome]
  ) -> ResultColumns {
    let n = ids.count
    return ResultColumns(
      "cascade", title: "Production left of every firm in every scenario",
      rowCount: outcomes.count * n,
      columns: [
        .id("scenario", "Scenario", scenarios) { $0 / n },
        .id("node", "Firm", ids) { $0 % n },
        .number("production_down", "Share of production left by losses that run to customers") {
          outcomes[$0 / n].productionDown[$0 % n]
        },
        .number("production_up", "Share of production left by losses that run to suppliers") {
          outcomes[$0 / n].productionUp[$0 % n]
        },
        .number("production", "Share of production left, the smaller of the two") {
          let outcome = outcomes[$0 / n]
          return min(outcome.productionDown[$0 % n], outcome.productionUp[$0 % n])
        },
      ])
  }

  private static func scenarios(
    _ scenarios: NodeIndex, _ outcomes: [CascadeOutcome]
  ) -> ResultColumns {
    ResultColumns(
      "scenarios", title: "Weighted loss of production in every scenario",
      rowCount: outcomes.count,
      columns: [.id("scenario", "Scenario", scenarios)] + OutcomeColumns.all { outcomes[$0] })
  }
}

/// The columns that both tables of outcomes share.
enum OutcomeColumns {
  static func all(_ outcome: @escaping @Sendable (Int) -> CascadeOutcome) -> [ResultColumn] {
    [
      .number("esri", "Weighted loss of production (economic systemic risk index)") {
        outcome($0).index
      },
      .number("esri_down", "The same of losses that run to customers") { outcome($0).downstream },
      .number("esri_up", "The same of losses that run to suppliers") { outcome($0).upstream },
      .integer("steps", "Steps until the end") { outcome($0).steps },
      .number("residual", "Largest change of a production in the last step") {
        outcome($0).residual
      },
    ]
  }
}

extension CascadeSettings {
  /// The tolerance of a step; nil for the fixed point.
  var epsilon: Double? {
    if case .tolerance(let tolerance) = stopping { tolerance } else { nil }
  }
}

extension ShockTable {
  /// The shocks, one a scenario.
  fileprivate var list: [CascadeShock] {
    var hits = [[CascadeShock.Hit]](repeating: [], count: scenarios.count)
    for row in nodes.indices {
      hits[Int(scenario[row])].append(
        CascadeShock.Hit(
          firm: Int(nodes[row]), lossDown: values[0][row], lossUp: values[1][row]))
    }
    return hits.map { CascadeShock($0) }
  }
}
