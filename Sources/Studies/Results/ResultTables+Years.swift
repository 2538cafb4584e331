internal import LossSimulation

extension ResultTables {
  /// All simulated years of all levels, made row by row.
  var years: Table {
    let run = run
    let rows = YearRows(result.levels.map { ($0.strategy, $0.years) })
    var columns: [TableColumn<YearRows.Year>] = [
      .text("run", "Id of the run") { _ in run },
      .text("strategy", "inherent (no controls), current (controls) or a strategy's id") {
        $0.strategy
      },
      .integer("trial", "Number of the simulated year, from 0") { $0.trial },
      .number("aggregate", unit: currency, "Loss of the year, net of insurance") {
        $0.aggregate
      },
      .number("largest_event", unit: currency, "Largest event loss; empty where unknown") {
        $0.largestEvent
      },
      .number("injuries", unit: "persons", "Persons injured; empty where unknown") {
        $0.injuries
      },
      .number("fatalities", unit: "persons", "Persons killed; empty where unknown") {
        $0.fatalities
      },
    ]
    if rows.isWeighted {
      columns.append(
        .number("probability", unit: "1", "Probability of the year; all sum to 1 in a strategy") {
          $0.probability
        })
    }
    return Table("years", title: "The simulated years", rows: rows, columns: columns)
  }
}

/// The years of several levels one after the other, without a copy of them.
struct YearRows: RandomAccessCollection, Sendable {
  struct Year: Sendable {
    let strategy: String
    let trial: Int
    let aggregate: Double
    let largestEvent: Double?
    let injuries: Double?
    let fatalities: Double?
    let probability: Double?
  }

  private let strategies: [String]
  private let tables: [YearLossTable]
  let endIndex: Int
  var startIndex: Int { 0 }

  init(_ levels: [(String, YearLossTable)]) {
    strategies = levels.map(\.0)
    tables = levels.map(\.1)
    endIndex = tables.reduce(0) { $0 + $1.aggregate.count }
  }

  /// Whether the years have probabilities of their own.
  var isWeighted: Bool { tables.contains { !$0.probabilities.isEmpty } }

  subscript(position: Int) -> Year {
    var (level, trial) = (0, position)
    while trial >= tables[level].aggregate.count {
      trial -= tables[level].aggregate.count
      level += 1
    }
    func value(_ column: [Double]) -> Double? { trial < column.count ? column[trial] : nil }
    return Year(
      strategy: strategies[level], trial: trial, aggregate: tables[level].aggregate[trial],
      largestEvent: value(tables[level].largestEvent), injuries: value(tables[level].injuries),
      fatalities: value(tables[level].fatalities),
      probability: value(tables[level].probabilities))
  }
}
