internal import RiskModel
internal import Sampling

/// Puts the differences of two sides together.
struct ComparisonFigures {
  private let first: SideFigures
  private let second: SideFigures
  private let pairing: Pairing
  private let studies: (first: Study, second: Study)
  private let paired: PairedYears?

  init(
    first: SideFigures, second: SideFigures, pairing: Pairing,
    studies: (first: Study, second: Study)
  ) {
    self.first = first
    self.second = second
    self.pairing = pairing
    self.studies = studies
    paired =
      pairing == .common
      ? PairedYears(
        first: first.years, second: second.years, clusterSize: first.clusterSize,
        samples: (first.sample, second.sample)) : nil
  }

  var comparison: Comparison {
    Comparison(
      pairing: pairing, correlation: paired?.correlation,
      differences: components(.fatalities) + components(.injuries) + totals
        + components(.risk) + components(.process))
  }

  // MARK: The year's total

  private var totals: [Difference] {
    let levels = union(\.simulation.levels)
    let points = union { $0.criteria.tolerance.map(\.loss) }
    return [total(.expectedAnnualLoss, nil, { $0.mean }, paired?.mean)]
      + levels.map { level in
        total(
          .valueAtRisk, level, { $0.valueAtRisk(level: level) }, paired?.valueAtRisk(level: level))
      }
      + levels.map { level in
        total(
          .expectedShortfall, level, { $0.expectedShortfall(level: level) },
          paired?.expectedShortfall(level: level))
      }
      + [total(.probabilityOfLoss, nil, { $0.exceedance(of: 0) }, paired?.exceedance(of: 0))]
      + points.map { loss in
        total(.exceedance, loss, { $0.exceedance(of: loss) }, paired?.exceedance(of: loss))
      }
  }

  /// Of both studies, ascending.
  private func union(_ values: (Study) -> [Double]) -> [Double] {
    Set(values(studies.first) + values(studies.second)).sorted()
  }

  private func total(
    _ metric: Difference.Metric, _ level: Double?, _ figure: (any LossSample) -> Estimate,
    _ pairedDifference: Estimate?
  ) -> Difference {
    let a = figure(first.sample)
    let b = figure(second.sample)
    return Difference(
      metric, level: level, first: a, second: b,
      difference: pairedDifference ?? .independentDifference(a, b),
      isPaired: pairedDifference != nil,
      isIdentical: paired?.areIdentical ?? isSame(a, b))
  }

  /// Only what has no error can be the same without the same trials.
  private func isSame(_ a: Estimate, _ b: Estimate) -> Bool {
    pairing == .exact && a.value == b.value
  }

  // MARK: Components

  private func components(_ kind: ComparedComponent.Kind) -> [Difference] {
    let ours = first.components.filter { $0.key.kind == kind }
    let theirs = second.components.filter { $0.key.kind == kind }
    let known = Set(ours.map(\.key))
    let all = ours + theirs.filter { !known.contains($0.key) }
    return all.compactMap { component in
      difference(
        component, ours.first { $0.key == component.key }?.own,
        theirs.first { $0.key == component.key })
    }
  }

  private func difference(
    _ component: SideFigures.Component, _ own: Estimate?, _ other: SideFigures.Component?
  ) -> Difference? {
    let kind = component.key.kind
    // A process that one study lacks is not unavailable there, and unknown harm is not none.
    if kind != .risk, own == nil || other?.own == nil { return nil }
    guard own != nil || other?.own != nil else { return nil }
    let a = own.map { scaled($0, kind) }
    let b = other?.own.map { scaled($0, kind) }
    let shared = pairing == .common ? other?.difference : nil
    let nothing = Estimate.exact(0, sampleSize: 0)
    return Difference(
      Self.metric(of: kind), scope: component.key.id, name: component.name ?? other?.name,
      first: a, second: b,
      difference: shared.map { scaled($0, kind, isDifference: true) }
        ?? .independentDifference(a ?? nothing, b ?? nothing),
      isPaired: shared != nil,
      isIdentical: shared != nil
        ? other?.isIdentical == true : a.flatMap { a in b.map { isSame(a, $0) } } ?? false)
  }

  /// Lost days become the part of the year in which a process works.
  private func scaled(
    _ estimate: Estimate, _ kind: ComparedComponent.Kind, isDifference: Bool = false
  ) -> Estimate {
    guard kind == .process else { return estimate }
    return estimate.scaled(by: -1 / CompiledStudy.year, offset: isDifference ? 0 : 1)
  }

  private static func metric(of kind: ComparedComponent.Kind) -> Difference.Metric {
    switch kind {
    case .fatalities: .fatalities
    case .injuries: .injuries
    case .risk: .expectedAnnualLoss
    case .process: .availability
    }
  }
}
