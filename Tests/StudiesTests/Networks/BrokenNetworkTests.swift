import Foundation
import Testing

@testable import Studies

/// Tables that must be refused, each with the whole text of its messages.
@Suite("Broken networks") struct BrokenNetworkTests {
  private static let root = Bundle.module.resourceURL?.appending(path: "Reference/networks")

  private static let cases: [String] = {
    let names = root.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) }
    return (names ?? []).sorted()
  }()

  @Test func thereAreCases() { #expect(Self.cases.count >= 25) }

  @Test(arguments: cases) func isRefusedWithExactlyTheseMessages(_ name: String) throws {
    let folder = try #require(Self.root).appending(path: name).path + "/"
    let expected = try String(contentsOfFile: folder + "expected.txt", encoding: .utf8)
    let hasNodes = FileManager.default.fileExists(atPath: folder + "nodes.csv")
    for threads in [1, 3] {
      var options = NetworkReader.Options()
      options.threads = threads
      let reader = NetworkReader(options)
      let nodes = hasNodes ? reader.nodes(folder + "nodes.csv") : nil
      let graph = reader.graph(edges: folder + "edges.csv", nodes: nodes, weight: .optional)
      let error = #expect(throws: StudyReadError.self) { _ = try reader.complete(graph) }
      let text = (error?.description ?? "").replacingOccurrences(of: folder, with: "")
      #expect(text == expected)
    }
  }
}
