internal import RiskModel
internal import Sampling
internal import SupplyNetworks

/// `network availability`: how often a structure of components works.
public struct NetworkAvailability: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// Always `network-availability/1`.
    public let schema: String
    /// The probability that the structure works.
    public let availability: Double
    /// 1 − availability, with all its digits.
    public let unavailability: Double
    /// Expected days of a year without.
    public let daysLostPerYear: Double
    /// The number of components in the structure.
    public let components: Int
    /// The number of minimal cuts; nil where there are too many to list.
    public let minimalCuts: Int?
    /// The number of nodes of the decision diagram.
    public let diagramNodes: Int
    /// The same by simulation, where it was asked for.
    public let simulated: EstimateRecord?
  }

  private let components: String
  private let structure: String
  private let trials: Int?
  private let seed: UInt64

  /// The availability of a written structure.
  ///
  /// - Parameters:
  ///   - components: a table of component, availability.
  ///   - structure: for example `series(a, 2of(b, c, d))`.
  ///   - trials: how many to simulate as a check; none where nil.
  public init(components: String, structure: String, trials: Int?, seed: UInt64) {
    self.components = components
    self.structure = structure
    self.trials = trials
    self.seed = seed
  }

  /// Reads and computes.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the table and the structure, or
  ///   where the structure is too entangled for an exact answer.
  public func run(_ reader: NetworkReader) throws -> NetworkReport<Summary> {
    let (index, availability, logic) = try read(reader)
    let model: AvailabilityModel
    do throws(DiagramLimitError) {
      model = try AvailabilityModel(logic, availability: availability)
    } catch {
      throw StudyReadError(
        StudyProblem(
          location: SourceLocation(file: "--structure", line: 1, column: 1), path: "structure",
          requirement: "it needs a decision diagram of more than \(error.limit) nodes",
          remedy: "Write parts that share components side by side, or split the structure"))
    }
    let simulated = trials.map {
      logic.simulatedAvailability(
        ids: index.ids, availability: availability, trials: $0, seed: seed)
    }
    let summary = summary(model, logic, simulated)
    return NetworkReport(
      summary: summary, tables: tables(model, index), method: method(model, logic)
    ) { Self.text(summary, ink: $0) }
  }

  private func method(_ model: AvailabilityModel, _ logic: Structure) -> NetworkMethod {
    NetworkMethod(
      verb: "availability", method: "binary decision diagram, exact",
      sizes: ["components": logic.components.count, "diagram_nodes": model.diagramSize],
      options: ["structure": structure], seed: trials == nil ? nil : seed)
  }

  private func summary(
    _ model: AvailabilityModel, _ logic: Structure, _ simulated: Estimate?
  ) -> Summary {
    Summary(
      schema: "network-availability/1", availability: model.availability,
      unavailability: model.unavailability, daysLostPerYear: 365 * model.unavailability,
      components: logic.components.count, minimalCuts: model.minimalCuts?.count,
      diagramNodes: model.diagramSize, simulated: simulated.map { EstimateRecord($0) })
  }

  // MARK: Reading

  private func read(_ reader: NetworkReader) throws -> (NodeIndex, [Double], Structure) {
    let table = reader.table(
      components,
      [
        .id("component", aliases: ["id", "node", "name"], heading: reader.options.node),
        .number("availability", .probability, aliases: ["a", "p"]),
      ])
    let before = table.map { uniqueness(of: $0, reader) } ?? true
    let index = table?.index("component")
    let logic = before ? index.flatMap { parse($0, reader) } : nil
    let (found, parsed) = try reader.complete(table, logic)
    return (found.index("component"), found.numbers("availability"), parsed)
  }

  /// Whether every component has one row; others are problems.
  private func uniqueness(of table: NetworkTable, _ reader: NetworkReader) -> Bool {
    let index = table.index("component")
    var firsts = [Int?](repeating: nil, count: index.count)
    var isUnique = true
    for (row, code) in table.ids("component").enumerated() {
      if let first = firsts[Int(code)] {
        isUnique = false
        reader.refuse(
          StudyProblem(
            location: table.location(row: row, column: "component"), path: "component",
            value: index[Int(code)],
            requirement: "the component stands in line "
              + "\(table.location(row: first, column: "component").line) already",
            remedy: "Keep one of the rows; a component may stand many times in the structure"))
      } else {
        firsts[Int(code)] = row
      }
    }
    return isUnique
  }

  private func parse(_ index: NodeIndex, _ reader: NetworkReader) -> Structure? {
    let ids = index.ids
    do throws(StructureErrors) {
      return try StructureParser.structure(from: structure, ids: ids)
    } catch {
      for problem in error.problems {
        reader.refuse(
          StudyProblem(
            location: SourceLocation(file: "--structure", line: 1, column: problem.column),
            path: "structure", requirement: problem.problem,
            remedy: problem.remedy.prefix(1).uppercased() + problem.remedy.dropFirst(),
            nearest: problem.component.flatMap { nearestName(to: $0, in: ids) }))
      }
      return nil
    }
  }

  // MARK: Writing

  private func tables(_ model: AvailabilityModel, _ index: NodeIndex) -> [ResultColumns] {
    let importance = model.importance
    let ranking = ResultColumns(
      "importance", title: "How much each component matters", rowCount: index.count,
      columns: [
        .id("component", "The component", index),
        .number("birnbaum", "The derivative of the availability by the component's") {
          importance[$0].birnbaum
        },
        .number(
          "fussell_vesely",
          "The probability that a minimal cut with it has failed, given that the whole has"
        ) { importance[$0].fussellVesely ?? .nan },
        .number(
          "criticality",
          "The probability that it has failed and is critical, given that the whole has failed"
        ) { importance[$0].criticality ?? .nan },
      ])
    guard let cuts = model.minimalCuts else { return [ranking] }
    return [ranking, Self.cuts(cuts, index)]
  }

  private static func cuts(_ cuts: [MinimalCut], _ index: NodeIndex) -> ResultColumns {
    ResultColumns(
      "cuts", title: "Minimal cuts: components that fail the whole together", rowCount: cuts.count,
      columns: [
        .integer("order", "The number of components") { cuts[$0].components.count },
        .text("components", "The components, a space between") { row in
          cuts[row].components.map { index[$0] }.joined(separator: " ")
        },
        .number("probability", "The probability that all of them have failed") {
          cuts[$0].probability
        },
      ])
  }

  private static func text(_ summary: Summary, ink: Ink) -> String {
    var text = NetworkText("Availability", ink: ink)
    text.line("availability", summary.availability)
    text.line("unavailability", summary.unavailability)
    text.line("days lost a year", summary.daysLostPerYear)
    text.line("components", summary.components)
    if let cuts = summary.minimalCuts { text.line("minimal cuts", cuts) }
    if let simulated = summary.simulated, let error = simulated.standardError {
      text.line(
        "simulated", simulated.value, "± \(NetworkText.number(error)) (standard error)")
    }
    return text.finish()
  }
}
