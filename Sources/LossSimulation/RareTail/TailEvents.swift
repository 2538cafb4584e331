internal import RiskModel
internal import Sampling

/// Collects the losses of every event of a block at the current level, for the rare tail.
final class TailEvents: BlockObserver {
  /// The event's trial in the block.
  private(set) var slot: [Int32] = []
  /// Position of its risk in the book.
  private(set) var risk: [Int32] = []
  /// After event layers, by the book's own arithmetic, so that equal losses are equal bits.
  private(set) var net: [Double] = []
  /// What controls that are out make of a drawn loss.
  private(set) var factor: [Double] = []
  private let book: TailBook

  init(_ book: TailBook) { self.book = book }

  func restart() {
    slot.removeAll(keepingCapacity: true)
    risk.removeAll(keepingCapacity: true)
    net.removeAll(keepingCapacity: true)
    factor.removeAll(keepingCapacity: true)
  }

  func note(_ source: EventSource, _ events: EventBuffers, block: BlockSimulator) {
    guard let row = source.row, let position = book.positionOfRow[row] else { return }
    let factors = block.factors(of: source.lossControls, isCurrent: true)
    let layers = book.risks[position].layers
    for e in 0..<events.count where events.kept.base[e] == 1 {
      let f = factors?[e] ?? 1
      slot.append(events.slot.base[e])
      risk.append(Int32(truncatingIfNeeded: position))
      net.append(layers.net(events.loss.base[e] * f))
      factor.append(f)
    }
  }

  /// Never called: a study with a network has no rare tail here (`TailBook`).
  func note(
    _ event: JointEvent, of hazard: CompiledHazard, struck: [Int], groundUp: Double, net: Double,
    block: BlockSimulator
  ) {}
}
