import SupplyNetworks
import TestStreams

extension Structure {
  /// A random structure over components 0 ..< count, which may stand several times.
  static func random(
    components count: Int, depth: Int, using random: inout SplitMix64
  ) -> Structure {
    guard depth > 0, !random.chance(0.25) else { return .component(random.below(count)) }
    let parts = (0..<(1 + random.below(4))).map { _ in
      Structure.random(components: count, depth: depth - 1, using: &random)
    }
    return .atLeast(1 + random.below(parts.count), of: parts)
  }
}

/// Availability and importance by enumeration of all states of the components.
struct EnumeratedAvailability {
  var availability = 0.0
  var birnbaum: [Double]
  /// The probability that a minimal cut with the component has failed.
  var failedCuts: [Double]
  /// The sets of components that are minimal cuts, as masks.
  var cuts: Set<Int>

  init(_ structure: Structure, _ p: [Double]) {
    let count = p.count
    // A mask says which components have failed.
    func isUp(_ failed: Int) -> Bool { structure.isUp { failed >> $0 & 1 == 0 } }
    cuts = Set(
      (0..<(1 << count)).filter { failed in
        !isUp(failed)
          && (0..<count).allSatisfy { failed >> $0 & 1 == 0 || isUp(failed & ~(1 << $0)) }
      })
    birnbaum = Array(repeating: 0, count: count)
    failedCuts = birnbaum
    for failed in 0..<(1 << count) {
      var probability = 1.0
      for c in 0..<count { probability *= failed >> c & 1 == 1 ? 1 - p[c] : p[c] }
      if isUp(failed) { availability += probability }
      for c in 0..<count {
        let bit = 1 << c
        if failed & bit != 0, !isUp(failed), isUp(failed & ~bit), p[c] < 1 {
          birnbaum[c] += probability / (1 - p[c])
        } else if failed & bit == 0, p[c] == 1, isUp(failed), !isUp(failed | bit) {
          birnbaum[c] += probability
        }
        let hasCut = cuts.contains { cut in cut & bit != 0 && cut & ~failed == 0 }
        if hasCut { failedCuts[c] += probability }
      }
    }
  }
}
