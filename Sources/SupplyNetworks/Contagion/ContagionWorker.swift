/// What one thread reuses for all its batches of trials.
protocol ContagionWorker: AnyObject {
  /// What its batches came to.
  var tally: ContagionTally { get }

  /// Simulates the first `trials` trials of a batch.
  func run(batch: Int, trials: Int, seeds: [Int])
}

extension UnsafeMutableBufferPointer where Element == UInt64 {
  /// Uninitialised memory at the start of a cache line.
  static func aligned(count: Int) -> Self {
    let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: 8 * count, alignment: 64)
    return raw.bindMemory(to: UInt64.self)
  }
}
