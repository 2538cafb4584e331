/// Sources of events whose yearly losses add up with those of other groups, and the treatments that
/// can change them.
struct ReplayGroup: Sendable {
  /// Sources whose losses are counted.
  var counted: Set<TouchedSources.Record>
  /// Positions of treatments, ascending.
  var options: [Int]

  /// The choices of a plan among the group's treatments, as bits.
  func mask(of isChosen: [Bool]) -> Int {
    options.enumerated().reduce(0) { isChosen[$1.element] ? $0 | 1 << $1.offset : $0 }
  }

  /// Sources that a layer per year sees together stand in one group.
  ///
  /// - Parameter areFew: Whether the others go to the first of the larger groups that has all of their
  ///   treatments; else to one that has no other treatments, so that a choice touches few sources.
  static func groups(of touched: TouchedSources, areFew: Bool = true) -> [ReplayGroup] {
    var parts = touched.records.map { [$0] }
    for set in touched.joined {
      let members = Set(set)
      let (hit, rest) = (
        parts.filter { !members.isDisjoint(with: $0) },
        parts.filter { members.isDisjoint(with: $0) }
      )
      parts = rest + (hit.isEmpty ? [] : [hit.flatMap { $0 }])
    }
    let sets = parts.map { part in
      (part, part.reduce(into: Set<Int>()) { $0.formUnion(touched.options[$1] ?? []) })
    }.sorted { a, b in
      (-a.1.count, a.1.sorted().description, a.0.min() ?? "")
        < (-b.1.count, b.1.sorted().description, b.0.min() ?? "")
    }
    var groups: [ReplayGroup] = []
    for (part, options) in sets {
      if let home = groups.firstIndex(where: {
        options.isSubset(of: $0.options) && (options.isEmpty == $0.options.isEmpty)
          && (areFew || options.count == $0.options.count)
      }) {
        groups[home].counted.formUnion(part)
      } else {
        groups.append(ReplayGroup(counted: Set(part), options: options.sorted()))
      }
    }
    return groups
  }
}
