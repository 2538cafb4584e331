internal import LossSimulation

extension ResultTables {
  private struct WorstRow: Sendable {
    let trial: TrialRecord
    let event: EventRecord?
    let number: Int
  }

  /// The worst years of the shown level, one event a row; a year without events has one row.
  var worst: Table {
    let rows = WorstTrials(shown, run: run).trials.flatMap { trial in
      trial.events.isEmpty
        ? [WorstRow(trial: trial, event: nil, number: 0)]
        : trial.events.enumerated().map {
          WorstRow(trial: trial, event: $0.element, number: $0.offset + 1)
        }
    }.map { Row(run: run, strategy: shown.strategy, item: $0) }
    return Table(
      "worst", title: "The worst simulated years with their events",
      rows: rows, columns: leading() + worstTrialColumns + worstEventColumns)
  }

  private var worstTrialColumns: [TableColumn<Row<WorstRow>>] {
    [
      .integer("rank", "1 is the worst year") { $0.item.trial.rank },
      .integer("trial", "Number of the simulated year, from 0") { $0.item.trial.trial },
      .number("aggregate", unit: currency, "Loss of the year, net of insurance") {
        $0.item.trial.aggregate
      },
      .number("largest_event", unit: currency, "Largest event loss, net of event layers") {
        $0.item.trial.largestEvent
      },
      .integer("event", "Number of the event in its year; 0 where it has none") {
        $0.item.number
      },
    ]
  }

  private var worstEventColumns: [TableColumn<Row<WorstRow>>] {
    [
      .text("source_kind", "risk, supplier or hazard") { $0.item.event?.sourceKind },
      .text("source", "Id of the risk, supplier or hazard") { $0.item.event?.source },
      .text("struck", "Suppliers that a hazard struck, divided by |") {
        $0.item.event?.struck.joined(separator: "|")
      },
      .number("day", unit: "days", "Day of the year, from 0") { $0.item.event?.day },
      .number("days", unit: "days", "Duration; empty where there is none") { $0.item.event?.days },
      .number("ground_up_loss", unit: currency, "Before insurance") {
        $0.item.event?.groundUpLoss
      },
      .number("loss", unit: currency, "After event layers, before year layers") {
        $0.item.event?.loss
      },
      .number(
        "network_loss", unit: currency, "Of the ground-up loss, through downtime of processes"
      ) { $0.item.event?.networkLoss },
      .number("injuries", unit: "persons", "Persons injured") { $0.item.event?.injuries },
      .number("fatalities", unit: "persons", "Persons killed") { $0.item.event?.fatalities },
      .text("controls_out", "Controls that were out at the time, divided by |") {
        $0.item.event?.controlsOut.joined(separator: "|")
      },
    ]
  }
}
