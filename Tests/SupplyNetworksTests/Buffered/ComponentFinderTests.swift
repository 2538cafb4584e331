import Testing
import TestStreams

@testable import SupplyNetworks

/// Components against reachability, on random graphs with self-loops and repeated edges.
@Suite struct ComponentFinderTests {
  @Test func agreesWithReachability() {
    var random = SplitMix64(state: 61)
    var finder = ComponentFinder()
    for _ in 0..<500 {
      let count = random.below(9)
      var offsets = [0]
      var targets: [Int] = []
      for _ in 0..<count {
        for _ in 0..<random.below(4) { targets.append(random.below(count)) }
        offsets.append(targets.count)
      }
      finder.find(offsets: offsets, targets: targets)
      let reach = Self.reachability(offsets, targets)
      #expect(finder.members.sorted() == Array(0..<count))
      var component = [Int](repeating: 0, count: count)
      for c in 0..<finder.count {
        for place in finder.members(of: c) { component[finder.members[place]] = c }
      }
      for a in 0..<count {
        for b in 0..<count where a != b {
          #expect((component[a] == component[b]) == (reach[a][b] && reach[b][a]))
          // Sources come first.
          if reach[a][b] { #expect(component[a] <= component[b]) }
        }
      }
    }
  }

  @Test func aLongChainNeedsNoDeepStack() {
    let count = 200_000
    var finder = ComponentFinder()
    finder.find(
      offsets: (0...count).map { min($0, count - 1) }, targets: Array(1..<count))
    #expect(finder.count == count)
    #expect(finder.members == Array(0..<count))
  }

  /// Warshall's closure.
  static func reachability(_ offsets: [Int], _ targets: [Int]) -> [[Bool]] {
    let count = offsets.count - 1
    var reach = (0..<count).map { node in
      (0..<count).map { targets[offsets[node]..<offsets[node + 1]].contains($0) }
    }
    for k in 0..<count {
      for a in 0..<count where reach[a][k] {
        for b in 0..<count where reach[k][b] { reach[a][b] = true }
      }
    }
    return reach
  }
}
