internal import LinearAlgebra

/// Memory of a fixed size that many small functions read by address.
///
/// Arrays of a compiled network and of a worker live in such buffers, so that inner loops neither
/// retain nor check; whoever fills one does so before it is shared.
final class FixedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  /// The first element.
  let start: UnsafeMutablePointer<Element>
  let count: Int

  /// Room for `count` elements, all equal to `value`.
  init(_ count: Int, filledWith value: Element) {
    self.count = count
    start = LargePages.memory(max(count, 1))
    start.initialize(repeating: value, count: count)
  }

  convenience init(_ elements: [Element], filledWith value: Element) {
    self.init(elements.count, filledWith: value)
    for (place, element) in elements.enumerated() { start[place] = element }
  }

  deinit { start.deallocate() }

  @inline(__always) subscript(index: Int) -> Element {
    get { start[index] }
    set { start[index] = newValue }
  }

  func fill(with value: Element) { start.update(repeating: value, count: count) }
}
