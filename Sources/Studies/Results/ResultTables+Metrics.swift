internal import LossSimulation
internal import Sampling

extension ResultTables {
  /// One figure of `metrics.csv`.
  struct Metric: Sendable {
    let scope: String
    let metric: String
    var level: Double?
    let estimate: Estimate
    let unit: String
  }

  var metrics: Table {
    Table(
      "metrics", title: "Every figure of the run with its error, one figure a row",
      rows: rows { level in
        totals(level) + people(level) + risks(level) + suppliers(level) + processes(level)
          + owners(level) + gains(level)
      },
      columns: leading() + metricColumns)
  }

  private var metricColumns: [TableColumn<Row<Metric>>] {
    [
      .text("scope", "all, or the id of a risk, supplier, process, owner or opportunity") {
        $0.item.scope
      },
      .text("metric", "What the value is") { $0.item.metric },
      .number("level", unit: "1", "Probability of the level; empty where there is none") {
        $0.item.level
      },
      .number("value", unit: "see unit", "The figure") { $0.item.estimate.value },
      .number("standard_error", unit: "see unit", "Standard error of the value") {
        $0.item.estimate.standardError
      },
      .number("low", unit: "see unit", "Lower end of the 95 % interval") {
        $0.item.estimate.low
      },
      .number("high", unit: "see unit", "Upper end of the 95 % interval") {
        $0.item.estimate.high
      },
      .text("unit", "Unit of value, standard_error, low and high; 1 for probabilities") {
        $0.item.unit
      },
      .text("method", "How value and interval were found") {
        Self.words($0.item.estimate)
      },
    ]
  }

  /// The method, and why the interval's coverage is not promised where it is not.
  static func words(_ estimate: Estimate) -> String {
    let method = estimate.method.rawValue
    return estimate.caveat.map { "\(method); unreliable: \($0)" } ?? method
  }

  private func totals(_ level: LevelResult) -> [Metric] {
    let measures = level.aggregate
    var metrics = [
      money("all", "expected_annual_loss", measures.expectedAnnualLoss),
      share("all", "probability_of_loss", measures.probabilityOfLoss),
    ]
    metrics += measures.valueAtRisk.map { money("all", "value_at_risk", $0.estimate, $0.level) }
    metrics += measures.expectedShortfall.map {
      money("all", "expected_shortfall", $0.estimate, $0.level)
    }
    for criterion in level.criteria {
      guard case .tolerance = criterion.kind else { continue }
      metrics.append(share("all", "exceedance", criterion.value, criterion.limit))
    }
    if let beyond = level.probabilityBeyondCapacity {
      metrics.append(share("all", "exceedance", beyond))
    }
    return metrics + bands(level) + rareTail(level)
  }

  /// Losses too rare for plain years: the method tells them from the figures of the years.
  private func rareTail(_ level: LevelResult) -> [Metric] {
    guard level.strategy == "current", let tail = result.rareTail else { return [] }
    let shortfall = (try? tail.expectedShortfall.get()) ?? []
    return tail.valueAtRisk.map { money("all", "value_at_risk", $0.estimate, $0.level) }
      + shortfall.map { money("all", "expected_shortfall", $0.estimate, $0.level) }
      + tail.exceedance.map {
        share("all", "exceedance/\(DecimalText.text($0.loss) ?? "")", $0.probability)
      }
  }

  /// What not knowing the inputs does to a figure: only `low` and `high` are filled.
  private func bands(_ level: LevelResult) -> [Metric] {
    level.bands.map { band in
      let estimate = Estimate(
        value: .nan, standardError: .nan, low: band.low, high: band.high, method: .outerBand,
        sampleSize: level.years.aggregate.count)
      return money("all", "\(band.metric)_band", estimate, band.level)
    }
  }

  private func people(_ level: LevelResult) -> [Metric] {
    guard case .success(let measures) = level.people else { return [] }
    return people("all", measures)
  }

  private func risks(_ level: LevelResult) -> [Metric] {
    level.risks.flatMap { risk in
      [
        money(risk.id, "expected_annual_loss", risk.expectedLoss),
        Metric(
          scope: risk.id, metric: "events_per_year", estimate: risk.eventsPerYear, unit: "1/year"),
        share(risk.id, "probability_of_event", risk.probabilityOfEvent),
      ] + contributions(risk.id, risk.shortfall)
        + (risk.people.map { people(risk.id, $0) } ?? [])
    }
  }

  private func suppliers(_ level: LevelResult) -> [Metric] {
    level.suppliers.flatMap { supplier in
      [
        money(supplier.id, "expected_annual_loss", supplier.expectedLoss),
        Metric(
          scope: supplier.id, metric: "outages_per_year", estimate: supplier.outagesPerYear,
          unit: "1/year"),
      ] + contributions(supplier.id, supplier.shortfall)
    }
  }

  private func processes(_ level: LevelResult) -> [Metric] {
    level.processes.flatMap { process in
      var metrics = [money(process.id, "expected_annual_loss", process.expectedLoss)]
      if let days = process.downtimeDays {
        metrics.append(
          Metric(scope: process.id, metric: "downtime_days", estimate: days, unit: "days/year"))
      }
      if let availability = process.availability {
        metrics.append(share(process.id, "availability", availability))
      }
      return metrics + contributions(process.id, process.shortfall)
    }
  }

  private func owners(_ level: LevelResult) -> [Metric] {
    level.owners.flatMap { owner in
      // `unassigned` alone is the row of the processes.
      let id = owner.id == OwnerResult.unassigned ? "owner/unassigned" : owner.id
      return [money(id, "expected_annual_loss", owner.expectedLoss)]
        + contributions(id, owner.shortfall)
    }
  }

  /// Gains do not depend on controls: they stand once, under the level that is shown.
  private func gains(_ level: LevelResult) -> [Metric] {
    guard level.strategy == shown.strategy else { return [] }
    return result.opportunities.flatMap { opportunity in
      [
        money(opportunity.id, "expected_annual_gain", opportunity.expectedAnnualGain),
        share(opportunity.id, "probability_of_event", opportunity.probabilityOfEvent),
      ]
    }
  }

  // MARK: Units

  private func money(
    _ scope: String, _ metric: String, _ estimate: Estimate, _ level: Double? = nil
  ) -> Metric {
    Metric(scope: scope, metric: metric, level: level, estimate: estimate, unit: currency)
  }

  private func share(
    _ scope: String, _ metric: String, _ estimate: Estimate, _ level: Double? = nil
  ) -> Metric {
    Metric(scope: scope, metric: metric, level: level, estimate: estimate, unit: "1")
  }

  private func people(_ scope: String, _ measures: PeopleMeasures) -> [Metric] {
    [("expected_injuries", measures.injuries), ("expected_fatalities", measures.fatalities)].map {
      Metric(scope: scope, metric: $0.0, estimate: $0.1, unit: "persons/year")
    }
  }

  private func contributions(_ scope: String, _ shortfall: [Contribution]) -> [Metric] {
    shortfall.map { money(scope, "shortfall_contribution", $0.estimate, $0.level) }
  }
}
