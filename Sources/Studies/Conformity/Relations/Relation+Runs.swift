internal import RiskModel

/// What the latest run shows, and which of its risks call for an answer.
extension Relation {
  static let runHasRisks = quant("a run with risks is kept") { _, run in
    run.current.risks.isEmpty ? .noData("\(run.id) has no risks") : .met
  }

  static let runHasProcesses = quant("a run with processes is kept") { _, run in
    run.current.processes.isEmpty ? .noData("\(run.id) has no processes") : .met
  }

  static let runHasOwners = quant("a run with owners of risks is kept") { _, run in
    run.current.owners.isEmpty ? .noData("\(run.id) has no owners") : .met
  }

  static let runIsKept = quant("a run of the study is kept") { _, _ in .met }

  static let runIsOfThisStudy = quant(
    "the latest run is of the study as it stands"
  ) { study, run in
    guard let digest = study.digest, digest != run.digest else { return .met }
    return .findings([
      study.finding(
        .stale, study.root, "files have changed since \(run.id): run the study again")
    ])
  }

  static let risksAreRanked = quant("risks are ranked by their share of the bad years") { _, run in
    run.ranked.isEmpty ? .noData("\(run.id) has no shares of shortfall") : .met
  }

  static let criteriaAreDecided = quant(
    "each criterion is met or breached in the latest run, none undecided"
  ) { study, run in
    guard !run.current.criteria.isEmpty else { return .noData("the study has no criteria") }
    return .found(
      run.current.criteria.filter { $0.verdict == "undecided" }.map { criterion in
        var finding = study.missing(
          "criteria", "\(criterion.criterion) is undecided in \(run.id)", snippet: nil)
        finding.snippet = nil
        return finding
      })
  }

  static let serviceIsKept = quant("each service criterion holds in the latest run") {
    study, run in
    let services = run.current.criteria.filter { $0.kind == .service }
    guard !services.isEmpty else { return .noData("no service criterion was judged") }
    return .found(
      services.filter { $0.verdict == "breached" }.map { service in
        let value = service.figure.value.map(FigureText.significant) ?? "unknown"
        var finding = study.missing(
          "criteria.service",
          "\(service.criterion) is \(value), to be at least "
            + FigureText.significant(service.limit))
        finding.snippet = nil
        return finding
      })
  }

  static let strategiesAreRun = quant("a strategy is simulated") { study, run in
    let ids = study.select("strategies").compactMap { $0.text("id") }
    guard !ids.contains(where: { run.summary[$0] != nil }) else { return .met }
    return .noData("\(run.id) has no strategy: `breakwater run STUDY --strategy ID`")
  }

  static let topRisksDecided = quant(
    "each risk above the criteria has a dated decision"
  ) { study, run in
    .found(
      topRisks(study, run).filter { !$0.states("decision.dated") }.map {
        study.finding(
          .gap, $0, "\(share($0, run)) of the bad years, and no dated decision",
          snippet: "decision: { choice: treat, by: role/…, dated: \(study.asOf), run: \(run.id) }")
      })
  }

  static let topStoppagesHavePlans = quant(
    "each risk above the criteria that stops a process has a plan"
  ) { study, run in
    let planned = study.mentioned("response.plans", "risks")
    return .found(
      topRisks(study, run).filter {
        ($0.states("downtime") || $0.states("from_network"))
          && !planned.contains($0.text("id") ?? "")
      }.map { study.finding(.gap, $0, "\(share($0, run)) of the bad years, and no plan") })
  }

  static let topRisksWatched = quant(
    "each risk above the criteria has an indicator"
  ) { study, run in
    let watched = study.mentioned("indicators", "risk")
    return .found(
      topRisks(study, run).filter { !watched.contains($0.text("id") ?? "") }.map {
        study.finding(
          .gap, $0, "\(share($0, run)) of the bad years, and no indicator",
          snippet: "indicators:\n  - { id: NEW, text: \"…\", risk: \($0.text("id") ?? ""), "
            + "target: 1, every_days: 30, method: \"…\" }")
      })
  }

  static let lossHasNotGrown = quant(
    "the expected loss has not clearly grown since the approved run before"
  ) { study, run in
    guard let before = run.previous?["current"]?.expectedAnnualLoss,
      let now = run.summary["current"]?.expectedAnnualLoss
    else { return .noData("no run before \(run.id) is approved") }
    guard let low = now.low, let high = before.high, low > high else { return .met }
    var finding = study.finding(
      .gap, study.root,
      "the expected loss rose from \(FigureText.amount(before.value ?? high)) to "
        + "\(FigureText.amount(now.value ?? low)), more than chance in the simulation explains")
    finding.snippet = nil
    return .findings([finding])
  }

  static let sensitivityIsKept = quant("the latest run has a sensitivity analysis") { _, run in
    run.summary.sensitivity == nil ? .noData("\(run.id) has none") : .met
  }

  // MARK: Risks above the criteria

  /// The records of risks whose share of the bad years calls for a decision.
  static func topRisks(_ study: StudyEvidence, _ run: RunEvidence) -> [StudyRecord] {
    let limit = shareLimit(study)
    let ids = Set(run.ranked.filter { ($0.shareOfShortfall ?? 0) >= limit }.map(\.id))
    return study.select("risks").filter { ids.contains($0.text("id") ?? "") }
  }

  /// The share from `criteria.treat_when`, or one in twenty.
  static func shareLimit(_ study: StudyEvidence) -> Double {
    let triggers = study.select("criteria.treat_when").flatMap {
      $0.records("any_of") + $0.records("all_of")
    }
    return triggers.compactMap { $0.number("share_of_shortfall") }.first ?? 0.05
  }

  static func share(_ risk: StudyRecord, _ run: RunEvidence) -> String {
    let share = run.current.risks.first { $0.id == risk.text("id") }?.shareOfShortfall ?? 0
    return FigureText.percent(share)
  }
}

/// The risks that a treatment could lower.
struct TreatedRisks {
  private var ids: Set<String> = []
  private var touchesNetwork = false

  init(_ study: StudyEvidence) {
    let suppliers = study.mentioned("network.nodes", "id")
      .union(study.mentioned("network.shared_hazards", "id"))
    for treatment in study.select("treatments") {
      if let share = treatment.record("share") {
        ids.formUnion(share.texts("risks"))
        if share.text("risks") == "all" { ids.formUnion(study.mentioned("risks", "id")) }
      }
      for effect in treatment.records("effects") {
        if let target = effect.text("target") { ids.insert(target) }
        let target = effect.text("target") ?? ""
        touchesNetwork =
          touchesNetwork || suppliers.contains(target) || target.contains(">")
          || effect.states("dependency") || effect.states("add_dependency")
          || effect.states("targets")
      }
    }
  }

  func contains(_ risk: StudyRecord) -> Bool {
    ids.contains(risk.text("id") ?? "") || (risk.states("from_network") && touchesNetwork)
  }
}
