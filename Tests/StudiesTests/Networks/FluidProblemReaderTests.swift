import Foundation
import RiskModel
import SupplyNetworks
import Testing

@testable import Studies

@Suite struct FluidProblemReaderTests {
  private func read(_ text: String) throws -> FluidProblem {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let reader = NetworkReader()
    return try reader.complete(FluidProblemReader(reader, file: url.path).read())
  }

  private func problems(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch let error as StudyReadError {
      return error.problems.map { "\($0.path): \($0.requirement)" }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func everyFormIsOneProblem() throws {
    let forms = [
      """
      {"plants": [{"id": "a", "capacity": 3, "products": ["x", "y"]},
                  {"id": "b", "capacity": 5, "products": ["y"]}],
       "products": [{"id": "x", "demand": 1, "stock": 2, "profit": 3},
                    {"id": "y", "demand": 4, "stock": 5, "profit": 6}]}
      """,
      """
      {"plants": ["a", "b"], "products": ["x", "y"], "capacity": [3, 5], "demand": [1, 4],
       "stock": [2, 5], "profit": [3, 6], "parts": [[1, 1], [0, 1]]}
      """,
      """
      {"plants": {"a": ["x", "y"], "b": ["y"]}, "products": ["x", "y"],
       "capacity": {"a": 3, "b": 5}, "demand": {"y": 4, "x": 1}, "inv": [2, 5], "profit": [3, 6]}
      """,
      """
      {"plants": {"a": {"cap": 3}, "b": {"cap": 5, "makes": ["y"]}},
       "products": {"x": {"demand": 1, "inventory": 2, "profit": 3},
                    "y": {"demand": 4, "inventory": 5, "profit": 6}}}
      """,
      """
      {"plants": ["a", "b"], "products": ["x", "y"], "cap": [3, 5], "demand": [1, 4],
       "stock": [2, 5], "profit": [3, 6], "parts": {"a": {"x": true, "y": true}, "b": {"y": 1}}}
      """,
    ]
    let networks = try forms.map { try read($0).network }
    #expect(networks.allSatisfy { $0 == networks[0] })
    #expect(networks[0].plants.map(\.products) == [[0, 1], [1]])
  }

  @Test func durationsAreCommonOrOwn() throws {
    let base = """
      "plants": 2, "products": 1, "cap": 1, "demand": 1, "stock": 1, "profit": 1
      """
    #expect(try read("{\(base)}").days == nil)
    #expect(try read("{\(base), \"days\": [1, 2.5]}").days == [1, 2.5])
    #expect(try read("{\(base), \"ttr\": 4}").days == [4])
    let own = try read("{\(base), \"recovery_days\": [3, 7]}")
    #expect(own.days == nil && own.plantDays == [0: [3], 1: [7]])
    #expect(try read("{\(base), \"ttr\": {\"plant1\": [2, 3]}}").plantDays == [1: [2, 3]])
    #expect(try read("{\(base)}").network.plants.map(\.id) == ["plant0", "plant1"])
  }

  @Test func allProblemsComeAtOnce() {
    #expect(
      problems("{\"plants\": [\"a\", \"a\"], \"products\": [], \"capacity\": [1], \"stock\": -1}")
        == [
          "plants: the id stands in the list already", "products: the list is empty",
          "capacity: there is one number for each of the 2 plants",
        ])
    #expect(problems("[1]") == ["file: a problem is an object with plants and products"])
    #expect(problems("{\"plants\": 1e300, \"products\": 0}").count >= 2)
    #expect(!problems("{\"plants\": ").isEmpty)
    #expect(
      problems(
        """
        {"plants": ["a"], "products": ["x"], "cap": "7", "demand": [null], "stock": 1,
         "profit": 1, "parts": [["w"]]}
        """
      ).count == 3)
  }
}
