import RiskModel
import SupplyNetworks
import Testing

/// Solutions worked by hand; the arithmetic stands beside the number.
@Suite struct HandWorkedTests {
  @Test func stockDelaysTheLoss() throws {
    let table = try Register("S", "P", [row("S", "P", stock: 2)]).table(["S": 1])
    #expect(table.lostDays(process: 0, duration: 2) == 0)
    #expect(table.lostDays(process: 0, duration: 10) == 8)  // 10 − 2
    #expect(table.timeToSurvive == 2)
    #expect(table.breakpoints == [0, 2])
  }

  @Test func criticalityScalesTheLossAndValuesPriceIt() throws {
    var register = Register("S", "P", [row("S", "P", c: 0.6, stock: 2)])
    register.processes = [("P", 100)]
    let table = try register.table(["S": 1])
    #expect(abs(table.lostDays(process: 0, duration: 7) - 3) < 1e-12)  // 0.6 · (7 − 2)
    #expect(abs(table.cost(7) - 300) < 1e-10)  // 100 · 3
  }

  @Test func lostShareCountsInTheCost() throws {
    let network = try BufferedNetwork(
      network: nil,
      processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 100, lostShare: 0.5)])
    network.checkInvariants()
    let table = network.endlessOutage(of: [Shock(node: 0, severity: 0.2)])
    #expect(abs(table.cost(4) - 40) < 1e-12)  // 100 · 0.5 · 0.2 · 4
  }

  @Test func oneOfTwoSourcesDrawsTheSharedStockSlowly() throws {
    // Stock 0.7·2 + 0.3·7 = 3.5 days; shortage 0.7, so it lasts 3.5 / 0.7 = 5 days.
    // Then 0.7 · 0.8 = 0.56 is felt.
    let rows = [
      row("A", "P", share: 0.7, c: 0.8, stock: 2), row("B", "P", share: 0.3, c: 0.5, stock: 7),
    ]
    let table = try Register("A B", "P", rows).table(["A": 1])
    #expect(abs((table.timeToSurvive ?? 0) - 5) < 1e-12)
    #expect(abs(table.lostDays(process: 0, duration: 10) - 2.8) < 1e-12)  // 5 · 0.56
    // Both down: shortage 1, gone after 3.5 days; felt 0.7·0.8 + 0.3·0.5 = 0.71.
    let both = try Register("A B", "P", rows).table(["A": 1, "B": 1])
    #expect(abs((both.timeToSurvive ?? 0) - 3.5) < 1e-12)
    #expect(abs(both.lostDays(process: 0, duration: 10) - 4.615) < 1e-12)  // 6.5 · 0.71
  }

  @Test func partialOutageDrawsTheStockInPart() throws {
    // Shortage 0.4: 2 days of stock last 5; then 0.4 · 0.5 = 0.2 is felt.
    let table = try Register("S", "P", [row("S", "P", c: 0.5, stock: 2)]).table(["S": 0.4])
    #expect(table.timeToSurvive == 5)
    #expect(abs(table.lostDays(process: 0, duration: 15) - 2) < 1e-12)  // 10 · 0.2
  }

  @Test func capabilityAndInputsMultiply() throws {
    // y = (1 − 0.25) · (1 − 0.4) = 0.45.
    let table = try Register("S", "P", [row("S", "P", c: 0.4)]).table(["S": 1, "P": 0.25])
    #expect(abs(table.lostDays(process: 0, duration: 10) - 5.5) < 1e-12)
  }

  @Test func theScarcestInputRules() throws {
    let rows = [row("A", "P", "a", c: 0.3), row("B", "P", "b", c: 0.6, stock: 4)]
    let table = try Register("A B", "P", rows).table(["A": 1, "B": 1])
    // 0.3 for 4 days, then 0.6 and not 0.9: 1.2 + 6 · 0.6 = 4.8.
    #expect(abs(table.lostDays(process: 0, duration: 10) - 4.8) < 1e-12)
  }

  @Test func substituteEndsTheLoss() throws {
    let table = try Register("S", "P", [row("S", "P", stock: 2, switchDays: 5)]).table(["S": 1])
    #expect(table.lostDays(process: 0, duration: 4) == 2)
    #expect(table.lostDays(process: 0, duration: 100) == 3)  // from day 2 to day 5
    #expect(table.breakpoints == [0, 2, 5])
  }

  @Test func substituteInTheMomentTheStockEndsIsInTime() throws {
    // 0.7·3 + 0.3·3 = 3 up to rounding; the switch is due on day 3.
    let rows = [
      row("A", "P", share: 0.7, stock: 3, switchDays: 3),
      row("B", "P", share: 0.3, stock: 3, switchDays: 3),
    ]
    let table = try Register("A B", "P", rows).table(["A": 1, "B": 1])
    #expect(table.timeToSurvive == nil)
    #expect(table.isZero(upTo: 365))
  }

  @Test func instantSubstituteNeverLetsItsRowBeShort() throws {
    let rows = [
      row("A", "P", share: 0.7, switchDays: 0), row("B", "P", share: 0.3),
    ]
    let table = try Register("A B", "P", rows).table(["A": 1, "B": 1])
    #expect(abs(table.lostDays(process: 0, duration: 10) - 3) < 1e-12)  // 0.3 · 10
  }

  @Test func rowsOfOneInputSwitchOneByOne() throws {
    // Without stock: 1 until 4, 0.3 until 9, then nothing: 4 + 5 · 0.3 = 5.5.
    func rows(_ stock: Double) -> [Dependency] {
      [
        row("A", "P", share: 0.7, stock: stock, switchDays: 4),
        row("B", "P", share: 0.3, stock: stock, switchDays: 9),
      ]
    }
    let bare = try Register("A B", "P", rows(0)).table(["A": 1, "B": 1])
    #expect(abs(bare.lostDays(process: 0, duration: 20) - 5.5) < 1e-12)
    // Stock 2: gone on day 2, then 2 · 1 + 5 · 0.3 = 3.5.
    let some = try Register("A B", "P", rows(2)).table(["A": 1, "B": 1])
    #expect(abs(some.lostDays(process: 0, duration: 20) - 3.5) < 1e-12)
    // Stock 5: 4 drawn by day 4, the last 1 at rate 0.3 lasts 10/3 days to 22/3;
    // then (9 − 22/3) · 0.3 = 0.5.
    let much = try Register("A B", "P", rows(5)).table(["A": 1, "B": 1])
    #expect(abs((much.timeToSurvive ?? 0) - 22 / 3) < 1e-12)
    #expect(abs(much.lostDays(process: 0, duration: 20) - 0.5) < 1e-12)
  }

  @Test func shortfallTravelsThroughTiers() throws {
    // B falls to 0.5 on day 4. A's 2 days at rate 0.5 last to day 8, P's 1 day to day 10.
    let rows = [
      row("C", "B", c: 0.5, stock: 4), row("B", "A", stock: 2), row("A", "P", stock: 1),
    ]
    let table = try Register("A B C", "P", rows).table(["C": 1])
    #expect(table.timeToSurvive == 10)
    #expect(table.lostDays(process: 0, duration: 20) == 5)  // 10 · 0.5
  }

  @Test func theClockOfASwitchStartsWhenItsSourceFallsShort() throws {
    // A falls short on day 3, so the substitute for A comes on day 8; Q has none.
    let rows = [row("B", "A", stock: 3), row("A", "P", switchDays: 5), row("A", "Q")]
    let table = try Register("A B", "P Q", rows).table(["B": 1])
    #expect(table.lostDays(process: 0, duration: 20) == 5)
    #expect(table.lostDays(process: 1, duration: 20) == 17)
  }

  @Test func partlyDrawnStockStaysDrawn() throws {
    // A is short from 0 to 2 (switch for S) and again from 5 (T's stock). P's stock of 3 days loses
    // 2, keeps 1 through the pause, and is gone on day 6.
    let rows = [
      row("S", "A", "s", switchDays: 2), row("T", "A", "t", stock: 5), row("A", "P", stock: 3),
    ]
    let table = try Register("A S T", "P", rows).table(["S": 1, "T": 1])
    #expect(table.timeToSurvive == 6)
    #expect(table.lostDays(process: 0, duration: 10) == 4)
  }

  @Test func processesFeedProcesses() throws {
    // P falls to 0.2 at once; Q's 1 day of stock lasts 1.25 days, then 0.5 · 0.8 = 0.4 is felt.
    let table = try Register("", "P Q", [row("P", "Q", c: 0.5, stock: 1)]).table(["P": 0.8])
    #expect(abs(table.lostDays(process: 0, duration: 5) - 4) < 1e-12)
    #expect(abs(table.lostDays(process: 1, duration: 5) - 1.5) < 1e-12)  // 3.75 · 0.4
  }

  @Test func stocksThatEndTogetherAreOneBreakpoint() throws {
    // 0.1 + 0.2 is not 0.3 in binary; the two stocks differ by 4e-17 days.
    let rows = [row("S", "P", stock: 0.1 + 0.2), row("S", "Q", stock: 0.3)]
    let table = try Register("S", "P Q", rows).table(["S": 1])
    #expect(table.breakpoints.count == 2)
    #expect(table.diagnostics.breakpoints == 2)
  }

  @Test func theTimeToSurviveLooksOnlyAtProcessesWithAValue() throws {
    var register = Register("S", "P Q", [row("S", "P", stock: 1), row("S", "Q", stock: 3)])
    register.processes = [("P", 0), ("Q", 10)]
    let table = try register.table(["S": 1])
    #expect(table.timeToSurvive == 3)
    #expect(table.timeToFirstShortfall == 1)
    #expect(try register.table(["S": 1], horizon: 3).timeToSurvive == nil)
  }

  @Test func aSmallEarlyShortfallCanCostLess() throws {
    // A needs u of U (10 days of stock) and v of V (criticality 0.1, no stock); P can replace A
    // within 5 days. U alone: A is down from day 10, replaced on day 15: 5 days are lost.
    // U and V: A is short by 0.1 from day 0, replaced on day 5: 0.5 days are lost.
    let register = Register(
      "A U V", "P",
      [row("U", "A", "u", stock: 10), row("V", "A", "v", c: 0.1), row("A", "P", switchDays: 5)])
    let small = try register.table(["U": 1])
    let large = try register.table(["U": 1, "V": 1])
    #expect(small.lostDays(process: 0, duration: 30) == 5)
    #expect(abs(large.lostDays(process: 0, duration: 30) - 0.5) < 1e-12)
  }
}
