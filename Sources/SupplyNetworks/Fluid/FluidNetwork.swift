internal import Optimization

/// Plants that make products as a steady flow, with stock of each product.
///
/// Source: `MODELS.md` 5.6, after Simchi-Levi et al. (2015).
///
/// While plant d is down the others share their capacity freely between the products that they can
/// make, and stock is drawn down. Time to recover and time to survive are linear programs.
public struct FluidNetwork: Hashable, Sendable {
  /// A place that makes products.
  public struct Plant: Hashable, Sendable {
    /// The id.
    public var id: String
    /// Units a day of all products together.
    public var capacity: Double
    /// The places of the products that it can make.
    public var products: Set<Int>

    /// Takes the values of all fields.
    public init(id: String, capacity: Double, products: Set<Int>) {
      self.id = id
      self.capacity = capacity
      self.products = products
    }
  }

  /// What is made and sold.
  public struct Product: Hashable, Sendable {
    /// The id.
    public var id: String
    /// Units a day.
    public var demand: Double
    /// Units ready when the plant goes down.
    public var stock: Double
    /// What a lost unit costs.
    public var profit: Double

    /// Takes the values of all fields.
    public init(id: String, demand: Double, stock: Double, profit: Double) {
      self.id = id
      self.demand = demand
      self.stock = stock
      self.profit = profit
    }
  }

  /// The plants.
  public var plants: [Plant]
  /// The products.
  public var products: [Product]

  /// Takes plants and products.
  ///
  /// - Precondition: All numbers are finite and ≥ 0, and plants make products that are there.
  public init(plants: [Plant], products: [Product]) {
    precondition(
      plants.allSatisfy {
        $0.capacity >= 0 && $0.capacity.isFinite
          && $0.products.allSatisfy(products.indices.contains)
      }, "a plant needs a capacity and products that are there")
    precondition(
      products.allSatisfy { product in
        [product.demand, product.stock, product.profit].allSatisfy { $0 >= 0 && $0.isFinite }
      }, "a product's numbers must be finite and ≥ 0")
    self.plants = plants
    self.products = products
  }
}

/// Why a linear program of a fluid network gave no answer.
public struct FluidError: Error, Hashable, Sendable {
  /// The plant that is down.
  public let plant: String
  /// The solver's word.
  public let status: String
}

/// The least profit lost with a plant down.
public struct FluidImpact: Hashable, Sendable {
  /// The place of the plant.
  public let plant: Int
  /// How long it is down.
  public let days: Double
  /// In the unit of profit.
  public let lostProfit: Double
  /// Lost units of each product, in a best plan.
  public let lostUnits: [Double]
  /// |objective − bound proved by the duals|.
  public let gap: Double
}

/// How long a plant can be down without a lost sale.
public struct FluidSurvival: Hashable, Sendable {
  /// The place of the plant.
  public let plant: Int
  /// Days; nil where the others can carry on without end.
  public let days: Double?
  /// |objective − bound proved by the duals|; 0 where there is no end.
  public let gap: Double
}

extension FluidNetwork {
  /// The least profit lost with a plant down for a number of days, ≥ 0 and finite.
  ///
  /// - Throws: `FluidError` where the solver finds no optimum.
  public func impact(ofLosing plant: Int, days: Double) throws(FluidError) -> FluidImpact {
    var program = LinearProgram(.minimise)
    let flows = addFlows(to: &program, without: plant)
    for (index, other) in plants.enumerated() where index != plant {
      program.addRow(flows.of(plant: index), upper: other.capacity * days)
    }
    var lost: [Int] = []
    for (index, product) in products.enumerated() {
      let column = program.addColumn(cost: product.profit, upper: product.demand * days)
      lost.append(column)
      program.addRow(
        flows.of(product: index) + [LinearProgram.Term(column, 1)],
        lower: product.demand * days - product.stock)
    }
    let solution = program.solve()
    guard solution.status == .optimal, let objective = solution.objective else {
      throw FluidError(plant: plants[plant].id, status: solution.status.rawValue)
    }
    return FluidImpact(
      plant: plant, days: days, lostProfit: max(0, objective),
      lostUnits: lost.map { max(0, solution.values[$0]) }, gap: solution.residuals.gap ?? 0)
  }

  /// The longest time that a plant can be down without a lost sale.
  ///
  /// - Throws: `FluidError` where the solver finds neither an optimum nor that there is no end.
  public func survival(ofLosing plant: Int) throws(FluidError) -> FluidSurvival {
    var program = LinearProgram(.maximise)
    let time = program.addColumn(cost: 1)
    let flows = addFlows(to: &program, without: plant)
    for (index, other) in plants.enumerated() where index != plant {
      program.addRow(
        flows.of(plant: index) + [LinearProgram.Term(time, -other.capacity)], upper: 0)
    }
    for (index, product) in products.enumerated() {
      program.addRow(
        flows.of(product: index) + [LinearProgram.Term(time, -product.demand)],
        lower: -product.stock)
    }
    let solution = program.solve()
    switch (solution.status, solution.objective) {
    case (.unbounded, _):
      return FluidSurvival(plant: plant, days: nil, gap: 0)
    case (.optimal, let days?):
      return FluidSurvival(plant: plant, days: max(0, days), gap: solution.residuals.gap ?? 0)
    default:
      throw FluidError(plant: plants[plant].id, status: solution.status.rawValue)
    }
  }

  /// One column for each other plant and product that it makes.
  private func addFlows(to program: inout LinearProgram, without plant: Int) -> Flows {
    var flows = Flows()
    for (index, other) in plants.enumerated() where index != plant {
      for product in other.products.sorted() {
        flows.entries.append((index, product, program.addColumn()))
      }
    }
    return flows
  }
}

/// Which column is the flow of which product from which plant.
private struct Flows {
  var entries: [(plant: Int, product: Int, column: Int)] = []

  func of(plant: Int) -> [LinearProgram.Term] {
    entries.filter { $0.plant == plant }.map { LinearProgram.Term($0.column, 1) }
  }

  func of(product: Int) -> [LinearProgram.Term] {
    entries.filter { $0.product == product }.map { LinearProgram.Term($0.column, 1) }
  }
}
