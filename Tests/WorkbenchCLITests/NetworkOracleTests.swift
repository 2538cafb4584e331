import Foundation
import Testing

/// The reference cases of the linear network models, each through the command line.
@Suite struct NetworkOracleTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Reference/network-linear")

  private static func cases(_ prefix: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.filter { $0.hasPrefix(prefix) }.sorted()
  }

  private struct Parameters: Decodable {
    let model: String
    let names: [String]?
    let k: [Double]?
    let q0: [Double]?
    let cStar: [Number]?
    let cFrom: Int?
    let cTo: Int?
    let steps: Int?
    let tMax: Int?

    private enum CodingKeys: String, CodingKey {
      case model, names, k, q0, steps
      case cStar = "c_star"
      case cFrom = "c_from"
      case cTo = "c_to"
      case tMax = "t_max"
    }

    var nodes: [String] { names ?? (k ?? []).indices.map { "s\($0 + 1)" } }
  }

  /// A number that may be written as text.
  private struct Number: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        value = number
      } else {
        value = Double(try container.decode(String.self)) ?? .nan
      }
    }
  }

  private struct Expected: Decodable {
    let clipped: [Double]?
    let published: [Double]?
    let publishedTolerance: Double?
    let tolerance: Double
    let order2: [[Double]]?
    let order3: [[Double]]?
    let cumulative: [Double]?

    private enum CodingKeys: String, CodingKey {
      case order2, order3
      case clipped = "q_clipped"
      case published
      case publishedTolerance = "published_tol"
      case tolerance = "tol"
      case cumulative = "cumulative_trapz"
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      clipped = try fields.decodeIfPresent([Double].self, forKey: .clipped)
      // Of a power of the matrix, a dictionary of entries is published; its whole is compared.
      published = try? fields.decodeIfPresent([Double].self, forKey: .published)
      publishedTolerance = try fields.decodeIfPresent(Double.self, forKey: .publishedTolerance)
      tolerance = try fields.decode(Double.self, forKey: .tolerance)
      order2 = try fields.decodeIfPresent([[Double]].self, forKey: .order2)
      order3 = try fields.decodeIfPresent([[Double]].self, forKey: .order3)
      cumulative = try fields.decodeIfPresent([Double].self, forKey: .cumulative)
    }
  }

  private struct Path: Decodable { let q: [[Double]] }

  private func data(_ name: String, _ file: String) throws -> Data {
    try Data(contentsOf: Self.root.appendingPathComponent("\(name)/\(file)"))
  }

  private func matrix(_ name: String) -> String {
    Self.root.appendingPathComponent("\(name)/a_star.csv").path
  }

  private func write(
    _ program: Program, _ name: String, _ heading: String, _ nodes: [String], _ values: [Double]
  ) throws {
    let isScenario = heading.hasPrefix("scenario")
    let rows = zip(nodes, values).map { (isScenario ? "a," : "") + "\($0),\($1)" }
    try ([heading] + rows).joined(separator: "\n").write(
      toFile: program.file(name), atomically: true, encoding: .utf8)
  }

  private func run(_ program: Program, _ arguments: [String]) throws {
    let (process, output, errors) = try program.process(["network"] + arguments + ["-q"])
    try process.run()
    process.waitUntilExit()
    let outcome = try program.outcome(process, output, errors)
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  private func cell(
    _ table: WrittenTable, _ wanted: [String: String], _ column: String
  ) throws -> Double {
    let rows = table.rows(wanted)
    try #require(rows.count == 1, "\(wanted) stands \(rows.count) times")
    return try #require(Double(rows[0][column] ?? ""))
  }

  @Test func thereAreCases() {
    #expect(Self.cases("iim").count == 4 && Self.cases("diim").count == 4)
  }

  @Test(arguments: cases("iim")) func staticInoperability(_ name: String) throws {
    let program = try Program()
    defer { program.remove() }
    let parameters = try JSONDecoder().decode(Parameters.self, from: data(name, "params.json"))
    let expected = try JSONDecoder().decode(Expected.self, from: data(name, "expected.json"))
    if parameters.model == "iim_interdependency" {
      return try powers(name, parameters, [2: expected.order2, 3: expected.order3], program)
    }
    let shock = (parameters.cStar ?? []).map(\.value)
    try write(program, "c.csv", "scenario,node,value", parameters.nodes, shock)
    for method in ["dense", "sparse"] {
      try run(
        program,
        [
          "solve", "--matrix", matrix(name), "--shocks", "c.csv", "--method", method, "-o", method,
        ])
      let table = WrittenTable(try program.text("\(method)/inoperability.csv"))
      for (index, node) in parameters.nodes.enumerated() {
        let value = try cell(table, ["scenario": "a", "node": node], "inoperability")
        let clipped = try #require(expected.clipped)
        #expect(abs(value - clipped[index]) <= max(expected.tolerance, 2e-12))
        let printed = try #require(expected.published)
        #expect(abs(value - printed[index]) <= expected.publishedTolerance ?? 0)
      }
      let scenarios = WrittenTable(try program.text("\(method)/scenarios.csv"))
      #expect(try cell(scenarios, ["scenario": "a"], "residual") < 1e-12)
    }
  }

  private func powers(
    _ name: String, _ parameters: Parameters, _ expected: [Int: [[Double]]?], _ program: Program
  ) throws {
    for (order, matrix) in expected {
      let rows = try #require(matrix)
      try run(
        program,
        ["solve", "--matrix", self.matrix(name), "--order", "\(order)", "-o", "order\(order)"])
      let table = WrittenTable(try program.text("order\(order)/order.csv"))
      for (i, first) in parameters.nodes.enumerated() {
        for (j, second) in parameters.nodes.enumerated() {
          #expect(abs(try cell(table, ["i": first, "j": second], "a") - rows[i][j]) < 1e-12)
        }
      }
    }
  }

  @Test(arguments: cases("diim")) func dynamicInoperability(_ name: String) throws {
    let program = try Program()
    defer { program.remove() }
    let parameters = try JSONDecoder().decode(Parameters.self, from: data(name, "params.json"))
    let expected = try JSONDecoder().decode(Expected.self, from: data(name, "expected.json"))
    let path = try JSONDecoder().decode(Path.self, from: data(name, "expected.json")).q
    try write(program, "k.csv", "node,k", parameters.nodes, parameters.k ?? [])
    try write(program, "q0.csv", "scenario,node,value", parameters.nodes, parameters.q0 ?? [])
    var arguments = [
      "trajectory", "--matrix", matrix(name), "--resilience", "k.csv", "--initial", "q0.csv",
    ]
    if let shock = parameters.cStar {
      try write(program, "c.csv", "scenario,node,value", parameters.nodes, shock.map(\.value))
      arguments += ["--shocks", "c.csv", "--from", "\(parameters.cFrom ?? 0)"]
      arguments += ["--to", "\(parameters.cTo ?? 0)", "--days", "\((parameters.steps ?? 1) - 1)"]
    } else {
      arguments += ["--continuous", "--days", "\(parameters.tMax ?? 0)"]
    }
    for method in ["dense", "sparse"] {
      try run(program, arguments + ["--method", method, "-o", method])
      let table = WrittenTable(try program.text("\(method)/trajectory.csv"))
      try #require(table.rows.count == path.count * parameters.nodes.count)
      for (row, cells) in table.rows.enumerated() {
        let (day, index) = (row / parameters.nodes.count, row % parameters.nodes.count)
        try #require(cells["day"] == "\(day)" && cells["node"] == parameters.nodes[index])
        let value = try #require(Double(cells["inoperability"] ?? ""))
        #expect(abs(value - path[day][index]) <= expected.tolerance)
      }
      let recovery = WrittenTable(try program.text("\(method)/recovery.csv"))
      for (index, cumulative) in (expected.cumulative ?? []).enumerated() {
        let node = parameters.nodes[index]
        let value = try cell(recovery, ["node": node], "cumulative_inoperability")
        #expect(abs(value - cumulative) <= expected.tolerance)
      }
    }
  }
}
