extension FieldTable {
  static let supportTables: [FieldTable] = [
    FieldTable(
      .support, "the support", "Means, competence, awareness and documents.", clause: "7",
      [
        Field("resources", .record(.supportResources), "Means given", clause: "7.1"),
        Field("competence", .list(.record(.competence)), "Competence by role", clause: "7.2"),
        Field("awareness", .record(.awareness), "What people know", clause: "7.3"),
        Field(
          "communication_plan", .list(.record(.plannedCommunication)), "Who is told what",
          clause: "7.4"),
        Field("documents", .list(.record(.document)), "The documents", clause: "7.5"),
        Field(
          "communications", .list(.record(.receivedCommunication)),
          "Messages and complaints from outside", clause: "9.3.2.g"),
      ]),
    FieldTable(
      .supportResources, "the means", "Means given to security.", clause: "7.1",
      [
        Field(
          "security_budget_per_year", .money, "Money", unit: "currency per year",
          range: .nonNegative),
        Field("staff", .number, "Staff", unit: "persons", range: .nonNegative),
        ownerField("approved_by", "Who approved them"), noteField,
      ]),
    FieldTable(
      .competence, "a competence", "What a role must be able to do.", clause: "7.2",
      [
        Field("role", .reference([.roles]), "The role", required: true),
        Field("needs", .list(.text), "What it needs"), document("evidence", "The proof"),
        Field("valid_until", .date, "How long the proof holds"),
        Field("cleared", .boolean, "Whether the holder is security cleared"),
        Field("training", .record(.training), "How missing competence is gained"), noteField,
      ]),
    FieldTable(
      .training, "a training", "How missing competence is gained.", clause: "7.2",
      [
        Field("text", .text, "What is done"), Field("due", .date, "By when"),
        Field("done", .date, "When it was done"),
        Field("effective", .boolean, "Whether it worked"),
      ]),
    FieldTable(
      .awareness, "the awareness", "What people know.", clause: "7.3",
      [
        Field("last_campaign", .date, "When people were last told"),
        Field("every_days", .integer, "How often", unit: "days", range: .atLeast(1)),
        Field("coverage", .probability, "Share of people reached"),
        Field("topics", .list(.text), "What they were told"),
      ]),
    FieldTable(
      .plannedCommunication, "a planned communication", "Who is told what.", clause: "7.4",
      [
        Field("what", .text, "What", required: true), Field("when", .text, "When"),
        Field("whom", .list(.reference([.parties, .suppliers, .roles])), "With whom"),
        Field("how", .text, "How"), Field("sensitivity", .text, "How sensitive it is"),
      ]),
    FieldTable(
      .receivedCommunication, "a received communication", "A message or complaint from outside.",
      clause: "9.3.2.g",
      [
        Field("id", .identifier, "Short unique name"), Field("date", .date, "When it came"),
        Field("from", .reference([.parties, .suppliers, .roles]), "Who sent it"),
        Field("what", .text, "What it says"),
        Field("kind", .word(["message", "complaint", "warning"]), "What it is"),
        Field("answered", .date, "When it was answered"), noteField,
      ]),
    FieldTable(
      .document, "a document", "A document that the system needs.", clause: "7.5",
      [
        idField("Unique name, by custom `doc/…`"), Field("title", .text, "What it is called"),
        ownerField(), Field("version", .text, "Its version"), Field("date", .date, "Its date"),
        Field("approved", .date, "When it was approved"),
        ownerField("approved_by", "Who approved it"),
        Field("reviewed", .date, "When it was looked at"),
        everyDays, Field("access", .text, "Who may read it", clause: "7.5.1"),
        Field("integrity", .text, "How it is protected from change", clause: "7.5.1"),
        Field("format", .text, "Its form and medium", clause: "7.5.2"),
        Field("language", .text, "Its language", clause: "7.5.2"),
        Field("location", .list(.text), "Where it is kept", clause: "7.5.3"),
        Field(
          "retain_years", .number, "How long it is kept", unit: "years", range: .nonNegative,
          clause: "7.5.3"),
        Field("external_origin", .boolean, "Whether it comes from outside", default: "false"),
        Field("obsolete", .boolean, "Whether it is out of use", default: "false"),
        Field("archived", .boolean, "Whether it is kept all the same", default: "false"),
        Field("reason", .text, "Why it is kept"), noteField,
      ]),
  ]
}
