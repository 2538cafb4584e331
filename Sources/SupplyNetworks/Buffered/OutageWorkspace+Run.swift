extension OutageWorkspace {
  /// Works through an outage from breakpoint to breakpoint, before the horizon, in days.
  ///
  /// Ends early when nothing can change any more, and leaves the workspace reset.
  mutating func run(
    _ shocks: [Shock], until horizon: Double, observer: inout some OutageObserver
  ) -> OutageDiagnostics {
    isRising = true
    strike(shocks)
    var time = 0.0
    diagnostics.breakpoints = 1
    settle(at: time, until: horizon, observer: &observer)
    while let next = nextTime() {
      // Later than the tie window is a breakpoint of its own; a stock that the last breakpoint left
      // with less than that ends now.
      if next > time + Self.tieWindow(at: time) {
        observer.advanced(from: time, to: next)
        time = next
        diagnostics.breakpoints += 1
      }
      applyEvents(at: time, observer: &observer)
      settle(at: time, until: horizon, observer: &observer)
    }
    if time < horizon { observer.advanced(from: time, to: horizon) }
    defer { reset() }
    return diagnostics
  }

  /// Breakpoints that are closer than this are one, in days.
  static func tieWindow(at time: Double) -> Double { 1e-12 * max(1, time) }

  /// Sets the shocks; of several on one node the largest counts.
  private mutating func strike(_ shocks: [Shock]) {
    for shock in shocks {
      precondition(
        shock.node >= 0 && shock.node < network.nodeCount,
        "A shock strikes a node in 0 ..< \(network.nodeCount); it strikes \(shock.node).")
      touch(node: shock.node)
      severity[shock.node] = max(severity[shock.node], shock.severity)
      enqueue(shock.node)
    }
  }

  /// The time of the next breakpoint that still holds.
  private mutating func nextTime() -> Double? {
    while let event = queue.first {
      if holds(event) { return event.time }
      queue.removeFirst()
    }
    return nil
  }

  private func holds(_ event: EventQueue.Event) -> Bool {
    switch event.kind {
    case .usedUp: !isUsedUp[event.index] && event.stamp == drawVersion[event.index]
    case .switched: true
    }
  }

  /// Applies all breakpoints that fall together, before anything is solved.
  private mutating func applyEvents(at time: Double, observer: inout some OutageObserver) {
    let end = time + Self.tieWindow(at: time)
    isRising = true
    while let event = queue.first, event.time <= end {
      queue.removeFirst()
      guard holds(event) else { continue }
      switch event.kind {
      case .usedUp:
        isUsedUp[event.index] = true
        remaining[event.index] = 0
        enqueue(network.inputTarget[event.index])
        observer.usedUp(input: event.index, at: time)
      case .switched:
        isSwitched[event.index] = true
        isRising = false
        switchedRows.append(event.index)
        let input = network.rowInput[event.index]
        markStale(input)
        if isUsedUp[input] { enqueue(network.inputTarget[input]) }
        observer.switched(row: event.index, at: time)
      }
    }
  }

  /// Solves the network, starts the clocks of new shortfalls and sets the drawdown of stocks.
  private mutating func settle(
    at time: Double, until horizon: Double, observer: inout some OutageObserver
  ) {
    propagate()
    for node in changedNodes {
      isChanged[node] = false
      observer.changed(node: node, loss: loss[node], at: time)
      if !hasFallenShort[node], loss[node] > BufferedNetwork.shortfallTolerance {
        hasFallenShort[node] = true
        observer.fellShort(node: node, at: time)
        startClocks(of: node, at: time, until: horizon)
      }
    }
    changedNodes.removeAll(keepingCapacity: true)
    for input in staleInputs {
      isStale[input] = false
      draw(input, at: time, until: horizon)
    }
    staleInputs.removeAll(keepingCapacity: true)
  }

  private mutating func startClocks(of node: Int, at time: Double, until horizon: Double) {
    for place in network.outStart[node]..<network.outStart[node + 1] {
      let row = network.outRows[place]
      let due = time + network.switchDays[row]
      if due < horizon {
        queue.insert(.init(time: due, kind: .switched, index: row, stamp: 0))
      }
    }
  }

  /// Books what was drawn so far and foresees the end of the stock at the new rate.
  private mutating func draw(_ input: Int, at time: Double, until horizon: Double) {
    guard !isUsedUp[input] else { return }
    var rate = 0.0
    for row in network.rowStart[input]..<network.rowStart[input + 1] where !isSwitched[row] {
      rate += network.share[row] * loss[network.source[row]]
    }
    guard rate != drawRate[input] else { return }
    let drawn = drawRate[input] * (time - drawnSince[input])
    remaining[input] = max(0, remaining[input] - drawn)
    drawnSince[input] = time
    drawRate[input] = rate
    drawVersion[input] += 1
    guard rate > 0 else { return }
    let end = time + remaining[input] / rate
    if end < horizon {
      queue.insert(.init(time: end, kind: .usedUp, index: input, stamp: drawVersion[input]))
    }
  }
}
