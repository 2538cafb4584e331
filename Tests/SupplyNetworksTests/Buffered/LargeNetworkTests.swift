import RiskModel
import SupplyNetworks
import Testing
import TestStreams

/// Networks of thousands of nodes; times are printed, not judged.
@Suite struct LargeNetworkTests {
  /// Ten layers of equal size; a part of the links come from anywhere and close cycles.
  static func layered(nodes: Int, cyclic: Double, random: inout SplitMix64) -> Register {
    let width = nodes / 10
    var rows: [Dependency] = []
    for target in width..<nodes {
      for input in 0..<4 {
        let above = (target / width - 1) * width + random.below(width)
        let anywhere = (target + 1 + random.below(nodes - 1)) % nodes
        rows.append(
          row(
            "N\(random.chance(cyclic) ? anywhere : above)", "N\(target)", "g\(input)",
            c: random.uniform(0.2, 1), stock: random.chance(0.2) ? 0 : random.uniform(0, 10),
            switchDays: random.chance(0.2) ? random.uniform(5, 60) : nil))
      }
    }
    var register = Register("", "", rows)
    let ids = (0..<nodes).map { "N\($0)" }
    register.suppliers = ids.dropLast(width / 5)
    register.processes = ids.suffix(width / 5).map { ($0, 1) }
    return register
  }

  @Test(arguments: [(5000, 0), (1000, 0.05)])
  func tabulates(_ nodes: Int, _ cyclic: Double) throws {
    var random = SplitMix64(state: 5)
    let network = try Self.layered(nodes: nodes, cyclic: cyclic, random: &random).compiled()
    var workspace = OutageWorkspace(network)
    let struck = (0..<5).map { [Shock(node: $0 * nodes / 8)] }
    var tables: [OutageCost] = []
    let time = ContinuousClock().measure { tables = workspace.tabulate(struck) }
    print("\(nodes) nodes, cyclic part \(cyclic): \(time / struck.count) for each struck node")
    for table in tables { #expect(table.diagnostics.residual <= 1e-13) }
    #expect(tables.contains { !$0.affectedProcesses.isEmpty })
    #expect(network.tabulate(struckSets: struck) == tables)
  }
}
