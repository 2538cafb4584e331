internal import RiskModel
internal import SupplyNetworks

/// `network fluid`: time to recover and time to survive of plants by linear programs.
public struct NetworkFluid: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// Always `network-fluid/1`.
    public let schema: String
    /// The number of plants.
    public let plants: Int
    /// The number of products.
    public let products: Int
    /// The plants with the shortest time to survive.
    public let weakest: [String]
    /// That time; nil where every plant can be lost without end.
    public let shortestTimeToSurvive: Double?
    /// The largest loss asked for.
    public let largestLostProfit: Double
    /// The largest |objective − bound proved by the duals| of all programs.
    public let largestGap: Double
  }

  /// The durations where neither the file nor the command names any.
  public static let usualDays: [Double] = [1, 2, 4, 8]

  /// The longest duration in days.
  public static let longest = 36_500.0

  private let problem: String
  private let days: [Double]?

  /// The fluid network of a problem file.
  ///
  /// - Parameter days: durations at which losses are asked for; those of the file where nil.
  public init(problem: String, days: [Double]?) {
    self.problem = problem
    self.days = days
  }

  /// Reads and solves.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the file, or where the solver
  ///   fails on its numbers.
  public func run(_ reader: NetworkReader) throws -> NetworkReport<Summary> {
    let given = try reader.complete(FluidProblemReader(reader, file: problem).read())
    let network = given.network
    let (impacts, survivals) = try solve(given)
    let summary = Self.summary(network, impacts, survivals)
    let ids = NodeIndex(network.plants.map(\.id))
    return NetworkReport(
      summary: summary,
      tables: [Self.impact(impacts, ids), Self.survival(survivals, ids)],
      method: NetworkMethod(
        verb: "fluid", method: "linear programs by the simplex method (CLP)",
        sizes: ["plants": network.plants.count, "products": network.products.count])
    ) { Self.text(summary, ink: $0) }
  }

  private func solve(_ given: FluidProblem) throws -> ([FluidImpact], [FluidSurvival]) {
    let network = given.network
    var impacts: [FluidImpact] = []
    var survivals: [FluidSurvival] = []
    do throws(FluidError) {
      for plant in network.plants.indices {
        for time in days ?? given.plantDays[plant] ?? given.days ?? Self.usualDays {
          impacts.append(try network.impact(ofLosing: plant, days: time))
        }
        survivals.append(try network.survival(ofLosing: plant))
      }
    } catch {
      throw StudyReadError(
        StudyProblem(
          location: SourceLocation(file: problem, line: 1, column: 1), path: "plants",
          value: error.plant,
          requirement: "the linear program without this plant has no answer: \(error.status)",
          remedy: "Choose units in which the numbers lie nearer to each other"))
    }
    return (impacts, survivals)
  }

  private static func summary(
    _ network: FluidNetwork, _ impacts: [FluidImpact], _ survivals: [FluidSurvival]
  ) -> Summary {
    let shortest = survivals.compactMap(\.days).min()
    let weakest = survivals.filter { $0.days != nil && $0.days == shortest }
    return Summary(
      schema: "network-fluid/1", plants: network.plants.count, products: network.products.count,
      weakest: weakest.map { network.plants[$0.plant].id }, shortestTimeToSurvive: shortest,
      largestLostProfit: impacts.map(\.lostProfit).max() ?? 0,
      largestGap: (impacts.map(\.gap) + survivals.map(\.gap)).max() ?? 0)
  }

  private static func impact(_ impacts: [FluidImpact], _ ids: NodeIndex) -> ResultColumns {
    ResultColumns(
      "impact", title: "The least profit lost with a plant down", rowCount: impacts.count,
      columns: [
        .id("plant", "The plant that is down", ids) { impacts[$0].plant },
        .number("days", unit: "days", "How long it is down") { impacts[$0].days },
        .number("lost_profit", unit: "profit", "The least profit lost") { impacts[$0].lostProfit },
      ])
  }

  private static func survival(_ survivals: [FluidSurvival], _ ids: NodeIndex) -> ResultColumns {
    ResultColumns(
      "survival", title: "How long each plant can be down without a lost sale",
      rowCount: survivals.count,
      columns: [
        .id("plant", "The plant that is down", ids),
        .number("time_to_survive", unit: "days", "Days; empty where there is no end") {
          survivals[$0].days ?? .nan
        },
      ])
  }

  private static func text(_ summary: Summary, ink: Ink) -> String {
    var text = NetworkText("Fluid network", ink: ink)
    text.line("plants", summary.plants)
    text.line("products", summary.products)
    let weakest = summary.weakest.prefix(3).joined(separator: ", ")
    if let days = summary.shortestTimeToSurvive {
      text.line("shortest time to survive", days, "days, without \(weakest)")
    } else {
      text.line("shortest time to survive", "no end")
    }
    text.line("largest profit lost", summary.largestLostProfit)
    text.line("largest gap", summary.largestGap, "to the bound that the duals prove")
    return text.finish()
  }
}
