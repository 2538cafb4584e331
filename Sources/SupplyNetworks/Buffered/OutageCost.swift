/// The running cost of an endless outage of one struck set: what it costs for every duration.
///
/// All shocks of an event last equally long and their end restores everything at once, so an event
/// of duration D costs what the endless outage has cost by day D. That is piecewise linear in D
/// and is tabulated once for each struck set (`MODELS.md` 5.4).
///
/// Immutable. Durations are in days, and beyond `horizon` count as `horizon`: the caller caps them
/// at 365 days in any case.
public struct OutageCost: Hashable, Sendable {
  /// The days for which the table holds.
  public let horizon: Double
  /// Slots of the processes that lose anything within the horizon, ascending.
  public let affectedProcesses: [Int]
  /// The longest outage after which no process with a value has lost anything, in days.
  ///
  /// Nil, unbounded, where no outage within the horizon costs anything. A process whose value per
  /// day or lost share is 0 does not count: its loss costs no money.
  public let timeToSurvive: Double?
  /// The longest outage after which no process has lost any capability, in days, whatever it is worth.
  public let timeToFirstShortfall: Double?
  /// How the table was computed.
  public let diagnostics: OutageDiagnostics

  /// Lost days of each affected process.
  let lost: RunningTotals
  /// Money: one curve, Σ daily cost × lost days.
  let money: RunningTotals

  /// Days at which the output of any process changes, ascending from 0.
  public var breakpoints: [Double] {
    var days: [Double] = [0]
    for day in lost.times.sorted() where day != days[days.count - 1] { days.append(day) }
    return days
  }

  /// Knots of all curves together: the table's size, 24 bytes each.
  public var knotCount: Int { lost.times.count + money.times.count }

  /// The money lost by an outage that lasts so many days; O(log breakpoints).
  public func cost(_ duration: Double) -> Double {
    money.value(of: 0, at: min(duration, horizon))
  }

  /// The money lost by each of many outages, in the currency.
  ///
  /// - Precondition: `costs` is at least as long as `durations`.
  public func cost(
    ofDurations durations: UnsafeBufferPointer<Double>,
    into costs: UnsafeMutableBufferPointer<Double>
  ) {
    money.evaluate(0, at: durations, limit: horizon, into: costs)
  }

  /// The days of full output that a process loses in an outage; O(log processes + log breakpoints).
  public func lostDays(process slot: Int, duration: Double) -> Double {
    guard let curve = curve(of: slot) else { return 0 }
    return lost.value(of: curve, at: min(duration, horizon))
  }

  /// The days of full output that a process loses in each of many outages.
  ///
  /// - Precondition: `days` is at least as long as `durations`.
  public func lostDays(
    process slot: Int, ofDurations durations: UnsafeBufferPointer<Double>,
    into days: UnsafeMutableBufferPointer<Double>
  ) {
    guard let curve = curve(of: slot) else {
      precondition(days.count >= durations.count, "There must be room for every value.")
      for place in durations.indices { days[place] = 0 }
      return
    }
    lost.evaluate(curve, at: durations, limit: horizon, into: days)
  }

  /// Whether an outage of so many days, or any shorter one, costs no money.
  public func isZero(upTo duration: Double) -> Bool { cost(duration) == 0 }

  /// The lost days of a process at each of its own breakpoints.
  ///
  /// `slopes` are lost days per day: the lost part of the output from that breakpoint on.
  public func curve(process slot: Int) -> (days: [Double], lostDays: [Double], slopes: [Double]) {
    guard let curve = curve(of: slot) else { return ([0], [0], [0]) }
    let knots = lost.knots(of: curve)
    return (Array(lost.times[knots]), Array(lost.totals[knots]), Array(lost.slopes[knots]))
  }

  /// The money lost at each breakpoint of the cost, and from there on per day.
  public var costCurve: (days: [Double], costs: [Double], slopes: [Double]) {
    (money.times, money.totals, money.slopes)
  }

  /// The same outage at other values of the processes, without a new propagation.
  ///
  /// - Parameter dailyCosts: for each process slot, value per day × lost share, at least 0.
  public func repriced(dailyCosts: [Double]) -> OutageCost {
    var log = OutageRecorder(horizon: horizon, diagnostics: diagnostics)
    log.replay(lost, of: affectedProcesses)
    return log.table(dailyCosts: dailyCosts)
  }

  /// The place of a process among the affected ones, by halving.
  private func curve(of slot: Int) -> Int? {
    var low = 0
    var high = affectedProcesses.count
    while low < high {
      let middle = (low + high) / 2
      if affectedProcesses[middle] < slot { low = middle + 1 } else { high = middle }
    }
    return low < affectedProcesses.count && affectedProcesses[low] == slot ? low : nil
  }
}
