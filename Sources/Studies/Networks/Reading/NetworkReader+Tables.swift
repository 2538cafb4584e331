internal import RiskModel
public import SupplyNetworks

/// A sparse matrix as three columns.
public struct MatrixTable: Sendable {
  /// The path as it was given.
  public let file: String
  /// The ids of rows and columns.
  public let nodes: NodeIndex
  /// The row of each entry.
  public let rows: [Int32]
  /// The column of each entry.
  public let columns: [Int32]
  /// The entries.
  public let values: [Double]
}

/// Shocks of any number of scenarios: row r strikes `nodes[r]` in scenario `scenario[r]`.
public struct ShockTable: Sendable {
  /// The ids of the scenarios, in order of first appearance.
  public let scenarios: NodeIndex
  /// The scenario of each row.
  public let scenario: [Int32]
  /// The node of each row.
  public let nodes: [Int32]
  /// The values of each column that was asked for, one a row.
  public let values: [[Double]]
}

extension NetworkReader {
  /// Reads a matrix as triplets `i,j,a` (row i, column j); entries on the diagonal and zeros are
  /// legitimate, an entry that comes twice is not unless `--duplicates sum`.
  ///
  /// - Parameters:
  ///   - value: the heading of the entries, `a` for coefficients, `z` for transactions.
  ///   - nodes: the nodes to number by; nil numbers them by first appearance, row before column.
  public func matrix(
    _ path: String, value: String = "a", _ range: NumberRange = .any, nodes: NodesTable? = nil
  ) -> MatrixTable? {
    let rules: [ColumnRule] = [
      .id("i", space: "node", aliases: ["row"]), .id("j", space: "node", aliases: ["column"]),
      .number(
        value, range, aliases: ["value", "a", "z"], heading: options.weight, option: "--weight"),
    ]
    let columns = LinkColumns(source: "i", target: "j", weight: value, row: "entry that is not 0")
    let before = problems.count
    guard let (table, read, index) = soundLinks(path, rules, nodes: nodes, columns: columns)
    else { return nil }
    var links = read
    handleRepeatedEntries(&links, table, index)
    guard problems.count == before else { return nil }
    return MatrixTable(
      file: path, nodes: index, rows: links.sources, columns: links.targets, values: links.weights)
  }

  private func handleRepeatedEntries(
    _ links: inout Links, _ table: NetworkTable, _ nodes: NodeIndex
  ) {
    let again = links.repeated(nodeCount: nodes.count)
    if options.duplicates == .sum {
      if !again.isEmpty { links.merge(again) }
      return
    }
    for (link, first) in again {
      guard problems.count < NetworkProblems.limit else {
        problems.add(unlisted: 1)
        continue
      }
      refuse(
        StudyProblem(
          location: table.location(row: links.row(link), column: "i"), path: "i",
          value: "\(nodes[Int(links.sources[link])]), \(nodes[Int(links.targets[link])])",
          requirement: "the entry stands in line "
            + "\(table.location(row: links.row(first), column: "i").line) already",
          remedy: "Remove one of the rows, or add such entries up with --duplicates sum"))
    }
  }

  /// Reads shocks: scenario, node and the named columns of values, each pair of scenario and node
  /// once.
  ///
  /// - Parameters:
  ///   - columns: the columns of values with the numbers they may hold.
  ///   - nodes: the nodes to number by; nil where they could not be read.
  ///   - owner: the file that the nodes are known from.
  public func shocks(
    _ path: String, _ columns: [(name: String, range: NumberRange)], of nodes: NodeIndex?,
    owner: String
  ) -> ShockTable? {
    let rules =
      [.id("scenario"), nodeRule()] + columns.map { ColumnRule.number($0.name, $0.range) }
    guard let table = table(path, rules) else { return nil }
    guard table.rowCount > 0 else {
      refuse(empty(path, "Write one row for each struck node of each scenario"))
      return nil
    }
    guard let nodes else { return nil }
    let before = problems.count
    let struck = resolve("node", of: table, in: nodes, owner: owner)
    guard problems.count == before else { return nil }
    refuseRepeatedShocks(table, struck, nodes)
    guard problems.count == before else { return nil }
    return ShockTable(
      scenarios: table.index("scenario"), scenario: table.ids("scenario"), nodes: struck,
      values: columns.map { table.numbers($0.name) })
  }

  private func refuseRepeatedShocks(
    _ table: NetworkTable, _ struck: [Int32], _ nodes: NodeIndex
  ) {
    var firsts: [UInt64: Int] = [:]
    let scenarios = table.ids("scenario")
    for row in struck.indices {
      let key = UInt64(UInt32(bitPattern: scenarios[row])) << 32 | UInt64(UInt32(struck[row]))
      guard let first = firsts[key] else {
        firsts[key] = row
        continue
      }
      guard problems.count < NetworkProblems.limit else {
        problems.add(unlisted: 1)
        continue
      }
      refuse(
        StudyProblem(
          location: table.location(row: row, column: "node"), path: "node",
          value: nodes[Int(struck[row])],
          requirement: "the scenario strikes this node in line "
            + "\(table.location(row: first, column: "node").line) already",
          remedy: "Keep one of the rows"))
    }
  }

  /// Reads how needed one sector's goods are to another's (`supplier_sector,customer_sector,class`):
  /// 2 essential, 1 non-essential, 0 no short-term effect; every other pair is 1.
  ///
  /// - Parameter sectors: the sectors of the nodes; rows with others say nothing and are passed over.
  /// - Returns: one class for each pair, row by row of the supplier's sector; nil where something is
  ///   wrong.
  public func essentialClasses(_ path: String, sectors: NodeIndex?) -> [UInt8]? {
    let rules: [ColumnRule] = [
      .id("supplier_sector", space: "sector"), .id("customer_sector", space: "sector"),
      .number("class", .whole(0...2)),
    ]
    guard let table = table(path, rules), let sectors else { return nil }
    let own = table.index("sector")
    let map = (0..<own.count).map { sector in
      own.withBytes(of: sector) { sectors.node(of: $0) ?? -1 }
    }
    let count = sectors.count
    guard count <= Self.sectorLimit else {
      refuse(tooManySectors(path, count))
      return nil
    }
    var classes = [UInt8](repeating: 1, count: count * count)
    var rows = [Int32](repeating: -1, count: count * count)
    let before = problems.count
    let (from, to) = (table.ids("supplier_sector"), table.ids("customer_sector"))
    let given = table.numbers("class")
    for row in 0..<table.rowCount {
      let (supplier, customer) = (map[Int(from[row])], map[Int(to[row])])
      guard supplier >= 0, customer >= 0 else { continue }
      let pair = Int(supplier) * count + Int(customer)
      if rows[pair] >= 0 { refuseRepeatedPair(table, row, Int(rows[pair])) }
      rows[pair] = Int32(row)
      classes[pair] = UInt8(given[row])
    }
    return problems.count == before ? classes : nil
  }

  /// Sectors whose pairs are held in full.
  private static let sectorLimit = 20_000

  private func tooManySectors(_ path: String, _ count: Int) -> StudyProblem {
    StudyProblem(
      location: SourceLocation(file: path, line: 1, column: 1), path: "sector",
      requirement: "the nodes have \(count) sectors, and classes are held for at most "
        + "\(Self.sectorLimit)",
      remedy: "Use coarser sectors, or leave --essential out")
  }

  private func refuseRepeatedPair(_ table: NetworkTable, _ row: Int, _ first: Int) {
    refuse(
      StudyProblem(
        location: table.location(row: row, column: "supplier_sector"), path: "supplier_sector",
        requirement: "the pair of sectors stands in line "
          + "\(table.location(row: first, column: "supplier_sector").line) already",
        remedy: "Keep one of the rows"))
  }
}
