internal import Sampling

/// What some consecutive blocks of trials came to: enough to join them with the blocks before and
/// after, to the bit, without simulating them again.
///
/// Blocks are dealt out by `Simulator.blocks(ofPart:of:)`, computed by `Simulator.part(_:)` and
/// joined by `Simulator.run(_:from:)`.
public struct PartialRun: Sendable {
  let log: BlockLog
  let years: YearStore
  /// The trial at which the years begin.
  let firstTrial: Int

  init(log: BlockLog, years: YearStore, firstTrial: Int) {
    self.log = log
    self.years = years
    self.firstTrial = firstTrial
  }

  /// Which blocks, counted from 0.
  public var blocks: Range<Int> { log.blocks }

  /// Which trials, counted from 0.
  public var trials: Range<Int> { log.order.plan.trials(of: blocks) }

  /// Whether persons harmed are known year by year, as for `RunOptions.keepsYears`.
  public var keepsPeople: Bool { years.keepsPeople }
}

/// A run's figures with what a longer run can go on from.
public struct ContinuableResult: Sendable {
  /// The figures.
  public let result: SimulationResult
  /// The blocks from the first on, without a last one that was not full; nil where nothing was
  /// simulated, as for a year loss table.
  public let continuable: PartialRun?
}

extension Simulator {
  /// Blocks of trials in the run; 0 where nothing is simulated, as for a year loss table.
  public var blockCount: Int {
    guard case .trials(let compiled) = engine else { return 0 }
    return BlockPlan(compiled).count
  }

  /// The blocks of a part, so that all parts together have each block once and are of nearly the
  /// same size.
  ///
  /// - Precondition: `number` is 1…`count`.
  public func blocks(ofPart number: Int, of count: Int) -> Range<Int> {
    precondition((1...count).contains(number), "a part has a number from 1 to their count")
    func start(_ part: Int) -> Int {
      let (high, low) = blockCount.multipliedFullWidth(by: part)
      return count.dividingFullWidth((high, low)).quotient
    }
    return start(number - 1)..<start(number)
  }

  /// Simulates some blocks alone; nil where it was stopped, or nothing is simulated.
  ///
  /// - Precondition: the blocks are among `blockCount`.
  public func part(
    _ blocks: Range<Int>, _ options: RunOptions,
    progress: @Sendable @escaping (RunProgress) -> Void = { _ in },
    shouldStop: @Sendable @escaping () -> Bool = { false }
  ) async -> PartialRun? {
    guard case .trials(let compiled) = engine else { return nil }
    return await TrialRun(study: study, compiled: compiled, options: options)
      .part(blocks, progress: progress, shouldStop: shouldStop)
  }

  /// Goes on from blocks that were computed before, by bits the run that computes all itself.
  ///
  /// Where the study's stopping rule is met inside them, the run ends there.
  ///
  /// - Parameter parts: Blocks from the first on, in their order, without a gap; from the same study
  ///   with the same seed. Parts that do not follow one another are left out from there on.
  public func run(
    _ options: RunOptions, from parts: [PartialRun],
    progress: @Sendable @escaping (RunProgress) -> Void = { _ in },
    shouldStop: @Sendable @escaping () -> Bool = { false }
  ) async -> ContinuableResult {
    switch engine {
    case .table(let table):
      return ContinuableResult(result: table.result(), continuable: nil)
    case .trials(let compiled):
      var end = 0
      let usable = parts.prefix { part in
        guard part.blocks.lowerBound == end, part.years.levels == (compiled.hasControls ? 2 : 1),
          part.keepsPeople || !options.keepsYears
        else { return false }
        end = part.blocks.upperBound
        return end <= BlockPlan(compiled).count
      }
      return await TrialRun(study: study, compiled: compiled, options: options)
        .continued(
          from: Array(usable), keeping: options.keepsState, progress: progress,
          shouldStop: shouldStop)
    }
  }
}
