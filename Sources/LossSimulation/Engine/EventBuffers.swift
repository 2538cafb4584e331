internal import Sampling

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

  /// Where each round of events starts: see `EventKernels`.
  let start = Buffer<Int>(0, zero: 0)
  private(set) var rounds = 0
  private let scratch = Buffer<Int32>(0, zero: 0)

  /// Lays out `total` events from the counts of the block's trials, `slot` and rounds alone.
  ///
  /// First events of all trials come first, then second ones, and so on: short runs of the same
  /// trial would cost a mispredicted branch an event. Events of one trial keep their order.
  func layOutRounds(counts: UnsafePointer<Int32>, width: Int, total: Int) {
    count = total
    slot.reserve(total + width + 8)
    start.reserve(total + 2)
    scratch.reserve(width + 8)
    rounds = EventKernels.layOut(
      counts: counts, width: width, slot: slot.base, start: start.base, scratch: scratch.base)
  }

  /// Lays out `total` events with the address of each, and makes room for all that can be drawn.
  func layOut(
    counts: UnsafePointer<Int32>, trials: UnsafePointer<UInt32>, width: Int, total: Int
  ) {
    reserve(total)
    layOutRounds(counts: counts, width: width, total: total)
    let slots = slot.base
    for round in 0..<rounds {
      let number = UInt32(truncatingIfNeeded: round)
      for e in start.base[round]..<start.base[round + 1] {
        draw.base[e] = number
        trial.base[e] = trials[Int(slots[e])]
      }
    }
  }

  private func reserve(_ total: Int) {
    trial.reserve(total)
    draw.reserve(total)
    for buffer in [time, spare, loss, days, injuries, fatalities, kept, factor, levelDays, lost] {
      buffer.reserve(total)
    }
    groundUp.reserve(total)
    net.reserve(total)
  }
}
