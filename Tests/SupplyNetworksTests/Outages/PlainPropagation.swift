import RiskModel

/// The three models without stocks, slowly and straight from the register.
///
/// It shares no code with the module: static by plain iteration, dynamic by small Runge–Kutta steps
/// of q' = −(I − A*) q, the cascade by the plain iteration of its equations.
struct PlainPropagation {
  /// Ways to be wrong, to show that the comparison would notice.
  enum Defect: CaseIterable {
    case none, forgetsCriticality, forgetsLimit, addsEssentials, forgetsUpstream
  }

  let register: Register
  let dependency: Double
  let defect: Defect
  /// W of a source of share 1.
  private let spend = 100.0
  private let ids: [String]
  /// Source and target of each row.
  private let ends: [(source: Int, target: Int)]

  init(_ register: Register, dependency: Double, defect: Defect = .none) {
    self.register = register
    self.dependency = dependency
    self.defect = defect
    let ids = register.suppliers + register.processes.map(\.id)
    self.ids = ids
    ends = register.rows.map {
      (ids.firstIndex(of: $0.source) ?? 0, ids.firstIndex(of: $0.target) ?? 0)
    }
  }

  private func severities(_ shocks: [String: Double]) -> [Double] { ids.map { shocks[$0] ?? 0 } }

  private func product(_ q: [Double]) -> [Double] {
    var result = q.map { _ in 0.0 }
    for (row, end) in zip(register.rows, ends) {
      let criticality = defect == .forgetsCriticality ? 1 : row.criticality
      result[end.target] += dependency * criticality * row.share * q[end.source]
    }
    return result
  }

  private func limited(_ value: Double) -> Double {
    defect == .forgetsLimit ? value : min(1, value)
  }

  private func processes(_ values: [Double]) -> [Double] {
    Array(values.dropFirst(register.suppliers.count))
  }

  /// Lost days of each process in a day of outage.
  func `static`(_ shocks: [String: Double]) -> [Double] {
    let shock = severities(shocks)
    var q = shock
    for _ in 0..<100 { q = zip(shock, product(q)).map { $0 + $1 } }
    return processes(q).map(limited)
  }

  /// The same of the dynamic model, times −ln λ; an error of about 1e-5.
  func dynamic(_ shocks: [String: Double], step: Double = 0.02, end: Double = 40) -> [Double] {
    func slope(_ q: [Double]) -> [Double] { zip(q, product(q)).map { $1 - $0 } }
    var q = severities(shocks)
    var lost = q.map { _ in 0.0 }
    for _ in 0..<Int(end / step) {
      let k1 = slope(q)
      let middle = zip(q, k1).map { $0 + step / 2 * $1 }
      let k2 = slope(middle)
      let k3 = slope(zip(q, k2).map { $0 + step / 2 * $1 })
      let k4 = slope(zip(q, k3).map { $0 + step * $1 })
      let next = q.indices.map { q[$0] + step / 6 * (k1[$0] + 2 * k2[$0] + 2 * k3[$0] + k4[$0]) }
      for node in q.indices {
        let sum = limited(q[node]) + 4 * limited(middle[node]) + limited(next[node])
        lost[node] += step / 6 * sum
      }
      q = next
    }
    return processes(lost)
  }

  /// Lost days of each process in a day of outage, every node alone in its market.
  func cascade(_ shocks: [String: Double], essentialFrom: Double = 0.5) -> [Double] {
    let own = severities(shocks)
    func sales(_ row: Dependency) -> Double {
      let process = register.processes.first { $0.id == row.source }
      return (process.map { 365 * $0.value } ?? spend) * row.share
    }
    var sold = own.map { _ in 0.0 }
    var bought = sold
    for (row, end) in zip(register.rows, ends) {
      sold[end.source] += sales(row)
      bought[end.target] += sales(row)
    }
    var (down, up) = (own, own)
    for _ in 0..<5_000 {
      var inputs: [String: (essential: Double, total: Double)] = [:]
      var (feltDown, feltUp) = (own.map { _ in 0.0 }, own.map { _ in 0.0 })
      for (row, end) in zip(register.rows, ends) {
        let (source, target) = end
        let left = sold[source] * (1 - down[source])
        let sigma = left > 0 ? min(1, sold[source] / left) : 1
        let lost = sales(row) * sigma * down[source]
        let isEssential = row.criticality >= essentialFrom
        let old = inputs["\(target) \(row.input)"] ?? (0, 0)
        inputs["\(target) \(row.input)"] = (
          old.essential + (isEssential ? lost : 0), old.total + sales(row)
        )
        if !isEssential { feltDown[target] += lost / bought[target] }
        feltUp[source] += sales(row) / sold[source] * up[target]
      }
      for (key, input) in inputs {
        let target = Int(key.split(separator: " ")[0]) ?? 0
        let part = input.essential / input.total
        feltDown[target] =
          defect == .addsEssentials ? feltDown[target] + part : max(feltDown[target], part)
      }
      let next = (
        own.indices.map { min(1, max(own[$0], feltDown[$0])) },
        own.indices.map { min(1, max(own[$0], feltUp[$0])) }
      )
      if next == (down, up) { break }
      (down, up) = next
    }
    if defect == .forgetsUpstream { return processes(down) }
    return processes(zip(down, up).map { max($0, $1) })
  }
}
