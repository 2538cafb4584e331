extension FieldTable {
  static let networkTables: [FieldTable] = [
    FieldTable(
      .network, "the network", "Suppliers and how they depend on one another.", clause: "6.1.2.f",
      [
        Field("nodes", .list(.record(.supplier)), "One row per supplier or site"),
        Field("edges", .list(.record(.dependency)), "One row per dependency"),
        Field("propagation", .record(.propagation), "How disruption travels"),
        Field(
          "shared_hazards", .list(.record(.sharedHazard)), "One cause, several suppliers down"),
      ]),
    FieldTable(
      .propagation, "the propagation", "How disruption travels.", clause: "6.1.2.f",
      [
        Field(
          "model", .word(PropagationModel.allCases.map(\.rawValue)), "The propagation model",
          default: PropagationModel.buffered.rawValue),
        Field(
          "recovery_days", .number, "Linear return of a struck node (not built yet)",
          unit: "days", range: .nonNegative, default: "0"),
        Field(
          "dependency", .number,
          "Factor on every criticality × share, of `static` and `dynamic`", range: .unit,
          default: "1"),
        Field(
          "remaining", .number,
          "Part of an inoperability that is left after the outage's days, of `dynamic`",
          range: .inside, default: "0.01"),
        Field(
          "epsilon", .number,
          "Largest fall in the last step, of `cascade`; absent: fixed point", range: .positive),
        Field(
          "replaceability", .word(PropagationSettings.Replaceability.allCases.map(\.rawValue)),
          "Whether suppliers of one category stand in for one another, of `cascade`",
          default: PropagationSettings.Replaceability.market.rawValue),
        Field(
          "zero_availability", .word(PropagationSettings.ZeroAvailability.allCases.map(\.rawValue)),
          "What a category counts as of which nothing is left, of `cascade`",
          default: PropagationSettings.ZeroAvailability.one.rawValue),
        Field(
          "essential_from", .number,
          "Criticality from which on an input is essential, of `cascade`",
          range: .unit, default: "0.5"),
      ]),
    FieldTable(
      .sharedHazard, "a shared hazard", "One event strikes each member independently.",
      clause: "6.1.2.f",
      [
        idField(), Field("name", .text, "What it is called"),
        Field("per_year", .quantity(.rate), "Events per year", required: true),
        Field("days", .quantity(.duration), "Duration, one draw for all struck", required: true),
        Field("hits", .probability, "Chance that an event strikes a member", default: "1"),
        noteField,
      ]),
    FieldTable(
      .supplier, "a supplier", "A supplier or site outside the organisation.", clause: "6.1.2.f",
      [
        idField(), Field("name", .text, "What it is called", default: "the id"),
        Field("category", .text, "What it supplies; `from_network` of a risk names it"),
        Field("tier", .integer, "Steps from the organisation", range: .nonNegative),
        Field("country", .text, "ISO 3166 code"),
        Field("lat", .number, "Latitude", unit: "degrees", range: ValueRange(-90, 90)),
        Field("lon", .number, "Longitude", unit: "degrees", range: ValueRange(-180, 180)),
        Field(
          "annual_spend", .money, "What is bought from it", unit: "currency per year",
          range: .nonNegative, default: "0"),
        Field("assurance", .text, "Its security assurance, or `none`", clause: "8.4.g"),
        Field(
          "outage_rate_low", .number, "Outages, 5 % quantile", unit: "per year",
          range: .nonNegative),
        Field(
          "outage_rate_high", .number, "Outages, 95 % quantile", unit: "per year",
          range: .nonNegative),
        Field(
          "outage_days_low", .number, "One outage, 5 % quantile", unit: "days",
          range: .nonNegative),
        Field(
          "outage_days_high", .number, "One outage, 95 % quantile", unit: "days",
          range: .nonNegative),
        Field("outage_rate", .quantity(.rate), "Outages, instead of low and high"),
        Field("outage_days", .quantity(.duration), "One outage, instead of low and high"),
        Field(
          "shared_hazard", .list(.reference([.hazards])), "Hazards that it shares with others"),
        ownerField(), noteField,
      ]),
    FieldTable(
      .dependency, "a dependency", "A target needs an input, of which a source delivers a share.",
      clause: "6.1.2.f",
      [
        Field(
          "source", .reference([.suppliers, .processes]), "Who delivers", required: true),
        Field("target", .reference([.suppliers, .processes]), "Who needs it", required: true),
        Field(
          "input", .text, "What is delivered; sources of one input share it",
          default: "the source's id"),
        Field(
          "share", .number, "The source's part of the input; the parts sum to 1", range: .part,
          default: "1"),
        Field(
          "criticality", .probability, "Part of the target's function lost without the input",
          default: "1"),
        Field(
          "buffer_days", .number, "Stock of the input", unit: "days", range: .nonNegative,
          default: "0"),
        Field(
          "switch_days", .number, "Time until a substitute stands in; empty: never", unit: "days",
          range: .nonNegative),
        noteField,
      ]),
  ]
}
