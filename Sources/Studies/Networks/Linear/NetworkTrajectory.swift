internal import LinearAlgebra
internal import RiskModel
internal import SupplyNetworks

/// `network trajectory`: dynamic inoperability day by day, recovery and cumulative loss.
public struct NetworkTrajectory: Sendable {
  /// The network.
  public var input: LinearNetworkInput
  /// Shocks c*, scenario,node,value.
  public var shocks: String?
  /// Final demand that falls away, in the unit of the outputs, scenario,node,value.
  public var demandLoss: String?
  /// The first states q(0), scenario,node,value.
  public var initial: String?
  /// Resilience coefficients, node,k.
  public var resilience: String?
  /// Recovery times, node,days.
  public var recoveryDays: String?
  /// The part of an inoperability that is left after the recovery time.
  public var remaining = 0.01
  /// The last day.
  public var days = 0
  /// The first day of the perturbation.
  public var from = 0
  /// The last day of the perturbation; nil for no end.
  public var to: Int?
  /// Whether recovery is continuous instead of a recursion.
  public var isContinuous = false
  /// Whether only totals are wanted, by closed forms where nothing clips.
  public var totalsOnly = false
  /// Whether totals are over all time.
  public var isAllTime = false
  /// Whether `trajectory.csv` is wanted.
  public var keepsTrajectory = true
  /// Whether prices of shocks and of first states are wanted.
  public var prices = false
  /// `dense` or `sparse`; the faster one where nil.
  public var method: String?
  /// Whether the summary tells CPU seconds.
  public var timing = false

  /// Trajectories of a network.
  public init(_ input: LinearNetworkInput) { self.input = input }

  /// Reads and steps.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the files or the network.
  public func run(_ reader: NetworkReader) async throws -> NetworkReport<NetworkTrajectorySummary> {
    let asked = try read(reader)
    let draft = asked.draft
    try requireRoom(nodes: draft.nodes?.count ?? 0)
    let matrix = try draft.coefficients(asked.source)
    var clock = ProcessorTime()
    let model = try prepare(matrix, asked, reader)
    let prepared = clock.seconds
    var results = RecoveryResults(
      scenarios: asked.table.scenarios, nodes: try reader.complete(draft.nodes),
      output: draft.output,
      days: days, keepsTrajectory: keepsTrajectory && !totalsOnly)
    let shock = asked.table.matrix(
      part: 0, nodes: model.matrix.rows, dividedBy: demandLoss == nil ? nil : draft.output)
    let start = asked.table.matrix(part: 1, nodes: model.matrix.rows)
    do {
      try await compute(model, shock, start, reader) { block in
        try clock.leavingOut { try results.add(block) }
      }
    } catch let error as LinearNetworkError {
      throw draft.problem(error)
    }
    let all = clock.seconds
    try results.trajectory?.seal()
    let measured = timing ? time(prepared, all, model) : nil
    let priced = prices ? model.prices(values: draft.output ?? [], plan: plan) : nil
    return report(model, results, priced, measured, reader)
  }

  /// Numbers of one scenario's path at most: 4 GB.
  private static let pathLimit = 1 << 29

  private func requireRoom(nodes: Int) throws {
    guard keepsTrajectory, !totalsOnly, nodes * (days + 1) > Self.pathLimit else { return }
    throw WrongUse(
      "the path of one scenario has \(nodes) × \(days + 1) numbers, and at most "
        + "\(Self.pathLimit) are held: take fewer --days, or --no-trajectory.")
  }

  /// What the files say.
  private struct Asked {
    let draft: LinearNetworkDraft
    let source: LinearNetworkDraft.Source
    let speed: Speed
    let table: ScenarioTable
  }

  private func read(_ reader: NetworkReader) throws -> Asked {
    let draft = input.read(reader)
    let struck = (shocks ?? demandLoss).map {
      reader.shocks($0, [("value", .any)], of: draft.nodes, owner: draft.owner)
    }
    let first = initial.map {
      reader.shocks($0, [("value", .probability)], of: draft.nodes, owner: draft.owner)
    }
    let speeds = speed(reader, draft)
    let (source, speed) = try reader.complete(draft.source, speeds)
    let parts = (
      try struck.map { try reader.complete($0) }, try first.map { try reader.complete($0) }
    )
    guard demandLoss == nil || draft.output != nil else {
      throw WrongUse("--demand-loss needs --output, to divide by.")
    }
    if prices, draft.output == nil {
      throw WrongUse("--prices needs --output: what a day of a node's inoperability costs.")
    }
    return Asked(
      draft: draft, source: source, speed: speed, table: ScenarioTable(parts.0, parts.1))
  }

  private func time(
    _ prepared: Double, _ all: Double, _ model: DynamicInoperability
  ) -> ComputationTiming {
    ComputationTiming(
      prepare: prepared, solve: all - prepared, order: model.matrix.rows,
      isDense: model.method == .dense)
  }

  /// Resilience as it is given, or the recovery days that it is made of.
  private enum Speed {
    case coefficients([Double])
    case days([Double])
  }

  private func speed(_ reader: NetworkReader, _ draft: LinearNetworkDraft) -> Speed? {
    if let resilience {
      return reader.nodeValues(
        resilience, "k", .nonNegative, of: draft.nodes, owner: draft.owner
      ).map { .coefficients($0) }
    }
    return recoveryDays.flatMap {
      reader.nodeValues($0, "days", .positive, of: draft.nodes, owner: draft.owner)
    }.map { .days($0) }
  }

  private func prepare(
    _ matrix: SparseMatrix, _ asked: Asked, _ reader: NetworkReader
  ) throws -> DynamicInoperability {
    let model = try asked.draft.explaining {
      () throws(LinearNetworkError) in
      let coefficients: [Double]
      switch asked.speed {
      case .coefficients(let given): coefficients = given
      case .days(let days):
        coefficients = try Resilience.coefficients(
          recoveryDays: days, matrix: matrix, remaining: remaining)
      }
      return try DynamicInoperability(
        matrix, resilience: coefficients, form: isContinuous ? .continuous : .recursion,
        method: method.flatMap(SolveMethod.init))
    }
    let fast = model.overshootingNodes.count
    if fast > 0 {
      reader.note(
        "\(fast) node\(fast == 1 ? " recovers" : "s recover") in less than a day, so that the recursion "
          + "overshoots; --continuous does not.")
    }
    return model
  }

  private var plan: RecoveryPlan {
    let last = to ?? Int.max
    return RecoveryPlan(
      days: days, perturbed: min(from, last)...max(from, last),
      keepsTrajectory: keepsTrajectory && !totalsOnly)
  }

  private func priceTable(_ prices: RecoveryPrices, _ nodes: NodeIndex) -> ResultColumns {
    ResultColumns(
      "prices", title: "Cumulative loss per unit of shock and of first inoperability",
      rowCount: nodes.count,
      columns: [
        .id("node", "Node", nodes),
        .number(
          "loss_per_shock", unit: "unit of output", "Loss per unit of c* where nothing is clipped",
          prices.shock),
        .number(
          "loss_per_initial", unit: "unit of output",
          "Loss per unit of q(0) where nothing is clipped", prices.initial),
      ])
  }

  /// Numbers of a block's trajectory that are held in memory at once.
  private static let blockBudget = 1 << 25

  private func compute(
    _ model: DynamicInoperability, _ shock: SparseMatrix, _ start: SparseMatrix,
    _ reader: NetworkReader, _ deliver: (RecoveryBlock) throws -> Void
  ) async throws {
    let (plan, keeps) = (plan, keepsTrajectory && !totalsOnly)
    let threads = reader.options.threads
    if totalsOnly {
      try await model.totals(
        shocks: shock, initial: start, plan: plan, horizon: isAllTime ? .unlimited : .planned,
        threads: threads, deliver: deliver)
    } else {
      let scenario = max(model.matrix.rows * (days + 1), 1)
      let size =
        keeps && Self.blockBudget / scenario < 256 ? max(1, Self.blockBudget / scenario) : nil
      try await model.run(
        shocks: shock, initial: start, plan: plan, threads: threads, blockSize: size,
        deliver: deliver)
    }
  }

  private func report(
    _ model: DynamicInoperability, _ results: RecoveryResults, _ prices: RecoveryPrices?,
    _ timing: ComputationTiming?,
    _ reader: NetworkReader
  ) -> NetworkReport<NetworkTrajectorySummary> {
    if isAllTime, !results.isClosedForm {
      reader.note("something may be clipped: those totals are stepped, up to day \(days) alone.")
    }
    let summary = NetworkTrajectorySummary(model, results, days: days, timing)
    var options = input.record
    let own = [
      "shocks": shocks, "demand-loss": demandLoss, "initial": initial, "resilience": resilience,
      "recovery-days": recoveryDays, "remaining": "\(remaining)", "days": "\(days)",
      "from": "\(from)", "to": to.map(String.init), "continuous": "\(isContinuous)",
      "totals": "\(totalsOnly)", "all-time": "\(isAllTime)",
    ]
    options.merge(own.compactMapValues { $0 }) { $1 }
    return NetworkReport(
      summary: summary,
      tables: results.tables + (prices.map { [priceTable($0, results.nodes)] } ?? []),
      arrays: [("cumulative_inoperability", results.cumulatives)],
      method: NetworkMethod(
        verb: "trajectory", method: summary.methodText,
        sizes: [
          "nodes": summary.nodes, "entries": summary.entries, "scenarios": summary.scenarios,
          "days": days,
        ], options: options)
    ) { summary.text($0) }
  }
}
