import ArgumentParser
import Foundation
import Studies

/// `breakwater network fluid`: time to recover and time to survive of plants.
struct NetworkFluidCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fluid",
    abstract: "Lost profit and time to survive of plants, by linear programs.",
    discussion: """
      Writes impact.csv (plant,days,lost_profit) and survival.csv (plant,time_to_survive; empty \
      where there is no end).

      The problem is JSON, in records: {"plants": [{"id": "A", "capacity": 10, "products": \
      ["x"]}], "products": [{"id": "x", "demand": 9, "stock": 18, "profit": 5}], "days": [1, 2]}; \
      or in columns: "plants" and "products" as ids or numbers of them, "capacity", "demand", \
      "stock" and "profit" as lists, "parts" with 0 or 1 for each plant and product.
      """)

  @Option(help: ArgumentHelp("The problem.", valueName: "file"), completion: .file())
  var problem: String

  @Option(
    help: ArgumentHelp(
      "Days down, a comma between. Default: those of the file, else 1,2,4,8.", valueName: "days"))
  var days: DayList?

  @OptionGroup var output: NetworkOutputOptions

  func run() throws {
    var options = NetworkReader.Options()
    options.threads = try output.workers
    try output.carryOut(NetworkReader(options)) {
      try NetworkFluid(problem: problem, days: days?.values).run($0)
    }
  }
}

/// Numbers of days with commas between.
struct DayList: ExpressibleByArgument {
  let values: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",").map {
      Double($0.trimmingCharacters(in: .whitespaces))
    }
    let values = parts.compactMap { $0 }
    guard !values.isEmpty, values.count == parts.count,
      values.allSatisfy({ $0 >= 0 && $0 <= NetworkFluid.longest })
    else { return nil }
    self.values = values
  }
}
