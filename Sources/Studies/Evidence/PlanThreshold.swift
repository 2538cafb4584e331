internal import Foundation
internal import Distributions
internal import RiskModel

/// When a security plan starts, and how often it starts in vain or not at all (clause 8.6.2 b).
///
/// Events of the plan's risks that stop the process come at their mean rates; each lasts as its law
/// says. All figures are exact for these laws: nothing is simulated.
public struct PlanThreshold: Encodable, Sendable {
  /// The process that is watched.
  public let process: String
  /// The threshold, in hours of standstill.
  public let hours: Double
  /// The probability of the quantile; nil where the study states the hours.
  public let level: Double?
  /// Starts a year by events of the plan's risks.
  public let activationsPerYear: Double
  /// Starts a year by events of other risks.
  public let falsePerYear: Double
  /// Events a year of the plan's risks that end before the threshold.
  public let missedPerYear: Double

  /// Events that stop one process.
  struct Stop: Sendable {
    /// Events a year.
    let rate: Double
    /// Days that one lasts.
    let days: any Distribution
  }

  /// A threshold of stated hours.
  init(process: String, hours: Double, level: Double? = nil, own: [Stop], others: [Stop]) {
    func beyond(_ stops: [Stop]) -> Double {
      // The event that lasts exactly so long starts the plan.
      stops.reduce(0) { $0 + $1.rate * $1.days.survival((hours / 24).nextDown) }
    }
    self.process = process
    self.hours = hours
    self.level = level
    activationsPerYear = beyond(own)
    falsePerYear = beyond(others)
    missedPerYear = own.reduce(0) { $0 + $1.rate } - activationsPerYear
  }

  /// The quantile of the durations of the plan's own events; nil where it has none.
  init?(process: String, level: Double, own: [Stop], others: [Stop]) {
    let total = own.reduce(0) { $0 + $1.rate }
    guard total > 0 else { return nil }
    func share(_ days: Double) -> Double {
      own.reduce(0) { $0 + $1.rate * $1.days.distribution(days) } / total
    }
    var low = own.map { $0.days.quantile(level) }.min() ?? 0
    var high = own.map { $0.days.quantile(level) }.max() ?? 0
    // The mixture's quantile lies between those of its parts.
    for _ in 0..<200 where low < high {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if share(middle) < level { low = middle } else { high = middle }
    }
    self.init(process: process, hours: high * 24, level: level, own: own, others: others)
  }
}

/// How often a response team has more than one event at once (clause 8.6.2).
///
/// Events that come at random and last as their laws say are, at any time, a Poisson number with
/// the mean Σ rate · E[days]/365 (the M/G/∞ queue), and one that begins meets that number.
public struct TeamLoad: Encodable, Sendable {
  /// The team.
  public let team: String
  /// Events a year of the risks in its plans.
  public let eventsPerYear: Double
  /// The mean number of events in progress.
  public let meanInProgress: Double
  /// Events a year that begin while another is in progress.
  public let overlapsPerYear: Double
  /// The part of time in which two or more are in progress.
  public let shareOfTimeWithTwo: Double

  init(team: String, stops: [PlanThreshold.Stop]) {
    let events = stops.reduce(0) { $0 + $1.rate }
    let busy = stops.reduce(0) { $0 + $1.rate * $1.days.mean } / 365
    self.team = team
    eventsPerYear = events
    meanInProgress = busy
    overlapsPerYear = events * (1 - exp(-busy))
    shareOfTimeWithTwo = 1 - exp(-busy) * (1 + busy)
  }
}
