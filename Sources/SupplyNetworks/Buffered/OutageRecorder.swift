/// Records the changes of processes during an outage and turns them into a table.
struct OutageRecorder: OutageObserver {
  private struct Change {
    let slot: Int
    let time: Double
    let loss: Double
  }

  private let supplierCount: Int
  private let horizon: Double
  private var changes: [Change] = []
  /// Slots and days of first shortfalls.
  private var shortfalls: [(slot: Int, time: Double)] = []
  var diagnostics: OutageDiagnostics

  /// - Parameter supplierCount: the number of nodes that are no process.
  init(supplierCount: Int = 0, horizon: Double, diagnostics: OutageDiagnostics = .init()) {
    self.supplierCount = supplierCount
    self.horizon = horizon
    self.diagnostics = diagnostics
  }

  mutating func changed(node: Int, loss: Double, at time: Double) {
    guard node >= supplierCount else { return }
    changes.append(Change(slot: node - supplierCount, time: time, loss: loss))
  }

  mutating func fellShort(node: Int, at time: Double) {
    guard node >= supplierCount else { return }
    shortfalls.append((node - supplierCount, time))
  }

  mutating func usedUp(input: Int, at time: Double) {}
  mutating func switched(row: Int, at time: Double) {}
  mutating func advanced(from start: Double, to end: Double) {}

  /// Records again what a table holds.
  mutating func replay(_ lost: RunningTotals, of slots: [Int]) {
    for (curve, slot) in slots.enumerated() {
      var isWhole = true
      for knot in lost.knots(of: curve) {
        changed(node: slot, loss: lost.slopes[knot], at: lost.times[knot])
        if isWhole, lost.slopes[knot] > BufferedNetwork.shortfallTolerance {
          isWhole = false
          fellShort(node: slot, at: lost.times[knot])
        }
      }
    }
    // By time, as an outage reports them; of one time in the order of slots.
    changes.sort { ($0.time, $0.slot) < ($1.time, $1.slot) }
  }

  /// The table of what was recorded.
  func table(dailyCosts: [Double]) -> OutageCost {
    let slots = Set(changes.map(\.slot)).sorted()
    let valued = shortfalls.filter { dailyCosts[$0.slot] > 0 }
    return OutageCost(
      horizon: horizon, affectedProcesses: slots,
      timeToSurvive: valued.map(\.time).min(),
      timeToFirstShortfall: shortfalls.map(\.time).min(),
      diagnostics: diagnostics, lost: lostDays(of: slots),
      money: money(of: slots, dailyCosts: dailyCosts))
  }

  private func lostDays(of slots: [Int]) -> RunningTotals {
    // Stable by place, because of several changes at one time the last one holds.
    let places = changes.indices.sorted {
      (changes[$0].slot, $0) < (changes[$1].slot, $1)
    }
    var curves = RunningTotals()
    var slot = -1
    for place in places {
      let change = changes[place]
      if change.slot != slot {
        slot = change.slot
        curves.startCurve()
      }
      curves.setSlope(change.loss, from: change.time)
    }
    return curves
  }

  /// The sum over processes is taken anew at each breakpoint, so no rounding is carried along.
  private func money(of slots: [Int], dailyCosts: [Double]) -> RunningTotals {
    var curve = RunningTotals()
    curve.startCurve()
    let valued = slots.filter { dailyCosts[$0] > 0 }
    guard !valued.isEmpty else { return curve }
    var losses = [Double](repeating: 0, count: dailyCosts.count)
    var next = 0
    while next < changes.count {
      let time = changes[next].time
      var isPriced = false
      while next < changes.count, changes[next].time == time {
        let change = changes[next]
        losses[change.slot] = change.loss
        if dailyCosts[change.slot] > 0 { isPriced = true }
        next += 1
      }
      guard isPriced else { continue }
      curve.setSlope(valued.reduce(0) { $0 + dailyCosts[$1] * losses[$1] }, from: time)
    }
    return curve
  }
}
