extension FieldTable {
  static let everyDays = Field(
    "review_every_days", .integer, "How often it is looked at again", unit: "days",
    range: .atLeast(1))

  static let contextTables: [FieldTable] = [
    FieldTable(
      .context, "the context", "The organisation and its surroundings.", clause: "4",
      [
        Field("scope", .record(.scope), "What is inside the system", clause: "4.3"),
        Field(
          "issues", .list(.record(.issue)), "Outside and inside matters that bear on security",
          clause: "4.1"),
        Field(
          "interested_parties", .list(.record(.party)), "Who matters to security",
          clause: "4.2.1"),
        Field("needs", .list(.record(.need)), "What the parties need", clause: "4.2.1"),
        Field(
          "obligations", .list(.record(.obligation)), "Legal and other duties", clause: "4.2.2"),
        Field(
          "uncovered", .list(.record(.uncovered)), "Matters left out for a reason",
          clause: "6.1.2"),
      ]),
    FieldTable(
      .scope, "the scope", "The boundaries of the system.", clause: "4.3",
      [
        Field("statement", .text, "The scope in words", clause: "4.3"),
        Field("boundaries", .list(.text), "Sites, gates, interfaces that bound it"),
        Field("excluded", .list(.record(.scopeExclusion)), "What is outside, and why"),
        Field("document", .reference([.documents]), "The document that holds it", clause: "4.3"),
        Field(
          "externally_provided", .list(.reference([.suppliers])),
          "Suppliers of processes under someone else's roof", clause: "4.3"),
        Field("issues", .list(.reference([.issues])), "Issues weighed in drawing the bounds"),
        Field("needs", .list(.reference([.needs])), "Needs weighed in drawing the bounds"),
        Field("obligations", .list(.reference([.obligations])), "Duties that the scope serves"),
        Field("reviewed", .date, "When it was last looked at"),
        everyDays,
      ]),
    FieldTable(
      .scopeExclusion, "an exclusion", "Something outside the scope.", clause: "4.3",
      [
        Field("what", .text, "What is outside", required: true),
        Field("why", .text, "Why"),
      ]),
    FieldTable(
      .issue, "an issue", "A matter outside or inside that bears on security.", clause: "4.1",
      [
        idField(),
        Field("origin", .word(["external", "internal"]), "Outside or inside the organisation"),
        Field("category", .text, "The kind of matter"),
        Field("text", .text, "The matter"),
        Field("affects", .list(.reference([.risks])), "Risks that it drives"),
        Field("no_effect", .text, "Why it drives no risk"),
        Field("trend", .word(["rising", "steady", "falling"]), "Where it is heading"),
        Field("reviewed", .date, "When it was last looked at"), everyDays, ownerField(),
        noteField,
      ]),
    FieldTable(
      .party, "an interested party", "Somebody who matters to security.", clause: "4.2.1",
      [
        idField(), Field("name", .text, "Who it is"),
        Field("needs", .list(.reference([.needs, .obligations])), "What it needs or demands"),
        Field("addressed", .boolean, "Whether the system takes these needs on"),
        Field("reason", .text, "Why they are taken on or not"),
        noteField,
      ]),
    FieldTable(
      .need, "a need", "What a party needs or expects.", clause: "4.2.1",
      [
        idField(), Field("text", .text, "The need"),
        Field("measure", .record(.measure), "The figure that shows whether it is met"),
        Field("addressed", .boolean, "Whether the system takes it on"),
        Field("reason", .text, "Why it is taken on or not"),
        noteField,
      ]),
    FieldTable(
      .obligation, "an obligation", "A legal, regulatory or other duty.", clause: "4.2.2",
      [
        idField(), Field("kind", .text, "Regulation, contract, standard, permit, …"),
        Field("title", .text, "What it is called"), ownerField(),
        Field("reviewed", .date, "When it was last looked at"), everyDays,
        Field("evidence", .reference([.documents]), "The document that shows it is met"),
        Field("communicated_to", .list(.reference([.parties])), "Parties that were told"),
        noteField,
      ]),
    FieldTable(
      .measure, "a measure", "A figure of a run and the bound that it must keep.",
      clause: "6.2.1.b",
      [
        Field("metric", .metric, "The figure", required: true),
        Field("process", .reference([.processes]), "Of this process"),
        Field("supplier", .reference([.suppliers]), "Of this supplier"),
        Field("risk", .reference([.risks]), "Of this risk"),
        Field("risks", .list(.reference([.risks])), "Of these risks together"),
        Field("of", .text, "What a quantile is taken of: `loss`, `downtime_days`"),
        Field("level", .probability, "Probability of a quantile", range: .inside),
        Field("loss", .money, "Threshold of an exceedance", range: .nonNegative),
        Field("at_least", .number, "Smallest value that is good enough"),
        Field("at_most", .number, "Largest value that is good enough"),
      ]),
    FieldTable(
      .uncovered, "a reasoned none", "A matter that has no record, and why.", clause: "6.1.2",
      [
        Field("what", .text, "The category, process or issue", required: true),
        Field("reason", .text, "Why there is no record", required: true),
      ]),
  ]
}
