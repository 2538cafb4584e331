internal import CKernels

/// Many fixed points side by side, by Gauss-Seidel sweeps in the order of labels.
///
/// Downstream, sweeps start from losses below the solution and only add: they climb to the least
/// losses (the greatest fixed point of production) whatever their order. Upstream, the solution is
/// unique once closed groups are set (`ClosedGroups`), so the slowest pattern may be taken out at
/// one stroke (`SlowMode`) and only the residual decides.
final class LaneRelaxation {
  let structure: CascadeStructure
  let width: Int
  var lanes: Int { 8 * width }
  /// Loss of label i in lane b at `[i * lanes + b]`, of one direction at a time.
  let loss: FixedBuffer<Double>

  private let felt: FixedBuffer<Double>
  /// Own losses, which hold an upstream loss from below.
  private var floor: FixedBuffer<Double> { felt }
  private let pools: PoolLanes
  private let change: FixedBuffer<Double>
  private let pull: FixedBuffer<Double>
  private let mass: FixedBuffer<Double>
  private let amount: FixedBuffer<Double>
  private var held: [[LabelledHit]]
  private let slow: SlowMode

  init(
    _ structure: CascadeStructure, settings: CascadeSettings, slow: SlowMode, width: Int
  ) {
    self.structure = structure
    self.width = width
    self.slow = slow
    let cells = structure.firmCount * 8 * width
    loss = FixedBuffer(cells, filledWith: 0)
    felt = FixedBuffer(cells, filledWith: 0)
    pools = PoolLanes(structure, settings: settings, width: width)
    change = FixedBuffer(8 * width, filledWith: 0)
    pull = FixedBuffer(8 * width, filledWith: 0)
    mass = FixedBuffer(8 * width, filledWith: 0)
    amount = FixedBuffer(8 * width, filledWith: 0)
    held = [[LabelledHit]](repeating: [], count: 8 * width)
  }

  /// Sets one lane to given losses.
  func load(_ losses: [Double], lane: Int) {
    let column = loss.start + lane
    for label in losses.indices { column[label * lanes] = losses[label] }
  }

  /// Copies one lane out.
  func unload(lane: Int, into losses: inout [Double]) {
    let column = loss.start + lane
    for label in losses.indices { losses[label] = column[label * lanes] }
  }

  /// The largest change of a lane in the last sweep.
  func change(lane: Int) -> Double { change[lane] }

  // MARK: Downstream

  /// One sweep of all lanes; two count as one cycle of `sweepUp`, so that both are asked alike.
  func sweepDown() {
    pools.renew(losses: loss)
    pools.weigh(losses: loss, into: felt)
    change.fill(with: 0)
    pools.relax(losses: loss, felt: felt, change: change)
  }

  // MARK: Upstream

  /// Tells a lane its own losses; where they change, so may the lane's solution.
  func hold(_ hits: [LabelledHit], lane: Int) {
    let column = floor.start + lane
    for label in 0..<structure.firmCount { column[label * lanes] = 0 }
    for hit in hits { column[hit.label * lanes] = hit.loss }
    held[lane] = hits.filter { structure.closedGroups.groupOf[$0.label] < 0 }
  }

  /// Two sweeps and, where there is a slow pattern, its removal.
  ///
  /// - Parameter active: the lanes to correct; the others stay as two sweeps leave them.
  func cycleUp(active: [Bool]) {
    relaxUp()
    relaxUp()
    amount.fill(with: 0)
    guard slow.exists else { return }
    var kept: [[Double]] = []
    for lane in 0..<lanes {
      kept.append(held[lane].map { loss[$0.label * lanes + lane] })
      if active[lane] { amount[lane] = slowAmount(lane: lane) }
    }
    bw_shift_rows(Int32(width), structure.firmCount, slow.mode.start, amount.start, loss.start)
    for lane in 0..<lanes {
      for (hit, value) in zip(held[lane], kept[lane]) where value <= hit.loss {
        loss[hit.label * lanes + lane] = value
      }
    }
  }

  /// How much of the slow pattern was added to a lane.
  func correction(lane: Int) -> Double { abs(amount[lane]) }

  private func relaxUp() {
    change.fill(with: 0)
    pull.fill(with: 0)
    mass.fill(with: 0)
    var rows = structure.demand.kernelRows
    bw_relax_rows(
      Int32(width), &rows, floor.start, loss.start, slow.leftPull.start, slow.leftMode.start,
      pull.start, mass.start, change.start)
  }

  /// c of `SlowMode` for one lane, from the sums of its last sweep.
  private func slowAmount(lane: Int) -> Double {
    var missing = -pull[lane]
    var strength = mass[lane]
    let rows = structure.demand
    let isHeld = Set(
      held[lane].lazy.filter { self.loss[$0.label * self.lanes + lane] <= $0.loss }.map(\.label))
    for label in isHeld.sorted() {
      var (fromLosses, fromMode) = (0.0, 0.0)
      for entry in rows.row(label) {
        let other = Int(rows.other[entry])
        let value = loss[other * lanes + lane]
        fromLosses += rows.share[entry] * value
        if value > 0, !isHeld.contains(other) { fromMode += rows.share[entry] * slow.mode[other] }
      }
      let own = loss[label * lanes + lane]
      missing -= slow.left[label] * (fromLosses - own)
      strength += slow.left[label] * fromMode
      if own > 0 { strength -= slow.leftMode[label] }
    }
    let result = missing / strength
    return strength > 1e-300 && result.isFinite ? result : 0
  }
}
