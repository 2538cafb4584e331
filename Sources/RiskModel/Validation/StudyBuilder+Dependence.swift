extension StudyBuilder {
  /// More groups than a person writes; the check of shared pairs grows with their square.
  private static let groupLimit = 1_000

  func dependence(_ record: StudyRecord) -> Dependence {
    let groups = record.records("groups")
    let pairs = record.records("pairs")
    if groups.count > Self.groupLimit {
      fail(record, "groups", "must be at most \(Self.groupLimit) groups", "Merge them", value: "")
    } else {
      checkGroups(groups)
    }
    checkPairs(pairs)
    return Dependence(
      family: family(record),
      groups: groups.compactMap { group in
        group.number("correlation").map { .init(members: group.texts("members"), correlation: $0) }
      },
      pairs: pairs.compactMap { pair in
        let ends = pair.texts("between")
        guard ends.count == 2, let correlation = pair.number("correlation") else { return nil }
        return .init(first: ends[0], second: ends[1], correlation: correlation)
      },
      repair: record.text("repair") != nil)
  }

  private func family(_ record: StudyRecord) -> Dependence.Family {
    guard record.text("family") == "t" else {
      if record.has("df"), record.has("family") || record.text("family") == "gaussian" {
        fail(record, "df", "belongs to the t copula", "Write `family: t` or remove `df`")
      }
      return .gaussian
    }
    if !record.has("df") {
      fail(record, "family", "needs `df` beside it", "Add the degrees of freedom, such as `df: 4`")
    }
    return .t(degreesOfFreedom: record.number("df") ?? 4)
  }

  /// Members are at least two, and no pair is in two groups.
  private func checkGroups(_ groups: [StudyRecord]) {
    var groupsOf: [String: [Int]] = [:]
    for (position, group) in groups.enumerated() {
      let members = group.texts("members")
      if group.has("members"), members.count < 2, isComplete(group, "members") {
        fail(group, "members", "must be at least two risks", "Add a risk or remove the group")
      }
      var shared: [Int: String] = [:]
      for member in members {
        let clash = (groupsOf[member] ?? []).lazy.compactMap { other in
          shared.updateValue(member, forKey: other).map { (other, $0) }
        }.first { $0.1 != member }
        if let (other, first) = clash {
          fail(
            group, "members",
            "holds the pair `\(first)`, `\(member)`, which \(groups[other].path) "
              + "holds too", "Keep the pair in one group, or write it under `pairs`")
          break
        }
      }
      for member in members { groupsOf[member, default: []].append(position) }
    }
  }

  /// Whether every item of the list was read, so that a short list is not a follow-up error.
  private func isComplete(_ record: StudyRecord, _ field: String) -> Bool {
    guard let position = record.table.position(of: field), let entry = record.entries[position]
    else { return false }
    if case .sequence(let items) = entry.node.value {
      return items.count == record.texts(field).count
    }
    return true
  }

  private func checkPairs(_ pairs: [StudyRecord]) {
    var seen: [Set<String>: String] = [:]
    for pair in pairs {
      let ends = pair.texts("between")
      guard pair.has("between"), isComplete(pair, "between") else { continue }
      guard ends.count == 2, ends[0] != ends[1] else {
        fail(pair, "between", "must be two different risks", "Write `between: [R01, R02]`")
        continue
      }
      if let other = seen.updateValue(pair.path, forKey: Set(ends)) {
        fail(pair, "between", "is the pair of \(other) too", "Keep one of them")
      }
    }
  }

  /// Counts can only depend on one another where there are counts: other members are left out.
  func effective(
    _ dependence: Dependence?, _ risks: [Risk], _ root: StudyRecord
  ) -> Dependence? {
    guard var dependence, let record = root.record("simulation")?.record("dependence") else {
      return nil
    }
    let silent = Set(risks.lazy.filter { $0.frequency == nil }.map(\.id))
    let lists =
      record.records("groups").map { ($0, "members") }
      + record.records("pairs").map { ($0, "between") }
    for (list, field) in lists {
      for member in list.texts(field) where silent.contains(member) {
        fail(
          list, field, "has no yearly count of its own, so the correlation does not reach it",
          "Remove it from the list", value: member, severity: .warning)
      }
    }
    for position in dependence.groups.indices {
      dependence.groups[position].members.removeAll { silent.contains($0) }
    }
    dependence.groups.removeAll { $0.members.count < 2 }
    dependence.pairs.removeAll { silent.contains($0.first) || silent.contains($0.second) }
    return dependence
  }
}
