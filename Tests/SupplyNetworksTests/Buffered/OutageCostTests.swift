import SupplyNetworks
import Testing
import TestStreams

/// Look-up in tables: single, in blocks, at other prices.
@Suite struct OutageCostTests {
  @Test func blocksEqualSingleLookups() throws {
    var random = SplitMix64(state: 31)
    for _ in 0..<200 {
      let register = Register.random(.init(), using: &random)
      let table = try register.table(register.randomShocks(using: &random))
      // Knots themselves, random days, and days that the table limits.
      let days = table.breakpoints + (0..<50).map { _ in random.uniform(0, 40) } + [400, 0]
      var values = [Double](repeating: -1, count: days.count)
      days.withUnsafeBufferPointer { days in
        values.withUnsafeMutableBufferPointer { table.cost(ofDurations: days, into: $0) }
      }
      #expect(values == days.map { table.cost($0) })
      for slot in register.processes.indices {
        days.withUnsafeBufferPointer { days in
          values.withUnsafeMutableBufferPointer {
            table.lostDays(process: slot, ofDurations: days, into: $0)
          }
        }
        #expect(values == days.map { table.lostDays(process: slot, duration: $0) })
      }
    }
  }

  @Test func theCostIsThePricedSumOfLostDays() throws {
    var random = SplitMix64(state: 32)
    for _ in 0..<300 {
      let register = Register.random(.init(), using: &random)
      let table = try register.table(register.randomShocks(using: &random))
      let days = random.uniform(0, 40)
      let sum = register.processes.enumerated().map { slot, process in
        process.value * table.lostDays(process: slot, duration: days)
      }.reduce(0, +)
      #expect(abs(table.cost(days) - sum) <= 1e-12 * max(1, sum))
    }
  }

  @Test func repricingEqualsANewPropagation() throws {
    var random = SplitMix64(state: 33)
    for _ in 0..<300 {
      var register = Register.random(.init(), using: &random)
      let shocks = register.randomShocks(using: &random)
      let table = try register.table(shocks)
      for place in register.processes.indices {
        register.processes[place].value = random.chance(0.3) ? 0 : random.uniform(0, 5)
      }
      let again = try register.table(shocks)
      #expect(table.repriced(dailyCosts: register.processes.map(\.value)) == again)
    }
  }

  @Test func curvesStateTheirKnots() throws {
    let table = try Register("S", "P", [row("S", "P", c: 0.5, stock: 2, switchDays: 6)])
      .table(["S": 1])
    let curve = table.curve(process: 0)
    #expect(curve.days == [0, 2, 6])
    #expect(curve.lostDays == [0, 0, 2])  // 4 · 0.5
    #expect(curve.slopes == [0, 0.5, 0])
    #expect(table.costCurve.costs == curve.lostDays)
    #expect(table.affectedProcesses == [0])
  }

  @Test func durationsBeyondTheHorizonCountAsTheHorizon() throws {
    let table = try Register("S", "P", [row("S", "P")]).table(["S": 1], horizon: 30)
    #expect(table.cost(100) == 30)
    #expect(table.lostDays(process: 0, duration: 100) == 30)
    #expect(table.cost(-1) == 0)
  }
}
