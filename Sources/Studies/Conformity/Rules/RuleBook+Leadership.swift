extension RuleBook {
  /// Clause 5: policy, roles, and what leaders show.
  static let leadershipRules: [Rule] = [
    .must(
      "5.1 #1", "Policy and objectives fit the strategy", "Let top management vouch for it",
      .attested),
    .must(
      "5.1 #2", "What the parties expect is watched and acted on in time",
      "Let a treatment, a plan or a measure answer the needs of each party",
      .relation(.partiesAnswered)),
    .must(
      "5.1 #3", "Security is part of every business process",
      "Give each process an owner and a risk, or say why it has none",
      .states("processes", ["owner"]), .relation(.processesHaveRisks)),
    .must(
      "5.1 #4", "The means are there", "Raise the budget or take back a decision",
      .relation(.meansCoverDecisions)),
    .must(
      "5.1 #5", "People are told why it matters", "Hold the next campaign",
      .fresh("support.awareness", ["last_campaign"], every: "every_days")),
    .must(
      "5.1 #6", "The intended results are reached",
      "Say what is done about a missed objective", .relation(.objectivesReached)),
    .must(
      "5.1 #7", "Objectives and programmes can work",
      "Choose treatments that reach the target, or another target",
      .relation(.programmesReachTargets)),
    .must(
      "5.1 #8", "Programmes from elsewhere fit in",
      "Give treatments of another programme an owner and a process here",
      .states("treatments", ["owner", "processes"], .stated("origin"))),
    .must(
      "5.1 #9", "People are guided and helped", "Let top management vouch for it", .attested),
    .must(
      "5.1 #10", "Improvement is promoted", "Record the chances that were seen",
      .exists("opportunities")),
    .must(
      "5.1 #11", "Other leaders are supported in their own area",
      "Let top management vouch for it", .attested),
    .must(
      "5.2.1.a", "A policy that suits the purpose",
      "Record the policy and let top management vouch for it",
      .exists("governance.policy"), .attested),
    .must(
      "5.2.1.b", "Objectives can be hung on the policy",
      "Name the line of the policy that an objective serves",
      .exists("objectives", .stated("from_policy"))),
    .must(
      "5.2.1.c", "The policy promises to meet what applies", "Add the promise to the policy",
      .mentions("governance.policy", "commits_to", ["applicable_requirements"])),
    .must(
      "5.2.1.d", "The policy promises to keep improving", "Add the promise to the policy",
      .mentions("governance.policy", "commits_to", ["continual_improvement"])),
    .must(
      "5.2.1.e", "The policy was written with its possible harm elsewhere in mind",
      "Say which side effects were weighed",
      .states("governance.policy", ["side_effects_considered"])),
    .must(
      "5.2.2 #1", "The policy agrees with other policies",
      "List them and let somebody vouch for it",
      .states("governance.policy", ["other_policies"]), .attested),
    .must(
      "5.2.2 #2", "The policy agrees with the overall assessment of risk",
      "Approve criteria and policy again in the light of the latest run",
      .states("governance.policy", ["approved_by"]), .relation(.policyKnowsBreaches)),
    .must(
      "5.2.2 #3", "The policy is looked at again after takeovers and changes of scope",
      "Add the events that call for a review",
      .mentions(
        "governance.policy", "review_triggers", ["acquisition", "merger", "change_of_scope"])),
    .must(
      "5.2.2 #4", "It is written down who answers for results", "Give each risk an owner",
      .states("risks", ["owner"])),
    .must(
      "5.2.2 #5", "The policy is a document, and current", "Name the document and review it",
      .refers("governance.policy", "document"),
      .fresh("governance.policy", ["approved"], every: "review_every_days")),
    .must(
      "5.2.2 #6", "The policy is told inside", "Tell it, and record when",
      .states("governance.policy", ["communicated.internal"])),
    .must(
      "5.2.2 #7", "The parties can read the policy", "Say which parties can read it",
      .states("governance.policy", ["communicated.interested_parties"])),
    .must(
      "5.3 (lead)", "Responsibilities and authority are given and known",
      "List each owner as a role with a person, and a deputy where it holds a risk, plan or team",
      .relation(.ownersAreRoles)),
    .must(
      "5.3.a", "Somebody answers for conformity", "Assign `conformity` to a role",
      .exists("governance.roles", .mentions("assigned", "conformity"))),
    .must(
      "5.3.b", "Somebody reports performance upward",
      "Assign `performance_reporting` to a role and record its last report",
      .exists("governance.roles", .mentions("assigned", "performance_reporting")),
      .fresh(
        "governance.roles", ["last_report"], days: 365,
        .mentions("assigned", "performance_reporting"))),
  ]
}
