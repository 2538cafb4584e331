extension FieldTable {
  /// The categories of clause 6.1.2.
  static let riskCategories = [
    "physical_failure", "functional_failure", "malicious", "criminal", "environmental", "human",
    "cultural", "external_context", "internal_context", "security_equipment", "information",
    "supplier_interdependency",
  ]

  private static let eventsType = FieldType.choice([.record(.events), .quantity(.rate)])
  private static let countType = FieldType.choice([
    .word(["poisson", "bernoulli", "fixed"]), .record(.countLaw),
  ])

  static let riskTables: [FieldTable] = [
    FieldTable(
      .risk, "a risk", "A source, an event that can happen, and what one event costs.",
      clause: "6.1.2",
      [
        idField(), Field("name", .text, "What it is called", default: "the id"),
        Field("category", .word(riskCategories), "Its kind", clause: "6.1.2"),
        ownerField(), Field("threat", .text, "Who or what may do it", clause: "6.1.2.e"),
        Field(
          "weaknesses", .list(.reference([.weaknesses])), "Weak points it uses", clause: "6.1.2.e"),
        Field("events", eventsType, "Events per year, or rate and count law", unit: "per year"),
        Field("attempts", .quantity(.rate), "Attempts per year, with `success`"),
        Field("success", .quantity(.probability), "Chance that an attempt succeeds"),
        Field(
          "count", countType, "Law of the yearly count for `attempts` × `success`",
          default: "poisson"),
        Field(
          "loss", .quantity(.amount), "Direct loss of one event; absent: none", unit: "currency"),
        Field("downtime", .record(.downtime), "Processes that stand still after one event"),
        Field("people", .record(.people), "Harm to people in one event", clause: "8.6.2.e"),
        Field(
          "from_network", .list(.text), "Supplier categories whose outages are shown here",
          clause: "6.1.2.f"),
        Field(
          "about", .word(["security", "system"]), "Security, or the system itself",
          default: "security", clause: "6.1.1"),
        Field("assets", .list(.reference([.assets])), "Assets that it strikes"),
        Field("obligations", .list(.reference([.obligations])), "Duties that it touches"),
        Field("reviewed", .date, "When it was last looked at"),
        Field("decision", .record(.riskDecision), "What was decided", clause: "8.3.c"), noteField,
      ]),
    FieldTable(
      .events, "an event rate", "A yearly rate and the law of the count.",
      [
        Field("rate", .quantity(.rate), "Events per year", required: true),
        Field("count", countType, "Law of the yearly count, given the rate", default: "poisson"),
      ]),
    FieldTable(
      .countLaw, "a count law", "A law of the yearly count with a parameter.",
      [
        Field(
          "negative_binomial", .record(.negativeBinomial), "More scattered than Poisson",
          required: true)
      ]),
    FieldTable(
      .negativeBinomial, "a negative binomial count", "Variance Λ + Λ²/dispersion.",
      [
        Field("dispersion", .number, "Large: nearly Poisson", range: .positive, required: true)
      ]),
    FieldTable(
      .downtime, "a downtime", "Processes that stand still after one event, all for one duration.",
      clause: "8.2.e",
      [
        Field(
          "process", .oneOrMany(.reference([.processes])), "The processes struck", required: true),
        Field("days", .quantity(.duration), "Duration from the event on", required: true),
        Field(
          "level", .number, "Share of each process that is lost", range: .part, default: "1"),
      ]),
    FieldTable(
      .people, "harm to people", "Persons harmed in one event; fractions are expectations.",
      clause: "8.6.2.e",
      [
        Field("injuries", .quantity(.persons), "Persons injured", unit: "persons per event"),
        Field("fatalities", .quantity(.persons), "Persons killed", unit: "persons per event"),
      ]),
    FieldTable(
      .riskDecision, "a decision on a risk", "What was decided about a risk.", clause: "8.3.c",
      [
        Field("choice", .word(["treat", "retain", "watch"]), "The decision", required: true),
        ownerField("by", "Who decided"), Field("dated", .date, "When"),
        Field("run", .text, "The run it rests on"), Field("reason", .text, "Why"),
      ]),
    FieldTable(
      .opportunity, "an opportunity", "Something good that may happen.", clause: "6.1.1",
      [
        idField(), Field("name", .text, "What it is called", default: "the id"), ownerField(),
        Field(
          "events", eventsType, "Events per year, or rate and count law", unit: "per year",
          required: true),
        Field("gain", .quantity(.amount), "Gain of one event", unit: "currency"),
        Field("needs", .list(.reference([.treatments])), "Treatments that it needs"), noteField,
      ]),
    FieldTable(
      .weakness, "a weakness", "A weak point that a risk can use.", clause: "6.1.2.e",
      [
        idField(), Field("text", .text, "The weak point"),
        Field("asset", .oneOrMany(.reference([.assets])), "Where it is"),
        Field("source", .text, "Where the knowledge comes from"),
        Field("reviewed", .date, "When it was last looked at"), everyDays, ownerField(), noteField,
      ]),
  ]
}
