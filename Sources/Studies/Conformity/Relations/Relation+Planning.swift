internal import Distributions
internal import RiskModel

extension Relation {
  static let needsConsidered = covers(
    "each need that is taken on is measured, touched by a treatment for its party, or uncovered "
      + "for a reason"
  ) { study in
    let treated = study.mentioned("treatments", "parties")
    var answered = Set(
      study.select("context.needs", .stated("measure")).compactMap { $0.text("id") })
    let parties = study.select("context.interested_parties", .flag("addressed"))
    for party in parties where treated.contains(party.text("id") ?? "") {
      answered.formUnion(party.texts("needs"))
    }
    let taken = Set(parties.flatMap { $0.texts("needs") })
    let needs = study.select("context.needs").filter { taken.contains($0.text("id") ?? "") }
    return .found(
      needs.filter {
        !answered.contains($0.text("id") ?? "") && study.uncovered[$0.text("id") ?? ""] == nil
      }.map {
        study.finding(
          .gap, $0, "is taken on, and neither measured nor treated nor set aside",
          snippet: "context:\n  uncovered:\n    - { what: \($0.text("id") ?? ""), reason: \"…\" }")
      })
  }

  static let controlsLowerLoss = quant(
    "the latest run has both levels, and controls do not raise the expected loss"
  ) { study, run in
    guard let inherent = run.summary["inherent"]?.expectedAnnualLoss.value,
      let current = run.summary["current"]?.expectedAnnualLoss.value
    else { return .noData("\(run.id) does not hold the levels inherent and current") }
    guard current > inherent else { return .met }
    return .findings([
      study.missing(
        "controls",
        "with controls \(FigureText.amount(current)) a year is lost, without "
          + FigureText.amount(inherent), snippet: nil)
    ])
  }

  static let runsCanBeCompared = quant(
    "a run before the latest is kept and approved"
  ) { _, run in
    run.previous == nil
      ? .noData("no run before \(run.id) is approved: `breakwater runs approve RUN --by PERSON`")
      : .met
  }

  static let topRisksAnswered = quant(
    "each risk above the criteria has a treatment, or a signed decision to keep it"
  ) { study, run in
    let answered = TreatedRisks(study)
    return .found(
      topRisks(study, run).filter { risk in
        !answered.contains(risk) && risk.record("decision")?.text("choice") != "retain"
      }.map {
        study.finding(
          .gap, $0, "\(share($0, run)) of the bad years, and no treatment touches it",
          snippet: "decision: { choice: retain, by: role/…, dated: \(study.asOf), reason: \"…\" }")
      })
  }

  static let lifeCycleCovered = covers(
    "controls cover design, fitting, upkeep and renewal in `life_cycle`"
  ) { study in
    let stated = study.select("controls").compactMap { $0.text("life_cycle")?.lowercased() }
    let stages = ["design", "fitting", "upkeep", "renewal"]
    let open = stages.filter { stage in
      !stated.contains { $0.contains(stage) } && study.uncovered[stage] == nil
    }
    guard !open.isEmpty else { return .met }
    return .findings([
      study.missing(
        "controls", "no control looks at \(Check.list(open, "and"))",
        snippet: "life_cycle: \(open[0])")
    ])
  }

  static let assetsWithinLife = fresh(
    "no asset is past the years of service it was made for"
  ) { study in
    let assets = study.select("assets", .all([.stated("installed"), .stated("design_life_years")]))
    return .found(
      assets.compactMap { asset in
        guard let installed = asset.day("installed"), let years = asset.number("design_life_years")
        else { return nil }
        let end = installed.adding(Int((years * 365.25).rounded()))
        guard end < study.asOf else { return nil }
        return study.finding(.stale, asset, "made to serve until \(end)", field: "installed")
      })
  }

  static let networkIsDeepEnough = covers(
    "the network has two tiers or more, and each direct supplier has outage data"
  ) { study in
    let nodes = study.select("network.nodes")
    guard !nodes.isEmpty else {
      return .findings([study.missing("network.nodes", "no supplier is recorded")])
    }
    var findings: [Finding] = []
    if Set(nodes.compactMap { $0.integer("tier") }).count < 2 {
      findings.append(study.missing("network.nodes", "suppliers of suppliers are not recorded"))
    }
    findings += nodes.filter { node in
      node.integer("tier") == 1
        && !["outage_rate", "outage_rate_low", "shared_hazard"].contains(where: node.states)
    }.map { study.finding(.gap, $0, "a direct supplier without outage data") }
    return .found(findings)
  }

  static let objectivesFollowCriteria = agrees(
    "each objective was updated or told after the criteria were approved and the scope reviewed"
  ) { study in
    let days = [
      ("criteria.approved", study.select("criteria").first?.day("approved")),
      ("scope.reviewed", study.select("context.scope").first?.day("reviewed")),
    ].compactMap { name, day in day.map { (name, $0) } }
    guard let newest = days.max(by: { $0.1 < $1.1 }) else {
      return .noData("neither `criteria.approved` nor `scope.reviewed` is stated")
    }
    return .found(
      study.select("objectives").filter { !["reached", "dropped"].contains($0.text("status")) }
        .compactMap { objective in
          guard let day = objective.day("updated") ?? objective.day("communicated"),
            day < newest.1
          else { return nil }
          return study.finding(
            .stale, objective, "last updated \(day), `\(newest.0)` is \(newest.1)",
            field: objective.has("updated") ? "updated" : "communicated",
            snippet: "updated: \(study.asOf)")
        })
  }

  static let objectivesArePaid = agrees(
    "the means of each objective pay for its treatments at once"
  ) { study in
    let costs = Dictionary(
      study.select("treatments").compactMap { treatment in
        treatment.text("id").map { ($0, treatment.record("cost")?.quantity("once")?.law.mean ?? 0) }
      }, uniquingKeysWith: { first, _ in first })
    return .found(
      study.select("objectives", .stated("resources")).compactMap { objective in
        let cost = objective.texts("what").reduce(0) { $0 + (costs[$1] ?? 0) }
        guard let means = objective.number("resources"), cost > means * (1 + 1e-9) else {
          return nil
        }
        return study.finding(
          .gap, objective,
          "its treatments cost \(FigureText.amount(cost)) at once, its means are "
            + FigureText.amount(means), field: "resources",
          snippet: "resources: \(FigureText.amount(cost))")
      })
  }

  static let objectivesInTime = agrees(
    "the day of each open objective has not passed, and its treatments can be ready by then"
  ) { study in
    let days = Dictionary(
      study.select("treatments").filter { !$0.states("done") }.compactMap { treatment in
        treatment.text("id").map { ($0, Int(treatment.number("ready_in_days") ?? 0)) }
      }, uniquingKeysWith: { first, _ in first })
    return .found(
      study.select("objectives", .stated("due")).compactMap { objective in
        guard let due = objective.day("due"),
          !["reached", "missed", "dropped"].contains(objective.text("status"))
        else { return nil }
        if due < study.asOf {
          return study.finding(.stale, objective, "was due \(due)", field: "due")
        }
        let slowest = objective.texts("what").max { (days[$0] ?? 0) < (days[$1] ?? 0) }
        guard let slowest, let needed = days[slowest], study.asOf.adding(needed) > due else {
          return nil
        }
        return study.finding(
          .gap, objective,
          "\(slowest) needs \(needed) days, \(due.days(since: study.asOf)) are left",
          field: "due", snippet: "due: \(study.asOf.adding(needed))")
      })
  }

  static let severalOptions = covers(
    "treatments of two options or more are proposed"
  ) { study in
    let options = study.mentioned("treatments", "option")
    guard !study.select("treatments").isEmpty, options.count < 2 else { return .met }
    return .findings([
      study.missing(
        "treatments", "all treatments are of one kind: \(options.first ?? "not stated")",
        snippet: "option: change_consequence")
    ])
  }

  static let objectivesImprove = quant(
    "the target of each open objective is better than the latest run"
  ) { study, run in
    let objectives = study.select("objectives", .stated("measure")).filter {
      !["reached", "dropped"].contains($0.text("status"))
    }
    return .found(
      objectives.compactMap { objective in
        guard let measure = objective.record("measure"),
          let figure = MeasuredFigure(measure, in: run.current), !figure.isMissed
        else { return nil }
        return study.finding(
          .advice, objective, "is reached already: \(figure.words)", field: "measure")
      })
  }
}
