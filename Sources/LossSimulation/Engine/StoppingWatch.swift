internal import RiskModel
internal import Sampling

/// Asks a study's stopping rule each time that the figures are looked at.
///
/// Precision is judged by the figures' own 95 % intervals. A criterion's verdict is a decision, and
/// a decision that is sought again and again is sooner or later found by chance alone: there the
/// chance of error is spent over the looks (`VerdictBounds`).
struct StoppingWatch: Sendable {
  private let rule: StoppingRule
  private let clusterTrials: Int?
  /// Limits of the watched criteria.
  private let criteria: [Criteria.TolerancePoint]
  private var looks = 0
  /// Parts of the rule that held at the last look.
  private var heldBefore: Set<String> = []

  init(_ rule: StoppingRule, _ compiled: CompiledStudy) {
    self.rule = rule
    clusterTrials = compiled.clusterTrials
    criteria = rule.criteria.compactMap { name in
      compiled.criteria.tolerance.first { $0.name == name }
    }
  }

  /// Why the run ends here, for a reader; nil where it goes on.
  ///
  /// - Parameter years: the losses of all years so far, at the current level.
  mutating func reason(toStopAfter years: [Double]) -> String? {
    if let size = clusterTrials {
      // Groups are too few at first for an error that could be trusted.
      guard years.count / size >= 10, years.count.isMultiple(of: size) else { return nil }
      return judge(ClusteredSample(years, clusterSize: size), clusters: years.count / size)
    }
    return judge(SortedSample(years), clusters: nil)
  }

  private mutating func judge(_ sample: some LossSample, clusters: Int?) -> String? {
    let look = looks
    looks += 1
    var held: [(part: String, words: String)] = []
    for metric in rule.metrics where isKnown(metric, sample) {
      held.append((metric, "\(metric) within \(rule.relativeError ?? 0)"))
    }
    for criterion in criteria {
      let bounds = VerdictBounds(
        sample.exceedance(of: criterion.loss), clusters: clusters, look: look)
      guard let verdict = bounds.verdict(limit: criterion.probability) else { continue }
      held.append((criterion.name, "\(criterion.name) is \(verdict.rawValue)"))
    }
    defer { heldBefore = Set(held.map(\.part)) }
    guard held.count == rule.metrics.count + rule.criteria.count else { return nil }
    let last = held.map(\.part).filter { !heldBefore.contains($0) }
    let words = held.map(\.words).joined(separator: "; ")
    guard held.count > 1, !last.isEmpty, last.count < held.count else { return words }
    return "\(words); last \(last.joined(separator: ", "))"
  }

  private func isKnown(_ name: String, _ sample: some LossSample) -> Bool {
    guard let metric = StoppingMetric(name), let error = rule.relativeError else { return false }
    let estimate = metric.figure(of: sample)
    guard estimate.value > 0, estimate.caveat == nil else { return false }
    return (estimate.high - estimate.low) / 2 <= error * estimate.value
  }
}
