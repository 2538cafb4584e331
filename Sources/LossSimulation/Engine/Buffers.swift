/// Memory of one kind of number that lives as long as its owner; contents start at 0.
///
/// The engine's inner loops work on plain pointers: arrays would check bounds and uniqueness at
/// every element. One worker owns each buffer, so nothing here is shared between threads.
final class Buffer<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int
  private let zero: Element

  init(_ capacity: Int, zero: Element) {
    self.capacity = Swift.max(capacity, 1)
    self.zero = zero
    base = .allocate(capacity: self.capacity)
    base.initialize(repeating: zero, count: self.capacity)
  }

  deinit { base.deallocate() }

  /// Makes room for `count` elements; what was there is lost.
  func reserve(_ count: Int) {
    guard count > capacity else { return }
    base.deallocate()
    // Half as much again, so that blocks of growing size do not allocate each time.
    capacity = count + count / 2
    base = .allocate(capacity: capacity)
    base.initialize(repeating: zero, count: capacity)
  }

  func clear() { base.update(repeating: zero, count: capacity) }
}

extension Buffer where Element == Double {
  convenience init(_ capacity: Int) { self.init(capacity, zero: 0) }
}

/// A matrix of doubles, one row of `width` trials for each of `rows` things.
final class BlockMatrix {
  private let buffer: Buffer<Double>
  let rows: Int
  let width: Int

  init(rows: Int, width: Int) {
    self.rows = rows
    self.width = width
    buffer = Buffer(rows * width)
  }

  /// The trials of one row.
  @inline(__always)
  subscript(row: Int) -> UnsafeMutablePointer<Double> { buffer.base + row * width }

  func clear() { buffer.clear() }
}
