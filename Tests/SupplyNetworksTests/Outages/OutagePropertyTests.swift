import RiskModel
import SupplyNetworks
import Testing
import TestStreams

/// Random networks against a plain simulation, and what must hold for every network.
@Suite struct OutagePropertyTests {
  private struct Case {
    let register: Register
    let shocks: [String: Double]
    let dependency: Double

    /// Cycles where the links are weak enough, none where losses are to reach their limit.
    init(_ number: Int, _ random: inout SplitMix64) {
      var features = Register.Features()
      features.hasSwitches = false
      features.hasCycles = number % 2 == 0
      register = Register.random(features, using: &random)
      var shocks = register.randomShocks(using: &random)
      // Everybody down at once, so that losses come to their limit.
      if number % 4 == 1 { for id in register.suppliers { shocks[id] = 1 } }
      self.shocks = shocks
      dependency = features.hasCycles ? 0.2 : 1
    }

    func model(_ kind: PropagationModel) throws -> OutageModel {
      var settings = PropagationSettings()
      settings.dependency = dependency
      let network = Network(
        suppliers: register.suppliers.map { Supplier(id: $0, name: $0, annualSpend: 100) },
        dependencies: register.rows, model: kind, settings: settings)
      return try OutageModel(network: network, processes: register.businessProcesses)
    }

    func lost(_ kind: PropagationModel, _ shocks: [String: Double]) throws -> [Double] {
      let model = try model(kind)
      let table = model.endlessOutage(of: try model.network.shocks(shocks))
      return (0..<model.network.processCount).map { table.lostDays(process: $0, duration: 1) }
    }

    func plain(_ kind: PropagationModel, _ defect: PlainPropagation.Defect = .none) -> [Double] {
      let plain = PlainPropagation(register, dependency: dependency, defect: defect)
      switch kind {
      case .static: return plain.static(shocks)
      case .dynamic: return plain.dynamic(shocks).map { $0 / OutageModelTests.decay }
      case .cascade: return plain.cascade(shocks)
      case .buffered: return []
      }
    }
  }

  private static func cases(_ count: Int, seed: UInt64 = 11) -> [Case] {
    var random = SplitMix64(state: seed)
    return (0..<count).map { Case($0, &random) }
  }

  private func largestGap(
    _ kind: PropagationModel, _ cases: [Case], _ defect: PlainPropagation.Defect = .none
  ) throws -> Double {
    var largest = 0.0
    for one in cases {
      for (a, b) in zip(try one.lost(kind, one.shocks), one.plain(kind, defect)) {
        largest = max(largest, abs(a - b))
      }
    }
    return largest
  }

  @Test func staticAgreesWithIteration() throws {
    let cases = Self.cases(60)
    #expect(try largestGap(.static, cases) < 1e-11)
    #expect(try largestGap(.static, cases, .forgetsCriticality) > 0.05)
    #expect(try largestGap(.static, cases, .forgetsLimit) > 0.05)
  }

  @Test func dynamicAgreesWithSmallSteps() throws {
    let cases = Self.cases(24)
    #expect(try largestGap(.dynamic, cases) < 2e-5)
    #expect(try largestGap(.dynamic, cases, .forgetsLimit) > 1e-3)
  }

  @Test func cascadeAgreesWithIteration() throws {
    let cases = Self.cases(60)
    #expect(try largestGap(.cascade, cases) < 1e-10)
    #expect(try largestGap(.cascade, cases, .addsEssentials) > 0.05)
    #expect(try largestGap(.cascade, cases, .forgetsUpstream) > 0.05)
  }

  @Test(arguments: [PropagationModel.static, .dynamic, .cascade])
  func lossesGrowWithSeverityAndAreProportionalToTheDuration(kind: PropagationModel) throws {
    for one in Self.cases(40, seed: 5) {
      let model = try one.model(kind)
      let full = model.endlessOutage(of: try model.network.shocks(one.shocks))
      let less = model.endlessOutage(
        of: try model.network.shocks(one.shocks.mapValues { 0.7 * $0 }))
      for process in 0..<model.network.processCount {
        let lost = full.lostDays(process: process, duration: 1)
        #expect(less.lostDays(process: process, duration: 1) <= lost + 1e-12)
        #expect(abs(full.lostDays(process: process, duration: 30) - 30 * lost) < 1e-9)
        #expect(lost <= 1 + 1e-12)
      }
      #expect(full.cost(20) <= full.cost(21))
    }
  }

  /// Below the limit the losses of two shocks add up.
  @Test(arguments: [PropagationModel.static, .dynamic])
  func linearModelsSuperpose(kind: PropagationModel) throws {
    var compared = 0
    for one in Self.cases(60, seed: 7) where one.shocks.count == 2 {
      let parts = one.shocks.sorted { $0.key < $1.key }
      let together = try one.lost(kind, one.shocks)
      guard try one.lost(.static, one.shocks).allSatisfy({ $0 < 1 }) else { continue }
      let alone = try parts.map { try one.lost(kind, [$0.key: $0.value]) }
      for (process, lost) in together.enumerated() where lost > 0 {
        #expect(abs(lost - alone[0][process] - alone[1][process]) < 1e-12)
        compared += 1
      }
    }
    #expect(compared > 10)
  }

  /// The order of the records moves no bit, and neither do the sets priced beside one.
  @Test(arguments: PropagationModel.allCases)
  func tablesDependOnTheSetAlone(kind: PropagationModel) throws {
    for one in Self.cases(12, seed: 9) {
      let model = try one.model(kind)
      let sets =
        try [one.shocks, [:], one.shocks.mapValues { $0 / 2 }].map { try model.network.shocks($0) }
        + (0..<model.network.nodeCount).map { [Shock(node: $0)] }
      var pricer = OutagePricer(model)
      let together = pricer.endlessOutages(of: sets)
      for (set, table) in zip(sets, together) {
        #expect(table == model.endlessOutage(of: set))
      }
    }
  }

  // MARK: Paths

  @Test(arguments: PropagationModel.allCases) func pathsEndWithTheSameLosses(
    kind: PropagationModel
  ) throws {
    for one in Self.cases(20, seed: 3) {
      let model = try one.model(kind)
      let shocks = try model.network.shocks(one.shocks)
      let path = model.path(of: shocks, lasting: 8)
      let table = model.endlessOutage(of: shocks)
      #expect(abs(path.cost - table.cost(8)) <= 1e-9 * max(1, path.cost))
      #expect(path.segments.first?.start == 0)
      for (a, b) in zip(path.segments, path.segments.dropFirst()) { #expect(a.end == b.start) }
      // What the stretches show is what is lost, less the tail of a fading outage.
      for slot in path.lostDays.indices {
        let node = model.network.node(processSlot: slot)
        let shown = path.segments.reduce(0.0) { sum, segment in
          let output = segment.outputs.first { $0.node == node }?.output ?? 1
          return sum + (1 - output) * (segment.end - segment.start)
        }
        let missing = path.lostDays[slot] - shown
        // A stretch in which a loss passes its limit shows a mean that is limited as a whole.
        #expect(missing > -0.3 && missing < (kind == .dynamic ? 1.5 : 1e-9), "\(missing)")
      }
    }
  }
}
