public import LossSimulation
public import RiskModel
internal import Sampling

/// Simulates bundles of treatments beside the current state on the same years.
///
/// Bundles go through in groups, so that memory is that of a few studies whatever their number. A
/// bundle whose treatments come into force one after the other is simulated at each stage too, for
/// its present value.
public struct StrategyPass: Sendable {
  let study: Study
  let question: PlanningQuestion
  let bundles: [TreatmentBundle]
  private let current: ComparedStudy
  private let sets: [Set<String>]
  private let compared: [ComparedStudy]

  /// Studies that are simulated beside the current one at a time.
  private static let groupSize = 8
  /// Blocks of years that a resample draws.
  static let blocks = 256

  /// Compiles every bundle.
  ///
  /// - Parameters:
  ///   - records: The records of the same study.
  ///   - base: What stands already, beside which bundles are compared; nil for the current state.
  ///   - trials: Fewer than the study's own, as for a run that was stopped.
  /// - Throws: All reasons why an effect cannot be applied.
  public init(
    _ study: Study, records: StudyRecord, bundles: [TreatmentBundle],
    beside base: TreatmentBundle? = nil,
    trials: Int? = nil
  ) throws(SimulationError) {
    self.study = study
    self.bundles = bundles
    question = PlanningQuestion(records.record("optimisation"))
    let (interactions, problems) = TreatmentInteraction.all(of: study, records: records)
    guard problems.isEmpty else { throw SimulationError(problems: problems) }
    func treated(_ bundle: TreatmentBundle) throws(SimulationError) -> ComparedStudy {
      try ComparedStudy(
        study,
        under: Portfolio(
          id: bundle.id, treatments: bundle.treatments, interactions: interactions),
        trials: trials)
    }
    if let base {
      current = try treated(base)
    } else {
      current = try ComparedStudy(study, trials: trials)
    }
    var sets: [Set<String>] = []
    var compared: [ComparedStudy] = []
    for bundle in bundles.flatMap({ [$0] + $0.stages }) where !sets.contains(bundle.members) {
      sets.append(bundle.members)
      compared.append(try treated(bundle))
    }
    self.sets = sets
    self.compared = compared
  }

  /// The portfolio of a bundle, with what its treatments do only together.
  ///
  /// - Throws: Interactions of the study that act on nothing.
  public static func portfolio(
    of bundle: TreatmentBundle, in study: Study, records: StudyRecord
  ) throws(SimulationError) -> Portfolio {
    let (interactions, problems) = TreatmentInteraction.all(of: study, records: records)
    guard problems.isEmpty else { throw SimulationError(problems: problems) }
    return Portfolio(id: bundle.id, treatments: bundle.treatments, interactions: interactions)
  }

  /// Years that will be simulated in all.
  public var trials: Int { (compared.count + groups.count) * current.plannedTrials }

  private var groups: [Range<Int>] {
    stride(from: 0, to: compared.count, by: Self.groupSize).map {
      $0..<Swift.min($0 + Self.groupSize, compared.count)
    }
  }

  /// What the bundles are worth, in the order given; nil where it was stopped.
  ///
  /// - Parameters:
  ///   - shortfallLevel: Of the shortfall that is shown.
  ///   - progress: Told how many years are done; from any thread.
  public func run(
    threads: Int, shortfallLevel: Double,
    progress: @Sendable @escaping (Int) -> Void = { _ in },
    shouldStop: @Sendable @escaping () -> Bool = { false }
  ) async -> [BundleAppraisal]? {
    var results: [ReplayedSet] = []
    var baseline: [Double] = []
    for (number, group) in groups.enumerated() {
      let before = (group.lowerBound + number) * current.plannedTrials
      let comparison = StudyComparison([current] + compared[group])
      guard
        let result = await comparison.run(
          threads: threads, progress: { progress(before + $0) }, shouldStop: shouldStop)
      else { return nil }
      baseline = Self.blockMeans(result.years[0])
      for (offset, comparison) in result.comparisons.enumerated() {
        results.append(
          ReplayedSet(
            comparison: comparison, blockMeans: Self.blockMeans(result.years[1 + offset])))
      }
    }
    return appraisals(results, baseline, shortfallLevel)
  }

  private func appraisals(
    _ results: [ReplayedSet], _ baseline: [Double], _ level: Double
  ) -> [BundleAppraisal] {
    func result(_ bundle: TreatmentBundle) -> ReplayedSet? {
      sets.firstIndex(of: bundle.members).map { results[$0] }
    }
    let found = bundles.compactMap { bundle in result(bundle).map { (bundle, $0) } }
    let best = BestChances(
      found.map { ($0.0, $0.1.blockMeans) }, question: question,
      seed: study.simulation.seed
    ).values
    return found.enumerated().map { index, entry in
      BundleAppraisal(
        entry.0, entry.1.comparison,
        stages: entry.0.stages.compactMap { stage in
          result(stage).map { (day: stage.readiness.last ?? 0, comparison: $0.comparison) }
        }, question: question, shortfallLevel: level, probabilityBest: best[index])
    }
  }

  /// Means of consecutive blocks: fewer numbers to resample, and the error of a mean over
  /// independent years is the same.
  private static func blockMeans(_ years: [Double]) -> [Double] {
    let count = Swift.min(blocks, years.count)
    return (0..<count).map { block in
      let range = block * years.count / count..<(block + 1) * years.count / count
      return years[range].reduce(0, +) / Double(range.count)
    }
  }

  private struct ReplayedSet {
    let comparison: Comparison
    let blockMeans: [Double]
  }
}

extension TreatmentBundle {
  /// What is in force from each day on at which a treatment becomes ready; the last is the whole.
  fileprivate var stages: [TreatmentBundle] { readiness.map { inForce(at: $0) } }
}

/// The chance of each bundle to have the least sum of cost and expected loss.
///
/// Years are resampled in blocks, and uncertain costs are drawn once a resample.
struct BestChances {
  let values: [Double?]

  private static let resamples = 1000

  init(
    _ bundles: [(bundle: TreatmentBundle, blockMeans: [Double])], question: PlanningQuestion,
    seed: UInt64
  ) {
    let blocks = bundles.map(\.blockMeans.count).min() ?? 0
    guard bundles.count > 1, blocks > 1 else {
      values = bundles.map { _ in nil }
      return
    }
    let stream = RandomStream(seed: seed, purpose: "strategy/resample", record: "")
    var wins = [Double](repeating: 0, count: bundles.count)
    for resample in 0..<UInt32(Self.resamples) {
      var totals = bundles.map { $0.bundle.drawnCost(question, seed: seed, draw: resample) }
      for draw in 0..<blocks {
        let uniform = stream.uniforms(trial: resample, draw: UInt32(draw)).0
        let block = Swift.min(Int(uniform * Double(blocks)), blocks - 1)
        for b in bundles.indices { totals[b] += bundles[b].blockMeans[block] / Double(blocks) }
      }
      let least = totals.min() ?? 0
      let winners = totals.indices.filter { totals[$0] <= least + 1e-9 * Swift.abs(least) }
      for winner in winners { wins[winner] += 1 / Double(winners.count) }
    }
    values = wins.map { $0 / Double(Self.resamples) }
  }
}
