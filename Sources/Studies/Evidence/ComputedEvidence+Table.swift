internal import Foundation

extension ComputedEvidence {
  /// One figure of one record.
  struct Fact: Sendable {
    let kind: String
    let record: String
    var item: String?
    let metric: String
    let value: Double?
    var low: Double?
    var high: Double?
    let unit: String
    var note: String?
  }

  /// Every figure as a row.
  public var table: Table {
    Table(
      "evidence", title: "What the clauses ask to be computed, one figure a row", rows: facts,
      columns: [
        .text("run", "The run of the contributions") { _ in run },
        .text("kind", "What the record is") { $0.kind },
        .text("record", "The record") { $0.record },
        .text("item", "What the figure is about, within the record") { $0.item },
        .text("metric", "The figure") { $0.metric },
        .number("value", unit: "see unit", "Its value") { $0.value },
        .number("low", unit: "see unit", "Lower end of its interval") { $0.low },
        .number("high", unit: "see unit", "Upper end of its interval") { $0.high },
        .text("unit", "The unit of the figure") { $0.unit },
        .text("note", "What must be known of it") { $0.note },
      ])
  }

  var facts: [Fact] {
    contributions.flatMap(\.facts) + controls.flatMap(\.facts) + objectives.map(\.fact)
      + plans.flatMap(\.facts)
      + teams.flatMap(\.facts) + communication.flatMap(\.facts)
  }

  /// Writes `evidence.csv` and `evidence.json` into a folder that must not exist.
  public func write(to path: String) throws {
    let folder = try RunFolder.claim(path)
    do {
      _ = try OutputFile.write(table, in: folder.partial)
      _ = try OutputFile.write(ResultJSON.data(self), to: "evidence.json", in: folder.partial)
      try folder.commit()
    } catch {
      folder.discard()
      throw error
    }
  }
}

extension ComputedEvidence.Contribution {
  fileprivate var facts: [ComputedEvidence.Fact] {
    [
      .init(
        kind: kind, record: id, metric: "expected_annual_loss", value: expectedLoss.value,
        low: expectedLoss.low, high: expectedLoss.high, unit: "currency per year",
        note: expectedLoss.caveat),
      .init(
        kind: kind, record: id, metric: "share_of_shortfall", value: shareOfShortfall, unit: "1"),
    ]
  }
}

extension ControlContribution {
  fileprivate var facts: [ComputedEvidence.Fact] {
    [
      ("expected_annual_loss_held_back", expectedLossHeldBack, "currency per year"),
      ("expected_shortfall_held_back", shortfallHeldBack, "currency"),
      ("expected_shortfall_added_by_outages", shortfallAddedByOutages, "currency"),
    ].compactMap { metric, figure, unit in
      figure.map {
        .init(
          kind: "control", record: control, metric: metric, value: $0.value, low: $0.low,
          high: $0.high, unit: unit, note: $0.caveat)
      }
    }
  }
}

extension ObjectiveProbability {
  fileprivate var fact: ComputedEvidence.Fact {
    // 1.96 standard errors hold 95 % of a normal law.
    let half = standardError.map { 1.959_963_984_540_054 * $0 }
    func bound(_ sign: Double) -> Double? {
      probability.flatMap { value in half.map { min(1, max(0, value + sign * $0)) } }
    }
    return ComputedEvidence.Fact(
      kind: "objective", record: objective, metric: "probability", value: probability,
      low: bound(-1), high: bound(1), unit: "1",
      note: reason ?? (tooLate.isEmpty ? nil : "too late: \(tooLate.joined(separator: ", "))"))
  }
}

extension ComputedEvidence.PlanEvidence {
  fileprivate var facts: [ComputedEvidence.Fact] {
    thresholds.flatMap { threshold in
      [
        ("threshold", threshold.hours, "hours"),
        ("activations", threshold.activationsPerYear, "per year"),
        ("false_activations", threshold.falsePerYear, "per year"),
        ("missed_activations", threshold.missedPerYear, "per year"),
      ].map {
        .init(
          kind: "plan", record: plan, item: threshold.process, metric: $0.0, value: $0.1,
          unit: $0.2)
      }
    }
      + warn.map {
        .init(
          kind: "plan", record: plan, item: $0.node, metric: "warn_within", value: $0.withinDays,
          unit: "days")
      }
      + proposedDependencies.map {
        .init(
          kind: "plan", record: plan, item: $0.node, metric: "rests_on_within",
          value: $0.withinDays, unit: "days")
      }
  }
}

extension TeamLoad {
  fileprivate var facts: [ComputedEvidence.Fact] {
    [
      ("events", eventsPerYear, "per year"), ("mean_in_progress", meanInProgress, "1"),
      ("overlaps", overlapsPerYear, "per year"), ("two_at_once", shareOfTimeWithTwo, "1"),
    ].map { .init(kind: "team", record: team, metric: $0.0, value: $0.1, unit: $0.2) }
  }
}

extension MeansTogether {
  fileprivate var facts: [ComputedEvidence.Fact] {
    let record = plan ?? "all"
    func fact(
      _ metric: String, _ value: Double, _ unit: String, item: String? = nil, band: Band? = nil
    ) -> ComputedEvidence.Fact {
      .init(
        kind: "communication", record: record, item: item, metric: metric, value: value,
        low: band?.low, high: band?.high, unit: unit)
    }
    return means.map { fact("down", $0.down.value, "1", item: $0.means, band: $0.down) }
      + [
        fact("all_down", together.value, "1", band: together),
        fact("all_down_if_independent", ifIndependent, "1"),
      ] + (duringEvents.map { [fact("all_down_during_events", $0.value, "1", band: $0)] } ?? [])
      + [
        fact("all_down_hours", hoursPerYear, "hours per year"),
        fact("all_down_times", timesPerYear, "per year"),
      ] + causes.map { fact("all_down_by", $0.hoursPerYear, "hours per year", item: $0.cause) }
  }
}
