/// Trials in independent replicates of equal size, one after another.
///
/// Trial t belongs to replicate t / (trials / replicates). The points of one replicate depend on
/// each other by design, so that errors can only be told from the spread between replicates
/// (Owen 1997; see `ReplicateErrors`).
public struct DesignLayout: Hashable, Sendable {
  /// Replicates where nothing else is asked: enough for a t quantile near the normal one.
  public static let defaultReplicates = 16

  /// Number of trials in all.
  public let trials: Int
  /// Number of independent replicates.
  public let replicates: Int

  /// Trials in each replicate.
  public var replicateSize: Int { trials / replicates }

  /// Cuts trials into replicates.
  ///
  /// - Throws: `DesignError` where a number is out of range or the replicates would be unequal.
  public init(
    trials: Int, replicates: Int = Self.defaultReplicates
  ) throws(DesignError) {
    guard (1...(1 << 32)).contains(trials), (1...(1 << 16)).contains(replicates) else {
      throw .outOfRange(trials: trials, replicates: replicates)
    }
    guard trials.isMultiple(of: replicates) else {
      throw .unequalReplicates(trials: trials, replicates: replicates)
    }
    self.trials = trials
    self.replicates = replicates
  }

  /// The replicate to which a trial belongs.
  public func replicate(of trial: UInt32) -> Int { Int(trial) / replicateSize }

  /// The trials of a replicate.
  public func trials(ofReplicate replicate: Int) -> Range<Int> {
    replicate * replicateSize..<(replicate + 1) * replicateSize
  }

  /// The layout with further replicates of the same size, which leaves the present ones as they are.
  ///
  /// - Throws: `DesignError` where the new number of trials is smaller, or no multiple of the size
  ///   of a replicate.
  public func extended(toTrials more: Int) throws(DesignError) -> DesignLayout {
    guard more >= trials else { throw .shrinks(from: trials, to: more) }
    let (count, rest) = more.quotientAndRemainder(dividingBy: replicateSize)
    guard rest == 0 else { throw .unequalReplicates(trials: more, replicates: count) }
    return try DesignLayout(trials: more, replicates: count)
  }

  /// Calls `body` for each stretch of a list whose trials lie in one replicate.
  ///
  /// A block of trials is nearly always one stretch, and what belongs to a replicate is then set up
  /// once.
  ///
  /// - Precondition: every trial is below `trials`.
  func forEachStretch(
    of trials: UnsafePointer<UInt32>, count: Int,
    _ body: (_ replicate: Int, _ range: Range<Int>) -> Void
  ) {
    var start = 0
    while start < count {
      precondition(trials[start] < self.trials, "a trial outside the design")
      let replicate = self.replicate(of: trials[start])
      let members = self.trials(ofReplicate: replicate)
      var end = start + 1
      while end < count, members.contains(Int(trials[end])) { end += 1 }
      body(replicate, start..<end)
      start = end
    }
  }
}
