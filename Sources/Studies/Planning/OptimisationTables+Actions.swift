internal import TreatmentPlanning

/// What follows from a choice: the order of implementation and the action plan.
extension OptimisationTables {
  /// A step with its place in the order, from 1.
  struct RoadmapLine: Sendable {
    let run: String
    let place: Int
    let step: Roadmap.Step
    let option: PlanOption
    let action: OptimisationDetails.Action
    let starts: String?
    let ready: String?
  }

  var roadmapLines: [RoadmapLine] {
    guard let roadmap = optimisation.roadmap else { return [] }
    let details = optimisation.details
    return roadmap.steps.enumerated().map { place, step in
      RoadmapLine(
        run: run, place: place + 1, step: step, option: optimisation.problem.options[step.option],
        action: details.actions[step.option], starts: details.date(onDay: step.startDay),
        ready: details.date(onDay: step.readyDay))
    }
  }

  private var currency: String { optimisation.facts.currency }

  var roadmap: Table {
    Table(
      "roadmap", title: "In which order the plan is put in place", rows: roadmapLines,
      columns: [
        .text("run", "Id of the folder") { $0.run },
        .integer("step", "Place in the order in which treatments begin to work") { $0.place },
        .text("treatment", "Id of the treatment") { $0.option.id },
        .text("owner", "The role that answers for it") { $0.action.owner },
        .number("start_day", unit: "d", "Day on which it is begun, from the base date") {
          $0.step.startDay
        },
        .number("ready_day", unit: "d", "Day on which it works") { $0.step.readyDay },
        .text("starts", "Date of start_day") { $0.starts },
        .text("ready", "Date of ready_day") { $0.ready },
        .number("cost_once", unit: currency, "One-off cost") { $0.option.costOnce },
        .number("spent", unit: currency, "One-off money of all that is begun by its start_day") {
          $0.step.spent
        },
        .number("cost_per_year", unit: currency + "/year", "Yearly cost") {
          $0.option.costPerYear
        },
        .number("staff", unit: "persons", "Staff that it binds") { $0.option.staff },
        .number("averted", unit: currency + "/year", "Expected loss averted by this step") {
          $0.step.averted
        },
        .number("expected_loss_after", unit: currency + "/year", "Residual once it works") {
          $0.step.lossAfter
        },
      ])
  }

  /// A treatment of the plan with what it is to do.
  struct ActionLine: Sendable {
    let run: String
    let option: PlanOption
    let action: OptimisationDetails.Action
    let entry: Attribution.Entry
    let step: RoadmapLine?
  }

  var actionLines: [ActionLine] {
    guard let plan = optimisation.answer.plan else { return [] }
    let steps = Dictionary(
      roadmapLines.map { ($0.step.option, $0) }, uniquingKeysWith: { first, _ in first })
    return plan.positions.map { option in
      ActionLine(
        run: run, option: optimisation.problem.options[option],
        action: optimisation.details.actions[option],
        entry: optimisation.attribution.entries[option], step: steps[option])
    }
  }

  var actions: Table {
    Table(
      "actions", title: "The action plan: who does what by when, and what it should change",
      rows: actionLines,
      columns: [
        .text("run", "Id of the folder") { $0.run },
        .text("treatment", "Id of the treatment") { $0.option.id },
        .text("name", "What it is called") { $0.option.name },
        .text("option", "ISO 31000's word for its kind") { $0.action.option },
        .text("owner", "The role that answers for it") { $0.action.owner },
        .text("state", "Where it stands, as the study says") { $0.action.state },
        .text("starts", "Date on which it is to begin, by the roadmap") { $0.step?.starts },
        .text("due", "Date by which it is to work: the study's, else the roadmap's") {
          $0.action.due ?? $0.step?.ready
        },
        .number("cost_once", unit: currency, "One-off cost") { $0.option.costOnce },
        .number("cost_per_year", unit: currency + "/year", "Yearly cost") {
          $0.option.costPerYear
        },
        .number("staff", unit: "persons", "Staff that it binds") { $0.option.staff },
        .text("resources", "Named resources with their amounts") { line in
          line.option.resources.sorted { $0.key < $1.key }
            .map { "\($0.key) \(FigureText.plain($0.value))" }.joined(separator: "; ")
        },
        .text("predicted_effect", "Factors on the quantities that it changes") {
          $0.action.effects
        },
        .number(
          "predicted_averted", unit: currency + "/year",
          "Expected loss averted beside the plan's others"
        ) { $0.entry.inSet.value },
        .number("low", unit: currency + "/year", "Of predicted_averted, 95 % interval") {
          $0.entry.inSet.low
        },
        .number("high", unit: currency + "/year", "Of predicted_averted, 95 % interval") {
          $0.entry.inSet.high
        },
        .text("indicator", "What shows its effect") { $0.action.indicator },
        .text("evaluated_by", "How its effect is judged") { $0.action.evaluatedBy },
      ])
  }
}
