import SupplyNetworks
import Testing
import TestStreams

/// The exact solution against small time steps, on random networks with cycles and switches.
@Suite struct OracleTests {
  static let end = 24.0
  static let networks = 40

  /// The largest difference of any process' lost days from the oracle with a step and a defect.
  private func difference(
    _ register: Register, _ shocks: [String: Double], step: Double, defect: StepSimulator.Defect
  ) throws -> Double {
    let network = try register.compiled()
    let table = network.endlessOutage(of: try network.shocks(shocks))
    let oracle = StepSimulator(register: register, step: step, defect: defect)
    let lost = oracle.lostDays(shocks, until: Self.end)
    return network.nodeIDs.dropFirst(network.supplierCount).enumerated().map { slot, id in
      abs(table.lostDays(process: slot, duration: Self.end) - (lost[id] ?? 0))
    }.max() ?? 0
  }

  /// Whether a finer and finer step comes within `25 · step` days.
  private func agrees(
    _ register: Register, _ shocks: [String: Double], defect: StepSimulator.Defect = .none
  ) throws -> Bool {
    for step in [0.04, 0.004, 0.0004] {
      let gap = try difference(register, shocks, step: step, defect: defect)
      if gap <= 25 * step && gap <= 0.2 { return true }
      // A defect shows at any step; only the sound oracle deserves the finer ones.
      if defect != .none { return false }
    }
    return false
  }

  @Test(arguments: [(false, false), (true, false), (false, true), (true, true)])
  func agreesWithSmallTimeSteps(_ hasCycles: Bool, _ hasSwitches: Bool) throws {
    var random = SplitMix64(state: 7)
    let features = Register.Features(hasCycles: hasCycles, hasSwitches: hasSwitches)
    var losing = 0
    for number in 0..<Self.networks {
      let register = Register.random(features, using: &random)
      let shocks = register.randomShocks(using: &random)
      #expect(try agrees(register, shocks), "network \(number): \(register) struck by \(shocks)")
      if try register.table(shocks).lostDays(process: 0, duration: Self.end) > 0 { losing += 1 }
    }
    // The comparison must not be of zeros with zeros.
    #expect(losing > 10)
  }

  @Test(arguments: StepSimulator.Defect.allCases.filter { $0 != .none && $0 != .refillsStocks })
  func aPlantedDefectIsNoticed(_ defect: StepSimulator.Defect) throws {
    var random = SplitMix64(state: 7)
    var noticed = 0
    for _ in 0..<Self.networks {
      let register = Register.random(.init(), using: &random)
      let shocks = register.randomShocks(using: &random)
      if try !agrees(register, shocks, defect: defect) { noticed += 1 }
    }
    #expect(noticed > 3, "the oracle with \(defect) differed in \(noticed) networks")
  }

  @Test(arguments: [false, true])
  func largeCyclesAgreeToo(_ hasSwitches: Bool) throws {
    // Components above the size of a small loop are raised node by node instead of solved whole.
    var random = SplitMix64(state: 8)
    for number in 0..<3 {
      let features = Register.Features(hasSwitches: hasSwitches, nodes: 70...90)
      let register = Register.random(features, using: &random)
      let shocks = register.randomShocks(using: &random)
      #expect(try agrees(register, shocks), "network \(number)")
    }
  }

  @Test func refilledStocksAreNoticed() throws {
    // A is short, whole from day 2 and short again from day 5: a stock that refills in between
    // lasts to day 8, not to day 6.
    let rows = [
      row("S", "A", "s", switchDays: 2), row("T", "A", "t", stock: 5), row("A", "P", stock: 3),
    ]
    let register = Register("A S T", "P", rows)
    #expect(try agrees(register, ["S": 1, "T": 1]))
    #expect(try !agrees(register, ["S": 1, "T": 1], defect: .refillsStocks))
  }

  @Test func theErrorOfTheOracleShrinksWithItsStep() throws {
    let rows = [
      row("C", "B", c: 0.5, stock: 3.97), row("B", "A", c: 0.7, stock: 2.01),
      row("A", "P", c: 0.9, stock: 0.53),
    ]
    let register = Register("A B C", "P", rows)
    let coarse = try difference(register, ["C": 0.83], step: 0.02, defect: .none)
    let fine = try difference(register, ["C": 0.83], step: 0.0005, defect: .none)
    #expect(coarse < 0.1)
    #expect(fine < 0.0025)
  }
}
