public import LinearAlgebra

/// Up to which day totals are taken.
public enum TotalHorizon: Equatable, Sendable {
  /// Up to the last day of the plan.
  case planned
  /// Over all time; the perturbation must end.
  case unlimited
}

extension DynamicInoperability {
  /// The cumulative inoperability of all scenarios by solves instead of steps, where nothing clips.
  ///
  /// With q(N) known, Σ or ∫ q = (I − A*)⁻¹ (K⁻¹ (q(0) − q(N)) + m c*), m the days of perturbation
  /// (sum the recursion over its days). q(N) comes from repeated squares of the one-day matrix;
  /// over all time it is 0. A block in which something may clip, and any block of a sparse network
  /// up to a planned day, is stepped instead: `RecoveryBlock.isClosedForm` tells.
  ///
  /// - Parameters: as `run`.
  /// - Throws: `LinearNetworkError.endlessPerturbation`, or what `run` throws.
  public func totals(
    shocks: SparseMatrix, initial: SparseMatrix, plan: RecoveryPlan,
    horizon: TotalHorizon = .planned, threads: Int = 1, blockSize: Int? = nil,
    deliver: (RecoveryBlock) throws -> Void
  ) async throws {
    checkShapes(shocks, initial)
    let blocks = propagator.plan(shocks.rows, size: blockSize)
    let columns = blocks.reduce(0) { $0 + $1.width }
    let closing = try await closing(plan, horizon, columns: columns, threads: threads)
    try await forEachBlock(blocks.count, threads: threads) { index in
      guard let closing,
        let block = try self.closed(blocks[index], shocks, initial, closing)
      else { return try self.stepped(blocks[index], shocks, initial, plan) }
      return block
    } deliver: {
      try deliver($0)
    }
  }

  /// How the last state is found; nil where steps are needed.
  private func closing(
    _ plan: RecoveryPlan, _ horizon: TotalHorizon, columns: Int, threads: Int
  ) async throws -> Closing? {
    let allRecover = resilience.allSatisfy { $0 > 0 }
    if horizon == .unlimited {
      guard allRecover, plan.perturbed.upperBound < Int(Int32.max) - 1 else {
        throw LinearNetworkError.endlessPerturbation
      }
      guard propagator.isMonotone else { return nil }
      let days = RecoveryPlan(days: plan.perturbed.upperBound, perturbed: plan.perturbed)
      return Closing(plan: days, powers: nil)
    }
    guard allRecover, propagator.isMonotone, case .dense(let matrix) = propagator else {
      return nil
    }
    let exponents = Closing.exponents(plan)
    let powers = await MatrixPowers(
      of: matrix, exponents: exponents, columns: columns, threads: threads)
    return Closing(plan: plan, powers: powers)
  }

  private func closed(
    _ block: ScenarioBlock, _ shocks: SparseMatrix, _ initial: SparseMatrix, _ closing: Closing
  ) throws(LinearNetworkError) -> RecoveryBlock? {
    let shock = block.columns(of: shocks)
    let first = block.columns(of: initial).map { min(max($0, 0), 1) }
    guard shock.allSatisfy({ $0 >= 0 }) else { return nil }
    let level = try solver.solved(shock, block)
    guard try nothingClips(shock, first, level: level, block) else { return nil }
    let last = closing.lastState(first: first, level: level, width: block.width)
    var cumulatives = try integral(level, first, last, closing.plan, block)
    if form == .recursion {
      for place in cumulatives.indices {
        cumulatives[place] += 0.5 * (last[place] - first[place])
      }
    }
    return RecoveryBlock(
      scenarios: block.scenarios, isClipped: false, isClosedForm: true, width: block.width,
      days: closing.plan.days, cumulatives: cumulatives, marks: [], trajectory: [])
  }

  /// Whether no state can leave [0, 1]: a sufficient condition.
  ///
  /// For P ≥ 0, q(0) ≥ 0 and c* ≥ 0 no state falls below 0, and z = (I − A*)⁻¹ (c* + q(0)) is above
  /// q(0) and no step leads above it, since P z + K c* ≤ z.
  private func nothingClips(
    _ shock: [Double], _ first: [Double], level: [Double], _ block: ScenarioBlock
  ) throws(LinearNetworkError) -> Bool {
    guard first.contains(where: { $0 != 0 }) else { return level.allSatisfy { $0 <= 1 } }
    let bound = try solver.solved(zip(shock, first).map { $0 + $1 }, block)
    return bound.allSatisfy { $0 <= 1 }
  }
}

/// The state of the last day from the first one and the level of the perturbation.
private struct Closing: Sendable {
  let plan: RecoveryPlan
  /// Nil where the last state is 0.
  let powers: MatrixPowers?

  /// Days to the end of the perturbation, days with it, days after it.
  private static func spans(_ plan: RecoveryPlan) -> (until: Int, with: Int, after: Int) {
    let acting = plan.acting
    let end = acting.isEmpty ? 0 : acting.upperBound - 1
    return (end, acting.count, plan.days - end)
  }

  static func exponents(_ plan: RecoveryPlan) -> [Int] {
    let spans = spans(plan)
    return [spans.until, spans.with, spans.after]
  }

  /// P^after (P^until q(0) + x − P^with x), x the level that an endless perturbation leads to.
  func lastState(first: [Double], level: [Double], width: Int) -> [Double] {
    guard let powers else { return [Double](repeating: 0, count: first.count) }
    let spans = Self.spans(plan)
    var state = powers.apply(spans.until, to: first, width: width)
    let lost = powers.apply(spans.with, to: level, width: width)
    for place in state.indices { state[place] += level[place] - lost[place] }
    return powers.apply(spans.after, to: state, width: width)
  }
}
