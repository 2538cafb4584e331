extension RuleBook {
  /// Clause 10: improvement, nonconformities, corrective actions.
  static let improvementRules: [Rule] = [
    .must(
      "10.1 #1", "The system improves all the time",
      "Find out why the expected loss has clearly grown", .advised(.relation(.lossHasNotGrown))),
    .should(
      "10.1 #2", "Chances are sought even without an event",
      "Run with `--sensitivity` to see what better knowledge is worth",
      .relation(.sensitivityIsKept)),
    .must(
      "10.2.a.1", "What is wrong is brought under control and corrected",
      "State what was done at once", .states("nonconformities", ["correction"])),
    .must(
      "10.2.a.2", "Consequences are dealt with", "Deal with them, and say so",
      .holds("nonconformities", "consequences_handled")),
    .must(
      "10.2.b.1", "What is wrong is looked into", "State the day on which it was found",
      .states("nonconformities", ["found"])),
    .must(
      "10.2.b.2", "Causes are found", "State the cause", .states("nonconformities", ["cause"])),
    .must(
      "10.2.b.3", "The same elsewhere is looked for", "Say where else it may be",
      .states("nonconformities", ["similar_elsewhere"])),
    .must(
      "10.2.c", "Action is taken", "Give the action an owner and a day, and keep it",
      .states("nonconformities", ["action.owner", "action.due"]), .relation(.actionsOnTime)),
    .must(
      "10.2.d", "The effect of the action is judged", "Say whether it worked",
      .states("nonconformities.action", ["effective"], .stated("done"))),
    .must(
      "10.2.e", "The system is changed where needed",
      "Name the change that a closed nonconformity led to, or say in the note why none",
      .either("nonconformities", ["change", "note"], .stated("closed"))),
    .must(
      "10.2 (fit 1)", "Actions are in proportion to the effects",
      "Look again at an action that costs far more than it averts",
      .advised(.relation(.actionsInProportion))),
    .must(
      "10.2 (doc 1)", "Proof of what was wrong", "State it, and where it came from",
      .states("nonconformities", ["text", "source"])),
    .must(
      "10.2 (doc 2)", "Proof of results", "Name the document that shows the result",
      .states("nonconformities.action", ["evidence"], .stated("done"))),
    .must(
      "10.2 (doc 3)", "Proof that near misses, incidents and emergencies are looked into",
      "Record near misses too", .exists("incidents", .flag("near_miss"))),
    .must(
      "10.2 (doc 4)", "Proof that consequences were softened",
      "Name the document that shows it", .states("nonconformities", ["evidence"])),
    .must(
      "10.2 (pre-check)", "Each corrective action goes through the risk assessment first",
      "Run `breakwater gate STUDY ACTION` and record run and day; imminent danger may go first",
      .relation(.actionsRunBefore)),
    .must(
      "10.2 (fit 2)", "Possible causes are acted on as well as real ones",
      "State the action against what has not happened yet",
      .states("nonconformities", ["action"], .flag("potential"))),
  ]
}
