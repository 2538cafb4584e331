internal import RiskModel
internal import Sampling

/// Compares studies with the first of them.
///
/// ```swift
/// let result = await StudyComparison([before, after]).run(threads: 2)
/// result?.comparisons[0].differences.first { $0.metric == .expectedAnnualLoss }?.verdict
/// ```
///
/// Studies that share seed, trials and method with the first are simulated beside it on the same
/// trials. Memory: 16 bytes for each simulated year and study.
public struct StudyComparison: Sendable {
  private let studies: [ComparedStudy]
  private let isInherent: Bool

  /// - Parameter isInherent: whether no control acts.
  /// - Precondition: two studies or more.
  public init(_ studies: [ComparedStudy], isInherent: Bool = false) {
    precondition(studies.count > 1, "a comparison needs two studies")
    self.studies = studies
    self.isInherent = isInherent
  }

  /// Trials that will be simulated in all.
  public var trials: Int {
    studies.reduce(0) { $0 + ($1.compiled == nil ? 0 : $1.trials) }
  }

  /// Simulates and compares; nil where it was stopped.
  ///
  /// - Parameters:
  ///   - progress: told how many trials of all studies are done; from any thread.
  ///   - shouldStop: asked before each block of trials.
  public func run(
    threads: Int, progress: @Sendable @escaping (Int) -> Void = { _ in },
    shouldStop: @Sendable @escaping () -> Bool = { false }
  ) async -> ComparisonResult? {
    let pairings = studies.map { Pairing(studies[0], $0) }
    var sides: [SideFigures?] = studies.map { table($0) }
    let common = studies.indices.filter { studies[$0].compiled != nil && pairings[$0] == .common }
    let alone = studies.indices.filter { studies[$0].compiled != nil && pairings[$0] != .common }
    var done = 0
    for group in [common] + alone.map({ [$0] }) where !group.isEmpty {
      let before = done
      let figures = await simulate(
        group, threads: threads, progress: { progress(before + $0 * group.count) },
        shouldStop: shouldStop)
      for (side, entry) in zip(group, figures) { sides[side] = entry }
      done += studies[group[0]].trials * group.count
    }
    let all = sides.compactMap { $0 }
    guard all.count == studies.count, !shouldStop() else { return nil }
    return result(all, pairings)
  }

  private func result(_ sides: [SideFigures], _ pairings: [Pairing]) -> ComparisonResult {
    ComparisonResult(
      totals: zip(sides, studies).map {
        LossMeasures(of: $0.sample, levels: $1.study.simulation.levels)
      },
      trials: sides.map(\.sample.count),
      comparisons: sides.indices.dropFirst().map { side in
        ComparisonFigures(
          first: sides[0], second: sides[side], pairing: pairings[side],
          studies: (studies[0].study, studies[side].study)
        ).comparison
      }, years: sides.map(\.years))
  }

  private func simulate(
    _ group: [Int], threads: Int, progress: @Sendable @escaping (Int) -> Void,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> [SideFigures] {
    let compiled = group.compactMap { studies[$0].compiled }
    let pass = ComparisonPass(
      studies: compiled, isInherent: isInherent, trials: studies[group[0]].trials)
    let outcome = await pass.run(threads: threads, progress: progress, shouldStop: shouldStop)
    return compiled.indices.map { SideFigures(side: $0, pass: pass, outcome: outcome) }
  }

  private func table(_ compared: ComparedStudy) -> SideFigures? {
    guard case .table(let table) = compared.engine else { return nil }
    return table.result()[isInherent ? "inherent" : "current"].map(SideFigures.init)
  }
}

/// One study's side of a comparison: its years and what each component costs.
struct SideFigures: Sendable {
  /// A component's figure, and its difference to the first study on the same trials.
  struct Component: Sendable {
    let key: ComparedComponent.Key
    let name: String?
    /// Nil where the study has no such thing.
    let own: Estimate?
    let difference: Estimate?
    let isIdentical: Bool
  }

  let sample: any LossSample
  /// By trial; empty for a table, whose figures are exact.
  let years: [Double]
  let clusterSize: Int
  let components: [Component]

  init(side: Int, pass: ComparisonPass, outcome: ComparisonPass.Outcome) {
    let study = pass.studies[side]
    years = outcome.years[side]
    clusterSize = Swift.max(1, Swift.min(pass.clusterSize, years.count))
    sample =
      clusterSize == 1
      ? SortedSample(years, hasFiniteVariance: study.hasFiniteVariance)
      : ClusteredSample(
        years, clusterSize: clusterSize, hasFiniteVariance: study.hasFiniteVariance)
    let isFinite = study.hasFiniteVariance && pass.studies[0].hasFiniteVariance
    components = zip(pass.components, outcome.moments).map { component, moments in
      let isLoss = component.key.kind == .risk
      let caveat = isFinite || !isLoss ? nil : "the variance of losses is infinite"
      return Component(
        key: component.key, name: component.name, own: moments.own[side]?.estimate(caveat: caveat),
        difference: side == 0 ? nil : moments.differences[side].estimate(caveat: caveat),
        isIdentical: !moments.differs[side])
    }
  }

  /// The figures of a year loss table.
  init(_ level: LevelResult) {
    sample = WeightedSample(
      values: level.years.aggregate, probabilities: level.years.probabilities)
    years = []
    clusterSize = 1
    components = level.risks.map { risk in
      Component(
        key: .init(kind: .risk, id: risk.id), name: risk.name, own: risk.expectedLoss,
        difference: nil, isIdentical: false)
    }
  }
}
