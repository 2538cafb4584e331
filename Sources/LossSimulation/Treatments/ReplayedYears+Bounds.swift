/// What no plan among many can undercut, for proofs where plans are too many to be tried.
extension ReplayedYears {
  /// Numbers that the net loss of no year lies below, under any plan whose choices in each group are
  /// among the stated ones; 0 where nothing better is known.
  ///
  /// - Parameter choices: By group, choices of which a plan has one, or that lose at most what any
  ///   other loses in every year; empty where none is known.
  public func leastYears(_ choices: [[Int]]) -> [Double] {
    var years = [Double](repeating: 0, count: yearCount)
    var days = noDays
    for (group, masks) in choices.enumerated() where !masks.isEmpty {
      let columns = masks.map { column(Variant(group: group, mask: $0)) }
      for year in years.indices {
        years[year] += columns.reduce(.infinity) { Swift.min($0, $1.losses[year]) }
      }
      addMost(of: columns, to: &days)
    }
    // Where days would be held at 365 a loss can be less than the sum over groups.
    for year in isOneByOne ? longYears(days) : coupledYears { years[year] = 0 }
    return years
  }

  private func addMost(of columns: [Column], to days: inout [[Float]]) {
    for process in days.indices {
      let found = columns.compactMap { $0.days.isEmpty ? nil : $0.days[process] }
      guard !found.isEmpty else { continue }
      for year in 0..<yearCount {
        days[process][year] += found.reduce(0) { Swift.max($0, $1[year]) }
      }
    }
  }
}
