internal import CKernels

/// Memory of many megabytes in pages of 2 MiB where the system has them.
///
/// What is read once would otherwise spend as long on page faults as on its numbers, and what is
/// read at random on looking up pages. A wish, no more: nothing that is computed depends on it.
public enum LargePages {
  /// Bytes below which it is not worth a call.
  private static let least = 4 << 20
  private static let pageSize = 2 << 20

  /// Has arrays of 2 MiB and more given back to the system when they are freed, from now on.
  ///
  /// Once glibc has freed a block of up to 32 MB it keeps others of that size between those that live
  /// on: a tenth of the memory of a long run.
  public static func giveBackWhenFreed() { bw_give_back_freed(pageSize) }

  /// Asks for large pages under memory that nothing has been written to yet.
  public static func advise(_ base: UnsafeMutableRawPointer, byteCount: Int) {
    guard byteCount >= least else { return }
    bw_large_pages(base, byteCount)
  }

  /// Memory for some values, not initialised; given back by `deallocate`.
  public static func memory<Value: BitwiseCopyable>(
    _ capacity: Int
  ) -> UnsafeMutablePointer<Value> {
    let byteCount = capacity * MemoryLayout<Value>.stride
    guard byteCount >= least else { return .allocate(capacity: capacity) }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: pageSize)
    advise(memory, byteCount: byteCount)
    return memory.bindMemory(to: Value.self, capacity: capacity)
  }

  /// An array whose every element a closure sets.
  public static func array<Value: BitwiseCopyable>(
    count: Int, _ fill: (UnsafeMutableBufferPointer<Value>) -> Void
  ) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { buffer, used in
      let target = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      if let base = target.baseAddress {
        advise(base, byteCount: count * MemoryLayout<Value>.stride)
      }
      fill(target)
      used = count
    }
  }
}
