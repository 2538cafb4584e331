internal import Sampling

/// A figure that a stopping rule names.
///
/// For example `expected_annual_loss`, `expected_shortfall_95` or `value_at_risk_99_5`. A bare tail
/// figure means level 0.95.
public struct StoppingMetric: Hashable, Sendable {
  private enum Kind: Hashable, Sendable {
    case mean, valueAtRisk, expectedShortfall
  }

  private let kind: Kind
  private let level: Double

  /// Nil where the text names no figure.
  public init?(_ text: String) {
    if text == "expected_annual_loss" {
      kind = .mean
      level = 0
      return
    }
    for (prefix, kind) in [
      ("expected_shortfall", Kind.expectedShortfall), ("value_at_risk", .valueAtRisk),
    ] where text.hasPrefix(prefix) {
      let suffix = text.dropFirst(prefix.count)
      guard let level = Self.level(suffix) else { return nil }
      self.kind = kind
      self.level = level
      return
    }
    return nil
  }

  /// `_95` is 0.95, `_99_5` is 0.995, nothing is 0.95.
  private static func level(_ suffix: Substring) -> Double? {
    if suffix.isEmpty { return 0.95 }
    guard suffix.first == "_" else { return nil }
    let parts = suffix.dropFirst().split(separator: "_", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ Int($0) != nil }),
      let percent = Double(parts.joined(separator: ".")), percent > 0, percent < 100
    else { return nil }
    return percent / 100
  }

  func figure(of sample: some LossSample) -> Estimate {
    switch kind {
    case .mean: sample.mean
    case .valueAtRisk: sample.valueAtRisk(level: level)
    case .expectedShortfall: sample.expectedShortfall(level: level)
    }
  }
}
