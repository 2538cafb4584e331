import SupplyNetworks
import Testing

/// Cycles, worked by hand.
@Suite struct CycleTests {
  @Test func loopAddsUpAGeometricSeries() throws {
    // x_A = 0.5 + 0.5 x_B, x_B = 0.9 x_A, so x_A = 0.5 / (1 − 0.45) = 10/11, x_B = 9/11.
    let rows = [row("S", "A", share: 0.5), row("B", "A", share: 0.5), row("A", "B", c: 0.9)]
    let table = try Register("S", "A B", rows).table(["S": 1])
    #expect(abs(table.lostDays(process: 0, duration: 11) - 10) < 1e-11)
    #expect(abs(table.lostDays(process: 1, duration: 11) - 9) < 1e-11)
    #expect(table.diagnostics.residual < 1e-13)
    #expect(table.diagnostics.iterations > 0)
  }

  @Test func loopThatOnlyReflectsDoesNotAmplify() throws {
    // x_A = max(0.5, x_B), x_B = x_A: every x ≥ 0.5 is a fixed point, the least is 0.5.
    let rows = [row("S", "A", "s", c: 0.5), row("B", "A", "b"), row("A", "B")]
    let table = try Register("S", "A B", rows).table(["S": 1])
    #expect(table.lostDays(process: 0, duration: 10) == 5)
    #expect(table.lostDays(process: 1, duration: 10) == 5)
  }

  @Test func reflectionBySeveralSharesDoesNotCreepUpward() throws {
    // As above with sums that round: shares 0.1 + 0.2 + 0.7 of one node are more than the whole by
    // a unit in the last place, which a naive loop would amplify step by step.
    let rows = [
      row("S", "A", "s", c: 0.3), row("B", "A", "b"), row("A", "B", "a", share: 0.1),
      row("A", "B", "a", share: 0.2), row("A", "B", "a", share: 0.7),
    ]
    let table = try Register("S", "A B", rows).table(["S": 1])
    #expect(abs(table.lostDays(process: 0, duration: 1) - 0.3) < 1e-13)
    #expect(table.diagnostics.iterations < 10)
  }

  @Test func loopOfFullGainPullsAPartialShockToStandstill() throws {
    // A is struck by s: x_A = s + (1 − s) x_B, x_B = x_A, so x_A = 1. Iteration would need
    // 3,000 rounds at s = 0.01 and lose digits; the linear system needs one.
    let rows = [row("B", "A"), row("A", "B")]
    let table = try Register("", "A B", rows).table(["A": 0.01])
    #expect(abs(table.lostDays(process: 1, duration: 10) - 10) < 1e-11)
    #expect(table.diagnostics.iterations < 20)
  }

  @Test func loopDoesNotKeepItselfDownAfterTheSwitch() throws {
    let rows = [
      row("S", "A", "s", c: 0.5, switchDays: 3), row("B", "A", "b"), row("A", "B"),
    ]
    let table = try Register("S", "A B", rows).table(["S": 1])
    #expect(table.lostDays(process: 0, duration: 10) == 1.5)  // 3 · 0.5
    #expect(table.lostDays(process: 1, duration: 10) == 1.5)
  }

  @Test func loopDoesNotKeepItselfDownAfterTheOutage() throws {
    let rows = [row("S", "A", "s"), row("B", "A", "b"), row("A", "B")]
    let path = try Register("S", "A B", rows).path(["S": 1], lasting: 2, until: 5)
    #expect(path.segments.map(\.outputs.count) == [3, 0])
    #expect(path.lostDays == [2, 2])
  }

  @Test func stocksInALoopEndOneAfterTheOther() throws {
    // A loses 0.5 from day 2 (stock for S). B's day of stock at rate 0.5 lasts to day 4: x_B = 0.4.
    // A's 3 days of B at rate 0.4 last to day 11.5, but then x_A = max(0.5, 0.8 · 0.4) = 0.5.
    let rows = [
      row("S", "A", "s", c: 0.5, stock: 2), row("A", "B", "a", c: 0.8, stock: 1),
      row("B", "A", "b", c: 0.8, stock: 3),
    ]
    let register = Register("S", "A B", rows)
    let table = try register.table(["S": 1])
    #expect(abs(table.lostDays(process: 0, duration: 20) - 9) < 1e-11)  // 18 · 0.5
    #expect(abs(table.lostDays(process: 1, duration: 20) - 6.4) < 1e-11)  // 16 · 0.4
    let path = try register.path(["S": 1], lasting: 20, until: 20)
    #expect(path.events.contains { abs($0.time - 11.5) < 1e-12 })
  }

  @Test func nodeThatFeedsItself() throws {
    // x = 0.5 + 0.5 · (0.5 x) after a shock of 0.5: x = 0.5 / 0.75 = 2/3.
    let table = try Register("", "A", [row("A", "A", c: 0.5)]).table(["A": 0.5])
    #expect(abs(table.lostDays(process: 0, duration: 3) - 2) < 1e-12)
  }

  @Test(arguments: [20, 100, 700])
  func ringsOfEverySizeAgreeWithTheClosedForm(_ size: Int) throws {
    // Node 0 has shares 0.5 of S and 0.5 of the last; the others feel 0.999 of the one before.
    // x_0 = 0.5 / (1 − 0.5 · 0.999^(n − 1)), through each of the three ways to solve a loop.
    let names = (0..<size).map { "N\($0)" }
    var rows = [row("S", "N0", share: 0.5), row(names[size - 1], "N0", share: 0.5)]
    for place in 1..<size { rows.append(row(names[place - 1], names[place], c: 0.999)) }
    var register = Register("S", "N0", rows)
    register.suppliers += names.dropFirst()
    let table = try register.table(["S": 1])
    var gain = 1.0
    for _ in 1..<size { gain *= 0.999 }
    let expected = 0.5 / (1 - 0.5 * gain)
    #expect(abs(table.lostDays(process: 0, duration: 1) - expected) < 1e-12)
    #expect(table.diagnostics.residual < 1e-12)
  }
}
