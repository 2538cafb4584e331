internal import RiskModel

extension Relation {
  static let planFamilies = covers(
    "a plan is for ill will, one for failures and nature, where the study has such risks"
  ) { study in
    let families: [(name: String, categories: Set<String>)] = [
      ("ill will and crime", ["malicious", "criminal"]),
      ("failures and nature", ["physical_failure", "functional_failure", "environmental"]),
    ]
    let planned = study.mentioned("response.plans", "risks")
    let risks = study.select("risks")
    return .found(
      families.compactMap { family in
        let ids = risks.filter { family.categories.contains($0.text("category") ?? "") }
          .compactMap { $0.text("id") }
        guard let first = ids.first, planned.isDisjoint(with: ids) else { return nil }
        return study.missing(
          "response.plans", "no plan for \(family.name)", snippet: "risks: [\(first)]")
      })
  }

  static let plansAreAtHand = agrees(
    "each plan is kept in two places or more, one of which works without network and power"
  ) { study in
    let plans = study.select("response.plans")
    guard !plans.isEmpty else { return .notApplicable("no record in `response.plans`") }
    return .found(
      plans.compactMap { plan in
        let places = plan.texts("available_at")
        guard places.count >= 2 else {
          return study.finding(
            .gap, plan, "is kept in \(places.count) places", field: "available_at",
            snippet: "available_at: [control room, paper]")
        }
        guard !places.contains(where: isOffline) else { return nil }
        return study.finding(
          .gap, plan, "none of its places works without network and power", field: "available_at",
          snippet: "available_at: [\((places + ["paper"]).joined(separator: ", "))]")
      })
  }

  static let meansFailApart = agrees(
    "no single record carries all means of communication of a plan, where they are recorded"
  ) { study in
    let means = study.select("response.communication.means")
    let plans = study.select("response.plans")
    return .found(
      plans.compactMap { plan in
        let ids = plan.texts("means")
        let own = ids.isEmpty ? means : means.filter { ids.contains($0.text("id") ?? "") }
        let carriers = own.map { Set($0.texts("rests_on") + $0.texts("lost_in")) }
        guard let first = carriers.first else { return nil }
        let shared = carriers.dropFirst().reduce(first) { $0.intersection($1) }.sorted()
        guard let one = shared.first else { return nil }
        return study.finding(
          .advice, plan, "all its means of communication fail with \(one)",
          field: plan.has("means") ? "means" : nil,
          snippet: "means: [\(means.compactMap { $0.text("id") }.joined(separator: ", "))]")
      })
  }

  private static func isOffline(_ place: String) -> Bool {
    let words = ["paper", "print", "card", "binder", "offline", "book"]
    return words.contains { place.lowercased().contains($0) }
  }
}
