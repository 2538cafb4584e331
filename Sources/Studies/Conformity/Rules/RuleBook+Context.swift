extension RuleBook {
  /// Clause 4: the organisation and its surroundings.
  static let contextRules: [Rule] = [
    .must(
      "4.1", "Outside and inside matters that bear on security, each with the risks it drives",
      "Record what goes on around and inside the organisation and name the risks it moves",
      .exists("context.issues", .equals("origin", "external")),
      .exists("context.issues", .equals("origin", "internal")),
      .either("context.issues", ["affects", "no_effect"]),
      .fresh("context.issues", ["reviewed"], every: "review_every_days"),
      .relation(.issuesTouchSupply)),
    .must(
      "4.2.1 #1", "A list of the parties who matter to security",
      "List authorities, customers, neighbours, staff and others who are touched",
      .exists("context.interested_parties")),
    .must(
      "4.2.1 #2", "What each party needs or expects", "Name the needs of each party",
      .states("context.interested_parties", ["needs"]), .advised(.relation(.needsMeasured))),
    .must(
      "4.2.1 #3", "A decision which needs the system takes on, with reasons where it does not",
      "Say for each party whether its needs are taken on, and why not",
      .states("context.interested_parties", ["addressed"]),
      .states("context.interested_parties", ["reason"], .not(.flag("addressed")))),
    .must(
      "4.2.2.a", "Legal and other duties are found, obtained and judged",
      "Keep a register of duties with their kind and owner",
      .exists("context.obligations"), .states("context.obligations", ["kind", "title", "owner"])),
    .must(
      "4.2.2.b", "Duties are built into the system",
      "Name each duty in the control, treatment, plan, process or objective that meets it",
      .covers(
        "context.obligations",
        by: [
          .init("controls", "obligations"), .init("treatments", "obligations"),
          .init("treatments", "mandatory"), .init("response.plans", "obligations"),
          .init("processes", "obligations"), .init("context.scope", "obligations"),
          .init("objectives", "obligations"),
        ])),
    .must(
      "4.2.2.c", "Duties are written down and kept current",
      "Review each duty in its interval and name the document that shows it",
      .fresh("context.obligations", ["reviewed"], every: "review_every_days"),
      .states("context.obligations", ["evidence"])),
    .must(
      "4.2.2.d", "Duties are passed on to the parties concerned",
      "Say who was told of each duty", .states("context.obligations", ["communicated_to"])),
    .should(
      "4.2.3.1", "The principles of security management are used to protect value",
      "Let a person who knows the system vouch for it", .attested),
    .should(
      "4.2.3.2", "Leaders at every level pull in one direction",
      "Let a person who knows the leaders vouch for it", .attested),
    .should(
      "4.2.3.3", "Decisions rest on the best information there is, in a comparable way",
      "Say who made each estimate, when, and on what basis; fix the seed",
      .states("simulation", ["seed"]), .relation(.estimatesHaveSources)),
    .should(
      "4.2.3.4", "The system fits the size of the organisation",
      "Let a person who knows both vouch for it", .attested),
    .should(
      "4.2.3.5", "The right people are involved in time", "Name the authors of the study",
      .states("study", ["authors"])),
    .should(
      "4.2.3.6", "Security is part of general and risk management",
      "Let a person who knows the other systems vouch for it", .attested),
    .should(
      "4.2.3.7", "The organisation learns and improves all the time",
      "Record what really happened, so that rates and forecasts can be held against it",
      .exists("incidents")),
    .should(
      "4.2.3.8", "People and culture count, and estimates say how unsure they are",
      "State estimates as ranges, and let a person vouch for the weight of human factors",
      .relation(.estimatesAreRanges), .attested),
    .should(
      "4.2.3.9", "Relationships with the parties are looked after",
      "Plan what each party is told",
      .covers(
        "context.interested_parties",
        by: [
          .init("support.communication_plan", "whom"),
          .init("response.communication.audiences", "who"),
          .init("governance.policy.communicated", "interested_parties"),
          .init("context.obligations", "communicated_to"),
        ], .flag("addressed"))),
    .must(
      "4.3 #1", "Boundaries drawn in the light of the surroundings",
      "State the scope, its boundaries, the issues weighed, and why something is outside",
      .states("context.scope", ["statement", "boundaries", "issues"]),
      .states("context.scope.excluded", ["why"])),
    .must(
      "4.3 #2", "Boundaries drawn in the light of what the parties need",
      "Name in the scope the needs and duties that it serves", .relation(.addressedNeedsInScope)),
    .must(
      "4.3 #3", "The scope is kept as a document", "Name the document and review it",
      .refers("context.scope", "document"),
      .fresh("context.scope", ["reviewed"], every: "review_every_days", optional: true)),
    .must(
      "4.3 #4", "Processes run by others are under control, with responsibilities named",
      "Give each provider an owner, an assurance status and a control",
      .relation(.providersControlled)),
    .must(
      "4.4", "The system is a set of processes that work together",
      "Fill every section from 4 to 10 and link the processes",
      .relation(.everyFamilyHasRecords), .relation(.processesInteract)),
  ]
}
