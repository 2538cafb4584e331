import RiskModel
import SupplyNetworks
import Testing
import TestStreams

/// Limits, monotonicity and agreement of the table with the path, on random networks.
@Suite struct PropertyTests {
  static let durations = [0.5, 1, 2, 3.5, 5, 8, 13, 21, 40, 90, 365]

  /// The largest amount by which the second outage loses less than the first, in days.
  private func shrinkage(_ less: OutageCost, _ more: OutageCost, processes: Int) -> Double {
    var worst = 0.0
    for slot in 0..<processes {
      for days in Self.durations {
        let gap =
          less.lostDays(process: slot, duration: days)
          - more.lostDays(process: slot, duration: days)
        worst = max(worst, gap)
      }
    }
    return worst
  }

  /// Compares random networks without switches before and after a change for the worse.
  private func checkMonotone(
    seed: UInt64, cases: Int = 800,
    _ worsen: (inout Register, inout [String: Double], inout SplitMix64) -> Void
  ) throws {
    var random = SplitMix64(state: seed)
    for number in 0..<cases {
      let before = Register.random(.init(hasSwitches: false), using: &random)
      var after = before
      let shocks = before.randomShocks(using: &random)
      var worseShocks = shocks
      worsen(&after, &worseShocks, &random)
      let gap = shrinkage(
        try before.table(shocks), try after.table(worseShocks), processes: before.processes.count)
      #expect(gap < 1e-9, "case \(number)")
    }
  }

  @Test func largerShocksLoseMore() throws {
    try checkMonotone(seed: 11) { _, shocks, random in
      for id in shocks.keys.sorted() {
        shocks[id] = min(1, (shocks[id] ?? 0) * random.uniform(1, 2))
      }
    }
  }

  @Test func moreShocksLoseMore() throws {
    try checkMonotone(seed: 12) { register, shocks, random in
      for (id, severity) in register.randomShocks(using: &random) {
        shocks[id] = max(severity, shocks[id] ?? 0)
      }
    }
  }

  @Test func smallerBuffersLoseMore() throws {
    try checkMonotone(seed: 13) { register, _, random in
      for place in register.rows.indices {
        register.rows[place].bufferDays *= random.chance(0.5) ? 1 : random.uniform(0, 1)
      }
    }
  }

  @Test func higherCriticalityLosesMore() throws {
    try checkMonotone(seed: 14) { register, _, random in
      for place in register.rows.indices where random.chance(0.5) {
        let criticality = register.rows[place].criticality
        register.rows[place].criticality += random.uniform(0, 1 - criticality)
      }
    }
  }

  @Test func switchesBreakMonotonicity() throws {
    // The twin of the four above: with switches the same comparison must find counterexamples.
    var random = SplitMix64(state: 15)
    var broken = 0
    for _ in 0..<1500 {
      let register = Register.random(.init(), using: &random)
      let shocks = register.randomShocks(using: &random)
      let more = shocks.merging(register.randomShocks(using: &random), uniquingKeysWith: max)
      let gap = shrinkage(
        try register.table(shocks), try register.table(more), processes: register.processes.count)
      if gap > 1e-3 { broken += 1 }
    }
    #expect(broken > 0)
  }

  @Test func longerOutagesLoseMoreAndNeverMoreThanTheirLength() throws {
    var random = SplitMix64(state: 16)
    for _ in 0..<500 {
      let register = Register.random(.init(), using: &random)
      let table = try register.table(register.randomShocks(using: &random))
      for slot in register.processes.indices {
        var last = 0.0
        for days in Self.durations {
          let lost = table.lostDays(process: slot, duration: days)
          #expect(lost >= last && lost <= days * (1 + 1e-12))
          last = lost
        }
      }
    }
  }

  @Test func withoutCriticalityNothingIsLostElsewhere() throws {
    try checkQuiet { $0.criticality = 0 }
  }

  @Test func behindAnInfiniteBufferNothingIsLostElsewhere() throws {
    try checkQuiet { $0.bufferDays = .infinity }
  }

  /// Only the struck processes themselves may lose anything.
  private func checkQuiet(_ change: (inout Dependency) -> Void) throws {
    var random = SplitMix64(state: 17)
    for _ in 0..<300 {
      var register = Register.random(.init(), using: &random)
      for place in register.rows.indices { change(&register.rows[place]) }
      let shocks = register.randomShocks(using: &random)
      let table = try register.table(shocks)
      for (slot, process) in register.processes.enumerated() {
        let expected = 10 * (shocks[process.id] ?? 0)
        #expect(abs(table.lostDays(process: slot, duration: 10) - expected) < 1e-12)
      }
    }
  }

  @Test func aChainWithoutBuffersMultiplies() throws {
    // x at the end = severity · Π c.
    var random = SplitMix64(state: 18)
    for _ in 0..<200 {
      let length = 2 + random.below(8)
      let ids = (0..<length).map { "N\($0)" }
      var rows: [Dependency] = []
      let severity = random.uniform(0.1, 1)
      var expected = severity
      for place in 1..<length {
        let c = random.uniform(0, 1)
        expected *= c
        rows.append(row(ids[place - 1], ids[place], c: c))
      }
      var register = Register("", ids[length - 1], rows)
      register.suppliers = ids.dropLast()
      let lost = try register.table([ids[0]: severity]).lostDays(process: 0, duration: 1)
      #expect(abs(lost - expected) <= 1e-14)
    }
  }

  @Test func theTableEqualsTheIntegralAlongThePath() throws {
    var random = SplitMix64(state: 19)
    for _ in 0..<1000 {
      let register = Register.random(.init(), using: &random)
      let network = try register.compiled()
      let shocks = try network.shocks(register.randomShocks(using: &random))
      let table = network.endlessOutage(of: shocks)
      let days = random.uniform(0.01, 30)
      let path = network.path(of: shocks, lasting: days, until: 40)
      for slot in 0..<network.processCount {
        let (a, b) = (table.lostDays(process: slot, duration: days), path.lostDays[slot])
        #expect(abs(a - b) <= 1e-12 * max(1, abs(b)))
      }
      #expect(abs(table.cost(days) - path.cost) <= 1e-12 * max(1, path.cost))
      if let survives = table.timeToSurvive {
        #expect(table.isZero(upTo: survives))
        #expect(!table.isZero(upTo: survives + 1e-3))
      } else {
        #expect(table.isZero(upTo: 365))
      }
    }
  }

  @Test func resultsDoNotDependOnTheOrderOfTheFilesOrOnEarlierOutages() throws {
    var random = SplitMix64(state: 20)
    for _ in 0..<300 {
      let register = Register.random(.init(), using: &random)
      var shuffled = register
      shuffled.rows.shuffle(using: &random)
      shuffled.processes.shuffle(using: &random)
      shuffled.suppliers.shuffle(using: &random)
      let network = try register.compiled()
      let sets = (0..<network.nodeCount).map { [Shock(node: $0, severity: 0.7)] }
      let once = network.tabulate(struckSets: sets)
      #expect(try shuffled.compiled().tabulate(struckSets: sets) == once)
      var workspace = OutageWorkspace(network)
      let backward = workspace.tabulate(sets.reversed())
      #expect(backward.reversed() == once)
    }
  }
}
