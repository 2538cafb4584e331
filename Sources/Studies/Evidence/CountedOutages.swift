internal import Foundation
internal import RiskModel

/// Outages of one kind whose yearly number follows a law that is not Poisson's.
///
/// Given the year's number N, the outages begin evenly over the year, independently of each other,
/// and each holds down a set at a given moment with the part of the year that it spends in it: one
/// that runs over the turn of the year is taken as one of the same year. So the outages that hold
/// down anything are N thinned, which stays within each law of `CountLaw`, and their sets are drawn
/// independently.
struct CountedOutages: Sendable {
  /// The law of the year's number.
  let law: CountLaw
  /// Its mean.
  let rate: Double
  /// By set as bits, the part of a year for which one outage holds down exactly that set.
  let shares: [Int: Double]

  /// The other outages of the year, given one of them.
  ///
  /// Their number is N − 1 with N weighted by itself: none for one at most, n − 1 of n, and for a
  /// negative binomial law of dispersion k one of dispersion k + 1 with the mean Λ (k + 1)/k.
  var beside: CountedOutages {
    switch law {
    case .poisson: self
    case .bernoulli: CountedOutages(law: .fixed, rate: 0, shares: shares)
    case .fixed: CountedOutages(law: .fixed, rate: max(0, rate.rounded() - 1), shares: shares)
    case .negativeBinomial(let k):
      CountedOutages(
        law: .negativeBinomial(dispersion: k + 1), rate: rate * (k + 1) / k, shares: shares)
    }
  }

  /// P(exactly this set is held down at a moment), by set as bits.
  var states: [Int: Double] {
    let held = shares.filter { $0.key != 0 && $0.value > 0 }.sorted { $0.key < $1.key }
    let share = min(1, held.reduce(0) { $0 + $1.value })
    guard share > 0 else { return [0: 1] }
    var reached = [0: 1.0]
    var states: [Int: Double] = [:]
    for (index, chance) in numbers(thinnedBy: share).enumerated() {
      if index > 0 { reached = Self.grown(reached, by: held, of: share) }
      for (set, part) in reached { states[set, default: 0] += chance * part }
    }
    return states
  }

  private static func grown(
    _ reached: [Int: Double], by held: [(key: Int, value: Double)], of share: Double
  ) -> [Int: Double] {
    var grown: [Int: Double] = [:]
    for (set, part) in reached.sorted(by: { $0.key < $1.key }) {
      for (more, days) in held { grown[set | more, default: 0] += part * days / share }
    }
    return grown
  }

  /// What is left of a law's tail is below this.
  private static let negligible = 1e-20
  /// More outages are not looked at; none of a year's rates comes near.
  private static let most = 10_000

  /// P(N thinned is 0, 1, 2, …).
  func numbers(thinnedBy share: Double) -> [Double] {
    switch law {
    case .poisson:
      let mean = rate * share
      return Self.numbers(first: exp(-mean), mean: mean) { mean / Double($0 + 1) }
    case .bernoulli:
      let chance = min(1, rate) * share
      return [1 - chance, chance]
    case .fixed:
      let count = Int(min(Double(Self.most), max(0, rate.rounded())))
      guard share < 1 else { return Array(repeating: 0, count: count) + [1] }
      let odds = share / (1 - share)
      let all = Self.numbers(first: pow(1 - share, Double(count)), mean: Double(count) * share) {
        Double(count - $0) / Double($0 + 1) * odds
      }
      return Array(all.prefix(count + 1))
    case .negativeBinomial(let k):
      let mean = rate * share
      let first = exp(-k * log1p(mean / k))
      return Self.numbers(first: first, mean: mean) {
        (Double($0) + k) / Double($0 + 1) * mean / (k + mean)
      }
    }
  }

  private static func numbers(
    first: Double, mean: Double, _ ratio: (Int) -> Double
  ) -> [Double] {
    var all = [first]
    while all.count < most, Double(all.count) <= mean + 1 || all[all.count - 1] > negligible {
      all.append(all[all.count - 1] * ratio(all.count - 1))
    }
    return all
  }
}
