/// The events of one source in one block, as a structure of arrays; see `layOut` for their order.
final class EventBuffers {
  /// Trial within the block, from 0.
  let slot = Buffer<Int32>(0, zero: 0)
  /// The trial's number in the run: Philox' counter.
  let trial = Buffer<UInt32>(0, zero: 0)
  /// Number of the event within its trial and source: Philox' draw.
  let draw = Buffer<UInt32>(0, zero: 0)
  /// Day of the year over 365, in (0, 1).
  let time = Buffer<Double>(0)
  /// Spare uniforms.
  let spare = Buffer<Double>(0)
  /// Direct loss of one event with controls working.
  let loss = Buffer<Double>(0)
  /// Days of downtime with controls working.
  let days = Buffer<Double>(0)
  let injuries = Buffer<Double>(0)
  let fatalities = Buffer<Double>(0)
  /// 1 where the event happens at the current level, 0 where a control stops it.
  let kept = Buffer<Double>(0)
  /// A factor on a consequence at one level.
  let factor = Buffer<Double>(0)
  /// Days of downtime at one level, at most 365.
  let levelDays = Buffer<Double>(0)
  /// Days lost by one process.
  let lost = Buffer<Double>(0)
  /// Ground-up loss at one level.
  let groundUp = Buffer<Double>(0)
  /// Loss after event layers.
  let net = Buffer<Double>(0)
  /// Loss through downtime, one run of `count` for each process touched.
  let parts = Buffer<Double>(0)
  private(set) var count = 0

  /// Trials that still have events to lay out.
  private let occupied = Buffer<Int32>(0, zero: 0)

  /// Lays out `total` events from the counts of the block's trials.
  ///
  /// First events of all trials come first, then second ones, and so on: short runs of the same
  /// trial would cost a mispredicted branch an event. Events of one trial keep their order.
  func layOut(
    counts: UnsafePointer<Int32>, trials: UnsafePointer<UInt32>, width: Int, total: Int
  ) {
    reserve(total)
    occupied.reserve(width)
    let open = occupied.base
    var remaining = 0
    for t in 0..<width {
      open[remaining] = Int32(truncatingIfNeeded: t)
      remaining += counts[t] > 0 ? 1 : 0
    }
    var start = 0
    var round: Int32 = 0
    while remaining > 0 {
      let size = remaining
      remaining = layOut(round: round, size: size, from: start, counts, trials)
      start += size
      round += 1
    }
  }

  /// Lays out event number `round` of the open trials; returns how many have a further one.
  private func layOut(
    round: Int32, size: Int, from start: Int, _ counts: UnsafePointer<Int32>,
    _ trials: UnsafePointer<UInt32>
  ) -> Int {
    let open = occupied.base
    let slots = slot.base + start
    let numbers = trial.base + start
    let draws = draw.base + start
    var kept = 0
    for i in 0..<size {
      let t = open[i]
      slots[i] = t
      numbers[i] = trials[Int(t)]
      draws[i] = UInt32(bitPattern: round)
      open[kept] = t
      kept += counts[Int(t)] > round + 1 ? 1 : 0
    }
    return kept
  }

  private func reserve(_ total: Int) {
    count = total
    slot.reserve(total)
    trial.reserve(total)
    draw.reserve(total)
    for buffer in [time, spare, loss, days, injuries, fatalities, kept, factor, levelDays, lost] {
      buffer.reserve(total)
    }
    groundUp.reserve(total)
    net.reserve(total)
  }
}
