extension FieldTable {
  static let monitoringTables: [FieldTable] = [
    FieldTable(
      .objective, "an objective", "A security objective.", clause: "6.2",
      [
        idField(), Field("text", .text, "The objective"),
        Field("from_policy", .text, "The line of the policy it serves", clause: "6.2.1.a"),
        Field("measure", .record(.measure), "The figure that shows it", clause: "6.2.1.b"),
        Field("reason", .text, "Why it cannot be measured", clause: "6.2.1.b"),
        Field(
          "what", .list(.reference([.treatments])), "Treatments that lead to it", clause: "6.2.2"),
        Field("resources", .money, "Means needed", range: .nonNegative, clause: "6.2.2"),
        ownerField("who", "Who answers"), Field("due", .date, "By when", clause: "6.2.2"),
        Field("evaluated_by", .text, "How the result is judged", clause: "6.2.2"),
        Field("communicated", .date, "When it was told", clause: "6.2.1.e"),
        Field("status", .text, "Where it stands: active, reached, missed, dropped"),
        Field("level", .text, "The function or level it is set for", clause: "6.2.1"),
        Field(
          "obligations", .list(.reference([.obligations])), "Duties it serves", clause: "6.2.1.c"),
        Field(
          "indicator", .reference([.indicators]), "The indicator that watches it", clause: "6.2.1.d"
        ),
        Field("updated", .date, "When it was last changed", clause: "6.2.1.f"),
        Field(
          "document", .reference([.documents]), "The document that holds it", clause: "6.2.1.g"),
        noteField,
      ]),
    FieldTable(
      .indicator, "an indicator", "Something that is watched and measured.", clause: "9.1",
      [
        idField(), Field("text", .text, "What is measured"),
        Field("risk", .reference([.risks]), "The risk it watches"),
        Field("process", .reference([.processes]), "The process it watches"),
        Field("supplier", .reference([.suppliers]), "The supplier it watches"),
        Field("control", .reference([.controls]), "The control it watches"),
        Field("unit", .text, "The unit of its values"), Field("target", .number, "The aim"),
        Field("direction", .word(["at_least", "at_most"]), "Which side of the aim is good"),
        Field("every_days", .integer, "How often it is measured", unit: "days", range: .atLeast(1)),
        Field(
          "evaluate_every_days", .integer, "How often it is evaluated", unit: "days",
          range: .atLeast(1)),
        Field("method", .text, "How it is measured"), ownerField(), noteField,
      ]),
    FieldTable(
      .incident, "an incident", "Something that really happened, near misses too.",
      clause: "10.2",
      [
        Field("id", .identifier, "Short unique name"),
        Field("date", .date, "When it happened", required: true),
        Field("risk", .reference([.risks]), "The risk that it belongs to"),
        Field("loss", .money, "Direct loss", range: .nonNegative),
        Field("downtime_days", .number, "Standstill", unit: "days", range: .nonNegative),
        Field("near_miss", .boolean, "Whether it was caught in time", default: "false"),
        Field("false_alarm", .boolean, "Whether nothing was there", default: "false"),
        Field("injuries", .number, "Persons injured", unit: "persons", range: .nonNegative),
        Field("fatalities", .number, "Persons killed", unit: "persons", range: .nonNegative),
        Field("process", .oneOrMany(.reference([.processes])), "Processes that stood still"),
        Field("supplier", .reference([.suppliers]), "The supplier it came from"), noteField,
      ]),
    FieldTable(
      .measurement, "a measurement", "One value of an indicator.", clause: "9.1",
      [
        Field("date", .date, "When it was measured", required: true),
        Field("indicator", .reference([.indicators]), "The indicator", required: true),
        Field("value", .number, "The value in the indicator's unit", required: true), noteField,
      ]),
  ]
}
