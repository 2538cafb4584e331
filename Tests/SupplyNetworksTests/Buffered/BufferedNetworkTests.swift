import RiskModel
import SupplyNetworks
import Testing
import TestStreams

/// Compilation of registers: indices, order and refusals.
@Suite struct BufferedNetworkTests {
  @Test func nodesAreSuppliersThenProcessesById() throws {
    let network = try Register("S2 S1", "P2 P1", [row("S1", "P1")]).compiled()
    #expect(network.nodeIDs == ["S1", "S2", "P1", "P2"])
    #expect(network.supplierCount == 2)
    #expect(network.processSlot(id: "P2") == 1)
    #expect(network.processSlot(id: "S1") == nil)
    #expect(network.node(processSlot: 1) == network.node(id: "P2"))
    #expect(network.node(id: "X") == nil)
  }

  @Test func emptyRegistersMakeAnEmptyNetwork() throws {
    let network = try BufferedNetwork(network: nil, processes: [])
    network.checkInvariants()
    #expect(network.nodeCount == 0)
    #expect(network.tabulateSuppliers().isEmpty)
    let table = network.endlessOutage(of: [])
    #expect(table.isZero(upTo: 365) && table.timeToSurvive == nil)
  }

  @Test func randomNetworksKeepTheirInvariants() throws {
    var random = SplitMix64(state: 3)
    for _ in 0..<500 { _ = try Register.random(.init(), using: &random).compiled() }
  }

  @Test func theLargerOfTwoShocksOnOneNodeCounts() throws {
    let network = try Register("", "P", []).compiled()
    let table = network.endlessOutage(
      of: [Shock(node: 0, severity: 0.7), Shock(node: 0, severity: 0.2)])
    #expect(table.lostDays(process: 0, duration: 10) == 7)
  }

  @Test(arguments: [
    (
      row("S", "X"),
      "dependency 1 (S → X, g): target must be the id of a supplier or process; it is 'X'."
    ),
    (
      row("X", "P"),
      "dependency 1 (X → P, g): source must be the id of a supplier or process; it is 'X'."
    ),
    (
      row("S", "P", share: 0.5),
      """
      dependency 1 (S → P, g): share must be in sum 1 over the sources of one input; \
      it is 0.5 in sum.
      """
    ),
    (row("S", "P", share: 0), "dependency 1 (S → P, g): share must be in (0, 1]; it is 0.0."),
    (row("S", "P", c: .nan), "dependency 1 (S → P, g): criticality must be in [0, 1]; it is nan."),
    (
      row("S", "P", stock: -1),
      "dependency 1 (S → P, g): buffer_days must be at least 0; it is -1.0."
    ),
    (
      row("S", "P", switchDays: -2),
      "dependency 1 (S → P, g): switch_days must be at least 0; it is -2.0."
    ),
  ])
  func refusesWhatIsOutOfRange(_ dependency: Dependency, _ sentence: String) {
    let error = #expect(throws: NetworkError.self) {
      _ = try Register("S", "P", [dependency]).compiled()
    }
    #expect(error?.description == sentence)
  }

  @Test func refusesRepeatedIdsAndUnpriceableProcesses() {
    let repeated = #expect(throws: NetworkError.self) {
      _ = try Register("A", "A", []).compiled()
    }
    #expect(
      repeated?.description
        == "node A: id must be unique among suppliers and processes; it is 'A' again.")
    #expect(throws: NetworkError.self) {
      _ = try BufferedNetwork(
        network: nil, processes: [BusinessProcess(id: "P", name: "P", valuePerDay: -1)])
    }
  }
}
