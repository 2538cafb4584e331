internal import LossSimulation
internal import RiskModel
internal import Sampling
internal import TreatmentPlanning

/// `strategies.csv`, `treatments.csv` and `differences.csv` of a run (`STUDY.md` section 6).
struct StrategyTables: Sendable {
  let results: StrategyResults
  let run: String
  let currency: String

  var all: [Table] { [strategies, treatments, differences] }

  private struct Row: Sendable {
    let run: String
    let item: BundleAppraisal
  }

  private var money: String { currency + "/year" }

  // MARK: Strategies

  private typealias Line = StrategyLine<BundleAppraisal>

  private var strategies: Table {
    Table(
      "strategies", title: "Strategies beside the current state, on the same years",
      rows: results.strategies.map(line),
      columns: Line.columns(currency: currency) + averted + worth + people)
  }

  private func line(_ item: BundleAppraisal) -> Line {
    Line(
      run: run, strategy: item.bundle.id, treatments: item.bundle.treatments.map(\.id),
      annualCost: item.annualCost, expectedLoss: item.expectedLoss.value,
      expectedShortfall: item.expectedShortfall?.value, netBenefit: item.netBenefit.value,
      low: item.netBenefit.low, high: item.netBenefit.high,
      benefitCostRatio: item.benefitCostRatio?.value, probabilityBest: item.probabilityBest,
      verdict: item.verdict.rawValue, item: item)
  }

  private var averted: [TableColumn<Line>] {
    [
      .number("cost_once", unit: currency, "Expected one-off cost") { $0.item.costOnce },
      .number("cost_per_year", unit: money, "Expected yearly cost") { $0.item.costPerYear },
      .number("averted_loss", unit: money, "Current less residual expected loss") {
        $0.item.averted.value
      },
      .number("averted_low", unit: money, "Of averted_loss, 95 % interval") {
        $0.item.averted.low
      },
      .number("averted_high", unit: money, "Of averted_loss, 95 % interval") {
        $0.item.averted.high
      },
      .number("shortfall_averted", unit: currency, "Current less residual shortfall") {
        $0.item.shortfallAverted?.value
      },
      .number("shortfall_averted_low", unit: currency, "Its 95 % interval") {
        $0.item.shortfallAverted?.low
      },
      .number("shortfall_averted_high", unit: currency, "Its 95 % interval") {
        $0.item.shortfallAverted?.high
      },
    ]
  }

  private var worth: [TableColumn<Line>] {
    [
      .number(
        "return_on_security_investment", unit: "1", "(averted loss − annual cost) / annual cost"
      ) { $0.item.returnOnSecurity?.value },
      .number("benefit_cost_ratio_low", unit: "1", "95 % interval") {
        $0.item.benefitCostRatio?.low
      },
      .number("benefit_cost_ratio_high", unit: "1", "95 % interval") {
        $0.item.benefitCostRatio?.high
      },
      .number(
        "net_present_value", unit: currency,
        "Over horizon_years at discount_rate; benefits count from when treatments are in force"
      ) { $0.item.netPresentValue.value },
      .number("net_present_value_low", unit: currency, "95 % interval") {
        $0.item.netPresentValue.low
      },
      .number("net_present_value_high", unit: currency, "95 % interval") {
        $0.item.netPresentValue.high
      },
      .number("payback_years", unit: "years", "Empty where it never pays back") {
        $0.item.payback
      },
      .number(
        "cost_per_shortfall_removed", unit: "1",
        "Annual cost over shortfall averted; empty where none is averted for sure"
      ) { $0.item.costPerShortfall?.value },
    ]
  }

  private var people: [TableColumn<Line>] {
    func figure(_ metric: Difference.Metric) -> @Sendable (Line) -> Difference? {
      { row in row.item.comparison.differences.first { $0.metric == metric } }
    }
    let (deaths, injuries) = (figure(.fatalities), figure(.injuries))
    return [
      .number("expected_fatalities", unit: "persons/year", "Residual") {
        deaths($0)?.second?.value
      },
      .number("fatalities_change", unit: "persons/year", "Residual less current") {
        deaths($0)?.difference.value
      },
      .number("expected_injuries", unit: "persons/year", "Residual") {
        injuries($0)?.second?.value
      },
      .number("injuries_change", unit: "persons/year", "Residual less current") {
        injuries($0)?.difference.value
      },
    ]
  }

  // MARK: Treatments

  private var treatments: Table {
    let results = results
    return Table(
      "treatments", title: "What each treatment costs and averts",
      rows: results.singles.map { Row(run: run, item: $0) },
      columns: [
        .text("run", "Id of the run") { $0.run },
        .text("treatment", "Id of the treatment") { $0.item.bundle.id },
        .number("annual_cost", unit: money, "Expected annualised cost") { $0.item.annualCost },
        .number("alone_benefit", unit: money, "Expected loss averted where it is adopted alone") {
          $0.item.averted.value
        },
        .number("low", unit: money, "Of alone_benefit, 95 % interval on the same years") {
          $0.item.averted.low
        },
        .number("high", unit: money, "Of alone_benefit, 95 % interval on the same years") {
          $0.item.averted.high
        },
        .number(
          "in_set_benefit", unit: money,
          "Expected loss averted beside the others of \(results.shown)"
        ) { results.inSet($0.item)?.value },
        .number("in_set_low", unit: money, "Of in_set_benefit, 95 % interval") {
          results.inSet($0.item)?.low
        },
        .number("in_set_high", unit: money, "Of in_set_benefit, 95 % interval") {
          results.inSet($0.item)?.high
        },
        .flag("chosen", "Whether \(results.shown) holds it") { results.holds($0.item) },
        .number("ready_in_days", unit: "d", "Days until it works") {
          $0.item.bundle.treatments.first?.readyInDays
        },
        .number("net_benefit", unit: money, "Alone: averted loss less annual cost") {
          $0.item.netBenefit.value
        },
        .number("net_present_value", unit: currency, "Alone, over the horizon") {
          $0.item.netPresentValue.value
        },
        .number("shortfall_averted", unit: currency, "Alone") {
          $0.item.shortfallAverted?.value
        },
        .text("verdict", "Alone: pays, loses, undecided, or no difference that can be seen") {
          $0.item.verdict.rawValue
        },
      ])
  }

  // MARK: Differences

  private struct DifferenceRow: Sendable {
    let run: String
    let strategy: String
    let item: DifferenceRecord
  }

  private var differences: Table {
    let run = run
    let currency = currency
    let rows = results.strategies.flatMap { strategy in
      strategy.comparison.differences.map {
        DifferenceRow(run: run, strategy: strategy.bundle.id, item: DifferenceRecord($0))
      }
    }
    return Table(
      "differences", title: "Every figure of every strategy less the current one", rows: rows,
      columns: [
        .text("run", "Id of the run") { $0.run },
        .text("strategy", "Id of the strategy") { $0.strategy },
        .text("metric", "What is compared") { $0.item.metric },
        .text("scope", "all, or the id of a risk or process") { $0.item.scope },
        .number(
          "level", unit: "1 or money", "Probability of a tail figure, loss of an exceedance"
        ) { $0.item.level },
        .number("current", unit: "see unit", "The current figure") { $0.item.a?.value },
        .number("residual", unit: "see unit", "The figure under the strategy") {
          $0.item.b?.value
        },
        .number("difference", unit: "see unit", "residual - current") {
          $0.item.difference.value
        },
        .number("standard_error", unit: "see unit", "Of the difference, on the same years") {
          $0.item.difference.standardError
        },
        .number("low", unit: "see unit", "Lower end of its 95 % interval") {
          $0.item.difference.low
        },
        .number("high", unit: "see unit", "Upper end of its 95 % interval") {
          $0.item.difference.high
        },
        .text("verdict", "What the interval says") { $0.item.verdict },
        .text("unit", "Unit of the figures; 1 for probabilities and shares") {
          $0.item.unit == "money" ? currency : $0.item.unit
        },
      ])
  }
}

extension StrategyResults {
  /// What a treatment averts beside the others of the shown bundle.
  func inSet(_ single: BundleAppraisal) -> Estimate? {
    guard holds(single) else { return nil }
    // Against the bundle, leaving one out costs what it averts.
    return inSet[single.bundle.id]?.averted.scaled(by: -1)
      ?? strategies.first { $0.bundle.id == shown }.map { _ in single.averted }
  }

  func holds(_ single: BundleAppraisal) -> Bool {
    strategies.first { $0.bundle.id == shown }?.bundle.treatments.contains {
      $0.id == single.bundle.id
    } ?? false
  }
}
