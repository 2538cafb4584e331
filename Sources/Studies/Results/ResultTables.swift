internal import LossSimulation
internal import Sampling

/// All tables of a run, made from its figures.
///
/// Every column is described here and nowhere else; the CSV files, `datapackage.json` and `export`
/// read the description from the table.
struct ResultTables: Sendable {
  let run: String
  let result: SimulationResult
  /// The level in front of the summary.
  let shown: LevelResult
  let currency: String
  /// The level of the `share_of_shortfall` columns.
  let shortfallLevel: Double?
  /// What the losses answer to; nil where it was not asked for.
  var sensitivity: SensitivityResult?
  /// What treatments came to; nil where they were not asked for.
  var strategies: StrategyResults?

  /// The words of `export --table`, in the order of the files.
  static let names = [
    "metrics", "exceedance", "risks", "network", "criteria", "processes", "owners", "worst",
    "sensitivity", "years",
  ]

  /// The tables of every run, and that of a sensitivity analysis where there was one.
  var always: [Table] {
    [metrics, exceedance, risks, network, criteria, processes, owners, worst]
      + (sensitivity.map { [sensitivities($0)] } ?? [])
      + (strategies.map { StrategyTables(results: $0, run: run, currency: currency).all } ?? [])
  }

  /// The level of shares of shortfall: 0.95 where the study has it, else its highest.
  static func shortfallLevel(of levels: [Double]) -> Double? {
    levels.contains(0.95) ? 0.95 : levels.max()
  }

  /// A row's element with the run and the level to which it belongs.
  struct Row<Element: Sendable>: Sendable {
    let run: String
    let strategy: String
    let item: Element
  }

  /// The rows of all levels, levels in order.
  func rows<Element: Sendable>(_ items: (LevelResult) -> [Element]) -> [Row<Element>] {
    result.levels.flatMap { level in
      items(level).map { Row(run: run, strategy: level.strategy, item: $0) }
    }
  }

  /// The columns with which every table begins.
  func leading<Element>() -> [TableColumn<Row<Element>>] {
    [
      .text("run", "Id of the run") { $0.run },
      .text("strategy", "inherent (no controls), current (controls) or a strategy's id") {
        $0.strategy
      },
    ]
  }

  /// How a share of shortfall column is explained.
  var shareMeaning: String {
    guard let level = shortfallLevel.flatMap(DecimalText.text) else {
      return "Part of the expected shortfall; empty because the study has no level"
    }
    return "Part of the expected shortfall at level \(level)"
  }
}

// MARK: Curves and criteria

extension ResultTables {
  private struct CurveRow: Sendable {
    let basis: String
    let point: CurvePoint
  }

  /// The curves of the rare tail, after those of the current level's own years.
  private func rareCurves(_ level: LevelResult) -> [CurveRow] {
    guard level.strategy == "current", let tail = result.rareTail else { return [] }
    return tail.aggregateCurve.map { CurveRow(basis: "aggregate", point: $0) }
      + tail.occurrenceCurve.map { CurveRow(basis: "occurrence", point: $0) }
  }

  var exceedance: Table {
    let rows = rows { level in
      let occurrence = (try? level.occurrenceCurve.get()) ?? []
      return level.aggregateCurve.map { CurveRow(basis: "aggregate", point: $0) }
        + occurrence.map { CurveRow(basis: "occurrence", point: $0) } + rareCurves(level)
    }
    return Table(
      "exceedance", title: "Losses by return period, on the aggregate and the occurrence basis",
      rows: rows,
      columns: leading() + [
        .text("basis", "aggregate (the year's total) or occurrence (its largest event)") {
          $0.item.basis
        },
        .number("return_period_years", unit: "years", "Mean years between such years") {
          $0.item.point.returnPeriod
        },
        .number("probability", unit: "1", "Chance in a year, 1 / return period") {
          1 / $0.item.point.returnPeriod
        },
        .number("loss", unit: currency, "Loss that is exceeded with that probability") {
          $0.item.point.loss.value
        },
        .number("low", unit: currency, "Lower end of the 95 % interval") {
          $0.item.point.loss.low
        },
        .number("high", unit: currency, "Upper end of the 95 % interval") {
          $0.item.point.loss.high
        },
      ] + methodColumn)
  }

  /// Only where points of one return period were found in two ways.
  private var methodColumn: [TableColumn<Row<CurveRow>>] {
    guard result.rareTail != nil else { return [] }
    return [
      .text("method", "How loss and interval were found") { Self.words($0.item.point.loss) }
    ]
  }

  var criteria: Table {
    Table(
      "criteria", title: "Risk criteria with their figures and verdicts",
      rows: rows(\.criteria),
      columns: leading() + [
        .text("criterion", "Name of the criterion") { $0.item.name },
        .number(
          "limit", unit: "1 or persons/year",
          "A probability (tolerance), persons a year (people) or the least availability (service)"
        ) { $0.item.limit },
        .number("value", unit: "1 or persons/year", "The figure that is limited") {
          $0.item.value.value
        },
        .number("low", unit: "1 or persons/year", "Lower end of the 95 % interval") {
          $0.item.value.low
        },
        .number("high", unit: "1 or persons/year", "Upper end of the 95 % interval") {
          $0.item.value.high
        },
        .text("verdict", "met, breached, or undecided where the interval straddles the limit") {
          $0.item.verdict.rawValue
        },
      ])
  }
}
