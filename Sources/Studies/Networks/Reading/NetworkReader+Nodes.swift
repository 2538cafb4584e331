public import RiskModel
public import SupplyNetworks

/// A nodes file: row r is node r.
public struct NodesTable {
  /// The path as it was given.
  public let file: String
  /// The ids in the order of the file.
  public let nodes: NodeIndex
  private let table: NetworkTable

  init(_ table: NetworkTable) {
    file = table.file
    nodes = table.index("node")
    self.table = table
  }

  /// Whether the file has the column.
  public func has(_ column: String) -> Bool { table.has(column) }

  /// A column's numbers, one a node; empty where the file has no such column.
  public func numbers(_ column: String) -> [Double] { table.numbers(column) }

  /// A column's texts as numbers of `index`, one a node; empty where the file has no such column.
  public func ids(_ column: String) -> [Int32] { table.ids(column) }

  /// The texts of a space, in order of first appearance.
  public func index(_ space: String) -> NodeIndex { table.index(space) }

  /// Where a cell stands.
  public func location(node: Int, column: String) -> SourceLocation {
    table.location(row: node, column: column)
  }
}

extension NetworkReader {
  /// Reads a nodes file: the ids, each once, and other columns as their rules say.
  public func nodes(_ path: String, _ rules: [ColumnRule] = []) -> NodesTable? {
    let id = ColumnRule.id(
      "id", space: "node", aliases: ["node", "firm"], heading: options.node, option: "--node")
    guard let table = table(path, [id] + rules) else { return nil }
    guard table.rowCount > 0 else {
      refuse(empty(path, "Write one row for each node"))
      return nil
    }
    guard table.index("node").count < table.rowCount else { return NodesTable(table) }
    refuseRepeated(table)
    return nil
  }

  private func refuseRepeated(_ table: NetworkTable) {
    let nodes = table.index("node")
    var firsts = [Int](repeating: -1, count: nodes.count)
    for (row, code) in table.ids("id").enumerated() {
      guard firsts[Int(code)] >= 0 else {
        firsts[Int(code)] = row
        continue
      }
      let first = table.location(row: firsts[Int(code)], column: "id")
      refuse(
        StudyProblem(
          location: table.location(row: row, column: "id"), path: "id", value: nodes[Int(code)],
          requirement: "the id stands in line \(first.line) already",
          remedy: "Give every node an id of its own, or remove one of the rows"))
    }
  }

  func empty(_ path: String, _ remedy: String) -> StudyProblem {
    StudyProblem(
      location: SourceLocation(file: path, line: 1, column: 1), path: "file",
      requirement: "the table has no rows", remedy: remedy)
  }

  /// Reads a table of one value a node (`node` and the named column).
  ///
  /// - Parameters:
  ///   - nodes: the nodes to number by; nil where they could not be read.
  ///   - owner: the file that the nodes are known from.
  ///   - missing: the value of nodes without a row; such nodes are refused where nil.
  /// - Returns: one value a node of `nodes`.
  public func nodeValues(
    _ path: String, _ column: String, _ range: NumberRange = .any, of nodes: NodeIndex?,
    owner: String, missing: Double? = nil
  ) -> [Double]? {
    let rules = [nodeRule(), .number(column, range)]
    guard let table = table(path, rules), let nodes else { return nil }
    let before = problems.count
    let codes = resolve("node", of: table, in: nodes, owner: owner)
    guard problems.count == before else { return nil }
    var rows = [Int](repeating: -1, count: nodes.count)
    for (row, code) in codes.enumerated() {
      if rows[Int(code)] >= 0 {
        refuse(
          StudyProblem(
            location: table.location(row: row, column: "node"), path: "node",
            value: nodes[Int(code)],
            requirement: "the node stands in line "
              + "\(table.location(row: rows[Int(code)], column: "node").line) already",
            remedy: "Keep one of the rows"))
      }
      rows[Int(code)] = row
    }
    if missing == nil { refuseMissing(rows, nodes, path, column) }
    guard problems.count == before else { return nil }
    let values = table.numbers(column)
    return rows.map { $0 < 0 ? missing ?? 0 : values[$0] }
  }

  private func refuseMissing(
    _ rows: [Int], _ nodes: NodeIndex, _ path: String, _ column: String
  ) {
    let absent = rows.indices.filter { rows[$0] < 0 }
    guard !absent.isEmpty else { return }
    let names = absent.prefix(5).map { "`\(nodes[$0])`" }.joined(separator: ", ")
    refuse(
      StudyProblem(
        location: SourceLocation(file: path, line: 1, column: 1), path: column,
        requirement: "\(absent.count) node\(absent.count == 1 ? " has" : "s have") no row: \(names)"
          + (absent.count > 5 ? ", …" : ""),
        remedy: "Give every node a row"))
  }

  /// Numbers ids that a command line names; unknown ones are problems.
  public func nodeList(_ ids: [String], option: String, of nodes: NodeIndex?, owner: String)
    -> [Int32]?
  {
    guard let nodes else { return nil }
    let before = problems.count
    let found = ids.map { id -> Int32 in
      if let node = nodes.node(of: id) { return node }
      refuse(
        StudyProblem(
          location: SourceLocation(file: option, line: 1, column: 1), path: option, value: id,
          requirement: "the id is not in \(owner)", remedy: "Mend the id",
          nearest: nodes.count <= 5_000 ? nearestName(to: id, in: nodes.ids) : nil))
      return -1
    }
    return problems.count == before ? found : nil
  }

  /// Reads a list of nodes from a table with a column `node`.
  public func nodeList(file path: String, of nodes: NodeIndex?, owner: String) -> [Int32]? {
    guard let table = table(path, [nodeRule()]), let nodes else { return nil }
    let before = problems.count
    let codes = resolve("node", of: table, in: nodes, owner: owner)
    return problems.count == before ? codes : nil
  }
}
