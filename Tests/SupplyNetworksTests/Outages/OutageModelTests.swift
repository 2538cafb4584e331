import RiskModel
import SupplyNetworks
import Testing

/// A study's network under the static, the dynamic and the cascade model, by hand.
@Suite struct OutageModelTests {
  /// −ln 0.01, of the dynamic model's default.
  static let decay = 4.605170185988091

  private func model(
    _ model: PropagationModel, _ register: Register, spends: [String: Double] = [:],
    categories: [String: String] = [:], settings: PropagationSettings = PropagationSettings()
  ) throws -> OutageModel {
    let network = Network(
      suppliers: register.suppliers.map {
        Supplier(id: $0, name: $0, category: categories[$0], annualSpend: spends[$0] ?? 100)
      }, dependencies: register.rows, model: model, settings: settings)
    return try OutageModel(network: network, processes: register.businessProcesses)
  }

  /// Lost days of each process in an outage of ten days, in tenths: lost days of one day.
  private func lost(_ model: OutageModel, _ shocks: [String: Double]) throws -> [Double] {
    let table = model.endlessOutage(of: try model.network.shocks(shocks))
    return (0..<model.network.processCount).map { table.lostDays(process: $0, duration: 10) / 10 }
  }

  private func expect(
    _ model: OutageModel, _ shocks: [String: Double], _ values: [Double],
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let found = try lost(model, shocks)
    #expect(found.count == values.count, sourceLocation: sourceLocation)
    for (a, b) in zip(found, values) {
      #expect(abs(a - b) < 1e-12, "\(found), not \(values)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Static

  /// a → b → P with criticalities 0.8 and 0.5: q_P = 0.4 of a's loss; two inputs add up.
  @Test func staticChainAndSum() throws {
    let chain = Register(
      "a b c", "P", [row("a", "b", c: 0.8), row("b", "P", c: 0.5), row("c", "P", "h", c: 0.3)])
    let network = try model(.static, chain)
    try expect(network, ["a": 1], [0.4])
    try expect(network, ["a": 0.5, "c": 1], [0.2 + 0.3])
    try expect(network, ["a": 1, "P": 0.5], [0.9])
  }

  /// Shares of one input: 0.6 × 1 and 0.4 × 0.5.
  @Test func sharesWeighCriticalities() throws {
    let network = try model(
      .static,
      Register("a b", "P", [row("a", "P", share: 0.6), row("b", "P", share: 0.4, c: 0.5)]))
    try expect(network, ["a": 1], [0.6])
    try expect(network, ["b": 1], [0.2])
    try expect(network, ["a": 1, "b": 1], [0.8])
  }

  /// x = 0.5 y + s, y = 0.4 x, P = x: s / (1 − 0.2).
  private let cycle = Register(
    "x y", "P", [row("y", "x", c: 0.5), row("x", "y", c: 0.4), row("x", "P")])

  @Test func staticCycleAndLimit() throws {
    let network = try model(.static, cycle)
    try expect(network, ["x": 0.4], [0.5])
    // Uncapped 1.25.
    try expect(network, ["x": 1], [1])
  }

  @Test func dependencyScalesEveryLink() throws {
    var settings = PropagationSettings()
    settings.dependency = 0.5
    // s / (1 − 0.25 · 0.2), times 0.5 for the last link.
    try expect(try model(.static, cycle, settings: settings), ["x": 0.4], [0.2 / 0.95])
  }

  // MARK: Dynamic

  /// ∫ (q(0) fading) = (I − A*)⁻¹ c* · D / −ln λ: the cycle's 1.25 s, with no loss above 1.
  @Test func dynamicIsTheCumulative() throws {
    try expect(try model(.dynamic, cycle), ["x": 0.4], [0.5 / Self.decay])
    var settings = PropagationSettings()
    settings.remaining = 0.05
    try expect(
      try model(.dynamic, cycle, settings: settings), ["x": 0.4], [0.5 / 2.995732273553991])
  }

  /// Two suppliers and the process itself: q_P(v) = e^−v (1 + 2 v), above 1 up to v = 1.256….
  ///
  /// The integral of its excess, 0.17423251729215344, by scipy.integrate.quad.
  @Test func whatExceedsEverythingIsNotLost() throws {
    let network = try model(
      .dynamic, Register("a b", "P", [row("a", "P"), row("b", "P", "h")]))
    let excess = Self.excessOfThree
    try expect(network, ["a": 1, "b": 1, "P": 1], [(3 - excess) / Self.decay])
  }

  static let excessOfThree = 0.17423251729215344

  /// No row of A* sums to more than 1, so nothing is limited although the static model is.
  @Test func aChainNeverExceedsEverything() throws {
    let chain = Register("a b", "P", [row("a", "b"), row("b", "P")])
    try expect(try model(.dynamic, chain), ["a": 1, "b": 1, "P": 1], [3 / Self.decay])
    try expect(try model(.static, chain), ["a": 1, "b": 1, "P": 1], [1])
  }

  // MARK: Cascade

  /// An essential input of two suppliers: W = 300 · 0.5 and 100 · 0.5, so shares 3/4 and 1/4.
  @Test func essentialInputsByMoney() throws {
    let network = try model(
      .cascade, Register("a b", "P", [row("a", "P", share: 0.5), row("b", "P", share: 0.5)]),
      spends: ["a": 300, "b": 100])
    try expect(network, ["a": 1], [0.75])
    try expect(network, ["b": 0.4], [0.1])
  }

  /// Inputs below the threshold share one sum over all purchases: 60 of 400 and 100 of 400.
  @Test func nonEssentialInputsAddUp() throws {
    let register = Register(
      "a b c", "P", [row("a", "P", c: 0.4), row("b", "P", "h", c: 0.2), row("c", "P", "k", c: 0.5)])
    let spends: [String: Double] = ["a": 60, "b": 100, "c": 240]
    let network = try model(.cascade, register, spends: spends)
    try expect(network, ["a": 1], [0.15])
    try expect(network, ["a": 1, "b": 1], [0.4])
    try expect(network, ["c": 0.3], [0.3])
    var settings = PropagationSettings()
    settings.essentialFrom = 0.4
    try expect(try model(.cascade, register, spends: spends, settings: settings), ["a": 1], [1])
  }

  /// One supplier delivers two inputs: its essential one rules, whatever the other weighs.
  @Test func inputsAreGroupsOfTheirOwn() throws {
    let network = try model(
      .cascade,
      Register(
        "a b", "P",
        [
          row("a", "P", share: 0.5), row("b", "P", share: 0.5),
          row("a", "P", "h", share: 0.25), row("b", "P", "h", share: 0.75),
        ]), spends: ["a": 100, "b": 100])
    // Of g half is a's, of h a quarter.
    try expect(network, ["a": 1], [0.5])
    try expect(network, ["b": 1], [0.75])
  }

  /// Rows of one input on both sides of the threshold: a's half is essential, b's is not, and it
  /// weighs 50 of all purchases of 100.
  @Test func classesAreOfRows() throws {
    let network = try model(
      .cascade,
      Register("a b", "P", [row("a", "P", share: 0.5), row("b", "P", share: 0.5, c: 0.1)]))
    try expect(network, ["a": 1], [0.5])
    try expect(network, ["b": 1], [0.5])
    try expect(network, ["a": 1, "b": 0.5], [0.5])
  }

  /// b takes over a part of a's market: σ_a = 100 / (100 · 0 + 300), Λ = 1.
  @Test func marketsReplace() throws {
    let register = Register("a b", "P Q", [row("a", "P"), row("b", "Q")])
    let spends: [String: Double] = ["a": 100, "b": 300]
    let both = ["a": "parts", "b": "parts"]
    try expect(
      try model(.cascade, register, spends: spends, categories: both), ["a": 1], [1.0 / 3, 0])
    var settings = PropagationSettings()
    settings.replaceability = .off
    try expect(
      try model(.cascade, register, spends: spends, categories: both, settings: settings),
      ["a": 1], [1, 0])
  }

  /// Q takes all of P's output: when Q stands still, P loses its demand.
  @Test func demandIsLostUpstream() throws {
    let network = try model(.cascade, Register("a", "P Q", [row("a", "P"), row("P", "Q")]))
    try expect(network, ["Q": 0.3], [0.3, 0.3])
  }

  /// ESRI by hand: closing a costs a itself and P; a weighs 100, b 100, P and Q 365 each.
  @Test func systemicRiskWeighsSalesAndValue() throws {
    let network = try model(.cascade, Register("a b", "P Q", [row("a", "P"), row("b", "Q")]))
    let indices = try #require(network.systemicRisk())
    #expect(abs(indices[0] - 465.0 / 930) < 1e-12 && abs(indices[1] - 0.5) < 1e-12)
    #expect(try model(.static, cycle).systemicRisk() == nil)
  }

  // MARK: All three

  private static let proportional: [PropagationModel] = [.static, .dynamic, .cascade]

  @Test(arguments: proportional) func nothingStruckCostsNothing(kind: PropagationModel) throws {
    let table = try model(kind, cycle).endlessOutage(of: [])
    #expect(table.affectedProcesses.isEmpty && table.cost(100) == 0 && table.timeToSurvive == nil)
  }

  /// Without dependencies a process loses its own days alone.
  @Test(arguments: proportional) func withoutDependenciesOnlyTheProcessIsLost(
    kind: PropagationModel
  ) throws {
    let network = try model(kind, Register("a", "P Q", []))
    let own = kind == .dynamic ? 0.7 / Self.decay : 0.7
    try expect(network, ["P": 0.7, "a": 1], [own, 0])
  }

  @Test(arguments: proportional) func anyOutageCostsAtOnce(kind: PropagationModel) throws {
    let tables = try model(kind, cycle).tabulateSuppliers()
    #expect(tables.map(\.timeToSurvive) == [0, 0])
  }

  /// Of several shocks on one node the largest counts.
  @Test(arguments: PropagationModel.allCases) func theLargerShockCounts(
    kind: PropagationModel
  ) throws {
    let network = try model(kind, cycle)
    let twice = network.endlessOutage(of: [
      Shock(node: 0, severity: 0.2), Shock(node: 0, severity: 0.6),
    ])
    #expect(twice == network.endlessOutage(of: [Shock(node: 0, severity: 0.6)]))
  }

  @Test func aRadiusOfOneIsRefusedWithARemedy() throws {
    let loop = Register("x y", "P", [row("y", "x"), row("x", "y"), row("x", "P")])
    for kind in [PropagationModel.static, .dynamic] {
      let error = try #require(throws: OutageModelError.self) { try model(kind, loop) }
      #expect(error.path == "network/propagation/model")
      #expect(error.requirement.contains("the spectral radius of A* is 1"))
      #expect(error.remedy.contains("`dependency` below 1"))
      var settings = PropagationSettings()
      settings.dependency = 0.9
      #expect(throws: Never.self) { try model(kind, loop, settings: settings) }
    }
    #expect(throws: Never.self) { try model(.cascade, loop) }
  }

  @Test func missingSpendsAreNamed() throws {
    let error = try #require(throws: OutageModelError.self) {
      try model(.cascade, cycle, spends: ["x": 0, "y": 0])
    }
    #expect(
      error.requirement == "the annual_spend of x and of 1 more must be above 0, because others "
        + "depend on it and a cascade weighs links by money; it is 0.0")
  }
}
