internal import RiskModel
public import SupplyNetworks

extension NetworkReader {
  /// Whether an edges file must have weights.
  public enum WeightUse: Sendable {
    /// The column must be there.
    case required
    /// Every link weighs 1 where the column is not there.
    case optional
  }

  /// Reads an edges file as a network.
  ///
  /// Columns: supplier (or source), customer (or target), weight, and, where the file has them,
  /// class (0, 1, 2) and probability. Links of weight 0 are left out with a note: no flow is no
  /// link. Negative weights, links that come twice and links from a node to itself are problems
  /// unless the options forgive them.
  ///
  /// - Parameter nodes: the nodes to number by; nil numbers them by first appearance.
  public func graph(
    edges path: String, nodes: NodesTable? = nil, weight: WeightUse = .required
  ) -> SupplyGraph? {
    let before = problems.count
    guard let (table, read, index) = soundLinks(path, edgeRules(weight), nodes: nodes)
    else { return nil }
    var links = read
    handleSelfLinks(&links, table, index)
    leaveOutZeros(&links, path)
    handleDuplicates(&links, table, index)
    guard problems.count == before else { return nil }
    return links.graph(index)
  }

  /// The links of the rows that nothing is wrong with, and what their ends are numbered by.
  ///
  /// Rows that cannot be read and ids that are not known are problems, said with what else is wrong
  /// with the other links; nil where there are no rows.
  func soundLinks(
    _ path: String, _ rules: [ColumnRule], nodes: NodesTable?, columns: LinkColumns = LinkColumns()
  ) -> (table: NetworkTable, links: Links, index: NodeIndex)? {
    let before = problems.count
    guard let table = soundRows(path, rules) else { return nil }
    guard table.rowCount > 0 else {
      if problems.count == before { refuse(empty(path, "Write one row for each \(columns.row)")) }
      return nil
    }
    var links = Links(table, columns)
    guard let nodes else { return (table, links, table.index("node")) }
    let known = problems.count
    links.sources = resolve(columns.source, of: table, in: nodes.nodes, owner: nodes.file)
    links.targets = resolve(columns.target, of: table, in: nodes.nodes, owner: nodes.file)
    if problems.count > known { links.keepKnown() }
    return (table, links, nodes.nodes)
  }

  func edgeRules(_ weight: WeightUse) -> [ColumnRule] {
    [
      .id(
        "supplier", space: "node", aliases: ["source"], heading: options.supplier,
        option: "--supplier"),
      .id(
        "customer", space: "node", aliases: ["target"], heading: options.customer,
        option: "--customer"),
      .number(
        "weight", .nonNegative, heading: options.weight, option: "--weight",
        isRequired: weight == .required || options.weight != nil),
      .number("class", .whole(0...2), isRequired: false),
      .number("probability", .probability, isRequired: false),
    ]
  }

  // MARK: What is not as it should be

  func handleSelfLinks(_ links: inout Links, _ table: NetworkTable, _ nodes: NodeIndex) {
    guard options.selfLinks != .keep else { return }
    let loops = links.sources.indices.filter { links.sources[$0] == links.targets[$0] }
    guard !loops.isEmpty else { return }
    if options.selfLinks == .drop {
      let (sources, targets) = (links.sources, links.targets)
      links.keep { sources[$0] != targets[$0] }
      return note(
        "\(loops.count) link\(loops.count == 1 ? "" : "s") from a node to itself left out.")
    }
    for row in loops.prefix(room()) {
      refuse(
        StudyProblem(
          location: table.location(row: row, column: "customer"), path: "customer",
          value: nodes[Int(links.targets[row])],
          requirement: "the link leads from a node to itself",
          remedy: "Remove the row, or leave such links out with --self-links drop"))
    }
    problems.add(unlisted: max(0, loops.count - room(loops.count)))
  }

  /// How many of so many problems may be listed.
  private func room(_ wanted: Int = .max) -> Int {
    min(wanted, max(1, NetworkProblems.limit - problems.count))
  }

  private func leaveOutZeros(_ links: inout Links, _ path: String) {
    let zeros = links.weights.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    guard zeros > 0 else { return }
    let weights = links.weights
    links.keep { weights[$0] > 0 }
    note("\(zeros) link\(zeros == 1 ? "" : "s") of weight 0 left out of \(path).")
  }

  func handleDuplicates(_ links: inout Links, _ table: NetworkTable, _ nodes: NodeIndex) {
    let again = links.repeated(nodeCount: nodes.count)
    guard !again.isEmpty else { return }
    if options.duplicates == .sum {
      links.merge(again)
      return note("\(again.count) link\(again.count == 1 ? "" : "s") that came again added up.")
    }
    let listed = room(again.count)
    for (link, first) in again.prefix(listed) {
      let (row, earlier) = (links.row(link), links.row(first))
      refuse(
        StudyProblem(
          location: table.location(row: row, column: "supplier"), path: "supplier",
          value: "\(nodes[Int(links.sources[link])]) > \(nodes[Int(links.targets[link])])",
          requirement: "the link stands in line "
            + "\(table.location(row: earlier, column: "supplier").line) already",
          remedy: "Remove one of the rows, or add such links up with --duplicates sum"))
    }
    problems.add(unlisted: again.count - listed)
  }
}

/// The columns of a table in which links stand, and what its rows are called.
struct LinkColumns {
  var source = "supplier"
  var target = "customer"
  var weight = "weight"
  var row = "link"
}

/// The columns of links while they are put in order.
struct Links {
  var sources: [Int32]
  var targets: [Int32]
  var weights: [Double]
  private var classes: [Double]
  private var probabilities: [Double]
  /// The row of each link in its file; empty while every row is a link.
  private var rows: [Int32] = []

  init(_ table: NetworkTable, _ columns: LinkColumns) {
    sources = table.ids(columns.source)
    targets = table.ids(columns.target)
    weights =
      table.has(columns.weight)
      ? table.numbers(columns.weight) : [Double](repeating: 1, count: table.rowCount)
    classes = table.numbers("class")
    probabilities = table.numbers("probability")
  }

  /// The row of a link in its file.
  func row(_ link: Int) -> Int { rows.isEmpty ? link : Int(rows[link]) }

  func graph(_ nodes: NodeIndex) -> SupplyGraph {
    SupplyGraph(
      nodes: nodes, sources: sources, targets: targets, weights: weights,
      classes: classes.isEmpty ? nil : classes.map { UInt8($0) },
      probabilities: probabilities.isEmpty ? nil : probabilities)
  }

  /// Keeps the links that pass a test, in order.
  mutating func keep(_ passes: (Int) -> Bool) {
    let kept = sources.indices.filter(passes)
    rows = kept.map { Int32(row($0)) }
    sources = kept.map { sources[$0] }
    targets = kept.map { targets[$0] }
    weights = kept.map { weights[$0] }
    if !classes.isEmpty { classes = kept.map { classes[$0] } }
    if !probabilities.isEmpty { probabilities = kept.map { probabilities[$0] } }
  }

  /// Leaves out links from or to a node that is not known.
  mutating func keepKnown() {
    let (sources, targets) = (sources, targets)
    keep { sources[$0] >= 0 && targets[$0] >= 0 }
  }

  /// Links that have come before, with the first of their kind, in the order of the file.
  func repeated(nodeCount: Int) -> [(link: Int, first: Int)] {
    for (ends, others) in [(sources, targets), (targets, sources)]
    where GroupedLinks.areGrouped(ends, nodeCount: nodeCount) {
      if !GroupedLinks.repeats(ends, others, nodeCount: nodeCount) { return [] }
    }
    let rows = LinkRows(nodeCount: nodeCount, from: sources, to: targets)
    // The last link from the node at hand to each target, and which node's it is.
    var latest = [Int32](repeating: -1, count: nodeCount)
    var found: [(link: Int, first: Int)] = []
    for node in 0..<nodeCount {
      let first = rows.row(node).lowerBound
      for place in rows.row(node) {
        let target = Int(rows.neighbours[place])
        // Positions below the row's first belong to nodes before.
        if latest[target] >= Int32(first) {
          let earlier = rows.links[Int(latest[target])]
          found.append((Int(rows.links[place]), Int(earlier)))
        } else {
          latest[target] = Int32(place)
        }
      }
    }
    return found.sorted { $0.link < $1.link }
  }

  /// Adds links that came again to the first of their kind: weights are summed, of classes the
  /// largest counts, probabilities p and q give 1 − (1 − p)(1 − q).
  mutating func merge(_ again: [(link: Int, first: Int)]) {
    var isFirst = [Bool](repeating: true, count: sources.count)
    for (link, first) in again {
      isFirst[link] = false
      weights[first] += weights[link]
      if !classes.isEmpty { classes[first] = max(classes[first], classes[link]) }
      if !probabilities.isEmpty {
        probabilities[first] = 1 - (1 - probabilities[first]) * (1 - probabilities[link])
      }
    }
    keep { isFirst[$0] }
  }
}

/// Links whose file keeps those of one node together, as most files do: what comes twice is then
/// found in the order of the file, without sorting.
private enum GroupedLinks {
  /// Whether the links of every node at these ends stand together.
  static func areGrouped(_ ends: [Int32], nodeCount: Int) -> Bool {
    var isSeen = [Bool](repeating: false, count: nodeCount)
    var last: Int32 = -1
    for end in ends where end != last {
      if isSeen[Int(end)] { return false }
      isSeen[Int(end)] = true
      last = end
    }
    return true
  }

  /// Whether any link comes twice, where links are grouped by `ends`.
  static func repeats(_ ends: [Int32], _ others: [Int32], nodeCount: Int) -> Bool {
    var latest = [Int32](repeating: -1, count: nodeCount)
    for (end, other) in zip(ends, others) {
      if latest[Int(other)] == end { return true }
      latest[Int(other)] = end
    }
    return false
  }
}
