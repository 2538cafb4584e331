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
    let table = ScenarioTable(parts.0, parts.1)
    var clock = ProcessorTime()
    let model = try prepare(draft, source, speed, reader)
    let prepared = clock.seconds
    var results = RecoveryResults(
      scenarios: table.scenarios, nodes: try reader.complete(draft.nodes), output: draft.output,
      days: days, keepsTrajectory: keepsTrajectory && !totalsOnly)
    let shock = table.matrix(
      part: 0, nodes: model.matrix.rows, dividedBy: demandLoss == nil ? nil : draft.output)
    let start = table.matrix(part: 1, nodes: model.matrix.rows)
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
    return report(model, results, measured, reader)
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
    _ draft: LinearNetworkDraft, _ source: LinearNetworkDraft.Source, _ speed: Speed,
    _ reader: NetworkReader
  ) throws -> DynamicInoperability {
    let matrix = try draft.coefficients(source)
    let model = try draft.explaining {
      () throws(LinearNetworkError) in
      let coefficients: [Double]
      switch speed {
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
        "\(fast) node\(fast == 1 ? "" : "s") recover in less than a day, so that the recursion "
          + "overshoots; --continuous does not.")
    }
    return model
  }

  /// Numbers of a block's trajectory that are held in memory at once.
  private static let blockBudget = 1 << 25

  private func compute(
    _ model: DynamicInoperability, _ shock: SparseMatrix, _ start: SparseMatrix,
    _ reader: NetworkReader, _ deliver: (RecoveryBlock) throws -> Void
  ) async throws {
    let last = to ?? Int.max
    let keeps = keepsTrajectory && !totalsOnly
    let plan = RecoveryPlan(
      days: days, perturbed: min(from, last)...max(from, last), keepsTrajectory: keeps)
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
    _ model: DynamicInoperability, _ results: RecoveryResults, _ timing: ComputationTiming?,
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
      summary: summary, tables: results.tables,
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
