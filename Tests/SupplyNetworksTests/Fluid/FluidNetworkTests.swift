import SupplyNetworks
import Testing
import TestStreams

@Suite struct FluidNetworkTests {
  private struct Parameters: Decodable {
    let cap: [Double]
    let demand: [Double]
    let profit: [Double]
    let inv: [Double]
    let parts: [[Int]]
  }

  private struct Expected: Decodable {
    struct Plant: Decodable {
      let performance_impact: [String: Double]
      let tts: Double?
    }
    let by_plant: [String: Plant]
  }

  /// SciPy's HiGHS, and by hand for the time to survive without plant 0.
  @Test func agreesWithTheOracle() throws {
    let oracle = try OracleCase("ttr80_two_products")
    let given = try oracle.decode("params.json", as: Parameters.self)
    let expected = try oracle.decode("expected.json", as: Expected.self).by_plant
    let network = FluidNetwork(
      plants: given.cap.indices.map { plant in
        FluidNetwork.Plant(
          id: "plant\(plant)", capacity: given.cap[plant],
          products: Set(given.demand.indices.filter { given.parts[plant][$0] == 1 }))
      },
      products: given.demand.indices.map {
        FluidNetwork.Product(
          id: "product\($0)", demand: given.demand[$0], stock: given.inv[$0],
          profit: given.profit[$0])
      })
    for (index, plant) in network.plants.enumerated() {
      let exact = try #require(expected[plant.id])
      for (days, loss) in exact.performance_impact {
        let impact = try network.impact(ofLosing: index, days: try #require(Double(days)))
        #expect(abs(impact.lostProfit - loss) < 1e-9)
        #expect(impact.gap < 1e-9)
      }
      let survival = try network.survival(ofLosing: index)
      #expect(abs(try #require(survival.days) - (try #require(exact.tts))) < 1e-9)
      // Nothing is lost up to that time, and something just after it.
      let days = try #require(survival.days)
      #expect(try network.impact(ofLosing: index, days: days).lostProfit < 1e-9)
      #expect(try network.impact(ofLosing: index, days: days * 1.01).lostProfit > 1e-6)
    }
  }

  /// Two plants that make one product: capacity 6 and 4, demand 8, stock 12, profit 5 a unit.
  ///
  /// By hand: without the first 4 a day are missing and the stock lasts 3 days; at 10 days 40 − 12
  /// units are lost. Without the second 2 are missing: 6 days, and 8 units at 10 days.
  private var twoPlants: FluidNetwork {
    FluidNetwork(
      plants: [
        FluidNetwork.Plant(id: "big", capacity: 6, products: [0]),
        FluidNetwork.Plant(id: "small", capacity: 4, products: [0]),
      ], products: [FluidNetwork.Product(id: "pump", demand: 8, stock: 12, profit: 5)])
  }

  @Test func twoPlantsByHand() throws {
    func isNear(_ value: Double?, _ expected: Double) -> Bool {
      abs((value ?? .infinity) - expected) < 1e-12 * max(1, expected)
    }
    #expect(isNear(try twoPlants.survival(ofLosing: 0).days, 3))
    #expect(isNear(try twoPlants.survival(ofLosing: 1).days, 6))
    #expect(isNear(try twoPlants.impact(ofLosing: 0, days: 10).lostProfit, 140))
    #expect(isNear(try twoPlants.impact(ofLosing: 0, days: 10).lostUnits[0], 28))
    #expect(isNear(try twoPlants.impact(ofLosing: 1, days: 10).lostProfit, 40))
    #expect(try twoPlants.impact(ofLosing: 0, days: 0).lostProfit == 0)
  }

  @Test func survivalHasNoEndWhereOthersSuffice() throws {
    var network = twoPlants
    network.plants[1].capacity = 8
    #expect(try network.survival(ofLosing: 0).days == nil)
    #expect(try network.impact(ofLosing: 0, days: 1e6).lostProfit == 0)
    network.products[0].demand = 0
    #expect(try network.survival(ofLosing: 1).days == nil)
  }

  @Test func survivalIsNothingWithoutStockOrMaker() throws {
    var network = twoPlants
    network.products[0].stock = 0
    #expect(try network.survival(ofLosing: 0).days == 0)
    network.plants[1].products = []
    network.products[0].stock = 24
    #expect(abs(try #require(try network.survival(ofLosing: 0).days) - 3) < 1e-12)
  }

  @Test func impactRisesWithTimeAndFallsWithStock() throws {
    var random = SplitMix64(state: 80)
    for _ in 0..<30 {
      var network = FluidNetwork(
        plants: (0..<4).map { plant in
          FluidNetwork.Plant(
            id: "\(plant)", capacity: random.uniform(1, 10),
            products: Set((0..<3).filter { _ in random.chance(0.6) }))
        },
        products: (0..<3).map {
          FluidNetwork.Product(
            id: "\($0)", demand: random.uniform(1, 8), stock: random.uniform(0, 20),
            profit: random.uniform(1, 5))
        })
      let before = try [1.0, 2, 5, 9].map { try network.impact(ofLosing: 0, days: $0).lostProfit }
      for (short, long) in zip(before, before.dropFirst()) { #expect(short <= long + 1e-9) }
      let survival = try network.survival(ofLosing: 0).days ?? .infinity
      for product in 0..<3 { network.products[product].stock += 1 }
      let after = try [1.0, 2, 5, 9].map { try network.impact(ofLosing: 0, days: $0).lostProfit }
      for (less, more) in zip(after, before) { #expect(less <= more + 1e-9) }
      #expect(try network.survival(ofLosing: 0).days ?? .infinity >= survival - 1e-9)
    }
  }
}
