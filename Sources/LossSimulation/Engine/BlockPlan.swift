internal import RiskModel

/// How a run's trials are cut into blocks: a function of the study alone.
///
/// No block holds trials of two outer draws or two replicates, so that their figures can be kept
/// apart.
struct BlockPlan: Sendable {
  private let trials: Int
  private let size: Int
  /// Trials of one outer draw or replicate, or all trials.
  private let group: Int
  private let blocksPerGroup: Int

  init(_ compiled: CompiledStudy) {
    self.init(
      trials: compiled.settings.trials, size: compiled.blockSize, group: compiled.clusterTrials)
  }

  /// - Parameter group: consecutive trials that no block may hold together with others; nil for none.
  init(trials: Int, size: Int, group: Int?) {
    self.trials = trials
    self.size = size
    self.group = Swift.max(1, group ?? trials)
    blocksPerGroup = (self.group + size - 1) / size
  }

  var count: Int {
    let rest = trials % group
    return trials / group * blocksPerGroup + (rest + size - 1) / size
  }

  func trials(of block: Int) -> Range<Int> {
    let start = block / blocksPerGroup * group
    let low = start + block % blocksPerGroup * size
    return low..<Swift.min(low + size, start + group, trials)
  }
}
