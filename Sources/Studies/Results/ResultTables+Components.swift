internal import LossSimulation
internal import Sampling

extension ResultTables {
  var risks: Table {
    Table(
      "risks", title: "Risks: how often, how much, and their part of the bad years",
      rows: rows(\.risks),
      columns: leading() + riskColumns)
  }

  private var riskColumns: [TableColumn<Row<RiskResult>>] {
    let level = shortfallLevel
    return [
      .text("risk", "Id of the risk; network for outages of suppliers that no risk claims") {
        $0.item.id
      },
      .text("name", "Name of the risk") { $0.item.name },
      .text("category", "Category of the risk") { $0.item.category },
      .number("events_per_year", unit: "1/year", "Loss events a year") {
        $0.item.eventsPerYear.value
      },
      .number("expected_loss", unit: currency, "Expected loss a year, net of insurance") {
        $0.item.expectedLoss.value
      },
      .number("standard_error", unit: currency, "Standard error of the expected loss") {
        $0.item.expectedLoss.standardError
      },
      .number("share_of_expected_loss", unit: "1", "Part of the expected loss of all risks") {
        $0.item.shareOfExpectedLoss
      },
      .number("share_of_shortfall", unit: "1", shareMeaning) {
        $0.item.shortfall.share(at: level)
      },
      .number("probability_of_event", unit: "1", "Chance of at least one event in a year") {
        $0.item.probabilityOfEvent.value
      },
    ]
  }

  var network: Table {
    Table(
      "network", title: "Suppliers as sources of loss, and how long an outage can be bridged",
      rows: rows(\.suppliers), columns: leading() + supplierColumns + supplierExtraColumns)
  }

  private var supplierColumns: [TableColumn<Row<SupplierResult>>] {
    let level = shortfallLevel
    return [
      .text("node", "Id of the supplier") { $0.item.id },
      .number(
        "expected_loss_as_source", unit: currency,
        "Expected loss a year caused by its outages; a joint event is split"
      ) { $0.item.expectedLoss.value },
      .number("share_of_shortfall", unit: "1", shareMeaning) {
        $0.item.shortfall.share(at: level)
      },
      .number(
        "time_to_survive_days", unit: "days",
        "Longest own outage that costs nothing; empty where a year costs nothing"
      ) { $0.item.timeToSurvive },
      .number(
        "time_to_recover_days", unit: "days", "Mean own outage; empty where it has none"
      ) { $0.item.timeToRecover },
    ]
  }

  private var supplierExtraColumns: [TableColumn<Row<SupplierResult>>] {
    [
      .text("name", "Name of the supplier") { $0.item.name },
      .integer("tier", "Steps from the organisation") { $0.item.tier },
      .text("risk", "Risk under which its losses are shown") { $0.item.risk },
      .number("outages_per_year", unit: "1/year", "Outages a year, own and by shared hazards") {
        $0.item.outagesPerYear.value
      },
      .number("standard_error", unit: currency, "Standard error of the expected loss") {
        $0.item.expectedLoss.standardError
      },
      .flag("exposed", "Whether its mean outage outlasts what can be bridged") {
        $0.item.isExposed
      },
      .number(
        "esri", unit: "1",
        "Systemic risk index of its closure; empty unless the model is the cascade"
      ) { $0.item.systemicRisk },
    ]
  }

  var processes: Table {
    let level = shortfallLevel
    return Table(
      "processes", title: "Processes: lost days, availability, and loss where the downtime fell",
      rows: rows(\.processes),
      columns: leading() + [
        .text("process", "Id of the process; unassigned for losses without downtime") {
          $0.item.id
        },
        .text("name", "Name of the process") { $0.item.name },
        .number("expected_loss", unit: currency, "Expected loss a year, net of insurance") {
          $0.item.expectedLoss.value
        },
        .number("standard_error", unit: currency, "Standard error of the expected loss") {
          $0.item.expectedLoss.standardError
        },
        .number("downtime_days", unit: "days/year", "Expected lost days a year") {
          $0.item.downtimeDays?.value
        },
        .number("availability", unit: "1", "1 − expected lost days / 365") {
          $0.item.availability?.value
        },
        .number("share_of_shortfall", unit: "1", shareMeaning) {
          $0.item.shortfall.share(at: level)
        },
        .number(
          "downtime_standard_error", unit: "days/year", "Standard error of the lost days"
        ) { $0.item.downtimeDays?.standardError },
      ])
  }

  var owners: Table {
    let level = shortfallLevel
    return Table(
      "owners", title: "Owners: the sum over the risks that each owns",
      rows: rows(\.owners),
      columns: leading() + [
        .text("owner", "Id of the owner; unassigned for risks without one") { $0.item.id },
        .text("risks", "Ids of the risks, divided by |") {
          $0.item.risks.joined(separator: "|")
        },
        .number("expected_loss", unit: currency, "Expected loss a year, net of insurance") {
          $0.item.expectedLoss.value
        },
        .number("standard_error", unit: currency, "Standard error of the expected loss") {
          $0.item.expectedLoss.standardError
        },
        .number("share_of_shortfall", unit: "1", shareMeaning) {
          $0.item.shortfall.share(at: level)
        },
      ])
  }
}
