internal import CKernels

/// Many cascades side by side, for when most firms are struck: every firm gathers what it feels.
///
/// A lane is one scenario. Lanes share each read of the network and nothing else: the bits of a
/// lane are those of `SparseCascade` and depend neither on its neighbours nor on the width.
final class LaneBlock {
  let structure: CascadeStructure
  /// Vectors of eight lanes: 1, 2 or 4.
  let width: Int
  var lanes: Int { 8 * width }

  /// Loss of label i in lane b at `[i * lanes + b]`.
  let lossDown: FixedBuffer<Double>
  private(set) var lossUp: FixedBuffer<Double>
  private var nextUp: FixedBuffer<Double>
  private let felt: FixedBuffer<Double>
  private let pools: PoolLanes
  private let sums: FixedBuffer<Double>

  init(_ structure: CascadeStructure, settings: CascadeSettings, width: Int) {
    self.structure = structure
    self.width = width
    let cells = structure.firmCount * 8 * width
    lossDown = FixedBuffer(cells, filledWith: 0)
    lossUp = FixedBuffer(cells, filledWith: 0)
    nextUp = FixedBuffer(cells, filledWith: 0)
    felt = FixedBuffer(cells, filledWith: 0)
    pools = PoolLanes(structure, settings: settings, width: width)
    sums = FixedBuffer(5 * 8 * width, filledWith: 0)
  }

  /// Takes over a cascade where it stands.
  func load(_ cascade: SparseCascade, lane: Int) {
    let (down, up) = (lossDown.start + lane, lossUp.start + lane)
    for label in 0..<structure.firmCount {
      down[label * lanes] = cascade.lossDown[label]
      up[label * lanes] = cascade.lossUp[label]
    }
  }

  /// One step of every lane.
  func step() {
    sums.fill(with: 0)
    let width32 = Int32(width)
    pools.renew(losses: lossDown)
    pools.weigh(losses: lossDown, into: felt)
    var slots = structure.slots.kernelSlots
    bw_step_slots(
      width32, &slots, felt.start, lossDown.start, structure.weight.start, sums.start,
      sums.start + 3 * lanes)
    var rows = structure.demand.kernelRows
    bw_step_rows(
      width32, &rows, lossUp.start, nextUp.start, lossDown.start, structure.weight.start,
      sums.start + lanes, sums.start + 2 * lanes, sums.start + 4 * lanes)
    swap(&lossUp, &nextUp)
  }

  /// The largest decrease of production in the last step of a lane.
  func fall(lane: Int) -> Double { max(sums[3 * lanes + lane], sums[4 * lanes + lane]) }

  /// The weighted losses after the last step of a lane.
  func indices(lane: Int) -> CascadeIndices {
    CascadeIndices(
      downstream: sums[lane], upstream: sums[lanes + lane], both: sums[2 * lanes + lane])
  }
}

/// What is left of each market in each lane.
final class PoolLanes {
  private let structure: CascadeStructure
  private let settings: CascadeSettings
  private let width: Int
  private let drained: FixedBuffer<Double>
  let inverse: FixedBuffer<Double>

  init(_ structure: CascadeStructure, settings: CascadeSettings, width: Int) {
    self.structure = structure
    self.settings = settings
    self.width = width
    let cells = structure.markets.count * 8 * width
    drained = FixedBuffer(cells, filledWith: 0)
    inverse = FixedBuffer(cells, filledWith: 1e300)
  }

  private var kernelPools: bw_pools {
    bw_pools(
      nodes: structure.firmCount, pool: structure.markets.marketOf.start,
      strength: structure.strength.start)
  }

  /// Adds up what every market has lost and inverts what is left.
  func renew(losses: FixedBuffer<Double>) {
    guard settings.replaceability == .market else { return }
    drained.fill(with: 0)
    var pools = kernelPools
    bw_pool_drain(Int32(width), &pools, losses.start, drained.start)
    let lanes = 8 * width
    for cell in 0..<drained.count {
      let (market, lane) = (cell / lanes, cell % lanes)
      inverse[cell] = structure.markets.inverseAvailability(
        of: market, drained: drained[cell], losses: losses.start + lane, stride: lanes,
        isLiteral: false)
    }
  }

  /// σ x of every firm.
  func weigh(losses: FixedBuffer<Double>, into felt: FixedBuffer<Double>) {
    var pools = kernelPools
    bw_pool_weigh(Int32(width), &pools, inverse.start, losses.start, felt.start)
  }

  /// A Gauss-Seidel sweep downstream; σ stays that of `renew`.
  func relax(
    losses: FixedBuffer<Double>, felt: FixedBuffer<Double>, change: FixedBuffer<Double>
  ) {
    var slots = structure.slots.kernelSlots
    var pools = kernelPools
    bw_relax_slots(
      Int32(width), &slots, &pools, inverse.start, felt.start, losses.start, change.start)
  }
}
