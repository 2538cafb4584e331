extension FieldTable {
  private static func limit(_ name: String, _ meaning: String, levelled: Bool = false) -> Field {
    Field(name, .record(.upperLimit), meaning, takesLevel: levelled)
  }

  static let optimisationTables: [FieldTable] = [
    FieldTable(
      .optimisation, "the optimisation", "How treatments are chosen.", clause: "8.5.1",
      [
        Field("objective", .word(["minimise"]), "The direction", default: "minimise"),
        Field(
          "measure", .choice([.metric, .record(.weightedMeasure)]), "What is minimised",
          default: "expected_total_cost"),
        Field(
          "horizon_years", .number, "Years over which costs and benefits count", unit: "years",
          range: .positive, default: "5"),
        Field(
          "discount_rate", .number, "Yearly rate", range: ValueRange(0, 1, upperOpen: true),
          default: "0"),
        Field("constraints", .list(.record(.constraint)), "What a choice must keep"),
        Field("frontier", .record(.frontier), "Points of the cost–risk frontier"),
        Field("roadmap", .record(.roadmap), "What is to hand while a choice is put in place"),
        Field("rank_by", .list(.word(rankings)), "How strategies are ranked"),
        Field(
          "interactions", .list(.record(.interaction)), "Synergy and overlap of treatments",
          clause: "5.1"),
      ]),
    FieldTable(
      .weightedMeasure, "a weighted measure", "A sum of figures, each with a weight.",
      [
        Field("total", .list(.metric), "Figures with weight 1"),
        Field("plus", .map(.number), "Further figures with their weights"),
      ]),
    FieldTable(
      .constraint, "a constraint", "What a choice must keep.", clause: "8.5.1",
      [
        Field("budget_once", .money, "Largest sum of one-off costs", range: .nonNegative),
        Field("budget_per_year", .money, "Largest sum of yearly costs", range: .nonNegative),
        Field("staff", .number, "Largest sum of staff", unit: "persons", range: .nonNegative),
        Field("resource", .record(.resourceLimit), "Largest use of a resource"),
        Field("tolerance", .word(["respected"]), "The tolerance curve holds"),
        Field("people", .word(["no_worse"]), "Expected harm does not grow"),
        Field("service", .word(["respected"]), "The service criteria hold"),
        Field("capacity", .word(["respected"]), "The capacity is kept"),
        Field("at_most", .record(.countLimit), "At most so many of these"),
        Field("must_include", .list(.reference([.treatments])), "Always chosen"),
        Field("must_exclude", .list(.reference([.treatments])), "Never chosen"),
        limit("annual_cost", "Largest annualised cost"),
        limit("expected_annual_loss", "Largest expected annual loss"),
        limit("expected_shortfall", "Largest expected shortfall, with its level", levelled: true),
        limit("value_at_risk", "Largest value at risk, with its level", levelled: true),
        Field("breach", .record(.breachLimit), "Largest chance of losing more than a sum"),
        Field("side_effect", .record(.resourceLimit), "Largest sum of a side effect"),
      ]),
    FieldTable(
      .resourceLimit, "a resource limit", "The largest use of a named resource.",
      [
        Field("name", .text, "The resource", required: true),
        Field("at_most", .number, "Its limit", range: .nonNegative, required: true),
      ]),
    FieldTable(
      .countLimit, "a count limit", "At most so many of a set of treatments.",
      [
        Field("count", .integer, "How many", range: .nonNegative, required: true),
        Field("of", .list(.reference([.treatments])), "Of which", required: true),
      ]),
    FieldTable(
      .upperLimit, "a limit", "The largest value of a figure.",
      [Field("at_most", .money, "The limit", range: .nonNegative, required: true)]),
    FieldTable(
      .breachLimit, "a breach limit", "The largest chance of losing more than a sum in a year.",
      [
        Field("loss", .money, "The sum", range: .nonNegative, required: true),
        Field("at_most", .probability, "The chance", required: true),
      ]),
    FieldTable(
      .frontier, "a frontier", "Points of the cost–risk frontier.", clause: "8.5.1",
      [
        Field("budgets", .list(.money), "Costs at which it is computed", range: .nonNegative),
        Field("cost", .word(["annual", "once"]), "Which cost", default: "annual"),
      ]),
    FieldTable(
      .roadmap, "a roadmap", "What is to hand while a choice is put in place.",
      clause: "8.5.2",
      [
        Field(
          "spend_per_year", .money, "One-off money that each year brings; the rest is kept",
          unit: "currency per year", range: .nonNegative),
        Field(
          "staff", .number, "Staff who put treatments in place at a time", unit: "persons",
          range: .nonNegative),
        Field(
          "resources", .map(.number), "Named resources to hand at a time", range: .nonNegative),
      ]),
    FieldTable(
      .interaction, "an interaction",
      "A factor applied once when all of its treatments are chosen.",
      clause: "5.1",
      [
        Field("treatments", .list(.reference([.treatments])), "Two or more", required: true),
        Field(
          "target", .text, "Id of a risk, supplier, hazard or control, or `source>target>input`",
          required: true),
        Field(
          "quantity", .word(Effect.Quantity.allCases.map(\.rawValue)), "Its quantity",
          required: true),
        Field(
          "multiply", .number, "Below 1 synergy, above 1 overlap", range: .positive,
          required: true),
      ]),
  ]

  private static let rankings = [
    "net_benefit", "probability_best", "benefit_cost_ratio", "annual_cost", "expected_loss",
    "expected_annual_loss", "expected_shortfall", "breach_probability", "expected_regret",
  ]
}
