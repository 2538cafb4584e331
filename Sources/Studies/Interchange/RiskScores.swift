internal import Foundation

/// Scores of a risk matrix as the intervals of their bands.
///
/// A score says no more than its band, so its interval is the band: the lower bound is the upper one
/// of the band below, the first band reaches down to a fifth of its upper bound, and one above the
/// last up to five times its lower one.
struct RiskScores {
  /// Upper bounds in events a year, rising.
  let likelihood: [Double]
  /// Upper bounds of the loss of one event, rising; empty where the study states none.
  let impact: [Double]

  /// Usual bounds: once in 50, in 10 and in 2 years, twice a year.
  static let usualLikelihood = [0.02, 0.1, 0.5, 2]

  private static let likelihoodWords = [
    ["rare", "remote", "veryunlikely", "verylow"], ["unlikely", "low"],
    ["possible", "moderate", "medium", "occasional"], ["likely", "high", "probable"],
    ["almostcertain", "certain", "veryhigh", "frequent", "verylikely"],
  ]
  private static let impactWords = [
    ["insignificant", "negligible", "minor", "verylow"], ["low", "moderate", "small"],
    ["medium", "major", "significant"], ["high", "severe", "serious"],
    ["veryhigh", "catastrophic", "extreme", "critical"],
  ]

  /// The yearly rate of a cell: a score, a word, a percentage, else what stands there.
  func events(_ cell: String) -> String? {
    if cell.hasSuffix("%"), let percent = Double(cell.dropLast().filter { $0 != " " }) {
      return (0.0..<100).contains(percent)
        ? DecimalText.text(-log(1 - percent / 100)) : nil
    }
    return interval(cell, likelihood, Self.likelihoodWords)
  }

  /// The loss of a cell: a score or a word where the bounds are known, else what stands there.
  func loss(_ cell: String) -> String? {
    guard Self.score(cell, Self.impactWords) != nil else { return cell }
    return impact.isEmpty ? nil : interval(cell, impact, Self.impactWords)
  }

  /// The score from 1, by a whole number up to 5 or by a word.
  private static func score(_ cell: String, _ words: [[String]]) -> Int? {
    if let number = Int(cell) { return (1...5).contains(number) ? number : nil }
    let plain = ColumnMapping.plain(cell)
    return words.firstIndex { $0.contains(plain) }.map { $0 + 1 }
  }

  private func interval(_ cell: String, _ bounds: [Double], _ words: [[String]]) -> String? {
    guard let score = Self.score(cell, words) else { return cell }
    guard let first = bounds.first, let last = bounds.last else { return nil }
    let low = score == 1 ? first / 5 : bounds[min(score - 2, bounds.count - 1)]
    let high = score <= bounds.count ? bounds[score - 1] : max(last, low) * 5
    return [low, high].compactMap(DecimalText.text).joined(separator: " to ")
  }
}
