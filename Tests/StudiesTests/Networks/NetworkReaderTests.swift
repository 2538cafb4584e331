import Foundation
import RiskModel
import SupplyNetworks
import Testing

@testable import Studies

@Suite struct NetworkReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, _ name: String = "edges.csv") throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(name)))
    return folder.file(name)
  }

  private func graph(
    _ text: String, _ name: String = "edges.csv",
    _ change: (inout NetworkReader.Options) -> Void = { _ in }
  ) throws -> (SupplyGraph, notes: [String]) {
    var options = NetworkReader.Options()
    change(&options)
    let reader = NetworkReader(options)
    let graph = reader.graph(edges: try write(text, name), weight: .optional)
    return (try reader.complete(graph), reader.notes)
  }

  @Test func readsLinksInOrderOfAppearance() throws {
    let (graph, _) = try graph("supplier,customer,weight\nb,a,1.5\na,c,2\nb,c,0.25")
    #expect(graph.nodes.ids == ["b", "a", "c"])
    #expect(graph.sources == [0, 1, 0] && graph.targets == [1, 2, 2])
    #expect(graph.weights == [1.5, 2, 0.25])
  }

  @Test func takesWhatSpreadsheetsWrite() throws {
    // A byte order mark, CR LF, semicolons, decimal commas, empty lines, quotes with line breaks.
    let text =
      "\u{FEFF}Source;note;Target;Weight\r\n\r\n\"a \"\"x\"\"\";;b;1,5\r\n b ;\"n;\r\nm\";"
      + "\"a \"\"x\"\"\";2.25\r\n\r\n"
    let (graph, _) = try graph(text)
    #expect(graph.nodes.ids == ["a \"x\"", "b"])
    #expect(graph.sources == [0, 1] && graph.targets == [1, 0] && graph.weights == [1.5, 2.25])
  }

  @Test func takesFractions() throws {
    let (graph, _) = try graph("supplier,customer,weight\na,b,1/3\nb,c, 3 / 4 \na,c,1.5/2\n")
    #expect(graph.weights == [1.0 / 3, 0.75, 0.75])
    let (comma, _) = try self.graph("supplier;customer;weight\na;b;1,5/2\n")
    #expect(comma.weights == [0.75])
  }

  @Test(arguments: ["1/0", "1/", "/2", "1/2/3", "a/2", "1/-", "-1/2"])
  func refusesFractionsThatAreNone(cell: String) throws {
    #expect(throws: StudyReadError.self) {
      try graph("supplier,customer,weight\na,b,\(cell)\n")
    }
  }

  @Test func takesHeadingsThatOptionsName() throws {
    let (graph, _) = try graph("from\tto\tvalue\nä\tb\t3\n") {
      $0.supplier = "from"
      $0.customer = "to"
      $0.weight = "value"
    }
    #expect(graph.nodes.ids == ["ä", "b"] && graph.weights == [3])
  }

  @Test func forgivesWhatOptionsForgive() throws {
    let text =
      "source,target,weight,class,probability\na,b,1,0,0.5\na,b,2,2,0.5\nb,b,1,1,0\nb,c,0,1,0\n"
    let (graph, notes) = try graph(text) {
      $0.duplicates = .sum
      $0.selfLinks = .drop
    }
    #expect(graph.sources == [0] && graph.targets == [1] && graph.weights == [3])
    // 1 − (1 − 0.5)² = 0.75; of classes the largest.
    #expect(graph.classes == [2] && graph.probabilities == [0.75])
    #expect(notes.count == 3)
    let (kept, _) = try self.graph("source,target\nb,b\n") { $0.selfLinks = .keep }
    #expect(kept.sources == kept.targets && kept.weights == [1])
  }

  /// Links that come twice are found whether the file is grouped by supplier, by customer or not.
  @Test(arguments: [
    ("a,b\na,c\na,b\nb,c\n", 4, 2), ("a,c\nb,c\na,c\na,b\n", 4, 2), ("a,b\nb,c\na,c\nb,c\n", 5, 3),
    ("a,b\nb,a\nb,c\nc,b\na,c\na,b\n", 7, 2),
  ])
  func findsLinksThatComeTwice(rows: String, line: Int, first: Int) throws {
    do {
      _ = try graph("supplier,customer\n" + rows)
      Issue.record("a link came twice and was let through")
    } catch let error as StudyReadError {
      #expect(error.problems.map(\.location.line) == [line])
      #expect(error.problems[0].requirement == "the link stands in line \(first) already")
    }
  }

  /// What is wrong with cells, with ids and with links comes in one go, whatever comes first.
  @Test func saysAllThatIsWrongWithLinksAtOnce() throws {
    let rows = "a,b,1\na,b,2\nb,b,1\nz,b,-1\ny,a,0\na,x,foo\n"
    let lines: (NetworkReader) throws -> [Int] = { reader in
      do {
        try reader.complete(Optional(()))
        return []
      } catch let error as StudyReadError {
        return error.problems.map(\.location.line)
      }
    }
    let reader = NetworkReader()
    #expect(reader.graph(edges: try write("supplier,customer,weight\n" + rows)) == nil)
    #expect(try lines(reader) == [3, 4, 5, 7])

    let numbered = NetworkReader()
    let nodes = numbered.nodes(try write("id\na\nb\nx\n", "nodes.csv"))
    let graph = numbered.graph(edges: try write("supplier,customer,weight\n" + rows), nodes: nodes)
    // `z` stands only in a row whose weight is wrong.
    #expect(graph == nil)
    #expect(try lines(numbered) == [3, 4, 5, 6, 7])

    let contagion = NetworkReader()
    let links = contagion.contagionLinks(
      try write("source,target,p\na,b,0.1\na,b,0.2\nb,b,1\nc,b,7\n"), nodes: nil, model: .cascade)
    #expect(links == nil)
    #expect(try lines(contagion) == [3, 4, 5])

    let matrix = NetworkReader()
    let known = matrix.nodes(try write("id\na\nb\n", "nodes.csv"))
    let entries = matrix.matrix(
      try write("i,j,a\na,c,1\na,b,0.1\nb,b,foo\na,b,0.2\n"), nodes: known)
    #expect(entries == nil)
    #expect(try lines(matrix) == [2, 4, 5])
  }

  /// Both directions of a trade and links in any order are no repetition.
  @Test(arguments: [
    "a,b\nb,a\n", "a,b\na,c\nb,c\nb,a\n", "a,c\nb,c\nc,a\nb,a\n", "a,b\nb,c\na,c\nc,a\n",
  ])
  func letsDifferentLinksThrough(rows: String) throws {
    let (graph, _) = try graph("supplier,customer\n" + rows)
    #expect(graph.linkCount == rows.split(separator: "\n").count)
  }

  @Test func numbersByTheNodesFile() throws {
    let reader = NetworkReader()
    let nodes = reader.nodes(
      try write("id,sector,revenue\nx,S1,3\na,S2,\nb,S1,5\n", "nodes.csv"),
      [.id("sector"), .number("revenue", .nonNegative, empty: .nan)])
    let graph = reader.graph(edges: try write("supplier,customer,weight\na,b,1\n"), nodes: nodes)
    let (table, network) = try reader.complete(nodes, graph)
    #expect(network.nodes.ids == ["x", "a", "b"])
    #expect(network.sources == [1] && network.targets == [2])
    #expect(table.ids("sector") == [0, 1, 0] && table.index("sector").ids == ["S1", "S2"])
    #expect(table.numbers("revenue")[0] == 3 && table.numbers("revenue")[1].isNaN)
  }

  @Test func readsSmallTables() throws {
    let reader = NetworkReader()
    let index = NodeIndex(["a", "b", "c"])
    let values = reader.nodeValues(
      try write("node,output\nc,3\na,1\n", "x.csv"), "output", .nonNegative, of: index,
      owner: "nodes.csv", missing: 9)
    let shocks = reader.shocks(
      try write("scenario,node,loss_down,loss_up\nq,b,1,0\np,a,0.5,0\nq,a,0,1\n", "s.csv"),
      [("loss_down", .probability), ("loss_up", .probability)], of: index, owner: "nodes.csv")
    let matrix = reader.matrix(
      try write("i,j,a\nb,b,0.5\nb,a,0\n", "a.csv"), value: "a", .nonNegative)
    let classes = reader.essentialClasses(
      try write("supplier_sector,customer_sector,class\nT,S,2\nU,S,0\n", "e.csv"),
      sectors: NodeIndex(["S", "T"]))
    let all = try reader.complete(values, shocks, matrix, classes)
    #expect(all.0 == [1, 9, 3])
    #expect(all.1.scenarios.ids == ["q", "p"] && all.1.scenario == [0, 1, 0])
    #expect(all.1.nodes == [1, 0, 0] && all.1.values == [[1, 0.5, 0], [0, 0, 1]])
    #expect(all.2.nodes.ids == ["b", "a"] && all.2.rows == [0, 0] && all.2.columns == [0, 1])
    #expect(all.3 == [1, 1, 2, 1])
  }

  @Test func saysWhatIsWrongWithSmallTables() throws {
    let reader = NetworkReader()
    let index = NodeIndex(["a", "b"])
    _ = reader.nodeValues(
      try write("node,output\nb,1\nb,2\n", "x.csv"), "output", of: index, owner: "nodes.csv")
    _ = reader.shocks(
      try write("scenario,node,value\np,a,0.5\np,a,1.5\np,a,0.25\n", "s.csv"),
      [("value", .probability)], of: index, owner: "nodes.csv")
    _ = reader.matrix(try write("i,j,a\na,b,1\na,b,2\n", "a.csv"))
    _ = reader.nodeList(["bb"], option: "--firms", of: index, owner: "nodes.csv")
    let error = #expect(throws: StudyReadError.self) { _ = try reader.complete(1) }
    let places = (error?.problems ?? []).map {
      "\($0.location)".replacingOccurrences(of: folder.path + "/", with: "")
    }
    #expect(places.sorted() == ["--firms:1:1", "a.csv:3:1", "s.csv:3:5", "x.csv:1:1", "x.csv:3:1"])
  }

  /// The same table for any number of threads, quotes and line breaks inside cells and all.
  @Test func threadsChangeNothing() throws {
    var text = "supplier,customer,weight,name\n"
    for link in 0..<40_000 {
      let name = link % 7 == 0 ? "\"x,\n\"\"y\"\"\"" : "plain"
      text += "F\(link * 7919 % 5003),G\(link),\(Double(link % 997) * 0.37 + 0.001),\(name)\n"
    }
    let path = try write(text)
    let rules: [ColumnRule] = [
      .id("supplier", space: "node"), .id("customer", space: "node"), .number("weight"),
      .id("name"),
    ]
    func table(_ threads: Int) throws -> NetworkTable {
      var options = NetworkReader.Options()
      options.threads = threads
      let reader = NetworkReader(options)
      return try reader.complete(reader.table(path, rules))
    }
    let one = try table(1)
    #expect(one.rowCount == 40_000 && one.index("name").ids == ["x,\n\"y\"", "plain"])
    for threads in [2, 3, 5] {
      let many = try table(threads)
      #expect(many.ids("supplier") == one.ids("supplier"))
      #expect(many.ids("customer") == one.ids("customer"))
      #expect(many.numbers("weight") == one.numbers("weight"))
      #expect(many.index("node") == one.index("node"))
      for row in [0, 1, 1023, 1024, 20_000, 39_999] {
        let place = many.location(row: row, column: "weight")
        #expect(place == one.location(row: row, column: "weight"))
        // Every seventh row takes two lines; the header is the first.
        #expect(place.line == row + 2 + (row + 6) / 7)
      }
    }
  }

  @Test func unpacksSeveralMembers() throws {
    let first = try #require(Data(base64Encoded: Self.packed))
    try (first + first).write(to: URL(fileURLWithPath: folder.file("e.csv.gz")))
    let reader = NetworkReader()
    let rows = reader.table(folder.file("e.csv.gz"), [.id("a"), .id("b")])
    let table = try reader.complete(rows)
    #expect(table.rowCount == 1)
    #expect(reader.inputs.first?.size == 2 * first.count)
  }

  /// Python 3: `base64.b64encode(gzip.compress(b"a,b\n", mtime=0))`.
  private static let packed = "H4sIAAAAAAACA0vUSeICAMUQlyQEAAAA"

  @Test func readsMatrixMarket() throws {
    let text = "%%MatrixMarket matrix coordinate real general\n% note\n3 3 2\n1 2 0.5\n3 1 4e0\n"
    let (graph, _) = try graph(text, "a.mtx")
    #expect(graph.nodes.ids == ["1", "2", "3"])
    #expect(graph.sources == [0, 2] && graph.targets == [1, 0] && graph.weights == [0.5, 4])
    let symmetric = "%%MatrixMarket matrix coordinate pattern symmetric\n2 2 1\n2 1\n"
    #expect(try self.graph(symmetric, "s.mtx").0.targets == [0, 1])
    for broken in [
      "", "%%MatrixMarket matrix array real general\n", text + "4 1 1\n", text + "1 1\n",
      "%%MatrixMarket matrix coordinate real general\n2 3 0\n",
      "%%MatrixMarket matrix coordinate real general\n2 2 9\n1 2 1\n",
    ] {
      #expect(throws: StudyReadError.self) { try self.graph(broken, "b.mtx") }
    }
  }

  @Test func readsGraphML() throws {
    let head = "<graphml><key id='d0' for='edge' attr.name='weight' attr.type='double'/>"
    let body =
      "<graph edgedefault='directed'><node id='n0'/><node id='n1'/>"
      + "<edge source='n1' target='n0'><data key='d0'>2.5</data></edge></graph></graphml>"
    let (graph, _) = try graph(head + body, "a.graphml")
    #expect(graph.nodes.ids == ["n0", "n1"] && graph.sources == [1] && graph.weights == [2.5])
    for broken in [
      "<graphml><graph", head + body.replacingOccurrences(of: "'directed'", with: "'undirected'"),
      head + body.replacingOccurrences(of: "2.5", with: "two"),
      head + body.replacingOccurrences(of: " target='n0'", with: ""),
    ] {
      #expect(throws: StudyReadError.self) { try self.graph(broken, "b.graphml") }
    }
  }
}
