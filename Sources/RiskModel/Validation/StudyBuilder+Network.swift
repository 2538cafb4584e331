import Distributions

extension StudyBuilder {
  mutating func network(_ record: StudyRecord) -> Network {
    index.supplierRecords = record.records("nodes")
    let suppliers = record.records("nodes").compactMap { supplier($0) }
    index.failingSuppliers = Set(suppliers.lazy.filter { $0.outageRate != nil }.map(\.id))
    let edges = record.records("edges")
    let dependencies = edges.compactMap { dependency($0) }
    for (position, dependency) in dependencies.enumerated() {
      index.dependencies["\(dependency.source)>\(dependency.target)", default: []].append(position)
      index.inputs.append(dependency.input)
    }
    checkShares(edges)
    let propagation = record.record("propagation")
    let model = propagation?.text("model").flatMap(PropagationModel.init) ?? .buffered
    return Network(
      suppliers: suppliers, dependencies: dependencies,
      hazards: record.records("shared_hazards").compactMap { hazard($0) }, model: model,
      settings: propagation.map { settings($0, of: model) } ?? PropagationSettings())
  }

  private func supplier(_ record: StudyRecord) -> Supplier? {
    guard let id = record.text("id") else { return nil }
    if index.processes.contains(id) {
      fail(record, "id", "is the id of a process too; dependencies name both", "Choose another id")
    }
    let rate = estimate(record, "outage_rate")
    let days = estimate(record, "outage_days")
    if rate.isStated != days.isStated {
      let missing = rate.isStated ? "outage_days" : "outage_rate"
      fail(
        record, nil, "`\(missing)` is missing; outages need both a rate and a duration",
        "Add `\(missing)_low` and `\(missing)_high`, or remove the other")
    }
    let never = rate.quantity?.constant == 0
    return Supplier(
      id: id, name: record.text("name") ?? id, category: record.text("category"),
      tier: record.integer("tier"), outageRate: never ? nil : rate.quantity,
      outageDays: never ? nil : days.quantity, hazards: record.texts("shared_hazard"),
      annualSpend: record.number("annual_spend") ?? 0, attributes: record.attributes)
  }

  /// A quantity that stands in `name`, or in `name_low` and `name_high` as a 90 % interval.
  private func estimate(
    _ record: StudyRecord, _ name: String
  ) -> (isStated: Bool, quantity: Quantity?) {
    let (low, high) = ("\(name)_low", "\(name)_high")
    guard record.has(low) || record.has(high) else {
      return (record.has(name), record.quantity(name))
    }
    if record.has(name) {
      fail(record, name, "is given beside `\(low)` and `\(high)`", "Keep one of the two")
    } else if !record.has(low) || !record.has(high) {
      let missing = record.has(low) ? high : low
      fail(
        record, record.has(low) ? low : high, "needs `\(missing)` beside it", "Add `\(missing)`")
    } else if let a = record.number(low), let b = record.number(high) {
      return (true, interval(record, name, a, b))
    }
    return (true, nil)
  }

  private func interval(
    _ record: StudyRecord, _ name: String, _ low: Double, _ high: Double
  ) -> Quantity? {
    let written = "\(plain(low)) to \(plain(high))"
    do throws(ParameterError) {
      if low == high { return Quantity(try Constant(low), written: plain(low)) }
      return Quantity(try LogNormal(p05: low, p95: high), written: written)
    } catch {
      fail(
        record, "\(name)_low",
        low > high
          ? "must be at most `\(name)_high`, which is \(plain(high))"
          : "is the lower end of a 90 % interval of a lognormal and must be above 0",
        low > high ? "Exchange the two" : "Write a small number above 0")
      return nil
    }
  }

  private func hazard(_ record: StudyRecord) -> SharedHazard? {
    guard let id = record.text("id"), let perYear = record.quantity("per_year"),
      let days = record.quantity("days"), let hits = record.number("hits")
    else { return nil }
    return SharedHazard(id: id, perYear: perYear, days: days, hits: hits)
  }

  /// Also for `add_dependency` of an effect.
  func dependency(_ record: StudyRecord) -> Dependency? {
    guard let source = record.text("source"), let target = record.text("target"),
      let share = record.number("share"), let criticality = record.number("criticality"),
      let buffer = record.number("buffer_days")
    else { return nil }
    if source == target {
      fail(record, "target", "must not depend on itself", "Name another source or target")
    }
    if record.text("input")?.contains(">") ?? false {
      fail(record, "input", "must not contain `>`, which separates addresses", "Rename the input")
    }
    return Dependency(
      source: source, target: target, input: record.text("input") ?? source, share: share,
      criticality: criticality, bufferDays: buffer, switchDays: record.number("switch_days"))
  }

  // MARK: Shares of an input

  private struct Input: Hashable {
    var target: String
    var name: String
  }

  private func checkShares(_ edges: [StudyRecord]) {
    var sums: [Input: (sum: Double, first: Int)] = [:]
    var rows: [Dependency: SourceLocation] = [:]
    for (position, edge) in edges.enumerated() {
      guard let source = edge.text("source"), let target = edge.text("target"),
        let share = edge.number("share")
      else { continue }
      let input = edge.text("input") ?? source
      sums[Input(target: target, name: input), default: (0, position)].sum += share
      let row = Dependency(source: source, target: target, input: input)
      if let earlier = rows.updateValue(edge.location, forKey: row) {
        fail(
          edge, nil,
          "is the second row of `\(source)>\(target)>\(input)`; the first is at \(earlier)",
          "Merge the rows")
      }
    }
    // In file order, so that the same problems are reported whatever the hashing.
    let wrong = sums.filter { abs($0.value.sum - 1) > 1e-6 }
    for (input, total) in wrong.sorted(by: { $0.value.first < $1.value.first }) {
      fail(
        edges[total.first], "share",
        "the shares of `\(input.name)` for `\(input.target)` sum to \(short(total.sum)); "
          + "they must sum to 1", "Change the shares, or name another input where one is meant",
        value: edges[total.first].number("share").map(plain))
    }
  }

  /// Each category is claimed once, and some supplier has it.
  func checkFromNetwork(_ risks: [StudyRecord]) {
    guard risks.contains(where: { $0.has("from_network") }) else { return }
    let categories = Set(index.supplierRecords.compactMap { $0.text("category") })
    var claims: [String: String] = [:]
    for risk in risks {
      for category in risk.texts("from_network") {
        if let other = claims.updateValue(risk.path, forKey: category) {
          fail(
            risk, "from_network", "claims a category that \(other) claims already",
            "Let one of the two have it", value: category)
        } else if !categories.contains(category) {
          fail(
            risk, "from_network", "is no category of any supplier",
            "Use a word of the column `category`", value: category,
            nearest: reader.log.nearest(to: category, in: categories))
        }
      }
    }
  }
}

extension StudyRecord {
  /// The fields that stand as one scalar, as written.
  var attributes: [String: String] {
    var texts: [String: String] = [:]
    for entry in entries {
      if let entry, let text = entry.node.text { texts[entry.key] = text }
    }
    return texts
  }
}

/// A number with six significant digits, for messages about sums.
func short(_ value: Double) -> String {
  let scaled = (value * 1e6).rounded() / 1e6
  return abs(value) >= 1e-6 && abs(value) < 1e9 ? plain(scaled) : plain(value)
}
