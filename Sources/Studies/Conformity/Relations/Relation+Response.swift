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

  private static func isOffline(_ place: String) -> Bool {
    let words = ["paper", "print", "card", "binder", "offline", "book"]
    return words.contains { place.lowercased().contains($0) }
  }
}
