extension FieldTable {
  /// A short name that other records use.
  static func idField(_ meaning: String = "Short unique name; results and references use it")
    -> Field
  { Field("id", .identifier, meaning, required: true) }

  static let noteField = Field("note", .text, "Anything else worth knowing")

  /// Who answers for the record.
  static func ownerField(
    _ name: String = "owner", _ meaning: String = "The role that answers for it"
  )
    -> Field
  { Field(name, .reference([.roles]), meaning, clause: "5.3") }

  /// The list of a register at the top of the study.
  private static func section(
    _ name: String, _ kind: RecordKind, _ meaning: String, clause: String
  ) -> Field {
    Field(name, .list(.record(kind)), meaning, clause: clause)
  }

  static let studyTables: [FieldTable] = [
    FieldTable(
      .root, "the study", "The whole study; top-level keys of `study.yaml`.",
      [
        Field(
          "format", .word(["study/1"]), "The version of this file format", required: true),
        Field(
          "include", .list(.path),
          "Files that hold further top-level keys; taken in when the study is read"),
        Field("study", .record(.study), "What the study is and whose", required: true),
        Field("simulation", .record(.simulation), "How the study is simulated", clause: "8.3"),
        Field("context", .record(.context), "The organisation and its surroundings", clause: "4"),
        Field("governance", .record(.governance), "Policy and roles", clause: "5"),
        Field("criteria", .record(.criteria), "How much risk is acceptable", clause: "8.3"),
        section("processes", .process, "Processes and what a day of each is worth", clause: "8.2"),
        section("assets", .asset, "What the processes rest on", clause: "6.1.2.c"),
        Field(
          "network", .record(.network), "Suppliers and how they depend on one another",
          clause: "6.1.2.f"),
        section("risks", .risk, "Sources, events and consequences", clause: "6.1.2"),
        section(
          "opportunities", .opportunity, "Gains that may happen; reported apart, never netted",
          clause: "6.1.1"),
        section("weaknesses", .weakness, "Weak points that risks use", clause: "6.1.2.e"),
        section("controls", .control, "Controls in place", clause: "8.4"),
        section("treatments", .treatment, "Treatments that could be adopted", clause: "8.5"),
        section("strategies", .strategy, "Named bundles of treatments", clause: "8.5.1"),
        Field(
          "optimisation", .record(.optimisation), "How treatments are chosen", clause: "8.5.1"),
        section("objectives", .objective, "Security objectives", clause: "6.2"),
        section("indicators", .indicator, "What is watched and measured", clause: "9.1"),
        section("incidents", .incident, "What really happened, near misses too", clause: "10.2"),
        section("measurements", .measurement, "Values of the indicators", clause: "9.1"),
        Field("response", .record(.response), "Teams, communication and plans", clause: "8.6"),
        Field("support", .record(.support), "Means, competence and documents", clause: "7"),
        section("changes", .change, "Changes, looked at before they happen", clause: "6.3"),
        Field("audit", .record(.auditing), "Audit programme, audits, findings", clause: "9.2"),
        section("nonconformities", .nonconformity, "What went wrong and why", clause: "10.2"),
        Field("reviews", .record(.reviews), "Management reviews", clause: "9.3"),
      ]),
    FieldTable(
      .study, "the study's head", "What the study is, whose, and in which currency.",
      clause: "7.5.2",
      [
        idField("Short name of the study"),
        Field("title", .text, "Title on reports"),
        Field(
          "status", .word(["draft", "in_review", "approved", "superseded"]),
          "Where the study stands in its approval", default: "draft", clause: "7.5.3.d"),
        Field("version", .text, "Version of the study", clause: "7.5.3"),
        ownerField(),
        Field("authors", .list(.text), "Who wrote it", clause: "4.2.3.5"),
        Field("base_date", .date, "The day from which the simulated year counts"),
        Field(
          "horizon", .word(["1 year"]), "Every simulated loss is a loss per horizon",
          default: "1 year"),
        Field(
          "currency", .currency, "ISO 4217 code of every amount of money", required: true),
        Field("classification", .text, "Printed on every page of every report", clause: "7.5.1"),
        Field("approved", .date, "When it was approved", clause: "7.5.2"),
        ownerField("approved_by", "Who approved it"),
        noteField,
      ]),
    FieldTable(
      .overlay, "an overlay", "A scenario: only what differs from the study.", clause: "6.3.a",
      [
        Field(
          "format", .word(["study-overlay/1"]), "The version of this file format", required: true),
        Field("id", .identifier, "Short name of the scenario"),
        Field("title", .text, "Title on reports"),
        Field(
          "set", .map(.free),
          "New values by path; items of lists are addressed by id: "
            + "`risks/R05/events`"),
        Field("add", .map(.free), "Items appended to lists, by the path of the list"),
        Field("remove", .list(.text), "Paths that are taken away"),
        noteField,
      ]),
  ]
}
