extension OutageWorkspace {
  /// Brings the losses of all nodes that wait to the least fixed point, forward in the order.
  ///
  /// The nodes in front of a waiting node are settled when its turn comes, so each node outside a
  /// cycle is computed once; a node that does not change stops the wave.
  mutating func propagate() {
    while let place = agenda.popFirst() {
      let node = network.order.nodeAt[place]
      let component = network.order.component[node]
      isQueued[node] = false
      if !network.order.isCyclic[component] {
        update(node, to: evaluate(node).loss)
      } else if !isRising || network.order.size[component] <= Self.smallLoop || !raise(node) {
        solveCyclic(component, first: node)
      }
    }
    for node in visitedNodes { visits[node] = 0 }
    visitedNodes.removeAll(keepingCapacity: true)
  }

  /// Computes one node of a large cycle from where the losses stand, by the agenda.
  ///
  /// Where losses only rise, those in force are a lower bound from which the least fixed point is
  /// reached just as well, and most waves die out near their origin. Returns false for a node that
  /// comes back too often: its loop has a gain so near 1 that it must be solved as a whole.
  private mutating func raise(_ node: Int) -> Bool {
    if visits[node] == 0 { visitedNodes.append(node) }
    visits[node] += 1
    guard visits[node] <= Self.mostVisits else { return false }
    let value = evaluate(node).loss
    if value - loss[node] > Self.improvement { update(node, to: value) }
    return true
  }

  /// The loss that a node has given the losses of its sources, and the input that rules.
  ///
  /// `input` is −1 where no input is felt.
  func evaluate(_ node: Int) -> (loss: Double, input: Int) {
    var worst = 0.0
    var ruling = -1
    for input in network.inputStart[node]..<network.inputStart[node + 1] where isUsedUp[input] {
      var felt = 0.0
      for row in network.rowStart[input]..<network.rowStart[input + 1] where !isSwitched[row] {
        felt += network.felt[row] * loss[network.source[row]]
      }
      if felt > worst {
        worst = felt
        ruling = input
      }
    }
    let base = severity[node]
    // Rounding of shares may carry a sum above 1.
    return (base + (1 - base) * min(1, worst), ruling)
  }

  /// Sets a loss and tells everything that depends on it.
  mutating func update(_ node: Int, to value: Double) {
    guard value != loss[node] else { return }
    touch(node: node)
    loss[node] = value
    if !isChanged[node] {
      isChanged[node] = true
      changedNodes.append(node)
    }
    for place in network.outStart[node]..<network.outStart[node + 1] {
      let row = network.outRows[place]
      guard !isSwitched[row], network.share[row] > 0 else { continue }
      let input = network.rowInput[row]
      if !isUsedUp[input] {
        markStale(input)
      } else if network.felt[row] > 0 {
        enqueue(network.inputTarget[input])
      }
    }
  }

  /// Puts a node on the agenda; inside the cycle that is being solved, marks it there.
  mutating func enqueue(_ node: Int) {
    guard !isQueued[node] else { return }
    isQueued[node] = true
    if network.order.component[node] != cycles.component {
      agenda.insert(network.order.position[node])
    }
  }

  mutating func markStale(_ input: Int) {
    if !isInputTouched[input] {
      isInputTouched[input] = true
      touchedInputs.append(input)
    }
    guard !isStale[input] else { return }
    isStale[input] = true
    staleInputs.append(input)
  }
}
