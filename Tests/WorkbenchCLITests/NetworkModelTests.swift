import Foundation
import Testing

/// The network models that come with the package, against printed and exact figures.
@Suite struct NetworkModelTests {
  /// The part of `expected.json` that network models have.
  struct Expected: Decodable {
    struct Command: Decodable {
      let name: String
      let arguments: [String]
      let figures: [Figure]
    }

    struct Figure: Decodable {
      let file: String
      let `where`: [String: Key]
      let column: String
      let value: Double
      let tolerance: Double
      let source: String
    }

    /// A cell that names a row: a text, or a whole number such as a day.
    enum Key: Decodable {
      case text(String)
      case number(Int)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
          self = .number(number)
        } else {
          self = .text(try container.decode(String.self))
        }
      }

      var cell: String {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        }
      }
    }

    let commands: [Command]?
  }

  private static func expected(_ model: String) throws -> [Expected.Command] {
    let file = Program.models.appendingPathComponent("\(model)/expected.json")
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    return try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file)).commands ?? []
  }

  private static let models: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Program.models.path)) ?? []
    return names.filter { ((try? expected($0)) ?? []).isEmpty == false }.sorted()
  }()

  @Test func thereAreNetworkModels() { #expect(Self.models.count >= 4) }

  @Test(arguments: models) func figuresAreAsExpected(_ model: String) throws {
    let program = try Program()
    defer { program.remove() }
    for command in try Self.expected(model) {
      let arguments = command.arguments.map { argument in
        let file = Program.models.appendingPathComponent(argument)
        return argument.contains("/") ? file.path : argument
      }
      let (process, output, errors) = try program.process(
        arguments + ["-o", command.name, "-q"])
      try process.run()
      process.waitUntilExit()
      let outcome = try program.outcome(process, output, errors)
      try #require(outcome.code == 0, "\(command.name): \(outcome.errors)")
      try check(command, program)
    }
  }

  private func check(_ command: Expected.Command, _ program: Program) throws {
    for figure in command.figures {
      let table = WrittenTable(try program.text("\(command.name)/\(figure.file)"))
      let rows = table.rows(figure.where.mapValues(\.cell))
      let words = "\(command.name): \(figure.file) \(figure.column) (\(figure.source))"
      try #require(rows.count == 1, "\(words) stands \(rows.count) times")
      let cell = rows[0][figure.column] ?? ""
      let value = try #require(Double(cell), "\(words) is `\(cell)`")
      #expect(abs(value - figure.value) <= figure.tolerance, "\(words) is \(value)")
    }
  }
}
