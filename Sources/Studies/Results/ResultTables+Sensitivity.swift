internal import LossSimulation
internal import Sampling

extension ResultTables {
  /// `sensitivity.csv`: what the losses of the current level answer to.
  func sensitivities(_ result: SensitivityResult) -> Table {
    struct Entry: Sendable {
      let run: String
      let figure: SensitivityFigure
    }
    let run = run
    let columns: [TableColumn<Entry>] = [
      .text("run", "Id of the run") { $0.run },
      .text(
        "input",
        "Path of the field; or sources/…, controls/<id>, risks/<id>, or all; current level"
      ) { $0.figure.input },
      .text(
        "measure", "aggregate_loss (of a year), expected_annual_loss, or expected_shortfall_<level>"
      ) { $0.figure.measure.name },
      .text(
        "index",
        "spearman; tornado_low, tornado_high (at the 10 % and 90 % quantile), tornado_swing; "
          + "sobol_first, sobol_total, variance (of the mean given the inputs); shapley (share of "
          + "the variance of the loss); not_knowing; taken_away, added_by_outages, outages_in_tail"
      ) { $0.figure.index.rawValue },
      .number("value", unit: "\(currency) or 1", "The figure") { $0.figure.estimate.value },
      .number("low", unit: "\(currency) or 1", "Lower end of the 95 % interval") {
        $0.figure.estimate.low
      },
      .number("high", unit: "\(currency) or 1", "Upper end of the 95 % interval") {
        $0.figure.estimate.high
      },
    ]
    return Table(
      "sensitivity", title: "What the losses answer to: inputs, their sources, controls and risks",
      rows: result.figures.map { Entry(run: run, figure: $0) }, columns: columns)
  }
}

extension SensitivityFigure.Measure {
  /// The word in the results: `expected_shortfall_99_5` for level 0.995.
  var name: String {
    switch self {
    case .aggregateLoss: return "aggregate_loss"
    case .expectedAnnualLoss: return "expected_annual_loss"
    case .expectedShortfall(let level): return "expected_shortfall_\(Self.suffix(level))"
    }
  }

  /// The level in percent, `_` for the point.
  private static func suffix(_ level: Double) -> String {
    let digits = String((DecimalText.text(level) ?? "").drop { $0 != "." }.dropFirst())
    guard digits.count > 2 else { return digits + String(repeating: "0", count: 2 - digits.count) }
    return "\(digits.prefix(2))_\(digits.dropFirst(2))"
  }
}
