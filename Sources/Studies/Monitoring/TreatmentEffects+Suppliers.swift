internal import RiskModel

extension TreatmentEffects {
  /// Outages of the suppliers that a treatment acts on, before and after it.
  ///
  /// Suppliers on which the same effects act are taken together: each has its own rate, and the ratio
  /// of their sums is the one factor that is said of all of them.
  func outages(_ treatment: Treatment, _ day: CalendarDay) -> [Draft] {
    let changed: [(TreatmentEffect.Quantity, Effect.Quantity)] = [
      (.outages, .outageRate), (.outageDays, .outageDays),
    ]
    return changed.flatMap { quantity, column in
      Self.groups(treatment, column).compactMap { suppliers in
        draft(treatment, day, quantity, column, suppliers)
      }
    }
  }

  private func draft(
    _ treatment: Treatment, _ day: CalendarDay, _ quantity: TreatmentEffect.Quantity,
    _ column: Effect.Quantity, _ suppliers: [String]
  ) -> Draft? {
    let factor = predicted(treatment, [column]) { effect in
      suppliers.first.map(effect.suppliers.contains) ?? false
    }
    guard let predicted = factor else { return nil }
    let outages = log.outages.filter { suppliers.contains($0.supplier) }
    func values(_ outages: [IncidentLog.Outage]) -> [Double] {
      quantity == .outages ? outages.map { _ in 1 } : outages.map(\.days).filter { $0 > 0 }
    }
    return Draft(
      treatment: treatment.id, since: day, record: suppliers.joined(separator: " "),
      quantity: quantity, before: values(outages.filter { $0.day < day }),
      after: values(outages.filter { $0.day >= day }), years: years(day), predicted: predicted,
      note: outages.isEmpty
        ? "the register names no outage of \(suppliers.joined(separator: ", "))" : nil)
  }

  /// The suppliers on which a treatment's effects on a quantity act, by the effects that they share.
  static func groups(_ treatment: Treatment, _ quantity: Effect.Quantity) -> [[String]] {
    var acting: [String: [Int]] = [:]
    for (place, effect) in treatment.effects.enumerated() where effect.quantity == quantity {
      for supplier in effect.suppliers { acting[supplier, default: []].append(place) }
    }
    return Dictionary(grouping: acting.keys) { acting[$0] ?? [] }.values.map { $0.sorted() }
      .sorted { ($0.first ?? "") < ($1.first ?? "") }
  }
}

extension Effect {
  /// The suppliers that it acts on.
  fileprivate var suppliers: [String] {
    if case .suppliers(let ids) = target { ids } else { [] }
  }
}
