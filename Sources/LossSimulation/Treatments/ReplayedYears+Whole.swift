/// What one plan came to when it was simulated whole.
public struct WholePlan: Sendable {
  /// Net losses by year, in the study's currency.
  public internal(set) var losses: [Double]
  /// Expected persons a year.
  public internal(set) var injuries = 0.0
  /// Expected persons a year.
  public internal(set) var fatalities = 0.0
  /// Expected days a year that each process loses, at most 365 in any year, by its id.
  public internal(set) var lostDays: [String: Double] = [:]
}

extension ReplayedYears {
  /// Simulates one plan as a run of it would, without groups of treatments or anything known before:
  /// the check of what `netYears` puts together.
  public func simulatedWhole(_ isChosen: [Bool]) -> WholePlan {
    let compiled = treated(isChosen)
    let plan = BlockPlan(compiled)
    let worker = BlockSimulator(compiled, hazardTables: HazardTables())
    var whole = WholePlan(losses: [])
    for block in 0..<plan.count {
      worker.simulate(plan.trials(of: block))
      let (level, all) = (worker.current, compiled.layout.peopleRows.count)
      for t in 0..<worker.count {
        whole.losses.append(level.aggregate.base[t])
        whole.injuries += level.people[2 * all][t]
        whole.fatalities += level.people[2 * all + 1][t]
        for (row, process) in compiled.processes.enumerated() {
          whole.lostDays[process.id, default: 0] += level.lostDays[row][t]
        }
      }
    }
    let count = Double(Swift.max(1, whole.losses.count))
    whole.injuries /= count
    whole.fatalities /= count
    whole.lostDays = whole.lostDays.mapValues { $0 / count }
    return whole
  }
}
