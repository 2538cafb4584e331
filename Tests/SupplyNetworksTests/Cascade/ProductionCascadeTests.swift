import Testing

@testable import SupplyNetworks

/// The engine against the equations, and what must hold of every cascade.
@Suite struct ProductionCascadeTests {
  static let variants: [CascadeSettings] = [
    CascadeSettings(), CascadeSettings(replaceability: .off),
    CascadeSettings(zeroAvailability: .literal),
  ]

  private func stopped(
    _ settings: CascadeSettings, _ stopping: CascadeSettings.Stopping
  ) -> CascadeSettings {
    var settings = settings
    settings.stopping = stopping
    return settings
  }

  /// Closures of all firms and twenty arbitrary shocks.
  private func scenarios(_ random: inout RandomTrade, firms: Int) -> CascadeScenarios {
    let closures = (0..<firms).map { CascadeShock(closing: $0) }
    return .shocks(closures + (0..<20).map { _ in random.shock(firms: firms, hits: 3) })
  }

  private func expectNear(
    _ a: [CascadeOutcome], _ b: [SlowCascade.Answer], within tolerance: Double
  ) {
    for (outcome, answer) in zip(a, b) {
      #expect(abs(outcome.index - answer.index) <= tolerance)
      #expect(abs(outcome.downstream - answer.downstream) <= tolerance)
      #expect(abs(outcome.upstream - answer.upstream) <= tolerance)
      #expect(
        zip(outcome.productionDown, answer.down).allSatisfy { abs($0 - $1) <= tolerance })
      #expect(zip(outcome.productionUp, answer.up).allSatisfy { abs($0 - $1) <= tolerance })
    }
  }

  @Test(arguments: 0..<variants.count, [1, 2, 3] as [UInt64])
  func stepsEqualTheEquations(variant: Int, seed: UInt64) throws {
    var random = RandomTrade(seed: seed)
    let network = random.network(firms: 40, degree: 4, amount: seed == 2 ? 0.05 : 1)
    let classes = random.classes(sectors: 4)
    let settings = stopped(Self.variants[variant], .tolerance(0.01))
    let list = scenarios(&random, firms: 40)
    let slow = SlowCascade(network, classes, settings)
    let answers = (0..<list.count).map { slow.run(list[$0], tolerance: 0.01) }
    for limit in [0, 30, Int.max] {
      var model = try ProductionCascade(network, classes: classes, settings: settings)
      model.tuning.sparseLimit = limit
      let outcomes = model.outcomes(of: list, productions: true)
      expectNear(outcomes, answers, within: 1e-12)
      #expect(outcomes.map(\.steps) == answers.map(\.steps))
      #expect(outcomes.allSatisfy { $0.residual <= 0.01 || $0.steps == 10_000 })
    }
  }

  @Test(arguments: 0..<variants.count, [4, 5, 6] as [UInt64])
  func fixpointsEqualTheEquations(variant: Int, seed: UInt64) throws {
    var random = RandomTrade(seed: seed)
    let leak = seed == 5 ? 0.0 : 0.1
    let network = random.network(firms: 40, degree: 4, leak: leak, amount: seed == 6 ? 0.05 : 1)
    let classes = random.classes(sectors: 4)
    let settings = stopped(Self.variants[variant], .fixpoint)
    let list = scenarios(&random, firms: 40)
    let slow = SlowCascade(network, classes, settings)
    let answers = (0..<list.count).map { slow.run(list[$0], tolerance: 1e-16) }
    for limit in [0, Int.max] {
      var model = try ProductionCascade(network, classes: classes, settings: settings)
      model.tuning.sparseLimit = limit
      let outcomes = model.outcomes(of: list, productions: true)
      expectNear(outcomes, answers, within: 1e-10)
      #expect(outcomes.allSatisfy { $0.residual <= 1e-12 })
    }
  }

  /// A fixed point satisfies its equations, checked by one step of the slow model.
  @Test func fixpointsSatisfyTheEquations() throws {
    var random = RandomTrade(seed: 7)
    let network = random.network(firms: 60, degree: 5)
    let classes = random.classes(sectors: 4)
    var model = try ProductionCascade(network, classes: classes)
    model.tuning.sparseLimit = 0
    let slow = SlowCascade(network, classes, CascadeSettings())
    let outcomes = model.outcomes(of: .closures(Array(0..<60)), productions: true)
    for (firm, outcome) in outcomes.enumerated() {
      var own = [Double](repeating: 1, count: 60)
      own[firm] = 0
      let down = slow.stepDown(outcome.productionDown, own)
      let up = slow.stepUp(outcome.productionUp, own)
      #expect(zip(down, outcome.productionDown).allSatisfy { abs($0 - $1) < 2e-12 })
      #expect(zip(up, outcome.productionUp).allSatisfy { abs($0 - $1) < 2e-12 })
    }
  }

  /// Closing any firm of a group that sells to itself alone stops the demand of all of it.
  ///
  /// The plain iteration would need thousands of steps: the chance of a walk of so many steps to avoid it.
  @Test func lossesFillAClosedGroup() throws {
    let count = 50
    var network = TradeNetwork(firmCount: count + 1)
    for firm in 0..<count {
      network.addLink(from: firm, to: (firm + 1) % count, sales: 1)
      network.addLink(from: firm, to: (firm + 7) % count, sales: 3)
    }
    network.addLink(from: count, to: 0, sales: 1)
    let model = try ProductionCascade(network)
    let outcomes = model.outcomes(of: .closures([3]), productions: true)
    #expect(outcomes[0].productionUp.allSatisfy { $0 == 0 })
    #expect(abs(outcomes[0].upstream - 1) < 1e-12)
    let partial = CascadeShock([.init(firm: 3, lossDown: 0, lossUp: 0.25)])
    let quarter = model.outcomes(of: .shocks([partial]), productions: true)
    #expect(quarter[0].productionUp.allSatisfy { $0 == 0.75 })
    #expect(quarter[0].downstream == 0)
  }

  /// G by LU against the iteration: `MODELS.md` section 5.3, hitting probabilities.
  @Test(arguments: [8, 9] as [UInt64]) func upstreamEqualsOneFactorisation(seed: UInt64) throws {
    var random = RandomTrade(seed: seed)
    let network = random.network(firms: 300, degree: 6, leak: 0.02)
    var model = try ProductionCascade(network)
    model.tuning.sparseLimit = 0
    let exact = try #require(model.exactUpstreamIndices())
    let outcomes = model.outcomes(of: .closures(Array(0..<300)))
    for (outcome, index) in zip(outcomes, exact) {
      #expect(abs(outcome.upstream - index) < 1e-11)
    }
  }

  @Test func aSmallerToleranceComesNearer() throws {
    var random = RandomTrade(seed: 10)
    let network = random.network(firms: 200, degree: 5, leak: 0.05)
    func indices(_ stopping: CascadeSettings.Stopping) throws -> [Double] {
      let model = try ProductionCascade(
        network, settings: CascadeSettings(stopping: stopping))
      return model.outcomes(of: .closures(Array(0..<200))).map(\.index)
    }
    let coarse = try indices(.tolerance(1e-2))
    let fine = try indices(.tolerance(1e-6))
    let exact = try indices(.fixpoint)
    for firm in 0..<200 {
      #expect(coarse[firm] <= fine[firm] && fine[firm] <= exact[firm] + 1e-12)
    }
    let gaps = zip(coarse, exact).map { $1 - $0 }
    #expect((gaps.max() ?? 0) > 0.01)
    #expect(zip(fine, exact).allSatisfy { $1 - $0 < 1e-3 })
  }

  // MARK: Properties

  @Test func noShockNoLoss() throws {
    var random = RandomTrade(seed: 11)
    let network = random.network(firms: 30, degree: 4)
    for stopping in [CascadeSettings.Stopping.fixpoint, .tolerance(0.01)] {
      var model = try ProductionCascade(network, settings: CascadeSettings(stopping: stopping))
      for limit in [-1, Int.max] {
        model.tuning.sparseLimit = limit
        let none = CascadeShock([.init(firm: 2, lossDown: 0, lossUp: 0)])
        for outcome in model.outcomes(of: .shocks([CascadeShock([]), none])) {
          #expect(outcome.index == 0 && outcome.downstream == 0 && outcome.upstream == 0)
          #expect(outcome.residual == 0)
        }
      }
    }
  }

  @Test func aLargerShockNeverCostsLess() throws {
    var random = RandomTrade(seed: 12)
    let network = random.network(firms: 50, degree: 5)
    let classes = random.classes(sectors: 4)
    let model = try ProductionCascade(network, classes: classes)
    for _ in 0..<20 {
      let small = random.shock(firms: 50, hits: 4)
      let large = CascadeShock(
        small.hits.map {
          .init(
            firm: $0.firm, lossDown: min(1, $0.lossDown * 1.3), lossUp: min(1, $0.lossUp * 1.3))
        } + [.init(firm: random.below(50), lossDown: 0.2, lossUp: 0.1)])
      let outcomes = model.outcomes(of: .shocks([small, large]), productions: true)
      for firm in 0..<50 {
        #expect(outcomes[1].productionDown[firm] <= outcomes[0].productionDown[firm] + 1e-12)
        #expect(outcomes[1].productionUp[firm] <= outcomes[0].productionUp[firm] + 1e-12)
      }
    }
  }

  @Test func numberingFirmsAnewNumbersResultsAnew() throws {
    var random = RandomTrade(seed: 13)
    let network = random.network(firms: 40, degree: 4)
    let classes = random.classes(sectors: 4)
    var order = Array(0..<40)
    for place in order.indices.reversed() { order.swapAt(place, random.below(place + 1)) }
    var permuted = network
    permuted.suppliers = network.suppliers.map { Int32(order[Int($0)]) }
    permuted.customers = network.customers.map { Int32(order[Int($0)]) }
    for firm in 0..<40 {
      permuted.sectors[order[firm]] = network.sectors[firm]
      permuted.markets[order[firm]] = network.markets[firm]
      permuted.revenues[order[firm]] = network.revenues[firm]
      permuted.costs[order[firm]] = network.costs[firm]
    }
    let plain = try ProductionCascade(network, classes: classes)
      .outcomes(of: .closures(Array(0..<40)))
    let renumbered = try ProductionCascade(permuted, classes: classes)
      .outcomes(of: .closures(order))
    for (a, b) in zip(plain, renumbered) { #expect(abs(a.index - b.index) < 1e-12) }
  }

  /// Two halves of a firm, closed together, do what the whole did.
  ///
  /// Upstream always; downstream where nobody is replaced, because σ of a half is half of σ.
  @Test func halvesOfASupplierActAsTheWhole() throws {
    var random = RandomTrade(seed: 14)
    let network = random.network(firms: 40, degree: 4, leak: 0)
    let classes = random.classes(sectors: 4)
    var halved = network
    halved.firmCount += 1
    halved.sectors.append(network.sectors[0])
    halved.markets.append(network.markets[0])
    halved.revenues.append(nil)
    halved.costs.append(nil)
    halved.costs[0] = nil
    var whole = network
    whole.costs[0] = nil
    for link in 0..<network.linkCount
    where network.suppliers[link] == 0 || network.customers[link] == 0 {
      let isSupplier = network.suppliers[link] == 0
      halved.sales[link] /= 2
      halved.addLink(
        from: isSupplier ? 40 : Int(network.suppliers[link]),
        to: isSupplier ? Int(network.customers[link]) : 40, sales: halved.sales[link])
    }
    let settings = CascadeSettings(replaceability: .off)
    let one = try ProductionCascade(whole, classes: classes, settings: settings)
      .outcomes(of: .closures([0]), productions: true)[0]
    let both = CascadeShock([
      .init(firm: 0, lossDown: 1, lossUp: 1), .init(firm: 40, lossDown: 1, lossUp: 1),
    ])
    let two = try ProductionCascade(halved, classes: classes, settings: settings)
      .outcomes(of: .shocks([both]), productions: true)[0]
    #expect(abs(one.index - two.index) < 1e-11)
    for firm in 0..<40 {
      #expect(abs(one.productionUp[firm] - two.productionUp[firm]) < 1e-11)
      #expect(abs(one.productionDown[firm] - two.productionDown[firm]) < 1e-11)
    }
  }

  @Test func repeatedLinksAreAdded() throws {
    var once = TradeNetwork(firmCount: 3)
    once.addLink(from: 0, to: 1, sales: 3)
    once.addLink(from: 1, to: 2, sales: 1)
    var twice = TradeNetwork(firmCount: 3)
    twice.addLink(from: 0, to: 1, sales: 1)
    twice.addLink(from: 1, to: 2, sales: 1)
    twice.addLink(from: 0, to: 1, sales: 2)
    let a = try ProductionCascade(once).outcomes(of: .closures([0, 1, 2]))
    let b = try ProductionCascade(twice).outcomes(of: .closures([0, 1, 2]))
    #expect(a == b)
  }

  // MARK: The same bits

  @Test(arguments: [CascadeSettings.Stopping.tolerance(0.01), .fixpoint])
  func bitsDoNotDependOnThreadsOrWidth(stopping: CascadeSettings.Stopping) async throws {
    var random = RandomTrade(seed: 15)
    let network = random.network(firms: 400, degree: 6, leak: 0.05)
    let classes = random.classes(sectors: 4)
    var model = try ProductionCascade(
      network, classes: classes, settings: CascadeSettings(stopping: stopping))
    model.tuning.sparseLimit = 100
    let scenarios = CascadeScenarios.closures(Array(0..<400))
    let expected = model.outcomes(of: scenarios)
    for (width, threads) in [(1, 1), (2, 2), (4, 3), (1, 4)] {
      model.tuning.width = width
      let collected = Collected()
      let count = await model.run(scenarios, threads: threads) { first, outcomes in
        collected.append(first, outcomes)
      }
      #expect(count == 400 && collected.outcomes == expected)
    }
  }

  /// Pushing and gathering add the same numbers in the same order.
  @Test func lanesGiveTheBitsOfOneFirmAtATime() throws {
    var random = RandomTrade(seed: 16)
    let network = random.network(firms: 300, degree: 6)
    let classes = random.classes(sectors: 4)
    var model = try ProductionCascade(
      network, classes: classes, settings: CascadeSettings(stopping: .tolerance(1e-4)))
    let scenarios = CascadeScenarios.shocks(
      (0..<100).map { _ in random.shock(firms: 300, hits: 2) })
    model.tuning.sparseLimit = .max
    let alone = model.outcomes(of: scenarios, productions: true)
    for limit in [0, 200] {
      model.tuning.sparseLimit = limit
      #expect(model.outcomes(of: scenarios, productions: true) == alone)
    }
  }

  @Test func aStopKeepsARunFromTheFirstOn() async throws {
    var random = RandomTrade(seed: 17)
    let model = try ProductionCascade(random.network(firms: 100, degree: 4))
    let scenarios = CascadeScenarios.closures((0..<2_000).map { $0 % 100 })
    let collected = Collected()
    let count = await model.run(
      scenarios, threads: 2, shouldStop: { collected.outcomes.count >= 500 }
    ) { first, outcomes in collected.append(first, outcomes) }
    #expect(count == collected.outcomes.count && count >= 500 && count < 2_000)
  }

  @Test func refusesNumbersThatCannotBe() {
    var network = TradeNetwork(firmCount: 2)
    network.addLink(from: 0, to: 1, sales: -1)
    #expect(throws: NetworkError.self) { try ProductionCascade(network) }
    network.sales = [1]
    network.customers = [5]
    #expect(throws: NetworkError.self) { try ProductionCascade(network) }
    network.customers = [1]
    network.costs[1] = 0
    #expect(throws: NetworkError.self) { try ProductionCascade(network) }
  }
}

/// Outcomes as they are delivered, with the check that they come in order.
private final class Collected: @unchecked Sendable {
  private(set) var outcomes: [CascadeOutcome] = []

  func append(_ first: Int, _ more: [CascadeOutcome]) {
    #expect(first == outcomes.count)
    outcomes += more
  }
}
