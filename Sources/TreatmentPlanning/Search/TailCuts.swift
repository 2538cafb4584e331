/// Lower bounds of an expected shortfall that is a sum over risks of factor × base loss.
///
/// Each cut is the mean loss of the risks under weights on years (`TailWeights`), so that one dot
/// product over the risks bounds the shortfall of any plan. Cuts that have bounded before are tried
/// first.
struct TailCuts {
  private(set) var cuts: [[Double]] = []
  private static let mostKept = 96

  mutating func add(_ cut: [Double]) {
    if cuts.count == Self.mostKept { cuts.removeLast(Self.mostKept / 4) }
    cuts.insert(cut, at: 0)
  }

  /// The largest bound at scaled risks; stops at the first above the limit.
  mutating func bound(_ scales: [Double], until limit: Double) -> Double {
    var largest = 0.0
    for position in cuts.indices {
      let value = Self.dot(cuts[position], scales)
      guard value > largest else { continue }
      largest = value
      if largest > limit {
        cuts.swapAt(position, position / 2)
        break
      }
    }
    return largest
  }

  @inline(__always)
  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for position in a.indices { sum += a[position] * b[position] }
    return sum
  }
}
