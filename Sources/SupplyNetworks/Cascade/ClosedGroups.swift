/// Groups of firms that sell to one another alone, all of their output.
///
/// Demand lost there never leaves: x = max(b, Λx) with rows that sum to 1 has x = max b in the
/// whole group as its least solution, and many others above it. So these groups are solved by
/// that formula, and what is left has one solution only.
struct ClosedGroups: Sendable {
  /// The group of each label; -1 where it is in none.
  let groupOf: FixedBuffer<Int32>
  /// The labels of each group.
  let members: [Range<Int32>]

  init(order: LabelOrder, demand: EntryRows, leaks: FixedBuffer<Bool>) {
    groupOf = FixedBuffer(leaks.count, filledWith: -1)
    var found: [Range<Int32>] = []
    for group in 0..<(order.groupStart.count - 1) {
      let labels = order.groupStart[group]..<order.groupStart[group + 1]
      guard Self.isClosed(labels, demand, leaks) else { continue }
      for label in labels { groupOf[Int(label)] = Int32(found.count) }
      found.append(labels)
    }
    members = found
  }

  private static func isClosed(
    _ labels: Range<Int32>, _ demand: EntryRows, _ leaks: FixedBuffer<Bool>
  ) -> Bool {
    labels.allSatisfy { label in
      !leaks[Int(label)]
        && demand.row(Int(label)).allSatisfy { labels.contains(demand.other[$0]) }
    }
  }

  /// What a shock amounts to: every member of a closed group loses what the worst struck loses.
  func spread(_ hits: [LabelledHit]) -> [LabelledHit] {
    guard !members.isEmpty else { return hits }
    var worst: [Int32: Double] = [:]
    var others: [LabelledHit] = []
    for hit in hits where hit.loss > 0 {
      let group = groupOf[hit.label]
      if group < 0 { others.append(hit) } else { worst[group] = max(worst[group] ?? 0, hit.loss) }
    }
    for (group, loss) in worst.sorted(by: { $0.key < $1.key }) {
      others += members[Int(group)].map { LabelledHit(label: Int($0), loss: loss) }
    }
    return others
  }
}

/// A firm's own loss in one direction, by label.
struct LabelledHit: Sendable, Equatable {
  let label: Int
  let loss: Double
}
