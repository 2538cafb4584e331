extension RuleBook {
  private static let graded = Condition.any([.equals("grade", "major"), .equals("grade", "minor")])

  /// Clause 9: monitoring, audit, management review.
  static let evaluationRules: [Rule] = [
    .must(
      "9.1 #1", "What is watched and measured", "Give the largest risks an indicator",
      .exists("indicators"), .relation(.topRisksWatched)),
    .must(
      "9.1 #2", "Methods that give valid results", "Say how each indicator is measured",
      .states("indicators", ["method"])),
    .must(
      "9.1 #3", "When it is measured", "State the interval and measure what is due",
      .states("indicators", ["every_days"]), .relation(.measurementsAreFresh)),
    .must(
      "9.1 #4", "When results are evaluated", "State the interval",
      .states("indicators", ["evaluate_every_days"])),
    .must("9.1 #5", "Proof of results", "Record the measurements", .exists("measurements")),
    .must(
      "9.1 #6", "Performance and effectiveness are evaluated",
      "State the aim and which side of it is good", .states("indicators", ["target", "direction"])),
    .must(
      "9.2.1.a.1", "Audits show whether our own rules are kept",
      "Name one of our documents among the criteria of an audit",
      .relation(.auditsHoldOwnRules)),
    .must(
      "9.2.1.a.2", "Audits cover every clause over the cycle",
      "Plan an audit of the clauses that are left out", .relation(.auditsCoverClauses)),
    .must(
      "9.2.1.b", "Audits show whether it works in practice", "State the result",
      .states("audit.audits", ["effective"])),
    .must(
      "9.2.2 (programme)", "An audit programme", "State year, days and frequency",
      .states("audit.programme", ["year", "days", "frequency"])),
    .must(
      "9.2.2 (basis 1)", "The importance of processes counts", "State the importance",
      .states("processes", ["importance"])),
    .must(
      "9.2.2.a", "Aim, criteria and scope of each audit", "State them",
      .states("audit.audits", ["objectives", "criteria", "scope"])),
    .must(
      "9.2.2.b", "Auditors look at nothing that is their own",
      "Let somebody audit who does not own the process", .relation(.auditorsAreIndependent)),
    .must(
      "9.2.2.c", "Results reach the managers concerned", "Report to the owner of the process",
      .relation(.auditsAreReported)),
    .must(
      "9.2.2.d", "Equipment and staff are where they should be", "Check both in each audit",
      .holds("audit.audits", "equipment_checked"), .holds("audit.audits", "personnel_checked")),
    .must(
      "9.2.2.e", "Findings lead to corrective action without delay",
      "Open a nonconformity for each finding",
      .states("audit.findings", ["action"], graded)),
    .must(
      "9.2.2.f", "Actions are followed up and verified", "Name who verified it",
      .states("nonconformities.action", ["verified_by"], .stated("done"))),
    .must(
      "9.2.2 (evidence)", "Proof of programme and results", "Name the report of each audit",
      .refers("audit.audits", "document")),
    .must(
      "9.2.2 (basis 2)", "The programme rests on risks and earlier audits",
      "Allot days by risk and findings: `breakwater audit STUDY`",
      .mentions("audit.programme", "basis", ["risk_contribution", "previous_findings"])),
    .must(
      "9.2.2 (procedures)", "Scope, methods, competence, duties and reporting of audits",
      "State them in the programme",
      .states("audit.programme", ["scope", "methods", "competence", "duties", "reporting"])),
    .must(
      "9.3.1 #1", "Top management reviews the system at set times", "Hold the review",
      .relation(.reviewIsFresh)),
    .must(
      "9.3.1 #2", "Results of evaluation lead to decisions",
      "Name the run that a decision rests on", .exists("reviews.held.decisions", .stated("run"))),
    .must(
      "9.3.2.a", "State of actions from earlier reviews", "State where each decision stands",
      .states("reviews.held.decisions", ["status"])),
    .must(
      "9.3.2.b", "Changes outside and inside", "State where each issue is heading",
      .states("context.issues", ["trend"])),
    .must(
      "9.3.2.c", "Changes in what the parties need", "State each need in words",
      .exists("context.needs"), .states("context.needs", ["text"])),
    .must(
      "9.3.2.d.1", "Trend of nonconformities and corrective actions",
      "Name the clause of each nonconformity", .states("nonconformities", ["clause"])),
    .must(
      "9.3.2.d.2", "Trend of measurements", "Measure each indicator twice or more",
      .relation(.indicatorsHaveTrend)),
    .must(
      "9.3.2.d.3", "Trend of audit results", "Grade each finding",
      .states("audit.findings", ["grade"])),
    .must(
      "9.3.2.e", "Chances to improve", "Say by what treatments are ranked",
      .states("optimisation", ["rank_by"])),
    .must(
      "9.3.2.f", "Results of audits and of legal duties", "State the day of each audit",
      .exists("audit.audits"), .states("audit.audits", ["date"])),
    .must(
      "9.3.2.g", "Messages and complaints from outside", "Record what came in",
      .exists("support.communications"), .states("support.communications", ["kind"])),
    .must(
      "9.3.2.h", "Security performance", "Keep a run of the study", .relation(.runIsKept)),
    .must(
      "9.3.2.i", "How far objectives were met", "State where each objective stands",
      .states("objectives", ["status"])),
    .must(
      "9.3.2.j", "State of corrective actions", "State each action in words",
      .states("nonconformities", ["action.text"])),
    .must(
      "9.3.2.k", "Follow-up of earlier reviews", "Finish the decision or set another day",
      .relation(.decisionsOnTime)),
    .must(
      "9.3.2.l", "Changing circumstances, the law included", "Let the chair vouch for it",
      .attested),
    .must(
      "9.3.2.m", "Advice for improvement", "Ask for the frontier of cost and risk",
      .exists("optimisation.frontier")),
    .must(
      "9.3.3 #1", "Decisions on improvement and change", "Give each an owner and a day",
      .states("reviews.held.decisions", ["owner", "due"])),
    .must(
      "9.3.3 #2", "Proof of reviews", "Name the minutes", .refers("reviews.held", "document")),
  ]
}
