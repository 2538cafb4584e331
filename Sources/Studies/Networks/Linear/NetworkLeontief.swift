internal import LinearAlgebra
internal import RiskModel
internal import SupplyNetworks

/// `network leontief`: the inverses and multipliers of an input–output table.
public struct NetworkLeontief: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// Always `network-leontief/1`.
    public let schema = "network-leontief/1"
    /// The number of nodes.
    public let nodes: Int
    /// The spectral radius of the technical coefficients.
    public let spectralRadius: Double
    /// The largest |(I − A) L − I| and |(I − B) G − I|.
    public let residual: Double
    /// The largest output multiplier.
    public let largestMultiplier: Double?
    /// The node of the largest multiplier.
    public let largestMultiplierNode: String?
  }

  private let transactions: String
  private let output: String

  /// The inverses of the table in these files.
  public init(transactions: String, output: String) {
    self.transactions = transactions
    self.output = output
  }

  /// Reads and inverts.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the files or the table.
  public func run(_ reader: NetworkReader) throws -> NetworkReport<Summary> {
    var input = LinearNetworkInput()
    (input.transactions, input.output) = (transactions, output)
    let draft = input.read(reader)
    let source = try reader.complete(draft.source)
    let (nodes, output) = try reader.complete(draft.nodes, draft.output)
    guard case .transactions(let table) = source else { preconditionFailure("asked for a table") }
    let inverses = try draft.explaining {
      () throws(LinearNetworkError) in
      try InputOutputInverses(transactions: table.sparse, output: output)
    }
    return report(inverses, nodes, input.record)
  }

  private func report(
    _ inverses: InputOutputInverses, _ nodes: NodeIndex, _ options: [String: String]
  ) -> NetworkReport<Summary> {
    let multipliers = inverses.outputMultipliers
    let largest = multipliers.indices.max { multipliers[$0] < multipliers[$1] }
    let summary = Summary(
      nodes: nodes.count, spectralRadius: inverses.radius.value, residual: inverses.residual,
      largestMultiplier: largest.map { multipliers[$0] },
      largestMultiplierNode: largest.map { nodes[$0] })
    return NetworkReport(
      summary: summary,
      tables: [
        pairs(
          "leontief", "Leontief inverse: output of i per unit of demand for j",
          inverses.leontief, nodes),
        pairs(
          "ghosh", "Ghosh inverse: output of j per unit of value added in i",
          inverses.ghosh, nodes),
        ResultColumns(
          "multipliers", title: "Column sums of the Leontief inverse", rowCount: nodes.count,
          columns: [
            .id("node", "Node", nodes),
            .number("output_multiplier", "Total output per unit of final demand", multipliers),
          ]),
      ],
      method: NetworkMethod(
        verb: "leontief", method: "dense LU, the identity as right-hand sides",
        sizes: ["nodes": nodes.count], options: options)
    ) { ink in
      var text = NetworkText("Input–output inverses", ink: ink)
      text.line("nodes", summary.nodes)
      text.line("spectral radius of A", summary.spectralRadius)
      text.line("residual", summary.residual)
      text.line(
        "largest output multiplier", summary.largestMultiplier, summary.largestMultiplierNode ?? "")
      return text.finish()
    }
  }

  private func pairs(
    _ name: String, _ title: String, _ matrix: DenseMatrix, _ nodes: NodeIndex
  ) -> ResultColumns {
    let count = nodes.count
    return ResultColumns(
      name, title: title, rowCount: count * count,
      columns: [
        .id("i", "Row", nodes) { $0 / count }, .id("j", "Column", nodes) { $0 % count },
        .number("a", "Entry", matrix.storage),
      ])
  }
}
