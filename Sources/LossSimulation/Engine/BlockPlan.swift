internal import RiskModel

/// How a run's trials are cut into blocks: a function of the study alone.
///
/// No block holds trials of two outer draws or two replicates, so that their figures can be kept
/// apart.
struct BlockPlan: Sendable {
  let trials: Int
  /// Trials of a full block.
  let size: Int
  /// Trials of one outer draw or replicate, or all trials.
  let group: Int
  /// Blocks of one whole outer draw or replicate, or of all trials.
  let blocksPerGroup: Int
  /// Whether trials hang together in outer draws or replicates.
  let isGrouped: Bool

  init(_ compiled: CompiledStudy) {
    self.init(
      trials: compiled.settings.trials, size: compiled.blockSize, group: compiled.clusterTrials)
  }

  /// - Parameter group: consecutive trials that no block may hold together with others; nil for none.
  init(trials: Int, size: Int, group: Int?) {
    self.trials = trials
    self.size = size
    self.group = Swift.max(1, group ?? trials)
    isGrouped = group != nil
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
  /// The trials of consecutive blocks.
  func trials(of blocks: Range<Int>) -> Range<Int> {
    guard !blocks.isEmpty else {
      let start = blocks.lowerBound < count ? trials(of: blocks.lowerBound).lowerBound : trials
      return start..<start
    }
    return trials(of: blocks.lowerBound).lowerBound..<trials(of: blocks.upperBound - 1).upperBound
  }
}
