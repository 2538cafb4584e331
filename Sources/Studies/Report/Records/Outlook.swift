internal import Foundation
internal import LossSimulation
internal import RiskModel
internal import TreatmentPlanning

/// The loss of a year as the treatments of the chosen plan begin to work (clauses 7.1, 8.3 e).
///
/// Each stage is the study with the treatments that work by then, simulated on the same random
/// numbers, so that stages differ by what they hold and not by chance.
struct Outlook: Sendable, Encodable {
  /// A time from which the same treatments work.
  struct Stage: Sendable, Encodable {
    /// Days from the base date.
    let day: Double
    /// The date, or `today`.
    let date: String
    /// Treatments that begin to work.
    let begins: [String]
    /// Quantiles of the loss of a year at `levels`.
    let quantiles: [Double]
    /// Its mean.
    let mean: Double
  }

  /// The probabilities of the quantiles.
  static let levels = [0.05, 0.25, 0.5, 0.75, 0.95]
  /// Years of each stage.
  static let trials = 10_000
  /// Stages that are drawn; the last one holds what comes later.
  private static let mostStages = 8

  let stages: [Stage]

  /// The outlook of a run on the plan beside it; nil without a plan in stages.
  static func of(_ run: StoredRun, _ source: ReportSource, _ threads: Int?) async -> Outlook? {
    guard let steps = source.optimum?.steps, !steps.isEmpty, source.optimum?.isSameStudy == true,
      let read = ReportSource.reread(run), read.study.simulation.table == nil
    else { return nil }
    let groups = groups(steps)
    var working: [String] = []
    var studies: [ComparedStudy] = []
    do {
      studies.append(try ComparedStudy(read.study, trials: trials))
      for group in groups {
        working += group.begins
        let bundle = try StrategyPlan.bundle(working.joined(separator: "+"), in: read.study)
        let portfolio = try StrategyPass.portfolio(
          of: bundle, in: read.study, records: read.records)
        studies.append(try ComparedStudy(read.study, under: portfolio, trials: trials))
      }
    } catch {
      return nil
    }
    let result = await StudyComparison(studies).run(
      threads: max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount))
    guard let years = result?.years, years.count == groups.count + 1,
      years.allSatisfy({ !$0.isEmpty })
    else { return nil }
    let heads = [(day: 0.0, date: "today", begins: [String]())] + groups
    return Outlook(
      stages: zip(heads, years).map { head, years in
        let sorted = years.sorted()
        return Stage(
          day: head.day, date: head.date, begins: head.begins,
          quantiles: levels.map { sorted[min(sorted.count, max(1, rank($0, sorted.count))) - 1] },
          mean: years.reduce(0, +) / Double(years.count))
      })
  }

  private static func rank(_ level: Double, _ count: Int) -> Int {
    Int((level * Double(count)).rounded(.up))
  }

  /// Steps that begin to work on the same day, in the order of days.
  private static func groups(
    _ steps: [OptimumSource.Step]
  ) -> [(day: Double, date: String, begins: [String])] {
    var groups: [(day: Double, date: String, begins: [String])] = []
    for step in steps.sorted(by: { ($0.readyDay ?? 0) < ($1.readyDay ?? 0) }) {
      let day = step.readyDay ?? 0
      if let last = groups.indices.last,
        groups[last].day == day || groups.count == mostStages
      {
        groups[last].begins.append(step.treatment)
        groups[last].day = day
        groups[last].date = step.ready
      } else {
        groups.append((day, step.ready, [step.treatment]))
      }
    }
    return groups
  }
}
