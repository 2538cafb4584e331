import Testing
import TestStreams

@testable import SupplyNetworks

/// Heaps deliver in order.
@Suite struct EventQueueTests {
  @Test func eventsComeInOrderOfTime() {
    var random = SplitMix64(state: 81)
    for _ in 0..<200 {
      var queue = EventQueue()
      let times = (0..<random.below(40)).map { _ in random.uniform(0, 1) }
      for (index, time) in times.enumerated() {
        queue.insert(.init(time: time, kind: .switched, index: index, stamp: 0))
      }
      var seen: [Double] = []
      while let event = queue.first {
        #expect(times[event.index] == event.time)
        seen.append(event.time)
        queue.removeFirst()
      }
      #expect(seen == times.sorted())
    }
  }

  @Test func placesComeInOrder() {
    var random = SplitMix64(state: 82)
    for _ in 0..<200 {
      var agenda = Agenda()
      let places = (0..<random.below(40)).map { _ in random.below(30) }
      for place in places { agenda.insert(place) }
      var seen: [Int] = []
      while let place = agenda.popFirst() { seen.append(place) }
      #expect(seen == places.sorted())
    }
  }
}
