/// One cascade followed firm by firm while few firms are struck: what is struck is pushed on.
///
/// Losses x = 1 − h start at the shock and only grow (with the `literal` rule they may also fall).
/// Sums run over causes in ascending order of labels, so that the bits are those of `LaneBlock`.
final class SparseCascade {
  let structure: CascadeStructure
  let settings: CascadeSettings
  /// Loss of each label, downstream and upstream.
  let lossDown: FixedBuffer<Double>
  let lossUp: FixedBuffer<Double>
  /// Labels that have a loss.
  let struckDown: FirmSet
  let struckUp: FirmSet
  /// How many entries the next step will push, downstream and upstream.
  private(set) var entriesDown = 0
  private(set) var entriesUp = 0

  private let slotLoss: FixedBuffer<Double>
  private let reachedSlots: FirmSet
  private let rowLoss: FixedBuffer<Double>
  private let reachedRows: FirmSet
  private let drained: FixedBuffer<Double>
  private let inverse: FixedBuffer<Double>
  private let struckMarkets: FirmSet
  /// Own losses, kept for the `literal` rule alone.
  private var floorDown: [Int: Double] = [:]

  init(_ structure: CascadeStructure, settings: CascadeSettings) {
    self.structure = structure
    self.settings = settings
    let count = structure.firmCount
    lossDown = FixedBuffer(count, filledWith: 0)
    lossUp = FixedBuffer(count, filledWith: 0)
    struckDown = FirmSet(capacity: count)
    struckUp = FirmSet(capacity: count)
    slotLoss = FixedBuffer(structure.slots.slotCount, filledWith: 0)
    reachedSlots = FirmSet(capacity: structure.slots.slotCount)
    rowLoss = FixedBuffer(count, filledWith: 0)
    reachedRows = FirmSet(capacity: count)
    drained = FixedBuffer(structure.markets.count, filledWith: 0)
    inverse = FixedBuffer(structure.markets.count, filledWith: 1e300)
    struckMarkets = FirmSet(capacity: structure.markets.count)
  }

  // MARK: Start and end

  /// Forgets the last cascade and strikes the firms of the next, downstream.
  func startDown(_ hits: [LabelledHit]) {
    struckDown.forEach { lossDown[$0] = 0 }
    struckDown.removeAll()
    reachedSlots.removeAll()
    entriesDown = 0
    if settings.isLiteral { floorDown.removeAll(keepingCapacity: true) }
    for hit in hits where hit.loss > lossDown[hit.label] {
      if settings.isLiteral { floorDown[hit.label] = hit.loss }
      strikeDown(hit.label, loss: hit.loss)
    }
  }

  /// Forgets the last cascade and strikes the firms of the next, upstream.
  func startUp(_ hits: [LabelledHit]) {
    struckUp.forEach { lossUp[$0] = 0 }
    struckUp.removeAll()
    reachedRows.removeAll()
    entriesUp = 0
    for hit in hits where hit.loss > lossUp[hit.label] { strikeUp(hit.label, loss: hit.loss) }
  }

  @inline(__always) private func strikeDown(_ label: Int, loss: Double) {
    if lossDown[label] == 0 {
      struckDown.insert(label)
      entriesDown += structure.pushed.rows.row(label).count
    }
    lossDown[label] = loss
  }

  @inline(__always) private func strikeUp(_ label: Int, loss: Double) {
    if lossUp[label] == 0 {
      struckUp.insert(label)
      entriesUp += structure.orders.row(label).count
    }
    lossUp[label] = loss
  }

  // MARK: Downstream

  /// One step to the customers; returns the largest decrease of production.
  func stepDown() -> Double {
    if settings.replaceability == .market { renewAvailability() }
    pushDown()
    return feelDown()
  }

  private func renewAvailability() {
    let (marketOf, strength) = (structure.markets.marketOf.start, structure.strength.start)
    let (drained, losses) = (drained.start, lossDown.start)
    struckDown.forEach { label in
      let market = Int(marketOf[label])
      struckMarkets.insert(market)
      drained[market] += strength[label] * losses[label]
    }
    struckMarkets.forEach { market in
      inverse[market] = structure.markets.inverseAvailability(
        of: market, drained: drained[market], losses: losses, stride: 1,
        isLiteral: settings.isLiteral)
      drained[market] = 0
    }
    struckMarkets.removeAll()
  }

  private func pushDown() {
    let rows = structure.pushed.rows
    let (start, slots, shares) = (rows.start.start, rows.other.start, rows.share.start)
    let (greatest, sums) = (structure.pushed.greatestStart.start, slotLoss.start)
    let (marketOf, strength) = (structure.markets.marketOf.start, structure.strength.start)
    let (inverse, losses) = (inverse.start, lossDown.start)
    let reached = reachedSlots
    struckDown.forEach { label in
      let part = strength[label] * inverse[Int(marketOf[label])]
      let felt = (part < 1 ? part : 1) * losses[label]
      var entry = Int(start[label])
      let (sumsEnd, end) = (Int(greatest[label]), Int(start[label + 1]))
      while entry < sumsEnd {
        let slot = Int(slots[entry])
        sums[slot] += shares[entry] * felt
        reached.insert(slot)
        entry &+= 1
      }
      while entry < end {
        let slot = Int(slots[entry])
        let loss = shares[entry] * felt
        if loss > sums[slot] { sums[slot] = loss }
        reached.insert(slot)
        entry &+= 1
      }
    }
  }

  /// Turns what was pushed into losses, and clears it.
  private func feelDown() -> Double {
    let (nodeOf, nodeSlot) = (structure.slots.nodeOf.start, structure.slots.nodeSlot.start)
    let (sums, losses) = (slotLoss.start, lossDown.start)
    let isLiteral = settings.isLiteral
    var fall = 0.0
    var next = 0
    reachedSlots.forEach { slot in
      guard slot >= next else { return }
      let label = Int(nodeOf[slot])
      next = Int(nodeSlot[label + 1])
      let old = losses[label]
      var loss = isLiteral ? floorDown[label] ?? 0 : old
      for place in Int(nodeSlot[label])..<next {
        if sums[place] > loss { loss = sums[place] }
        sums[place] = 0
      }
      if loss > 1 { loss = 1 }
      fall = max(fall, (1 - old) - (1 - loss))
      strikeDown(label, loss: loss)
    }
    return fall
  }

  // MARK: Upstream

  /// One step to the suppliers; returns the largest decrease of production.
  func stepUp() -> Double {
    pushUp()
    return feelUp()
  }

  private func pushUp() {
    let rows = structure.orders
    let (start, suppliers, shares) = (rows.start.start, rows.other.start, rows.share.start)
    let (sums, losses) = (rowLoss.start, lossUp.start)
    let reached = reachedRows
    struckUp.forEach { label in
      let loss = losses[label]
      var entry = Int(start[label])
      let end = Int(start[label + 1])
      while entry < end {
        let supplier = Int(suppliers[entry])
        sums[supplier] += shares[entry] * loss
        reached.insert(supplier)
        entry &+= 1
      }
    }
  }

  private func feelUp() -> Double {
    let (sums, losses) = (rowLoss.start, lossUp.start)
    var fall = 0.0
    reachedRows.forEach { label in
      let old = losses[label]
      var loss = sums[label] > old ? sums[label] : old
      if loss > 1 { loss = 1 }
      sums[label] = 0
      fall = max(fall, (1 - old) - (1 - loss))
      strikeUp(label, loss: loss)
    }
    return fall
  }

  // MARK: Figures

  /// The weighted losses, firms in the order of labels.
  var indices: CascadeIndices {
    let weight = structure.weight.start
    var indices = CascadeIndices()
    struckDown.forEachUnion(struckUp) { label in
      indices.add(down: lossDown[label], up: lossUp[label], weight: weight[label])
    }
    return indices
  }
}

/// The three indices while they are added up.
struct CascadeIndices: Sendable, Equatable {
  var downstream = 0.0
  var upstream = 0.0
  var both = 0.0

  @inline(__always) mutating func add(down: Double, up: Double, weight: Double) {
    downstream += weight * down
    upstream += weight * up
    both += weight * (down > up ? down : up)
  }
}
