internal import LinearAlgebra
internal import RiskModel
internal import SupplyNetworks

/// What was read of a linear network, before A* is made of it.
struct LinearNetworkDraft {
  enum Source {
    case matrix(MatrixTable)
    case transactions(MatrixTable)
    case links(SupplyGraph, [Double])
  }

  /// The file that the entries stand in, for messages.
  let file: String
  let side: PerturbationSide
  /// The file that the nodes are known from.
  var owner = ""
  /// The total output of each node, where it is given.
  var output: [Double]?
  /// Nil where something is wrong with the files.
  var source: Source?

  init(file: String, side: PerturbationSide) {
    self.file = file
    self.side = side
  }

  /// The nodes, where they could be read.
  var nodes: NodeIndex? {
    switch source {
    case .matrix(let table), .transactions(let table): table.nodes
    case .links(let graph, _): graph.nodes
    case nil: nil
    }
  }

  /// A* of the source.
  ///
  /// - Throws: `StudyReadError` where the numbers cannot make one.
  func coefficients(_ source: Source) throws -> SparseMatrix {
    try explaining {
      () throws(LinearNetworkError) in
      switch source {
      case .matrix(let table):
        let matrix = table.sparse
        return side == .supply ? matrix.transposed : matrix
      case .transactions(let table):
        return try Interdependency.matrix(
          transactions: table.sparse, output: output ?? [], side: side)
      case .links(let graph, let dependency):
        let links = SparseMatrix(
          rows: graph.nodeCount, columns: graph.nodeCount, entryRows: graph.sources,
          entryColumns: graph.targets, values: graph.weights)
        return try Interdependency.matrix(links: links, dependency: dependency)
      }
    }
  }

  /// Runs a model and turns what it refuses into a problem of the file.
  func explaining<Value>(
    _ body: () throws(LinearNetworkError) -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch {
      throw problem(error)
    }
  }

  /// The problem of the file that a model's refusal is.
  func problem(_ error: LinearNetworkError) -> StudyReadError {
    let nodes = nodes
    let requirement = error.requirement { index in nodes.map { "`\($0[index])`" } ?? "\(index)" }
    return StudyReadError(problems: [
      StudyProblem(
        location: SourceLocation(file: file, line: 1, column: 1), path: "network",
        requirement: requirement, remedy: error.remedy)
    ])
  }
}

extension MatrixTable {
  /// The matrix in compressed rows.
  var sparse: SparseMatrix {
    SparseMatrix(
      rows: nodes.count, columns: nodes.count, entryRows: rows, entryColumns: columns,
      values: values)
  }
}
