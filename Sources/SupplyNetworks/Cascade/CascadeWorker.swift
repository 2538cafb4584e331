/// What one thread needs to run scenarios, reused from one to the next.
final class CascadeWorker {
  let model: ProductionCascade
  let structure: CascadeStructure
  let wantsProduction: Bool
  let sparse: SparseCascade
  /// Made when first needed: many networks never fill a lane.
  private lazy var block = LaneBlock(
    structure, settings: model.settings, width: model.tuning.width)
  private lazy var relaxation = LaneRelaxation(
    structure, settings: model.settings, slow: model.slowMode, width: model.tuning.width)

  init(_ model: ProductionCascade, wantsProduction: Bool) {
    self.model = model
    structure = model.structure
    self.wantsProduction = wantsProduction
    sparse = SparseCascade(model.structure, settings: model.settings)
  }

  /// Runs some scenarios; the outcome of each depends on itself alone.
  func run(_ scenarios: CascadeScenarios, _ range: Range<Int>) -> [CascadeOutcome] {
    switch model.settings.stopping {
    case .tolerance(let tolerance): runSteps(scenarios, range, tolerance: tolerance)
    case .fixpoint where model.settings.isLiteral:
      runSteps(scenarios, range, tolerance: Settling.tolerance)
    case .fixpoint: runFixpoints(scenarios, range)
    }
  }

  /// A shock in labels, one direction; of a firm struck twice the larger loss.
  func hits(of shock: CascadeShock, _ loss: (CascadeShock.Hit) -> Double) -> [LabelledHit] {
    var worst: [Int: Double] = [:]
    for hit in shock.hits where loss(hit) > 0 {
      let label = Int(structure.labelOf[hit.firm])
      worst[label] = max(worst[label] ?? 0, min(1, loss(hit)))
    }
    return worst.sorted { $0.key < $1.key }.map { LabelledHit(label: $0.key, loss: $0.value) }
  }

  /// Productions h = 1 − x in the order of firms.
  func production(_ loss: (Int) -> Double) -> [Double] {
    guard wantsProduction else { return [] }
    var result = [Double](repeating: 1, count: structure.firmCount)
    for label in 0..<structure.firmCount {
      result[Int(structure.firmOf[label])] = 1 - loss(label)
    }
    return result
  }

  // MARK: Step by step, to a tolerance

  /// Steps that a cascade may take: with the `literal` rule it need not come to rest.
  private var mostSteps: Int { model.settings.isLiteral ? 10_000 : 1_000_000 }

  private func runSteps(
    _ scenarios: CascadeScenarios, _ range: Range<Int>, tolerance: Double
  ) -> [CascadeOutcome] {
    var outcomes = [CascadeOutcome](repeating: CascadeOutcome(), count: range.count)
    var lanes = [LaneTask?](repeating: nil, count: 8 * model.tuning.width)
    var next = range.lowerBound
    var live = 0
    while true {
      for lane in lanes.indices where lanes[lane] == nil {
        while next < range.upperBound, lanes[lane] == nil {
          let place = next - range.lowerBound
          let task = runAlone(
            scenarios[next], place: place, tolerance: tolerance, into: &outcomes[place])
          next += 1
          guard let task else { continue }
          block.load(sparse, lane: lane)
          lanes[lane] = task
          live += 1
        }
      }
      guard live > 0 else { return outcomes }
      block.step()
      for lane in lanes.indices {
        guard var task = lanes[lane] else { continue }
        task.steps += 1
        lanes[lane] = task
        guard block.fall(lane: lane) <= tolerance else { continue }
        outcomes[task.place] = outcome(lane: lane, steps: task.steps)
        lanes[lane] = nil
        live -= 1
      }
    }
  }

  /// Steps a cascade on its own until it ends (nil) or strikes too many firms (its lane task).
  private func runAlone(
    _ shock: CascadeShock, place: Int, tolerance: Double, into outcome: inout CascadeOutcome
  ) -> LaneTask? {
    sparse.startDown(hits(of: shock, \.lossDown))
    sparse.startUp(hits(of: shock, \.lossUp))
    var steps = 0
    while true {
      if sparse.entriesDown + sparse.entriesUp > model.tuning.sparseLimit,
        !model.settings.isLiteral
      {
        return LaneTask(place: place, steps: steps)
      }
      let fall = max(sparse.stepDown(), sparse.stepUp())
      steps += 1
      if fall <= tolerance || steps == mostSteps {
        outcome = CascadeOutcome(sparse.indices, steps: steps, residual: fall)
        outcome.productionDown = production { sparse.lossDown[$0] }
        outcome.productionUp = production { sparse.lossUp[$0] }
        return nil
      }
    }
  }

  private func outcome(lane: Int, steps: Int) -> CascadeOutcome {
    var outcome = CascadeOutcome(
      block.indices(lane: lane), steps: steps, residual: block.fall(lane: lane))
    let (down, up) = (block.lossDown, block.lossUp)
    outcome.productionDown = production { down[$0 * block.lanes + lane] }
    outcome.productionUp = production { up[$0 * block.lanes + lane] }
    return outcome
  }

  // MARK: Fixed points

  private func runFixpoints(
    _ scenarios: CascadeScenarios, _ range: Range<Int>
  ) -> [CascadeOutcome] {
    var halves = range.map { _ in (down: Half(), up: Half()) }
    for place in halves.indices {
      halves[place].down = settleAlone(
        hits(of: scenarios[range.lowerBound + place], \.lossDown), isDown: true)
      let up = hits(of: scenarios[range.lowerBound + place], \.lossUp)
      halves[place].up = settleAlone(structure.closedGroups.spread(up), isDown: false)
    }
    settleInLanes(&halves, \.down, isDown: true)
    settleInLanes(&halves, \.up, isDown: false)
    return halves.map { outcome(down: $0.down, up: $0.up) }
  }

  /// Steps one direction on its own until it settles, strikes too many firms or takes too long.
  private func settleAlone(_ hits: [LabelledHit], isDown: Bool) -> Half {
    if isDown { sparse.startDown(hits) } else { sparse.startUp(hits) }
    var half = Half(hits: hits)
    while true {
      let entries = isDown ? sparse.entriesDown : sparse.entriesUp
      if entries > model.tuning.sparseLimit / 2 || half.settling.steps == model.tuning.patience {
        break
      }
      let fall = isDown ? sparse.stepDown() : sparse.stepUp()
      half.isSettled = half.settling.isSettled(by: fall)
      if half.isSettled { break }
    }
    let losses = isDown ? sparse.lossDown : sparse.lossUp
    half.losses = Array(UnsafeBufferPointer(start: losses.start, count: losses.count))
    return half
  }

  /// Sweeps that a cascade may take; one that is not at rest by then says so by its residual.
  static let mostSweeps = 100_000

  private func settleInLanes(
    _ halves: inout [(down: Half, up: Half)],
    _ direction: WritableKeyPath<(down: Half, up: Half), Half>, isDown: Bool
  ) {
    var waiting = halves.indices.filter { !halves[$0][keyPath: direction].isSettled }[...]
    guard !waiting.isEmpty else { return }
    var lanes = [Int?](repeating: nil, count: relaxation.lanes)
    while true {
      for lane in lanes.indices where lanes[lane] == nil {
        guard let place = waiting.popFirst() else { break }
        let half = halves[place][keyPath: direction]
        relaxation.load(half.losses, lane: lane)
        if !isDown { relaxation.hold(half.hits, lane: lane) }
        lanes[lane] = place
      }
      guard lanes.contains(where: { $0 != nil }) else { return }
      if isDown {
        relaxation.sweepDown()
      } else {
        relaxation.cycleUp(active: lanes.map { $0 != nil })
      }
      for lane in lanes.indices {
        guard let place = lanes[lane] else { continue }
        relaxation.note(lane: lane, isDown: isDown, half: &halves[place][keyPath: direction])
        if halves[place][keyPath: direction].isSettled { lanes[lane] = nil }
      }
    }
  }

  private func outcome(down: Half, up: Half) -> CascadeOutcome {
    var indices = CascadeIndices()
    for label in 0..<structure.firmCount {
      indices.add(
        down: down.losses[label], up: up.losses[label], weight: structure.weight[label])
    }
    var outcome = CascadeOutcome(
      indices, steps: max(down.settling.steps, up.settling.steps),
      residual: max(down.settling.change, up.settling.change))
    outcome.productionDown = production { down.losses[$0] }
    outcome.productionUp = production { up.losses[$0] }
    return outcome
  }
}

/// A scenario that sits in a lane.
private struct LaneTask {
  let place: Int
  var steps: Int
}

/// One direction of a scenario on its way to its fixed point.
struct Half {
  var hits: [LabelledHit] = []
  var losses: [Double] = []
  var settling = Settling()
  var isSettled = false
}

extension LaneRelaxation {
  /// Takes note of a lane's last sweep or cycle, and takes its losses out where it has settled.
  func note(lane: Int, isDown: Bool, half: inout Half) {
    let change = max(self.change(lane: lane), isDown ? 0 : correction(lane: lane))
    half.isSettled =
      half.settling.isSettled(by: change, aim: Settling.aim, steps: isDown ? 1 : 2)
      || half.settling.steps >= CascadeWorker.mostSweeps
    if half.isSettled { unload(lane: lane, into: &half.losses) }
  }
}

extension CascadeOutcome {
  init(_ indices: CascadeIndices, steps: Int, residual: Double) {
    self.init(
      index: min(1, indices.both), downstream: min(1, indices.downstream),
      upstream: min(1, indices.upstream), steps: steps, residual: residual)
  }
}
