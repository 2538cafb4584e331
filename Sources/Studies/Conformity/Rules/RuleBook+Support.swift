extension RuleBook {
  private static let current = Condition.not(.flag("obsolete"))
  private static let own = Condition.all([
    .not(.flag("obsolete")), .not(.flag("external_origin")),
  ])

  /// Clause 7: means, competence, awareness, documents.
  static let supportRules: [Rule] = [
    .must(
      "7.1", "Means are determined and given", "State the budget and who approved it",
      .states("support.resources", ["security_budget_per_year", "approved_by"])),
    .must(
      "7.2 #1", "The competence that is needed is known",
      "State the needs of each role that holds a risk, a control or a team",
      .relation(.competenceOfOwners), .states("support.competence", ["needs"])),
    .must(
      "7.2 #2", "People are competent and, where fitting, cleared",
      "Renew what has run out and state the clearance",
      .until("support.competence", "valid_until"), .states("support.competence", ["cleared"])),
    .must(
      "7.2 #3", "Missing competence is gained and its effect judged",
      "Plan a training, and say whether it worked", .relation(.missingCompetenceTrained)),
    .must(
      "7.2 #4", "Proof of competence is kept", "Name the document",
      .states("support.competence", ["evidence"])),
    .must(
      "7.3 #1", "People know the policy", "Add the topic and state the share reached",
      .mentions("support.awareness", "topics", ["policy"]),
      .states("support.awareness", ["coverage"])),
    .must(
      "7.3 #2", "People know what they contribute", "Add the topic",
      .mentions("support.awareness", "topics", ["contribution"])),
    .must(
      "7.3 #3", "People know what happens when rules are not kept", "Add the topic",
      .mentions("support.awareness", "topics", ["consequences"])),
    .must(
      "7.3 #4", "People know their part, in emergencies too", "Add the topic",
      .mentions("support.awareness", "topics", ["roles_in_emergency"])),
    .must(
      "7.4 #1", "What is passed on", "Plan communications",
      .exists("support.communication_plan")),
    .must(
      "7.4 #2", "At which times it is passed on", "State when",
      .states("support.communication_plan", ["when"])),
    .must(
      "7.4 #3", "Who is told and who is asked", "Name parties, suppliers or roles",
      .states("support.communication_plan", ["whom"])),
    .must(
      "7.4 #4", "In which way it is passed on", "State how",
      .states("support.communication_plan", ["how"])),
    .must(
      "7.4 #5", "How sensitive it is, before it goes out", "State the sensitivity",
      .states("support.communication_plan", ["sensitivity"])),
    .must(
      "7.5.1.a", "The documents that records rest on are there",
      "List each document that a record names", .relation(.documentsAreListed)),
    .must(
      "7.5.1.b", "The documents that the organisation needs", "List the documents",
      .exists("support.documents")),
    .must(
      "7.5.1 #1", "Responsibilities, authority, ways and times are written down",
      "State the authority of a role", .exists("governance.roles", .stated("authority"))),
    .must(
      "7.5.1 #2", "Worth, integrity and protection of information are decided",
      "State who may read each document and how it is kept from change",
      .states("support.documents", ["access", "integrity"], current)),
    .must(
      "7.5.2 #1", "Documents are identified and described",
      "State title, owner, version and a date",
      .states("support.documents", ["title", "owner", "version"]),
      .either("support.documents", ["date", "approved"])),
    .must(
      "7.5.2 #2", "Documents have a fitting form and language", "State them",
      .states("support.documents", ["format", "language"], current)),
    .must(
      "7.5.2 #3", "Documents are reviewed and approved", "Approve them, and say who did",
      .states("support.documents", ["approved", "approved_by"], own)),
    .must(
      "7.5.3.a", "Documents are there when and where needed", "State where they are kept",
      .states("support.documents", ["location"], current)),
    .must(
      "7.5.3.b", "Documents are protected", "Take away the right of all users to write",
      .relation(.folderIsProtected)),
    .must(
      "7.5.3.c", "Documents are looked at from time to time", "Review the document",
      .fresh(
        "support.documents", ["reviewed", "approved", "date"], every: "review_every_days",
        days: 1095, current)),
    .must(
      "7.5.3.d", "Outdated documents are out of use", "Name the document that replaces it",
      .relation(.obsoleteIsUnused)),
    .must(
      "7.5.3.e", "Archived documents are marked", "Say why it is kept",
      .states("support.documents", ["reason"], .flag("archived"))),
    .must(
      "7.5.3 #1", "Documents can be handed out, found and used", "Let their owner vouch for it",
      .attested),
    .must(
      "7.5.3 #2", "Documents are stored and stay legible", "Let their owner vouch for it",
      .attested),
    .must(
      "7.5.3 #3", "Changes are under control", "State version and status of the study",
      .states("study", ["version", "status"])),
    .must(
      "7.5.3 #4", "How long documents are kept", "State the years",
      .states("support.documents", ["retain_years"])),
    .must(
      "7.5.3 #5", "Documents from outside are marked",
      "Mark them, or set the rule aside where there are none",
      .exists("support.documents", .flag("external_origin"))),
  ]
}
