internal import Distributions
internal import RiskModel

extension Relation {
  static let partiesAnswered = covers(
    "each party whose needs are taken on has a measured need, a treatment, a plan or a warning"
  ) { study in
    let named = study.mentioned("treatments", "parties")
      .union(study.mentioned("response.plans", "reporting.to"))
      .union(study.mentioned("response.communication.audiences", "who"))
      .union(study.mentioned("context.obligations", "communicated_to"))
    let measured = Set(
      study.select("context.needs", .stated("measure")).compactMap { $0.text("id") })
    let parties = study.select("context.interested_parties", .flag("addressed"))
    return .found(
      parties.filter { party in
        !named.contains(party.text("id") ?? "") && measured.isDisjoint(with: party.texts("needs"))
      }.map {
        study.finding(
          .gap, $0, "nothing answers its needs: no measure, treatment, plan or warning",
          snippet: "parties: [\($0.text("id") ?? "IP1")]   # in the treatment that answers it")
      })
  }

  static let processesHaveRisks = covers(
    "each process is struck by a risk or needs a supplier, or `no_risk` says why not"
  ) { study in
    var struck = study.mentioned("risks", "downtime.process")
      .union(study.mentioned("network.edges", "target"))
    let assets = study.mentioned("risks", "assets")
    for asset in study.select("assets") where assets.contains(asset.text("id") ?? "") {
      struck.formUnion(StudyEvidence.texts(asset, "process"))
    }
    return .found(
      study.select("processes").filter {
        !struck.contains($0.text("id") ?? "") && !$0.states("no_risk")
          && study.uncovered[$0.text("id") ?? ""] == nil
      }.map {
        study.finding(.gap, $0, "has no risk and no supplier", snippet: "no_risk: \"…\"")
      })
  }

  static let meansCoverDecisions = agrees(
    "the yearly cost of decided treatments is within the security budget"
  ) { study in
    let decided = study.select("treatments").filter {
      !["candidate", nil].contains($0.text("state"))
    }
    guard !decided.isEmpty else { return .notApplicable("no treatment has been decided") }
    guard let resources = study.select("support.resources").first,
      let budget = resources.number("security_budget_per_year")
    else { return .noData("no budget is stated") }
    let cost = decided.reduce(0) { sum, treatment in
      sum + (treatment.record("cost")?.quantity("per_year")?.law.mean ?? 0)
    }
    guard cost > budget else { return .met }
    return .findings([
      study.finding(
        .gap, resources,
        "decided treatments cost \(FigureText.amount(cost)) a year, the budget is "
          + FigureText.amount(budget), field: "security_budget_per_year")
    ])
  }

  static let objectivesReached = agrees(
    "no objective is missed without a word on what is done about it"
  ) { study in
    let objectives = study.select("objectives")
    guard !objectives.isEmpty else { return .notApplicable("no record in `objectives`") }
    return .found(
      objectives.filter { $0.text("status") == "missed" && !$0.states("note") }.map {
        study.finding(.gap, $0, "is missed, and nothing is said about it", snippet: "note: \"…\"")
      })
  }

  static let programmesReachTargets = quant(
    "each measured objective is reached today, or by a simulated strategy with its treatments"
  ) { study, run in
    let objectives = study.select("objectives", .stated("measure"))
    guard !objectives.isEmpty else { return .notApplicable("no objective is measured") }
    var waiting: [String] = []
    var findings: [Finding] = []
    for objective in objectives {
      guard let measure = objective.record("measure"),
        let today = MeasuredFigure(measure, in: run.current), today.isMissed
      else { continue }
      let levels = strategies(with: objective.texts("what"), study).compactMap { run.summary[$0] }
      let figures = levels.compactMap { MeasuredFigure(measure, in: $0) }
      if figures.isEmpty {
        waiting.append(objective.text("id") ?? "")
      } else if figures.allSatisfy(\.isMissed) {
        findings.append(
          study.finding(.gap, objective, "its treatments leave it missed: \(figures[0].words)"))
      }
    }
    guard findings.isEmpty, !waiting.isEmpty else { return .found(findings) }
    return .noData(
      "run a strategy with the treatments of \(waiting.joined(separator: ", ")): "
        + "`breakwater run STUDY --strategy ID`")
  }

  /// Strategies that hold all of some treatments.
  private static func strategies(with treatments: [String], _ study: StudyEvidence) -> [String] {
    guard !treatments.isEmpty else { return [] }
    return study.select("strategies").filter {
      Set($0.texts("treatments")).isSuperset(of: treatments)
    }.compactMap { $0.text("id") }
  }

  static let policyKnowsBreaches = quant(
    "no criterion is breached in the latest run, or the policy was approved after it"
  ) { study, run in
    let breached = run.current.criteria.filter { $0.verdict == "breached" }
    guard let first = breached.first, let policy = study.select("governance.policy").first else {
      return .met
    }
    if let approved = policy.day("approved"), let day = run.day, approved >= day { return .met }
    return .findings([
      study.finding(
        .gap, policy,
        "approved before \(run.id) showed that \(breached.count) criteria are breached, "
          + "\(first.criterion) first", field: "approved", snippet: "approved: \(study.asOf)")
    ])
  }

  static let ownersAreRoles = agrees(
    "each owner is a listed role with a person, and a deputy where it holds a risk, plan or team"
  ) { study in
    let unknown = RecordWalk(register: .roles).places(in: study.root).filter {
      study.roles[$0.id] == nil
    }
    var seen: Set<String> = []
    var findings = unknown.filter { seen.insert($0.id).inserted }.map {
      study.finding(
        .gap, $0.record, "`\($0.field)` is `\($0.id)`, which is no listed role", field: $0.field,
        snippet: "governance:\n  roles:\n    - { id: \($0.id), person: \"…\" }")
    }
    let critical = study.mentioned("risks", "owner")
      .union(study.mentioned("response.teams", "lead"))
      .union(study.mentioned("response.plans", "owner"))
    for role in study.select("governance.roles") {
      let isCritical = critical.contains(role.text("id") ?? "")
      let lacks =
        ["person"].filter { !role.states($0) }
        + (isCritical && role.text("person") != "rota" && !role.states("deputy") ? ["deputy"] : [])
      guard !lacks.isEmpty else { continue }
      findings.append(
        study.finding(
          .gap, role, "\(Check.list(lacks, "and")) not stated",
          snippet: lacks.map { SnippetText.field($0, of: role.table, in: study) }
            .joined(separator: "\n")))
    }
    return .found(findings)
  }
}
