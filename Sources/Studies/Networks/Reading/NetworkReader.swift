public import RiskModel
public import SupplyNetworks

/// Reads the files of one `network` command: every problem of every file is kept and said at once.
///
/// Methods give nil where something is wrong; `complete` then throws everything that was found.
/// Paths are taken as they are; `-` is standard input; gzip is unpacked.
public final class NetworkReader {
  /// What a command line says of the files.
  public struct Options: Sendable {
    /// What becomes of links that come twice.
    public enum Duplicates: String, CaseIterable, Sendable { case refuse, sum }
    /// What becomes of links from a node to itself.
    public enum SelfLinks: String, CaseIterable, Sendable { case refuse, drop, keep }

    /// The heading of the suppliers' column in edges files.
    public var supplier: String?
    /// The heading of the customers' column in edges files.
    public var customer: String?
    /// The heading of the weights' column in edges files.
    public var weight: String?
    /// The heading of the ids' column in nodes files and of the nodes' column in other tables.
    public var node: String?
    /// What becomes of links that come twice.
    public var duplicates = Duplicates.refuse
    /// What becomes of links from a node to itself.
    public var selfLinks = SelfLinks.refuse
    /// Workers; nothing that is read depends on it.
    public var threads = 1

    /// The usual headings, nothing forgiven, one thread.
    public init() {}
  }

  /// What the command line says.
  public let options: Options
  /// Sentences that a reader of the results must know.
  public private(set) var notes: [String] = []
  let problems = NetworkProblems()
  private var texts: [TableText] = []
  private var records: [ReadFile] = []

  /// A reader without files yet.
  public init(_ options: Options = Options()) {
    self.options = options
  }

  // MARK: Ending

  /// Every file that was read, with its digest.
  ///
  /// Their texts are given back: a long computation that asks before it starts holds none of them.
  public var inputs: [ReadFile] {
    records += texts.map(\.record)
    texts = []
    return records
  }

  /// The values that were read, where nothing is wrong with any file.
  ///
  /// - Throws: `StudyReadError` with every problem.
  public func complete<each Value>(
    _ values: repeat (each Value)?
  ) throws -> (repeat each Value) {
    try problems.check()
    func present<One>(_ value: One?) throws -> One {
      guard let value else {
        throw StudyReadError(problems: [Self.incomplete])
      }
      return value
    }
    return (repeat try present(each values))
  }

  private static var incomplete: StudyProblem {
    StudyProblem(
      location: SourceLocation(file: "-", line: 1, column: 1), path: "network",
      requirement: "the files could not be read", remedy: "Check them")
  }

  /// Adds a problem that a command has found in what it read.
  public func refuse(_ problem: StudyProblem) { problems.add(problem) }

  /// Adds a sentence that a reader of the results must know.
  public func note(_ sentence: String) { notes.append(sentence) }

  // MARK: Reading

  /// The columns of a table; nil where something is wrong with it.
  public func table(_ path: String, _ rules: [ColumnRule]) -> NetworkTable? {
    let before = problems.count
    let table = soundRows(path, rules)
    return problems.count == before ? table : nil
  }

  /// The rows of a table that nothing is wrong with, so that what else is wrong is said in the same
  /// go; nil where the table as a whole cannot be read.
  func soundRows(_ path: String, _ rules: [ColumnRule]) -> NetworkTable? {
    guard let text = text(path) else { return nil }
    return read(text, rules)
  }

  private func read(_ text: TableText, _ rules: [ColumnRule]) -> NetworkTable? {
    let name = text.name.lowercased()
    let bare = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    if bare.hasSuffix(".graphml") {
      return GraphMLFile.read(text, rules, problems: problems)
    }
    if bare.hasSuffix(".mtx") {
      do throws(StudyProblem) { return try MatrixMarketFile.read(text, rules) } catch {
        problems.add(error)
        return nil
      }
    }
    return TableReader(threads: options.threads, problems: problems).read(text, rules)
  }

  func text(_ path: String) -> TableText? {
    do {
      let text = try TableText.read(path, threads: options.threads)
      texts.append(text)
      return text
    } catch let problem as StudyProblem {
      problems.add(problem)
    } catch {
      problems.add(Self.incomplete)
    }
    return nil
  }

  /// The rule of a column of nodes in a table other than the nodes file.
  func nodeRule(_ name: String = "node", space: String = "node") -> ColumnRule {
    .id(name, space: space, aliases: ["id"], heading: options.node, option: "--node")
  }

  /// Numbers a column's ids by an index that is known; unknown ids are problems.
  ///
  /// - Parameter owner: where the ids are known from, for messages: `nodes.csv`.
  public func resolve(
    _ column: String, space: String = "node", of table: NetworkTable, in nodes: NodeIndex,
    owner: String
  ) -> [Int32] {
    let own = table.index(space)
    var unknown = 0
    let map = (0..<own.count).map { id -> Int32 in
      let node = own.withBytes(of: id) { nodes.node(of: $0) }
      if node == nil { unknown += 1 }
      return node ?? -1
    }
    let codes = table.ids(column)
    if unknown > 0 { refuseUnknown(column, codes, own, map, table, nodes, owner) }
    return codes.map { map[Int($0)] }
  }

  /// One message for each unknown id, at its first place, with the number of rows that have it.
  private func refuseUnknown(
    _ column: String, _ codes: [Int32], _ own: NodeIndex, _ map: [Int32], _ table: NetworkTable,
    _ nodes: NodeIndex, _ owner: String
  ) {
    var rows: [Int32: (first: Int, count: Int)] = [:]
    for (row, code) in codes.enumerated() where map[Int(code)] < 0 {
      rows[code, default: (row, 0)].count += 1
    }
    for (code, place) in rows.sorted(by: { $0.value.first < $1.value.first }) {
      guard problems.count < NetworkProblems.limit else {
        problems.add(unlisted: 1)
        continue
      }
      let id = own[Int(code)]
      problems.add(
        StudyProblem(
          location: table.location(row: place.first, column: column), path: column, value: id,
          requirement: "the id is not in \(owner)"
            + (place.count > 1 ? "; \(place.count) rows have it" : ""),
          remedy: "Mend the id, or add it to \(owner)", nearest: nearest(to: id, in: nodes)))
    }
  }

  private func nearest(to id: String, in nodes: NodeIndex) -> String? {
    guard nodes.count <= 5_000 else { return nil }
    return nearestName(to: id, in: nodes.ids)
  }
}
