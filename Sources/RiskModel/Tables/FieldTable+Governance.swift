extension FieldTable {
  static let governanceTables: [FieldTable] = [
    FieldTable(
      .governance, "governance", "Policy, roles and what only a person can attest.", clause: "5",
      [
        Field("policy", .record(.policy), "The security policy", clause: "5.2"),
        Field("roles", .list(.record(.role)), "Who answers for what", clause: "5.3"),
        Field(
          "attestations", .list(.record(.attestation)), "What a person vouches for",
          clause: "5.1"),
        Field(
          "not_applicable", .list(.record(.notApplicable)), "Rules that do not apply, and why"),
      ]),
    FieldTable(
      .policy, "the policy", "The security policy.", clause: "5.2",
      [
        Field("document", .reference([.documents]), "The document that holds it", clause: "5.2.2"),
        Field("statement", .text, "The policy in words"),
        ownerField("approved_by", "Who approved it"),
        Field("approved", .date, "When it was approved"), everyDays,
        Field(
          "review_triggers", .list(.text), "Events that call for a review", clause: "5.2.2"),
        Field("commits_to", .list(.text), "What it promises", clause: "5.2.1"),
        Field(
          "side_effects_considered", .list(.text), "Possible harm elsewhere", clause: "5.2.1.e"),
        Field(
          "communicated", .record(.policyCommunication), "Who was told, and when",
          clause: "5.2.2"),
        Field("other_policies", .list(.text), "Policies it agrees with", clause: "5.2.2"),
      ]),
    FieldTable(
      .policyCommunication, "the telling of the policy", "Who was told of the policy.",
      clause: "5.2.2",
      [
        Field("internal", .date, "When it was told inside"),
        Field("interested_parties", .list(.reference([.parties])), "Parties that can read it"),
      ]),
    FieldTable(
      .role, "a role", "Somebody who answers for something.", clause: "5.3",
      [
        idField("Unique name, by custom `role/…`"),
        Field("person", .text, "Who holds it, or `rota`"),
        Field("authority", .list(.text), "What the holder may decide"),
        Field("assigned", .list(.text), "Duties: `conformity`, `performance_reporting`"),
        ownerField("deputy", "Who stands in"), Field("area", .text, "The area of the role"),
        ownerField("reports_to", "Whom the holder reports to"),
        Field("last_report", .date, "When the holder last reported upward", clause: "5.3.b"),
        noteField,
      ]),
    FieldTable(
      .attestation, "an attestation", "What a person vouches for.", clause: "5.1",
      [
        Field("ref", .text, "The rule, for example `5.1 #9`", required: true),
        ownerField("by", "Who vouches"), Field("dated", .date, "When"),
        Field("evidence", .reference([.documents]), "What shows it"), noteField,
      ]),
    FieldTable(
      .notApplicable, "a rule set aside", "A rule that does not apply.",
      [
        Field("ref", .text, "The rule, for example `8.6.3.d`", required: true),
        Field("reason", .text, "Why it does not apply", required: true),
      ]),
  ]

  static let criteriaTables: [FieldTable] = [
    FieldTable(
      .criteria, "the criteria", "How much risk is acceptable.", clause: "8.3",
      [
        ownerField("approved_by", "Who approved them"), Field("approved", .date, "When"),
        Field(
          "tolerance", .list(.record(.tolerancePoint)),
          "The tolerance curve: at most this chance of losing more than this in a year"),
        Field(
          "capacity", .money, "The loss of a year that ends the organisation", range: .positive),
        Field(
          "people", .record(.peopleCriteria), "Limits on harm; never turned into money",
          clause: "8.6.2.e"),
        Field("service", .oneOrMany(.record(.service)), "Availability that processes must keep"),
        Field(
          "treat_when", .record(.treatWhen), "When a risk needs a treatment", clause: "8.3.c"),
        Field("bands", .record(.bands), "Bounds of a matrix, only to draw it"),
      ]),
    FieldTable(
      .tolerancePoint, "a tolerance point", "One point of the tolerance curve.", clause: "8.3.b",
      [
        Field("loss", .money, "Loss of a year", range: .nonNegative, required: true),
        Field(
          "probability", .probability, "Largest acceptable chance of losing more", required: true),
      ]),
    FieldTable(
      .peopleCriteria, "the limits on harm", "How much harm to people is acceptable.",
      clause: "8.6.2.e",
      [
        Field(
          "expected_fatalities_per_year", .number, "Limit", unit: "persons per year",
          range: .nonNegative),
        Field(
          "expected_injuries_per_year", .number, "Limit", unit: "persons per year",
          range: .nonNegative),
        Field("rule", .word(["no_strategy_may_increase"]), "What no strategy may do"),
      ]),
    FieldTable(
      .service, "a service criterion", "The availability that a process must keep.",
      clause: "8.2.e",
      [
        Field("process", .reference([.processes]), "The process", required: true),
        Field(
          "availability", .probability, "Part of the year that it must be available",
          required: true),
      ]),
    FieldTable(
      .treatWhen, "a treatment rule", "When a risk needs a treatment.", clause: "8.3.c",
      [
        Field("any_of", .list(.choice([trigger, .record(.treatTrigger)])), "One of these holds"),
        Field("all_of", .list(.choice([trigger, .record(.treatTrigger)])), "All of these hold"),
      ]),
    FieldTable(
      .treatTrigger, "a trigger", "A share from which a risk needs a treatment.", clause: "8.3.c",
      [
        Field("share_of_shortfall", .probability, "Share of the expected shortfall"),
        Field("share_of_expected_loss", .probability, "Share of the expected annual loss"),
      ]),
    FieldTable(
      .bands, "the bands", "Upper bounds of the fields of a matrix, only to draw it.",
      [
        Field("likelihood", .map(.number), "Events per year", unit: "per year", range: .positive),
        Field("consequence", .map(.money), "Median loss of one event", range: .positive),
      ]),
    FieldTable(
      .process, "a process", "A process and what a day of it is worth.", clause: "8.2",
      [
        idField(), Field("name", .text, "What it is called", default: "the id"),
        Field(
          "value_per_day", .money, "What one day of standstill costs", unit: "currency per day",
          range: .nonNegative, default: "0"),
        Field(
          "lost_share", .probability, "Part of a day's value that is not caught up later",
          default: "1"),
        ownerField(),
        Field(
          "serves", .list(.word(["policy", "legal", "objectives", "system", "supply_chain"])),
          "What the process is for", clause: "8.2"),
        Field(
          "importance", .integer, "Weight in the audit programme", range: ValueRange(1, 5),
          clause: "9.2.2"),
        Field(
          "links", .list(.reference([.processes])), "Processes that it works with", clause: "4.4"),
        Field("obligations", .list(.reference([.obligations])), "Duties that it meets"),
        Field("no_risk", .text, "Why no risk concerns it", clause: "5.1"), noteField,
      ]),
    FieldTable(
      .asset, "an asset", "Something that a process rests on.", clause: "6.1.2.c",
      [
        idField(), Field("name", .text, "What it is called"),
        Field("process", .oneOrMany(.reference([.processes])), "The process that needs it"),
        Field("value", .money, "What it is worth", range: .nonNegative),
        Field("installed", .date, "When it was installed"),
        Field(
          "design_life_years", .number, "Years of service it was made for", unit: "years",
          range: .positive),
        ownerField(), noteField,
      ]),
  ]

  private static let trigger = FieldType.word([
    "above_tolerance", "people_over_limit", "service_below_limit",
  ])
}
