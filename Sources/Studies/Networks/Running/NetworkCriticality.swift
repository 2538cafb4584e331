internal import RiskModel
internal import SupplyNetworks

/// `network criticality`: what the closure of each firm costs the network.
public struct NetworkCriticality: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// One firm's figures.
    public struct Firm: Encodable, Sendable {
      /// Its id.
      public let node: String
      /// The weighted loss of production.
      public let esri: Double
      /// The same of losses that run to customers.
      public let esriDown: Double
      /// The same of losses that run to suppliers.
      public let esriUp: Double
    }

    /// Always `network-criticality/1`.
    public let schema: String
    /// The number of firms in the network.
    public let nodes: Int
    /// The number of links.
    public let links: Int
    /// How many firms were asked for.
    public let asked: Int
    /// How many were closed in turn: fewer where the run was stopped.
    public let firms: Int
    /// The tolerance of a step; null for the fixed point.
    public let epsilon: Double?
    /// The mean number of steps.
    public let meanSteps: Double
    /// The largest residual of all firms.
    public let residual: Double
    /// The firms of the largest index, the worst first.
    public let top: [Firm]
  }

  /// Which firms are closed.
  public enum Firms: Sendable {
    /// Every firm.
    case all
    /// These ids.
    case listed([String])
    /// Those in the column `node` of a file.
    case file(String)
  }

  private let request: CascadeRequest
  private let firms: Firms
  private let top: Int

  /// A ranking of firms.
  ///
  /// - Parameter top: how many of the worst the summary names.
  public init(_ request: CascadeRequest, firms: Firms = .all, top: Int = 10) {
    self.request = request
    self.firms = firms
    self.top = top
  }

  /// Reads and computes.
  ///
  /// - Parameters:
  ///   - folder: the folder that the results will have: what is done is kept there meanwhile.
  ///   - resume: a folder of a run of the same that was stopped or broken off; what it has done is
  ///     taken over.
  ///   - shouldStop: asked now and then; the report then has the firms that are done.
  ///   - progress: told how many firms are done, of how many.
  /// - Throws: `StudyReadError` with everything that is wrong with the files, `WrongUse` where a
  ///   folder to resume is not of the same run.
  public func run(
    _ reader: NetworkReader, folder: RunFolder? = nil, resume: String? = nil,
    shouldStop: @Sendable @escaping () -> Bool = { false },
    progress: @Sendable @escaping (Int, Int) -> Void = { _, _ in }
  ) throws -> NetworkReport<Summary> {
    let ready = try prepare(reader, resume)
    let (closed, known) = (ready.closed, ready.known)
    let journal = try folder.map { try CriticalityJournal(in: $0, mark: ready.mark) }
    try journal?.append(known)
    let store = OutcomeStore()
    store.append(known)
    let rest = Array(closed.dropFirst(known.count)).map { Int($0) }
    if !rest.isEmpty {
      let run = CascadeRun(
        ready.model, .closures(rest), threads: reader.options.threads, shouldStop: shouldStop
      ) { first, outcomes in
        store.append(outcomes)
        try? journal?.append(outcomes)
        progress(known.count + first + outcomes.count, closed.count)
      }
      run.workThrough(threads: reader.options.threads)
    }
    let outcomes = store.outcomes
    if outcomes.count == closed.count { journal?.remove() }
    return report(ready, outcomes)
  }

  /// All that a run needs; the texts of the files and the links as read are let go of before it starts,
  /// which at a million links is 40 MB.
  private struct Ready {
    let ids: NodeIndex
    let linkCount: Int
    let closed: [Int32]
    let mark: String
    /// What an earlier run has left.
    let known: [CascadeOutcome]
    let model: ProductionCascade
  }

  private func prepare(_ reader: NetworkReader, _ resume: String?) throws -> Ready {
    let input = reader.cascadeInput(request)
    let chosen = chosen(reader, of: input?.ids)
    let (cascade, closed) = try reader.complete(input, chosen)
    let mark = CriticalityJournal.mark(request, closed, inputs: reader.inputs)
    let known = try resume.map { try CriticalityJournal.read($0, mark: mark) } ?? []
    let model = try ProductionCascade(
      cascade.network, classes: cascade.classes, settings: request.settings)
    return Ready(
      ids: cascade.ids, linkCount: cascade.network.linkCount, closed: closed, mark: mark,
      known: known, model: model)
  }

  private func chosen(_ reader: NetworkReader, of ids: NodeIndex?) -> [Int32]? {
    switch firms {
    case .all: ids.map { Array(0..<Int32($0.count)) }
    case .listed(let list):
      reader.nodeList(list, option: "--firms", of: ids, owner: request.owner)
    case .file(let path): reader.nodeList(file: path, of: ids, owner: request.owner)
    }
  }

  private func report(
    _ ready: Ready, _ outcomes: [CascadeOutcome]
  ) -> NetworkReport<Summary> {
    let (ids, closed) = (ready.ids, ready.closed)
    let count = outcomes.count
    let ranked = outcomes.indices.sorted {
      let (a, b) = (outcomes[$0].index, outcomes[$1].index)
      return a != b ? a > b : $0 < $1
    }
    let summary = Summary(
      schema: "network-criticality/1", nodes: ids.count, links: ready.linkCount,
      asked: closed.count, firms: count, epsilon: request.settings.epsilon,
      meanSteps: count > 0
        ? Double(outcomes.reduce(0) { $0 + $1.steps }) / Double(count) : 0,
      residual: outcomes.map(\.residual).max() ?? 0,
      top: ranked.prefix(top).map { place in
        Summary.Firm(
          node: ids[Int(closed[place])], esri: outcomes[place].index,
          esriDown: outcomes[place].downstream, esriUp: outcomes[place].upstream)
      })
    return NetworkReport(
      summary: summary,
      tables: [
        ResultColumns(
          "criticality", title: "Weighted loss of production when each firm closes",
          rowCount: count,
          columns: [.id("node", "The firm that closes", ids) { Int(closed[$0]) }]
            + OutcomeColumns.all { outcomes[$0] })
      ],
      arrays: [("esri", outcomes.map(\.index))],
      method: NetworkMethod(
        verb: "criticality", method: request.method,
        sizes: ["nodes": ids.count, "links": ready.linkCount, "firms": count],
        options: request.options)
    ) { ink in
      var text = NetworkText("Firms whose closure costs most", ink: ink)
      for firm in summary.top { text.line(firm.node, firm.esri) }
      text.heading("Run")
      text.line("firms closed in turn", summary.firms, "of \(summary.asked)")
      text.line("mean steps", summary.meanSteps)
      text.line("largest residual", summary.residual)
      return text.finish()
    }
  }
}
