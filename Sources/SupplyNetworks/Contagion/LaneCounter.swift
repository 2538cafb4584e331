/// Counts, for each of 64 bit positions, in how many words of a sequence the bit is set.
///
/// Counters are stored by binary digit: plane k holds digit k of all 64 of them, so that adding a
/// word is a ripple of carries through a few planes instead of 64 additions.
struct LaneCounter {
  private var planes: [UInt64] = []

  /// Adds one word.
  mutating func add(_ word: UInt64) {
    var carry = word
    var plane = 0
    while carry != 0 {
      if plane == planes.count { planes.append(0) }
      let next = planes[plane] & carry
      planes[plane] ^= carry
      carry = next
      plane += 1
    }
  }

  /// The count of one bit position, 0…63.
  subscript(lane: Int) -> Int {
    planes.enumerated().reduce(0) { $0 + Int($1.element >> UInt64(lane) & 1) << $1.offset }
  }
}
