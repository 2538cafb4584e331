extension RuleBook {
  private static func serves(_ word: String) -> Condition { .mentions("serves", word) }

  private static func change(_ kind: String) -> Check { .relation(.changesJudged(kind)) }

  /// Clauses 8.1 to 8.5: processes, assessment, controls, strategies.
  static let operationRules: [Rule] = [
    .must(
      "8.1 #1", "Criteria for the processes", "State a tolerance curve and who approved it",
      .states("criteria", ["tolerance", "approved_by"])),
    .must(
      "8.1 #2", "Processes run by those criteria", "Treat what keeps a process down",
      .relation(.serviceIsKept)),
    .must(
      "8.1 #3", "Records enough to trust that work went as planned",
      "Name the document that shows a control at work",
      .exists("controls", .stated("evidence"))),
    .must(
      "8.2.a", "Processes that the policy needs", "Say which process serves the policy",
      .exists("processes", serves("policy"))),
    .must(
      "8.2.b", "Processes that the law needs", "Name the duties that such a process meets",
      .exists("processes", serves("legal")),
      .states("processes", ["obligations"], serves("legal"))),
    .must(
      "8.2.c", "Processes that objectives need", "Say which process serves objectives",
      .exists("processes", serves("objectives"))),
    .must(
      "8.2.d", "Processes that deliver the system", "Say which process serves the system",
      .exists("processes", serves("system"))),
    .must(
      "8.2.e", "Processes that the security of the supply chain needs",
      "Say which process serves it and state the availability it must keep",
      .exists("processes", serves("supply_chain")), .exists("criteria.service")),
    .must(
      "8.3 (lead)", "Risks are assessed and treated all the time",
      "Record risks, and run the study after it changed",
      .exists("risks"), .relation(.runIsOfThisStudy)),
    .should(
      "8.3.a", "Risks are found and ranked", "Run the study: risks are ranked by bad years",
      .relation(.risksAreRanked)),
    .should(
      "8.3.b", "Risks are analysed and evaluated",
      "Simulate more years until each criterion is decided", .relation(.criteriaAreDecided)),
    .should(
      "8.3.c", "It is decided which risks need treatment",
      "State when to treat, and decide each risk above it",
      .states("criteria", ["treat_when"]), .relation(.topRisksDecided)),
    .should(
      "8.3.d", "Options are chosen, and who chose them is recorded",
      "Record the chosen strategy with day and owner",
      .exists("strategies", .stated("decided")),
      .states("strategies", ["owner"], .stated("decided"))),
    .should(
      "8.3.e", "Treatment plans are drawn up and carried out",
      "Give each decided treatment an owner, a day and a state; finish what is overdue",
      .states("treatments", ["owner", "due", "state"], .planned),
      .relation(.treatmentsOnTime)),
    .must(
      "8.4 (lead)", "Controls on people and on equipment over its life",
      "State the kind of each control and test it in its interval",
      .states("controls", ["kind"]), .relation(.bothControlFamilies),
      .fresh("controls", ["tested"], every: "test_every_days")),
    .must(
      "8.4 (pre-check)", "Risks are thought through before arrangements change",
      "Run `breakwater gate STUDY CHANGE` and record the run in the change",
      .relation(.changesRunBefore)),
    .must(
      "8.4.a", "Changes of structure, roles and responsibilities are judged",
      "Record what came of looking at it", change("organisation")),
    .must(
      "8.4.b", "Changes of training, awareness and staffing are judged",
      "Record what came of looking at it", change("people")),
    .must(
      "8.4.c", "Changes of policy, objectives and programmes are judged",
      "Record what came of looking at it", change("programme")),
    .must(
      "8.4.d", "Changes of processes and procedures are judged",
      "Record what came of looking at it", change("process")),
    .must(
      "8.4.e", "New buildings, equipment and technology are judged",
      "Record what came of looking at it", change("technology")),
    .must(
      "8.4.f", "Whoever is new, from staff to contractors, is judged beforehand",
      "Record what came of looking at it", change("supplier")),
    .must(
      "8.4.g", "Security assurance asked of suppliers",
      "State the assurance of each direct supplier, `none` where there is none",
      .relation(.directSuppliersAssured)),
    .must(
      "8.4 (end 1)", "Unplanned changes are reviewed and softened",
      "Record what an unplanned change brought and what was done",
      .states("changes", ["consequences", "action"], .flag("unplanned"))),
    .must(
      "8.4 (end 2)", "Bought-in processes, products and services are under control",
      "Name the suppliers of processes under someone else's roof",
      .states("context.scope", ["externally_provided"])),
    .should(
      "8.5.1 (analysis)", "A steady way to analyse weaknesses and threats",
      "Name the weak points that each risk uses",
      .states("risks", ["weaknesses"], .not(.stated("from_network")))),
    .should(
      "8.5.1 (strategy)", "Strategies are put together from treatments",
      "Name a bundle of treatments", .exists("strategies", .stated("treatments"))),
    .should(
      "8.5.1.a", "Options are judged by how far they keep the organisation secure",
      "Simulate a strategy and see which criteria it keeps", .relation(.strategiesAreRun)),
    .should(
      "8.5.1.b", "Options that make a weakness less likely to be used",
      "Propose a treatment that lowers `success`",
      .exists("treatments.effects", .equals("quantity", "success"))),
    .should(
      "8.5.1.c", "Options that make a threat less likely",
      "Propose a treatment that lowers `attempts` or `frequency`",
      .exists(
        "treatments.effects",
        .any([.equals("quantity", "attempts"), .equals("quantity", "frequency")]))),
    .should(
      "8.5.1.d", "Options are judged by the time until they work",
      "State how long each treatment takes", .states("treatments", ["ready_in_days"])),
    .should(
      "8.5.1.e", "Options are judged by the means they need", "Limit the budget",
      .exists(
        "optimisation.constraints",
        .any([.stated("budget_once"), .stated("budget_per_year"), .stated("annual_cost")]))),
    .should(
      "8.5.1 (select 1)", "The choice meets what is needed to protect",
      "Ask that harm to people does not grow, or that service holds",
      .exists(
        "optimisation.constraints",
        .any([.stated("people"), .stated("service"), .stated("must_include")]))),
    .should(
      "8.5.1 (select 2)", "The choice respects how much risk may be taken",
      "Ask that the tolerance or the capacity is respected",
      .exists(
        "optimisation.constraints",
        .any([
          .stated("tolerance"), .stated("capacity"), .stated("breach"),
          .stated("expected_shortfall"), .stated("value_at_risk"),
        ]))),
    .should(
      "8.5.1 (select 3)", "The choice weighs cost against benefit",
      "State the measure that is minimised", .states("optimisation", ["measure"])),
    .must(
      "8.5.2", "Means for the chosen treatments are known", "State cost and staff",
      .states("treatments", ["cost", "staff"], .planned)),
    .must(
      "8.5.3", "Chosen treatments are put in place and kept",
      "Record when it worked and when it is tested next",
      .states("treatments", ["done", "next_test"], .equals("state", "done")),
      .until("treatments", "next_test")),
  ]
}
