extension RuleBook {
  private static func able(_ word: String) -> Check {
    .exists("response.teams", .mentions("competent_in", word))
  }

  private static func plan(_ fields: String...) -> Check { .states("response.plans", fields) }

  /// Clause 8.6: response structure and security plans.
  static let responseRules: [Rule] = [
    .must(
      "8.6.1 #1", "Security plans built on the chosen strategy",
      "Record plans with the risks they are for",
      .exists("response.plans"), plan("risks"), .relation(.topStoppagesHavePlans)),
    .must(
      "8.6.1 #2", "A structure that warns early and well",
      "Record response teams and communication", .exists("response.teams"),
      .exists("response.communication")),
    .must(
      "8.6.1 #3", "Plans to run the organisation while it is threatened",
      "Write a plan for each family of events", .relation(.planFamilies)),
    .must(
      "8.6.2 (lead)", "Persons or teams with roles and relations that are known",
      "Name lead and superior of each team", .states("response.teams", ["lead", "reports_to"])),
    .should(
      "8.6.2.a", "Able to judge kind and size of a threat", "Train a team to `assess`",
      able("assess")),
    .should(
      "8.6.2.b", "Able to compare with thresholds fixed beforehand",
      "Train a team to `compare_threshold`", able("compare_threshold")),
    .should(
      "8.6.2.c", "Able to start the right response", "Train a team to `activate`",
      able("activate")),
    .should("8.6.2.d", "Able to plan actions", "Train a team to `plan`", able("plan")),
    .should(
      "8.6.2.e", "Priorities with human life first",
      "Train a team in `life_safety_first` and forbid strategies that harm people",
      able("life_safety_first"), .states("criteria", ["people.rule"])),
    .should(
      "8.6.2.f", "Able to follow how threat, weakness and response change",
      "Train a team to `monitor`", able("monitor")),
    .should(
      "8.6.2.g", "Able to switch on treatments", "Train a team to `activate_treatments`",
      able("activate_treatments")),
    .should(
      "8.6.2.h", "Able to speak with parties, authorities and media",
      "Train a team to `communicate` and for `media`", able("communicate"), able("media")),
    .should(
      "8.6.2.i", "Able to feed the communication plan", "Say where the contacts are",
      .states("response.communication", ["emergency_contacts"])),
    .should(
      "8.6.2 #1", "Staff and stand-ins with duty, authority and skill",
      "Name who stands in for the lead", .states("response.teams", ["alternates"])),
    .should(
      "8.6.2 #2", "Written procedures for start, running, coordination, communication",
      "Name the procedures of each team", .refers("response.teams", "procedures")),
    .should(
      "8.6.3.a", "Procedures for telling inside and outside",
      "State what each audience is told, when and how",
      .states("response.communication", ["procedures"]),
      .states("response.communication.audiences", ["what", "when", "how"])),
    .should(
      "8.6.3.b", "Procedures for taking in, writing down and answering messages",
      "Say how messages come in", .states("response.communication", ["inbound"])),
    .should(
      "8.6.3.c", "Means of communication stay alive", "Name what remains when the usual fails",
      .states("response.communication", ["means_backup"]), .relation(.meansFailApart)),
    .should(
      "8.6.3.d", "Orderly contact with responders", "List the responders",
      .states("response.communication", ["responders"])),
    .should(
      "8.6.3.e", "A way to deal with the media", "Name the document",
      .states("response.communication", ["media"])),
    .should(
      "8.6.3.f", "Events, actions and decisions are logged", "Name the log",
      .states("response.communication", ["log"])),
    .must(
      "8.6.3 #1", "Affected parties are alerted", "Say who is told what, for which risks",
      .exists("response.communication.audiences", .stated("risks"))),
    .must(
      "8.6.3 #2", "Several responders are coordinated", "Name the responders of each team",
      .states("response.teams", ["works_with"])),
    .must(
      "8.6.3 (exercise)", "Warning and communication are exercised", "Hold the exercise",
      .fresh("response.communication", ["exercised"], every: "exercise_every_days"),
      .fresh("response.teams", ["exercised"], every: "exercise_every_days")),
    .must(
      "8.6.4 (lead)", "Plans are written, kept, exercised, and of help to the teams",
      "Exercise the plan", .fresh("response.plans", ["exercised"], every: "exercise_every_days")),
    .should(
      "8.6.4.a.1", "What the team does to keep or regain the agreed state",
      "Add it to the plan", plan("actions.restore_status")),
    .should(
      "8.6.4.a.2", "How the team follows the effect and its own response",
      "Add it to the plan", plan("actions.monitor")),
    .should(
      "8.6.4.b", "At which threshold and how the response starts",
      "State when the plan is started", plan("activate_when")),
    .should("8.6.4.c", "How security is restored", "Add it to the plan", plan("restore")),
    .should("8.6.4.d.1", "Care for people", "Add it to the plan", plan("immediate.welfare")),
    .should(
      "8.6.4.d.2", "What assets, information and staff are at stake", "Add it to the plan",
      plan("immediate.assets")),
    .should(
      "8.6.4.d.3", "How further loss and standstill are prevented", "Add it to the plan",
      plan("immediate.prevent_further")),
    .should(
      "8.6.4 #1", "Purpose, scope and objectives of each plan", "State them",
      plan("purpose", "scope", "objectives")),
    .should("8.6.4 #2", "Roles and duties of the team", "Name the team", plan("team")),
    .should("8.6.4 #3", "Actions", "State the actions", plan("actions")),
    .should(
      "8.6.4 #4", "Information to start, run, coordinate and communicate",
      "State who is called", plan("contacts")),
    .should(
      "8.6.4 #5", "What the plan rests on, inside and outside",
      "Name suppliers, processes and assets", plan("interdependencies")),
    .should("8.6.4 #6", "Means that the plan needs", "State them", plan("resources")),
    .should("8.6.4 #7", "Reporting duties", "Say who is informed", plan("reporting")),
    .should("8.6.4 #8", "How to stand down", "Add it to the plan", plan("stand_down")),
    .should(
      "8.6.4 (end)", "Plans are at hand where they are needed",
      "Keep the plan in two places or more, one of which works without network and power",
      .relation(.plansAreAtHand)),
    .must(
      "8.6.5", "The way back from temporary measures", "Name the document with the way back",
      plan("recovery")),
  ]
}
