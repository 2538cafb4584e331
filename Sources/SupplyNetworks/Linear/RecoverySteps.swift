internal import LinearAlgebra

/// The steps of one block of scenarios and what is kept of them.
struct RecoverySteps {
  /// The state of the last day; for the continuous form before clipping.
  private(set) var state: [Double]
  private let block: ScenarioBlock
  private let forcing: [Double]
  private let keeps: Bool
  private var next: [Double]
  private var record: ClippedRecord
  private var trajectory: [Double] = []

  init(block: ScenarioBlock, state: [Double], forcing: [Double], keeps: Bool) {
    self.block = block
    self.state = state
    self.forcing = forcing
    self.keeps = keeps
    next = state
    record = ClippedRecord(state: state, fractions: RecoveryBlock.remainders)
    keep(state)
  }

  mutating func advance(
    by propagator: Propagator, form: RecoveryForm, day: Int, isPerturbed: Bool
  ) {
    propagator.advance(state, width: block.width, into: &next)
    swap(&state, &next)
    switch form {
    case .recursion:
      record.add(&state, forcing: isPerturbed ? forcing : nil, step: Int32(day))
      keep(state)
    case .continuous:
      if isPerturbed { for place in state.indices { state[place] += forcing[place] } }
      // The flow itself has no limits: what is seen is clipped, what flows on is not.
      next = state
      record.add(&next, forcing: nil, step: Int32(day))
      keep(next)
    }
  }

  private mutating func keep(_ visible: [Double]) {
    guard keeps else { return }
    for start in stride(from: 0, to: visible.count, by: max(block.width, 1)) {
      trajectory += visible[start..<start + block.scenarios.count]
    }
  }

  /// Σ of the days less half of the first and the last one.
  func trapezoids(first: [Double]) -> [Double] {
    record.total.indices.map { record.total[$0] - 0.5 * (first[$0] + state[$0]) }
  }

  func block(cumulatives: [Double], days: Int) -> RecoveryBlock {
    RecoveryBlock(
      scenarios: block.scenarios, isClipped: record.isClipped, isClosedForm: false,
      width: block.width, days: days, cumulatives: cumulatives, marks: record.marks,
      trajectory: trajectory)
  }
}
