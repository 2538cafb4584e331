/// Cycles of the network: the least fixed point inside one strongly connected component.
///
/// Only the part that the breakpoint reaches over rows in force is solved, and that part mostly
/// falls apart into nodes in sequence and a few small loops.
extension OutageWorkspace {
  /// Loops up to this size are solved by linear systems at once; larger ones iterate first.
  static let smallLoop = 48
  /// Loops above this size only iterate.
  static let largestSystem = 200
  /// A node computed more often than this in one settlement belongs to a loop of high gain: what
  /// remains after n rounds at gain γ is γⁿ, so up to here the distance left is below 1e-12.
  static let mostVisits = 100
  /// An increase up to this is rounding: it changes neither a loss nor which input rules.
  ///
  /// Without it a loop that only reflects a loss could climb by units in the last place.
  static let improvement = 1e-14
  /// Iteration stops when the estimated distance to the fixed point is at most this.
  static let tolerance = 1e-13

  /// Solves a component for the node given and those of it that wait on the agenda.
  mutating func solveCyclic(_ component: Int, first: Int) {
    cycles.component = component
    reach(first)
    while let place = agenda.first {
      let node = network.order.nodeAt[place]
      guard network.order.component[node] == component else { break }
      _ = agenda.popFirst()
      reach(node)
    }
    let seeds = cycles.region.count
    spread(in: component)
    for place in cycles.region.indices { isQueued[cycles.region[place]] = place < seeds }
    cycles.finder.find(offsets: cycles.offsets, targets: cycles.targets)
    for part in 0..<cycles.finder.count { solvePart(cycles.finder.members(of: part)) }
    for node in cycles.region {
      cycles.place[node] = -1
      isQueued[node] = false
    }
    cycles.region.removeAll(keepingCapacity: true)
    cycles.component = -1
  }

  private mutating func reach(_ node: Int) {
    guard cycles.place[node] < 0 else { return }
    cycles.place[node] = cycles.region.count
    cycles.region.append(node)
  }

  /// Closes the region under rows that are felt, and lists those rows.
  private mutating func spread(in component: Int) {
    cycles.offsets.removeAll(keepingCapacity: true)
    cycles.targets.removeAll(keepingCapacity: true)
    cycles.offsets.append(0)
    var next = 0
    while next < cycles.region.count {
      let node = cycles.region[next]
      next += 1
      for place in network.outStart[node]..<network.outStart[node + 1] {
        let row = network.outRows[place]
        let input = network.rowInput[row]
        guard network.felt[row] > 0, isUsedUp[input], !isSwitched[row] else { continue }
        let target = network.inputTarget[input]
        guard network.order.component[target] == component else { continue }
        reach(target)
        cycles.targets.append(cycles.place[target])
      }
      cycles.offsets.append(cycles.targets.count)
    }
  }

  /// Solves one node or loop of the region, if anything it depends on has changed.
  private mutating func solvePart(_ range: Range<Int>) {
    let waits = range.contains { isQueued[cycles.region[cycles.finder.members[$0]]] }
    guard waits else { return }
    let first = cycles.finder.members[range.lowerBound]
    let node = cycles.region[first]
    let feedsItself = cycles.targets[cycles.offsets[first]..<cycles.offsets[first + 1]]
      .contains(first)
    if range.count == 1, !feedsItself {
      isQueued[node] = false
      update(node, to: evaluate(node).loss)
    } else {
      solveLoop(range)
    }
  }

  /// Solves a loop from its own shocks upward.
  private mutating func solveLoop(_ range: Range<Int>) {
    let isLarge = range.count > Self.largestSystem
    startLoop(range, fromBelow: !(isLarge && isRising))
    if cycles.loop.count > Self.smallLoop { iterate(limit: 60) }
    let isSolved = cycles.loop.count <= Self.largestSystem && solveByRulingInputs()
    if !isSolved { iterate(limit: 100_000) }
    var residual = 0.0
    for node in cycles.loop { residual = max(residual, abs(evaluate(node).loss - loss[node])) }
    diagnostics.residual = max(diagnostics.residual, residual)
    finishLoop()
  }

  /// Lists the loop; from below starts at its own shocks, otherwise where the losses stand.
  private mutating func startLoop(_ range: Range<Int>, fromBelow: Bool) {
    for place in range {
      let node = cycles.region[cycles.finder.members[place]]
      cycles.loopPlace[node] = cycles.loop.count
      cycles.loop.append(node)
      cycles.before.append(loss[node])
      cycles.ruling.append(-1)
      if fromBelow { loss[node] = severity[node] }
    }
  }

  /// Hands the new losses on; a difference of rounding size keeps the old value.
  private mutating func finishLoop() {
    for (place, node) in cycles.loop.enumerated() {
      let (old, new) = (cycles.before[place], loss[node])
      loss[node] = old
      let isRounding = new > 0 && old > 0 && abs(new - old) <= 1e-15
      if !isRounding { update(node, to: new) }
      isQueued[node] = false
      cycles.loopPlace[node] = -1
    }
    cycles.loop.removeAll(keepingCapacity: true)
    cycles.before.removeAll(keepingCapacity: true)
    cycles.ruling.removeAll(keepingCapacity: true)
  }

  /// One pass of Gauss-Seidel upward; returns the largest increase and keeps the ruling inputs.
  private mutating func sweep() -> Double {
    diagnostics.iterations += 1
    var largest = 0.0
    for (place, node) in cycles.loop.enumerated() {
      let (value, input) = evaluate(node)
      let increase = value - loss[node]
      guard increase > Self.improvement else { continue }
      loss[node] = value
      cycles.ruling[place] = input
      largest = max(largest, increase)
    }
    return largest
  }

  /// Sweeps until the distance to the fixed point, by the ratio of increases, is small enough.
  private mutating func iterate(limit: Int) {
    var last = Double.infinity
    for _ in 0..<limit {
      let increase = sweep()
      if increase == 0 { return }
      // Row sums are at most 1, so increases never grow from one pass to the next.
      let ratio = increase / last
      let distance = ratio < 1 ? increase * ratio / (1 - ratio) : .infinity
      if max(increase, distance) <= Self.tolerance { return }
      last = increase
    }
  }

  /// Exact solution: fix which input rules each node, solve the linear system, and repeat.
  ///
  /// Losses only rise, and an input is replaced only where another is strictly worse, so the end is
  /// the least fixed point (strategy improvement, Gawlitza & Seidl 2007). Returns false where a
  /// system was singular to working precision.
  private mutating func solveByRulingInputs() -> Bool {
    _ = sweep()
    // The number of rounds is small in practice; the limit only guards against rounding.
    for _ in 0..<(4 * cycles.loop.count + 16) {
      if sweep() == 0 { return true }
      guard solveRuledSystem() else { return false }
    }
    return false
  }

  private mutating func solveRuledSystem() -> Bool {
    cycles.system.start(cycles.loop.count)
    for (place, node) in cycles.loop.enumerated() {
      let base = severity[node]
      cycles.system.add(base, row: place)
      let input = cycles.ruling[place]
      guard input >= 0 else { continue }
      for row in network.rowStart[input]..<network.rowStart[input + 1] where !isSwitched[row] {
        let weight = (1 - base) * network.felt[row]
        let column = cycles.loopPlace[network.source[row]]
        if column >= 0 {
          cycles.system.add(weight, row: place, column: column)
        } else {
          cycles.system.add(weight * loss[network.source[row]], row: place)
        }
      }
    }
    guard let solution = cycles.system.solve() else { return false }
    for (place, node) in cycles.loop.enumerated() {
      loss[node] = min(1, max(loss[node], solution[place]))
    }
    return true
  }
}
