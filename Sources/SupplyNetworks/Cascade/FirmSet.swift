/// A set of small whole numbers as bits, read in ascending order.
struct FirmSet: Sendable {
  private(set) var words: FixedBuffer<UInt64>

  init(capacity: Int) { words = FixedBuffer((capacity + 63) / 64, filledWith: 0) }

  @inline(__always) func insert(_ element: Int) {
    words.start[element >> 6] |= 1 &<< UInt64(truncatingIfNeeded: element & 63)
  }

  @inline(__always) func contains(_ element: Int) -> Bool {
    words.start[element >> 6] &>> UInt64(truncatingIfNeeded: element & 63) & 1 == 1
  }

  /// Calls `body` with every element, ascending.
  ///
  /// Elements put in meanwhile may or may not come.
  @inline(__always) func forEach(_ body: (Int) -> Void) {
    for place in 0..<words.count {
      var word = words.start[place]
      while word != 0 {
        body(place &<< 6 &+ word.trailingZeroBitCount)
        word &= word &- 1
      }
    }
  }

  /// Calls `body` with every element of either set, ascending.
  @inline(__always) func forEachUnion(_ other: FirmSet, _ body: (Int) -> Void) {
    for place in 0..<words.count {
      var word = words.start[place] | other.words.start[place]
      while word != 0 {
        body(place &<< 6 &+ word.trailingZeroBitCount)
        word &= word &- 1
      }
    }
  }

  func removeAll() { words.fill(with: 0) }
}
