extension RuleBook {
  /// Clause 6: risks, objectives, changes.
  static let planningRules: [Rule] = [
    .must(
      "6.1.1 (input)", "Risks and chances follow from the surroundings and the needs",
      "Measure each need, treat it, or say in `context.uncovered` why it brings no risk",
      .relation(.needsConsidered)),
    .must(
      "6.1.1 #1", "Risks to the system itself are seen apart from security risks",
      "Mark such a risk `about: system`, or say why there is none",
      .exists("risks", .equals("about", "system"), orUncovered: "system")),
    .must(
      "6.1.1 #2", "Unwanted effects are prevented or lowered",
      "Simulate with and without controls", .relation(.controlsLowerLoss)),
    .must(
      "6.1.1 #3", "Improvement can be seen from run to run", "Keep the runs of each version",
      .relation(.runsCanBeCompared)),
    .must(
      "6.1.1.a", "Actions for risks and chances",
      "Record treatments; treat each risk above the criteria or sign that it is kept",
      .exists("treatments"), .relation(.topRisksAnswered)),
    .must(
      "6.1.1.b #1", "It is planned how actions enter the processes",
      "Name the processes in which each decided treatment is built",
      .states("treatments", ["processes"], .planned)),
    .must(
      "6.1.1.b #2", "It is planned how the effect of actions is judged",
      "Give each decided treatment an indicator or say how it is judged",
      .either("treatments", ["indicator", "evaluated_by"], .planned)),
    .must(
      "6.1.2.a", "Failures of things and functions, ill will and crime",
      "Record a risk of each category, or why there is none",
      .categories(["physical_failure", "functional_failure", "malicious", "criminal"])),
    .must(
      "6.1.2.b", "Nature, people, culture, and what happens around and inside",
      "Record a risk of each category, or why there is none",
      .categories([
        "environmental", "human", "cultural", "external_context", "internal_context",
      ])),
    .must(
      "6.1.2.c", "Security equipment over its whole life",
      "Record its risks, the life-cycle stage of controls, and replace what is too old",
      .categories(["security_equipment"]), .relation(.lifeCycleCovered),
      .relation(.assetsWithinLife)),
    .must(
      "6.1.2.d", "How information and messages are handled",
      "Record a risk of the category, or why there is none", .categories(["information"])),
    .must(
      "6.1.2.e", "Knowledge of threats and weak points",
      "Name the threat of each risk, the source of each weakness, and look at it again",
      .states("risks", ["threat"], .not(.stated("from_network"))), .exists("weaknesses"),
      .states("weaknesses", ["source"]),
      .fresh("weaknesses", ["reviewed"], every: "review_every_days", days: 730)),
    .must(
      "6.1.2.f", "How suppliers depend on one another",
      "Record the network over two tiers or more, with outage data of the first",
      .categories(["supplier_interdependency"]), .exists("network.edges"),
      .relation(.networkIsDeepEnough)),
    .must(
      "6.1.3.a", "Results reach general risk management", "Keep a run: it is exported as CSV",
      .relation(.runHasRisks)),
    .must(
      "6.1.3.b", "Results reach the treatment of risk", "Say how treatments are chosen",
      .exists("optimisation")),
    .must(
      "6.1.3.c", "Results reach the objectives", "Measure an objective on figures of a run",
      .exists("objectives", .stated("measure"))),
    .must(
      "6.1.3.d", "Results reach the security processes", "Keep a run with processes",
      .relation(.runHasProcesses)),
    .must(
      "6.1.3.e", "Results reach the design of the system",
      "Say what each control holds down", .either("controls", ["effects", "share", "serves"])),
    .must(
      "6.1.3.f", "Results reach staffing and means",
      "Limit staff or a resource in the choice of treatments",
      .exists("optimisation.constraints", .any([.stated("staff"), .stated("resource")]))),
    .must(
      "6.1.3.g", "Results reach training", "Keep a run with owners, whose risks show the need",
      .relation(.runHasOwners)),
    .must(
      "6.2.1 (lead)", "Objectives where they matter",
      "Record objectives with the function or level they are for",
      .exists("objectives"), .states("objectives", ["level"])),
    .must(
      "6.2.1.a", "Objectives fit the policy", "Name the line of the policy",
      .states("objectives", ["from_policy"])),
    .must(
      "6.2.1.b", "Objectives can be measured where practicable",
      "Give a measure, or the reason why there is none",
      .either("objectives", ["measure", "reason"])),
    .must(
      "6.2.1.c", "Objectives take into account what applies",
      "Name the duties that an objective serves", .exists("objectives", .stated("obligations"))),
    .must(
      "6.2.1.d", "Objectives are watched", "Name the indicator or the figure of a run",
      .either("objectives", ["indicator", "measure"])),
    .must(
      "6.2.1.e", "Objectives are told", "Tell them, and record when",
      .states("objectives", ["communicated"])),
    .must(
      "6.2.1.f", "Objectives are updated when needed",
      "Look at the objectives again after the criteria or the scope changed",
      .relation(.objectivesFollowCriteria)),
    .must(
      "6.2.1.g", "Objectives are written down", "State the objective in words",
      .states("objectives", ["text"])),
    .must(
      "6.2.2 #1", "Which steps lead to the objective", "Name the treatments of each objective",
      .states("objectives", ["what"])),
    .must(
      "6.2.2 #2", "The means needed", "State means that pay for the treatments",
      .states("objectives", ["resources"]), .relation(.objectivesArePaid)),
    .must(
      "6.2.2 #3", "Who answers for it", "Name the role", .states("objectives", ["who"])),
    .must(
      "6.2.2 #4", "By when", "State a day that the treatments can meet",
      .states("objectives", ["due"]), .relation(.objectivesInTime)),
    .must(
      "6.2.2 #5", "How the result is judged", "Say how",
      .states("objectives", ["evaluated_by"])),
    .must(
      "6.2.2.a", "Technical, human, organisational and other ways are weighed",
      "Propose treatments of more than one kind", .relation(.severalOptions)),
    .must(
      "6.2.2.b", "Views of the parties and effects on them are weighed",
      "Name the parties touched or the side effects of each decided treatment",
      .either("treatments", ["parties", "side_effects"], .planned)),
    .must(
      "6.2.2 (end)", "Objectives ask for better than today", "Set a target that improves",
      .relation(.objectivesImprove)),
    .must(
      "6.3 (lead)", "Changes of the system are planned",
      "State what changes, of which kind, and when",
      .states("changes", ["what", "kind", "planned"], .not(.flag("unplanned")))),
    .must(
      "6.3.a", "Aim and possible consequences of a change are weighed",
      "State the purpose and an overlay that says what differs",
      .states("changes", ["purpose", "what_if"], .not(.flag("unplanned")))),
    .must(
      "6.3.b", "The system stays whole through a change", "Say how it is kept whole",
      .states("changes", ["integrity_kept_by"], .not(.flag("unplanned")))),
    .must(
      "6.3.c", "Means for a change are there", "State the means",
      .states("changes", ["resources"], .not(.flag("unplanned")))),
    .must(
      "6.3.d", "Responsibilities are given anew", "Name who answers for the change",
      .states("changes", ["responsible"], .not(.flag("unplanned")))),
  ]
}
