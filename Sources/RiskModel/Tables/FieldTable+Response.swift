extension FieldTable {
  private static let exercised: [Field] = [
    Field("exercised", .date, "When it was last exercised", clause: "8.6.3"),
    Field("exercise_every_days", .integer, "How often", unit: "days", range: .atLeast(1)),
  ]

  static func document(_ name: String, _ meaning: String, clause: String? = nil) -> Field {
    Field(name, .reference([.documents]), meaning, clause: clause)
  }

  static let responseTables: [FieldTable] = [
    FieldTable(
      .response, "the response structure", "Teams, communication and security plans.",
      clause: "8.6",
      [
        Field("teams", .list(.record(.team)), "Response teams", clause: "8.6.2"),
        Field(
          "communication", .record(.responseCommunication), "Warning and communication",
          clause: "8.6.3"),
        Field("plans", .list(.record(.plan)), "Security plans", clause: "8.6.4"),
      ]),
    FieldTable(
      .team, "a team", "A response team.", clause: "8.6.2",
      [
        idField(), Field("name", .text, "What it is called"), ownerField("lead", "Who leads it"),
        Field("alternates", .list(.reference([.roles])), "Who stands in", clause: "8.6.2"),
        Field("competent_in", .list(.text), "What it can do: assess, activate, media, …"),
        document("procedures", "Its procedures", clause: "8.6.2"),
        ownerField("reports_to", "Whom it reports to"),
        Field("works_with", .list(.text), "Other responders", clause: "8.6.3"),
      ] + exercised + [noteField]),
    FieldTable(
      .responseCommunication, "the response communication", "Warning and communication.",
      clause: "8.6.3",
      [
        document("procedures", "The procedures", clause: "8.6.3.a"),
        Field("audiences", .list(.record(.audience)), "Who is told what", clause: "8.6.3.a"),
        Field("inbound", .text, "How messages come in", clause: "8.6.3.b"),
        Field("means_backup", .text, "What remains when the usual means fail", clause: "8.6.3.c"),
        Field(
          "means", .list(.record(.communicationMeans)), "The means, each with what it rests on",
          clause: "8.6.3.c"),
        Field("responders", .list(.text), "Responders to be reached", clause: "8.6.3.d"),
        document("media", "How the media are dealt with", clause: "8.6.3.e"),
        document("log", "Where events and decisions are logged", clause: "8.6.3.f"),
        document("emergency_contacts", "Where the contacts are"),
      ] + exercised),
    FieldTable(
      .communicationMeans, "a means of communication",
      "A way to reach people; `evidence` computes how often all fail together.", clause: "8.6.3.c",
      [
        idField(), Field("name", .text, "What it is called", default: "the id"),
        Field(
          "rests_on", .list(.reference([.suppliers, .processes, .controls])),
          "Suppliers, sites, processes and controls without which it is silent"),
        Field(
          "lost_in", .list(.reference([.risks])),
          "Risks whose events silence it for as long as their downtime lasts"),
        Field("outages", .record(.controlOutages), "When it fails by itself"),
        Field(
          "needs", .number, "Part of their output that it cannot do without", range: .part,
          default: "0.5"),
        noteField,
      ]),
    FieldTable(
      .audience, "an audience", "Somebody who is told something.", clause: "8.6.3.a",
      [
        Field("who", .reference([.parties, .suppliers, .roles]), "Who is told", required: true),
        Field("what", .text, "What"), Field("when", .text, "When"), Field("how", .text, "How"),
        Field("risks", .list(.reference([.risks])), "For which risks"),
      ]),
    FieldTable(
      .plan, "a security plan", "What a team does when something happens.", clause: "8.6.4",
      [
        idField(), Field("name", .text, "What it is called"),
        Field("team", .reference([.teams]), "The team that carries it out"),
        Field("risks", .list(.reference([.risks])), "The risks it is for"),
        Field("treatments", .list(.reference([.treatments])), "The treatments it uses"),
        Field("obligations", .list(.reference([.obligations])), "Duties it meets"),
        Field("purpose", .text, "Its purpose", clause: "8.6.4"),
        Field("scope", .text, "Its scope", clause: "8.6.4"),
        Field("objectives", .list(.text), "Its objectives", clause: "8.6.4"),
        Field("activate_when", .list(.record(.activation)), "Its thresholds", clause: "8.6.4.b"),
        Field("activates_in", .text, "How fast it starts", clause: "8.6.2.g"),
        Field("actions", .record(.planActions), "What the team does", clause: "8.6.4.a"),
        document("restore", "How security is restored", clause: "8.6.4.c"),
        Field("immediate", .record(.immediateActions), "What comes first", clause: "8.6.4.d"),
        Field(
          "interdependencies", .list(.reference([.suppliers, .processes, .assets])),
          "What the plan rests on", clause: "8.6.4"),
        Field("resources", .record(.planResources), "Means needed", clause: "8.6.4"),
        Field("contacts", .list(.text), "Who is called", clause: "8.6.4"),
        Field(
          "means", .list(.reference([.means])), "The means that it speaks by", default: "all",
          clause: "8.6.3.c"),
        Field("reporting", .record(.reporting), "Who is informed", clause: "8.6.4"),
        document("stand_down", "How it ends", clause: "8.6.4"),
        document("recovery", "The way back", clause: "8.6.5"),
        Field("available_at", .list(.text), "Where it can be read", clause: "8.6.4"),
        Field("approved", .date, "When it was approved"), ownerField(),
        document("document", "The document that holds it"),
      ] + exercised + [noteField]),
    FieldTable(
      .activation, "an activation", "The threshold at which a plan starts.", clause: "8.6.2.b",
      [
        Field("metric", .metric, "The figure that is watched"),
        Field("process", .reference([.processes]), "Of this process"),
        Field("risk", .reference([.risks]), "Of this risk"),
        Field(
          "at_least", .choice([.word(["auto"]), .number]),
          "The threshold; `auto`: a quantile from the latest approved run"),
        Field("level", .probability, "The probability of the `auto` quantile", range: .inside),
        Field("event", .text, "An event that starts the plan at once"),
      ]),
    FieldTable(
      .planActions, "plan actions", "What the team does.", clause: "8.6.4.a",
      [
        document("restore_status", "To keep or regain the agreed state", clause: "8.6.4.a"),
        document("monitor", "To follow the effect", clause: "8.6.4.a"),
      ]),
    FieldTable(
      .immediateActions, "immediate actions", "What comes first.", clause: "8.6.4.d",
      [
        document("welfare", "Care for people", clause: "8.6.4.d"),
        document("assets", "Worth of what is at stake", clause: "8.6.4.d"),
        document("prevent_further", "No further loss", clause: "8.6.4.d"),
      ]),
    FieldTable(
      .planResources, "plan resources", "Means that a plan needs.", clause: "8.6.4",
      [
        Field("staff", .number, "Staff", unit: "persons", range: .nonNegative),
        Field("budget", .money, "Money", range: .nonNegative),
        Field("equipment", .list(.text), "Equipment"),
      ]),
    FieldTable(
      .reporting, "a reporting duty", "Who is informed, and how fast.", clause: "8.6.4",
      [
        Field("to", .list(.reference([.roles, .parties])), "Who is informed"),
        Field("within_hours", .number, "How fast", unit: "hours", range: .nonNegative),
      ]),
  ]
}
