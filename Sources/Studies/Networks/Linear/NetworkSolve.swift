internal import LinearAlgebra
internal import RiskModel
internal import SupplyNetworks

/// `network solve`: the static inoperability of shocks, and powers and prices of A*.
public struct NetworkSolve: Sendable {
  /// The network.
  public var input: LinearNetworkInput
  /// Shocks c*, scenario,node,value.
  public var shocks: String?
  /// Final demand that falls away, in the unit of the outputs, scenario,node,value.
  public var demandLoss: String?
  /// The n of (A*)ⁿ.
  public var order: Int?
  /// Whether prices of shocks are wanted.
  public var prices = false
  /// `dense` or `sparse`; the faster one where nil.
  public var method: String?
  /// The residual that sparse solves come to.
  public var tolerance = 1e-12
  /// Whether the summary tells CPU seconds.
  public var timing = false

  /// A solve of a network.
  public init(_ input: LinearNetworkInput) { self.input = input }

  /// Reads and solves.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the files or the network.
  public func run(_ reader: NetworkReader) async throws -> NetworkReport<NetworkSolveSummary> {
    let asked = try read(reader)
    let (draft, table) = (asked.draft, asked.table)
    let matrix = try draft.coefficients(asked.source)
    var clock = ProcessorTime()
    let model = try draft.explaining {
      () throws(LinearNetworkError) in
      try StaticInoperability(
        matrix, method: method.flatMap(SolveMethod.init), scenarios: table.scenarios.count,
        tolerance: tolerance)
    }
    let prepared = clock.seconds
    let shock = table.matrix(
      part: 0, nodes: matrix.rows, dividedBy: demandLoss == nil ? nil : draft.output)
    var results = StaticResults(
      scenarios: table.scenarios, nodes: try reader.complete(draft.nodes), output: draft.output)
    do {
      try await model.solve(shock, threads: reader.options.threads) { block in
        clock.leavingOut { results.add(block) }
      }
    } catch let error as LinearNetworkError {
      throw draft.problem(error)
    }
    let timing = time(prepared, clock.seconds, model)
    let extras = StaticExtras(
      power: order.map { InterdependencyPower(of: matrix, order: $0) },
      prices: prices ? try price(model, draft) : nil)
    return report(model, results, extras, timing)
  }

  /// What the files say.
  private struct Asked {
    let draft: LinearNetworkDraft
    let source: LinearNetworkDraft.Source
    let table: ScenarioTable
  }

  private func read(_ reader: NetworkReader) throws -> Asked {
    let draft = input.read(reader)
    let struck = (shocks ?? demandLoss).map {
      reader.shocks($0, [("value", .any)], of: draft.nodes, owner: draft.owner)
    }
    let source = try reader.complete(draft.source)
    if let struck { _ = try reader.complete(struck) }
    try requireOutput(draft)
    return Asked(draft: draft, source: source, table: ScenarioTable(struck ?? nil))
  }

  private func time(
    _ prepared: Double, _ all: Double, _ model: StaticInoperability
  ) -> ComputationTiming? {
    guard timing else { return nil }
    return ComputationTiming(
      prepare: prepared, solve: all - prepared, order: model.matrix.rows,
      isDense: model.method == .dense)
  }

  private func requireOutput(_ draft: LinearNetworkDraft) throws {
    guard draft.output == nil else { return }
    if demandLoss != nil { throw WrongUse("--demand-loss needs --output, to divide by.") }
    if prices { throw WrongUse("--prices needs --output: what a node's inoperability costs.") }
  }

  private func price(
    _ model: StaticInoperability, _ draft: LinearNetworkDraft
  ) throws -> [Double] {
    try draft.explaining {
      () throws(LinearNetworkError) in try model.prices(values: draft.output ?? [])
    }
  }

  private func report(
    _ model: StaticInoperability, _ results: StaticResults, _ extras: StaticExtras,
    _ timing: ComputationTiming?
  ) -> NetworkReport<NetworkSolveSummary> {
    let summary = NetworkSolveSummary(model, results, extras, timing)
    var options = input.record
    options["shocks"] = shocks
    options["demand-loss"] = demandLoss
    options["order"] = order.map(String.init)
    options["tolerance"] = "\(tolerance)"
    return NetworkReport(
      summary: summary, tables: results.tables + extras.tables(results.nodes),
      arrays: results.arrays,
      method: NetworkMethod(
        verb: "solve", method: summary.methodText,
        sizes: [
          "nodes": summary.nodes, "entries": summary.entries, "scenarios": summary.scenarios,
        ],
        options: options)
    ) { ink in summary.text(ink) }
  }
}
