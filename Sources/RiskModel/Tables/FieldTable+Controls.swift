extension FieldTable {
  static let controlTables: [FieldTable] = [
    FieldTable(
      .control, "a control", "A control in place; estimates are with controls working.",
      clause: "8.4",
      [
        idField(), Field("name", .text, "What it is called", default: "the id"), ownerField(),
        Field("kind", .text, "People, equipment, information technology, procedure"),
        Field("life_cycle", .text, "Design, fitting, upkeep or renewal", clause: "6.1.2.c"),
        Field("provider", .reference([.suppliers]), "The supplier that provides it"),
        Field(
          "provider_outage", .boolean, "Whether it fails while its provider is down",
          default: "false"),
        Field(
          "cost_per_year", .money, "What it costs", unit: "currency per year",
          range: .nonNegative, default: "0"),
        Field(
          "serves", .list(.reference([.risks, .hazards, .suppliers, .processes])),
          "What it is for; documentation only"),
        Field("effects", .list(.record(.effect)), "What it holds down; `multiply` only"),
        Field("share", .record(.share), "The insurance layer that it is"),
        Field("outages", .record(.controlOutages), "When it fails itself"),
        Field("tested", .date, "When it was last tested"),
        Field("test_every_days", .integer, "How often", unit: "days", range: .atLeast(1)),
        Field("obligations", .list(.reference([.obligations])), "Duties that it meets"),
        Field("evidence", .reference([.documents]), "The document that shows it"), noteField,
      ]),
    FieldTable(
      .controlOutages, "control outages",
      "Windows in which a control or a means of communication does not work.",
      clause: "8.4",
      [
        Field("rate", .quantity(.rate), "Windows per year", required: true),
        Field("days", .quantity(.duration), "Length of one window", required: true),
      ]),
    FieldTable(
      .share, "a share", "Recovery = proportion × min(max(X − attachment, 0), limit).",
      clause: "8.5",
      [
        Field(
          "risks", .choice([.word(["all"]), .list(.reference([.risks]))]),
          "Whose losses X the layer sees", required: true),
        Field(
          "attachment", .money, "Where the layer starts", range: .nonNegative, default: "0"),
        Field("limit", .money, "The most it pays; absent: unlimited", range: .positive),
        Field("proportion", .number, "Part that it pays", range: .part, default: "1"),
        Field(
          "per", .word(["event", "year"]), "What X is: one event's loss or a year's",
          default: "year"),
      ]),
    FieldTable(
      .effect, "an effect", "A change of one quantity of one or more records.", clause: "8.5.1",
      [
        Field(
          "target", .text, "Id of a risk, supplier, hazard or control, or `source>target>input`"),
        Field("targets", .record(.targetSelector), "All records that fit"),
        Field("dependency", .list(.text), "`[source, target]` or `[source, target, input]`"),
        Field(
          "add_dependency", .record(.dependency), "A second source; shares are rescaled to 1"),
        Field(
          "quantity", .word(Effect.Quantity.allCases.map(\.rawValue)), "What is changed"),
        Field("multiply", .quantity(.factor), "Factor, at most 1 unless `may_worsen`"),
        Field("add", .quantity(.signed), "What is added"),
        Field("set", .quantity(.value), "The new value"),
        Field("may_worsen", .boolean, "Says that a factor above 1 is meant", default: "false"),
      ]),
    FieldTable(
      .targetSelector, "a selector", "All records whose fields have these values.",
      [
        Field("suppliers", .map(.oneOrMany(.text)), "Columns of the supplier register"),
        Field("risks", .map(.oneOrMany(.text)), "Fields of risks"),
      ]),
  ]

  static let treatmentTables: [FieldTable] = [
    FieldTable(
      .treatment, "a treatment", "A treatment that could be adopted.", clause: "8.5",
      [
        idField(), Field("name", .text, "What it is called", default: "the id"),
        Field("option", .word(treatmentOptions), "ISO 31000's word for its kind"), ownerField(),
        Field("cost", .record(.treatmentCost), "What it costs", clause: "8.5.1"),
        Field(
          "ready_in_days", .number, "Time until it works", unit: "days", range: .nonNegative,
          default: "0", clause: "8.5.1.d"),
        Field(
          "staff", .number, "Staff that it binds", unit: "persons", range: .nonNegative,
          default: "0", clause: "8.5.2"),
        Field(
          "resources", .map(.number), "Amounts of named resources", range: .nonNegative,
          clause: "8.5.2"),
        Field("effects", .list(.record(.effect)), "What it changes"),
        Field("share", .record(.share), "The insurance layer that it is"),
        Field("requires", .list(.reference([.treatments])), "Chosen only together with these"),
        Field("excludes", .list(.reference([.treatments])), "Never chosen together with these"),
        Field(
          "mandatory", .reference([.obligations]), "The duty that makes it a must",
          clause: "4.2.2.b"),
        Field("obligations", .list(.reference([.obligations])), "Duties that it serves"),
        Field("origin", .text, "The programme it comes from", clause: "5.1"),
        Field(
          "side_effects", .choice([.map(.number), .list(.text)]),
          "Harm elsewhere, as numbers or words",
          clause: "5.2.1.e"),
        Field(
          "processes", .list(.reference([.processes])), "Where it is built in", clause: "6.1.1"),
        Field("parties", .list(.reference([.parties])), "Parties that it touches", clause: "6.2.2"),
        Field("indicator", .reference([.indicators]), "What shows its effect", clause: "6.1.1"),
        Field("evaluated_by", .text, "How its effect is judged", clause: "6.1.1"),
        Field("state", .text, "Where it stands: candidate, decided, in progress, done"),
        Field("due", .date, "When it is to work"), Field("done", .date, "When it worked"),
        Field("next_test", .date, "When it is tested next", clause: "8.5.3"),
        Field("activates_in", .text, "How fast it can be switched on", clause: "8.6.2.g"),
        Field("standby", .boolean, "Whether it waits to be switched on", clause: "8.6.2.g"),
        Field("evidence", .reference([.documents]), "The document that shows it"), noteField,
      ]),
    FieldTable(
      .treatmentCost, "a cost", "What a treatment costs.", clause: "8.5.1",
      [
        Field("once", .quantity(.amount), "Now, and again each `life_years`", unit: "currency"),
        Field("per_year", .quantity(.amount), "Each year", unit: "currency per year"),
        Field(
          "life_years", .number, "Years until it is bought again", unit: "years", range: .positive,
          default: "horizon_years"),
      ]),
    FieldTable(
      .strategy, "a strategy", "A named bundle of treatments.", clause: "8.5.1",
      [
        idField(), Field("name", .text, "What it is called", default: "the id"),
        Field("treatments", .list(.reference([.treatments])), "Its treatments", default: "[]"),
        ownerField(), Field("decided", .date, "When it was chosen"), noteField,
      ]),
  ]

  private static let treatmentOptions = [
    "avoid", "take", "remove_source", "change_likelihood", "change_consequence", "share", "retain",
  ]
}
