extension FieldTable {
  static let improvementTables: [FieldTable] = [
    FieldTable(
      .change, "a change", "A change, looked at before it happens.", clause: "6.3",
      [
        idField(), Field("what", .text, "What changes"),
        Field("kind", .word(changeKinds), "What kind of thing changes", clause: "8.4"),
        Field("planned", .date, "When it is planned"),
        Field("started", .date, "When it began"), Field("done", .date, "When it was finished"),
        Field("purpose", .text, "What for", clause: "6.3.a"),
        Field("resources", .money, "Means", range: .nonNegative, clause: "6.3.c"),
        ownerField("responsible", "Who answers for it"),
        Field("integrity_kept_by", .text, "How the system is kept whole", clause: "6.3.b"),
        Field("what_if", .path, "The overlay that states it", clause: "6.3.a"),
        Field("run", .text, "The run of the overlay", clause: "8.4"),
        Field("result", .text, "What came of looking at it"),
        Field("unplanned", .boolean, "Whether it came unasked", default: "false", clause: "8.4"),
        Field("consequences", .text, "What it brought", clause: "8.4"),
        Field("action", .text, "What was done about that", clause: "8.4"), noteField,
      ]),
    FieldTable(
      .auditing, "the audit section", "Audit programme, audits and findings.", clause: "9.2",
      [
        Field("programme", .record(.auditProgramme), "The programme", clause: "9.2.2"),
        Field("audits", .list(.record(.audit)), "Audits held", clause: "9.2.1"),
        Field("findings", .list(.record(.finding)), "What they found", clause: "9.2.2"),
      ]),
    FieldTable(
      .auditProgramme, "an audit programme", "How often, how and by whom.", clause: "9.2.2",
      [
        Field("year", .integer, "The year it covers", range: ValueRange(1900, 2200)),
        Field("days", .number, "Audit days", unit: "days", range: .nonNegative),
        Field(
          "minimum_per_process", .number, "Least days per process", unit: "days",
          range: .nonNegative),
        Field("basis", .list(.text), "What the days are allotted by"),
        Field("auditors_independent_of", .text, "What auditors keep away from"),
        Field("frequency", .text, "How often"), Field("methods", .text, "How"),
        Field("scope", .text, "What is covered"), Field("competence", .text, "What auditors can"),
        Field("duties", .text, "Who does what"), Field("reporting", .text, "Who is told"),
      ]),
    FieldTable(
      .audit, "an audit", "An audit that was held.", clause: "9.2",
      [
        idField(), Field("process", .oneOrMany(.reference([.processes])), "What was audited"),
        Field("date", .date, "When"), ownerField("auditor", "Who audited"),
        Field("objectives", .text, "Its aim"),
        Field("criteria", .list(.text), "Clauses and documents"),
        Field("scope", .text, "Its scope"),
        Field("reported_to", .list(.reference([.roles])), "Managers told", clause: "9.2.2.c"),
        Field("equipment_checked", .boolean, "Equipment in its place", clause: "9.2.2.d"),
        Field("personnel_checked", .boolean, "Staff in its place", clause: "9.2.2.d"),
        Field("effective", .boolean, "Whether it works in practice", clause: "9.2.1.b"),
        document("document", "The report"), noteField,
      ]),
    FieldTable(
      .finding, "a finding", "What an audit found.", clause: "9.2.2",
      [
        idField(), Field("audit", .reference([.audits]), "The audit"),
        Field("clause", .text, "The clause it concerns"),
        Field("grade", .word(["major", "minor", "observation", "opportunity"]), "How grave"),
        Field("text", .text, "What was found"),
        Field("action", .reference([.nonconformities]), "The nonconformity it opened"),
        Field("control", .reference([.controls]), "The control it concerns"), noteField,
      ]),
    FieldTable(
      .nonconformity, "a nonconformity", "What went wrong, and why.", clause: "10.2",
      [
        idField(), Field("found", .date, "When it was found"),
        Field("source", .text, "The finding, incident or person it came from"),
        Field("clause", .text, "The clause it concerns"), Field("text", .text, "What is wrong"),
        Field("correction", .text, "What was done at once", clause: "10.2.a"),
        Field("consequences_handled", .boolean, "Whether the harm was dealt with"),
        Field("cause", .text, "Why it happened", clause: "10.2.b"),
        Field("similar_elsewhere", .text, "Where else it may be", clause: "10.2.b"),
        Field("action", .record(.correctiveAction), "What removes the cause", clause: "10.2.c"),
        Field("change", .reference([.changes]), "The change it led to", clause: "10.2.e"),
        Field("potential", .boolean, "Whether it has not happened yet", default: "false"),
        document("evidence", "The proof"), Field("closed", .date, "When it was closed"), noteField,
      ]),
    FieldTable(
      .correctiveAction, "a corrective action", "What removes a cause.", clause: "10.2.c",
      [
        Field("text", .text, "What is done"),
        Field("treatment", .reference([.treatments]), "The treatment that does it"),
        Field("due", .date, "By when"), ownerField(), Field("started", .date, "When it began"),
        Field("risk_reviewed", .record(.riskReview), "The what-if run before it began"),
        Field("done", .date, "When it was done"), Field("effective", .boolean, "Whether it worked"),
        ownerField("verified_by", "Who verified it"),
        Field("imminent_danger", .boolean, "Whether it could not wait", default: "false"),
        Field("reason", .text, "Why it could not wait"),
        Field("cost", .money, "What it costs", range: .nonNegative),
        document("evidence", "The proof"), noteField,
      ]),
    FieldTable(
      .riskReview, "a risk review", "What a what-if run said of an action.", clause: "10.2",
      [
        Field("run", .text, "The run"), Field("date", .date, "When"),
        Field("delta_expected_annual_loss", .money, "Change of the expected annual loss"),
      ]),
    FieldTable(
      .reviews, "the reviews", "Management reviews.", clause: "9.3",
      [
        Field("every_days", .integer, "How often", unit: "days", range: .atLeast(1)),
        Field("held", .list(.record(.review)), "Reviews held"),
      ]),
    FieldTable(
      .review, "a review", "A management review.", clause: "9.3",
      [
        idField(), Field("date", .date, "When"), ownerField("chair", "Who led it"),
        Field("attended", .list(.reference([.roles])), "Who was there"),
        Field("decisions", .list(.record(.reviewDecision)), "What was decided", clause: "9.3.3"),
        document("document", "The minutes"), noteField,
      ]),
    FieldTable(
      .reviewDecision, "a decision", "What a review decided.", clause: "9.3.3",
      [
        Field("text", .text, "The decision", required: true), ownerField(),
        Field("due", .date, "By when"), Field("status", .text, "Where it stands: open, done"),
        Field("done", .date, "When it was done"), Field("run", .text, "The run it rests on"),
      ]),
  ]

  private static let changeKinds = [
    "organisation", "people", "programme", "process", "technology", "supplier",
  ]
}
