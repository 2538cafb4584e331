internal import RiskModel
internal import Sampling

/// The short way through a block for risks whose events are a draw of a loss and nothing else.
///
/// Same draws, same order of additions and so the same bits as the general way: a test holds the
/// two against each other.
extension BlockSimulator {
  /// Whether the short way gives all that is asked of a source.
  func isPlain(_ source: EventSource) -> Bool {
    guard observer == nil, takesShortWay, source.isPlain, let row = source.row else { return false }
    return study.layout.coveredGroup[row] == 0
  }

  /// Draws the losses of `total` events and adds them to every level, which are all alike.
  func simulatePlain(_ source: EventSource, total: Int) {
    guard let row = source.row, let loss = source.loss else { return }
    events.layOutRounds(counts: counts.base, width: count, total: total)
    let x = events.loss
    x.reserve(total)
    EventKernels.uniforms(
      of: source.eventStream, trials: trials.base, slot: events.slot.base,
      start: events.start.base, rounds: events.rounds, into: x.base)
    clipped += loss.transform(x.base, count: total)
    for level in levels {
      EventKernels.deposit(
        x.base, slot: events.slot.base, count: total, total: level.losses[row],
        largest: level.largest.base)
      EventKernels.widen(counts.base, count: count, into: level.counts[row])
    }
  }
}
