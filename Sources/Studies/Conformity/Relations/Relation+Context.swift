internal import RiskModel

extension Relation {
  static let issuesTouchSupply = agrees(
    "an issue drives a risk of suppliers, where the study has such a risk"
  ) { study in
    let supply = study.select("risks").filter {
      $0.text("category") == "supplier_interdependency" || $0.states("from_network")
    }
    let ids = Set(supply.compactMap { $0.text("id") })
    guard !ids.isEmpty else { return .notApplicable("the study has no risk of suppliers") }
    let issues = study.select("context.issues")
    guard !issues.contains(where: { !ids.isDisjoint(with: $0.texts("affects")) }) else {
      return .met
    }
    return .findings([
      study.missing(
        "context.issues", "no issue affects a risk of suppliers (\(ids.sorted()[0]) and others)")
    ])
  }

  static let needsMeasured = quant(
    "each measured need keeps its bound in the latest run"
  ) { study, run in
    let needs = study.select("context.needs", .stated("measure"))
    guard !needs.isEmpty else { return .notApplicable("no need is measured") }
    return .found(
      needs.compactMap { need in
        guard let measure = need.record("measure"),
          let figure = MeasuredFigure(measure, in: run.current), figure.isMissed
        else { return nil }
        return study.finding(.gap, need, "\(figure.words) in \(run.id)", field: "measure")
      })
  }

  static let estimatesHaveSources = agrees(
    "half of the risks or more say who made an estimate, or when"
  ) { study in
    let risks = study.select("risks", .not(.stated("from_network")))
    guard !risks.isEmpty else { return .notApplicable("no risk is estimated") }
    let without = risks.filter { risk in
      !risk.estimates.contains { $0.provenance?.by != nil || $0.provenance?.dated != nil }
    }
    guard without.count * 2 > risks.count, let first = without.first else { return .met }
    return .findings([
      study.finding(
        .gap, first, "\(without.count) of \(risks.count) risks do not say who made an estimate",
        snippet: "events: { range90: [0.1, 0.5], by: role/…, dated: \(study.asOf), basis: \"…\" }")
    ])
  }

  static let estimatesAreRanges = agrees(
    "half of the risks or more state an estimate as a range or a law"
  ) { study in
    let risks = study.select("risks", .not(.stated("from_network")))
    guard !risks.isEmpty else { return .notApplicable("no risk is estimated") }
    let points = risks.filter { risk in !risk.estimates.contains { $0.constant == nil } }
    guard points.count * 2 > risks.count, let first = points.first else { return .met }
    return .findings([
      study.finding(
        .gap, first, "\(points.count) of \(risks.count) risks state single numbers alone",
        snippet: "loss: 10k to 100k")
    ])
  }

  static let addressedNeedsInScope = agrees(
    "the scope names each need and duty of the parties whose needs are taken on"
  ) { study in
    guard let scope = study.select("context.scope").first else {
      return .findings([study.missing("context.scope", "`context.scope` is missing")])
    }
    let named = Set(scope.texts("needs") + scope.texts("obligations"))
    let parties = study.select("context.interested_parties", .flag("addressed"))
    let open = parties.flatMap { $0.texts("needs") }.filter { !named.contains($0) }
    guard let first = open.first else { return .met }
    let ids = Set(study.mentioned("context.obligations", "id"))
    let needs = Set(open.filter { !ids.contains($0) }).union(scope.texts("needs")).sorted()
    let more = open.count > 1 ? " and \(open.count - 1) more" : ""
    return .findings([
      study.finding(
        .gap, scope, "\(first)\(more) is taken on, and not named in the scope",
        snippet: "needs: [\(needs.joined(separator: ", "))]")
    ])
  }

  static let providersControlled = agrees(
    "each supplier in `scope.externally_provided` has an owner, an assurance and a control"
  ) { study in
    let outside = study.mentioned("context.scope", "externally_provided")
    guard !outside.isEmpty else { return .notApplicable("no process is run by others") }
    let controlled = study.mentioned("controls", "provider")
      .union(study.mentioned("controls", "serves"))
    let suppliers = study.select("network.nodes").filter { outside.contains($0.text("id") ?? "") }
    return .found(
      suppliers.compactMap { supplier in
        var lacks = ["owner", "assurance"].filter { !supplier.states($0) }.map { "no \($0)" }
        if !controlled.contains(supplier.text("id") ?? "") { lacks.append("no control") }
        guard !lacks.isEmpty else { return nil }
        return study.finding(
          .gap, supplier, "runs a process of ours and has \(lacks.joined(separator: ", "))")
      })
  }

  static let everyFamilyHasRecords = covers(
    "each of the clauses 4 to 10 has records in the study"
  ) { study in
    let families: [(String, [String])] = [
      ("4", ["context"]), ("5", ["governance"]), ("6", ["risks", "network"]), ("7", ["support"]),
      ("8", ["controls", "response"]), ("9", ["indicators", "audit", "reviews"]),
      ("10", ["nonconformities"]),
    ]
    let empty = families.filter { _, keys in keys.allSatisfy { study.select($0).isEmpty } }
    return .found(
      empty.map { family, keys in
        study.missing(keys[0], "nothing is recorded for clause \(family)")
      })
  }

  static let processesInteract = covers(
    "each process is linked with another, by `links` or a dependency"
  ) { study in
    let processes = study.select("processes")
    guard processes.count > 1 else { return .notApplicable("there is only one process") }
    let ids = Set(processes.compactMap { $0.text("id") })
    var linked = study.mentioned("processes", "links")
    for edge in study.select("network.edges") {
      guard let source = edge.text("source"), let target = edge.text("target"),
        ids.contains(source), ids.contains(target)
      else { continue }
      linked.formUnion([source, target])
    }
    return .found(
      processes.filter { !$0.states("links") && !linked.contains($0.text("id") ?? "") }.map {
        study.finding(.gap, $0, "is linked with no other process", snippet: "links: [P01]")
      })
  }
}

extension StudyRecord {
  /// The estimates of a risk: events, attempts, success, loss, durations, persons.
  fileprivate var estimates: [Quantity] {
    let direct = ["events", "attempts", "success", "loss"].compactMap { quantity($0) }
    let nested = [
      record("events")?.quantity("rate"), record("downtime")?.quantity("days"),
      record("people")?.quantity("injuries"), record("people")?.quantity("fatalities"),
    ]
    return direct + nested.compactMap { $0 }
  }
}
