import SupplyNetworks
import Testing
import TestStreams

/// The trajectory of one stated outage.
@Suite struct OutagePathTests {
  // A is down from 0, P's 2 days of stock end on day 2, the substitute comes on day 5.
  let register = Register("A", "P", [row("A", "P", c: 0.5, stock: 2, switchDays: 5)])

  @Test func tellsWhatHappensInOrder() throws {
    let path = try register.path(["A": 1], lasting: 8, until: 10)
    #expect(
      path.events == [
        .init(time: 0, incident: .struck(node: 0, severity: 1)),
        .init(time: 0, incident: .fellShort(node: 0)),
        .init(time: 2, incident: .stockUsedUp(target: 1, input: "g")),
        .init(time: 2, incident: .fellShort(node: 1)),
        .init(time: 5, incident: .switched(dependency: 0)),
        .init(time: 8, incident: .restored),
      ])
    #expect(path.segments.map(\.start) == [0, 2, 5, 8])
    #expect(path.segments.map(\.end) == [2, 5, 8, 10])
    #expect(
      path.segments[1].outputs == [.init(node: 0, output: 0), .init(node: 1, output: 0.5)])
    #expect(path.segments[3].outputs.isEmpty)
    #expect(path.lostDays == [1.5])  // 3 · 0.5
    #expect(path.cost == 1.5)
  }

  @Test func aReportMayEndBeforeTheOutage() throws {
    let path = try register.path(["A": 1], lasting: .infinity, until: 4)
    #expect(path.segments.map(\.end) == [2, 4])
    #expect(path.lostDays == [1])
    #expect(!path.events.contains { $0.incident == .restored })
  }

  @Test func anOutageOfNoLengthDoesNothing() throws {
    let path = try register.path(["A": 1], lasting: 0, until: 4)
    #expect(path.events.isEmpty)
    #expect(path.segments.map(\.end) == [4])
    #expect(path.lostDays == [0])
  }

  @Test func segmentsCoverTheReportWithoutGaps() throws {
    var random = SplitMix64(state: 41)
    for _ in 0..<300 {
      let register = Register.random(.init(), using: &random)
      let path = try register.path(
        register.randomShocks(using: &random), lasting: random.uniform(0.1, 30), until: 25)
      #expect(path.segments.first?.start == 0)
      #expect(path.segments.last?.end == 25)
      for (left, right) in zip(path.segments, path.segments.dropFirst()) {
        #expect(left.end == right.start && left.start < left.end)
      }
      #expect(path.events.map(\.time) == path.events.map(\.time).sorted())
    }
  }
}
