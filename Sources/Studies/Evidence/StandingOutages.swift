internal import Foundation

/// Which of a few things are down at a moment, where outages come at random and each takes down a
/// set of them.
///
/// Outages that come as a Poisson process and last by any law stand, at any moment, in a Poisson
/// number; those that hold down different sets are independent of each other (the M/G/∞ queue with
/// marks). So the chance of each state follows exactly from the mean number standing for each set;
/// outages that come by another law are `CountedOutages`.
struct StandingOutages {
  /// P(exactly this set is down), by set as bits.
  private let states: [Double]
  /// P(at least this set is down), by set as bits.
  private let atLeast: [Double]
  private let whole: Int

  /// - Parameters:
  ///   - count: things, at most `mostThings`.
  ///   - standing: by set as bits, the mean number of outages that hold down exactly that set.
  ///   - counted: kinds of outages whose yearly number is not Poisson, independent of all others.
  init(count: Int, standing: [Int: Double], counted: [CountedOutages] = []) {
    let whole = (1 << count) - 1
    var states = [Double](repeating: 0, count: whole + 1)
    states[0] = 1
    for (set, mean) in standing.sorted(by: { $0.key < $1.key }) where set != 0 && mean > 0 {
      let here = -expm1(-mean)
      // From the largest state down: a state only ever grows into a larger one.
      for state in stride(from: whole, through: 0, by: -1) where state & set != set {
        states[state | set] += here * states[state]
        states[state] *= 1 - here
      }
    }
    for outages in counted { states = Self.union(states, outages.states) }
    self.init(count: count, states: states)
  }

  private init(count: Int, states: [Double]) {
    whole = (1 << count) - 1
    self.states = states
    var sums = states
    for bit in 0..<count {
      for state in 0...whole where state & 1 << bit == 0 { sums[state] += sums[state | 1 << bit] }
    }
    atLeast = sums
  }

  /// The law of the union of two independent sets, by sums of positive terms alone.
  private static func union(_ states: [Double], _ more: [Int: Double]) -> [Double] {
    var union = [Double](repeating: 0, count: states.count)
    for (set, chance) in more.sorted(by: { $0.key < $1.key }) {
      for state in states.indices { union[state | set] += states[state] * chance }
    }
    return union
  }

  /// States double with each thing.
  static let mostThings = 12

  /// The part of time for which all are down.
  var together: Double { states[whole] }

  /// The part of time for which one is down.
  func share(of thing: Int) -> Double { atLeast[1 << thing] }

  /// P(all are down while something else holds a set down).
  func together(with set: Int) -> Double { atLeast[whole & ~set] }

  /// P(one more outage completes the set of all), when it grows from one set to another.
  func completed(by set: Int, from before: Int) -> Double {
    together(with: set) - together(with: set & before)
  }
}
