internal import Sampling

/// Makes networks from a recipe: the same recipe gives the same network to the bit, for any number
/// of threads and any split of the customers.
///
/// Every random number is addressed by the firm or link it is for. A customer's number of suppliers
/// comes first; then it draws its suppliers, each at most once and never itself.
public struct NetworkGenerator: Sendable {
  /// The recipe.
  public let recipe: NetworkRecipe
  let traits: FirmTraits
  let sectors: SectorRecipes?
  private let choice: SupplierChoice?
  /// How many suppliers each firm draws.
  private let quotas: [Int32]

  /// Draws the firms' traits and their numbers of suppliers.
  ///
  /// - Throws: `NetworkRecipe.Problem.tooManyLinks` where the shape has no room for the links.
  public init(_ recipe: NetworkRecipe) throws(NetworkRecipe.Problem) {
    self.recipe = recipe
    traits = FirmTraits(recipe)
    let usesSectors = recipe.kind != .block
    sectors =
      usesSectors
      ? SectorRecipes(count: FirmTraits.sectorCount, stream: recipe.stream("recipes")) : nil
    guard recipe.kind != .tree else {
      choice = nil
      quotas = []
      return
    }
    let choice = Self.choice(recipe, traits, sectors)
    self.choice = choice
    quotas = try SupplierQuotas(recipe, traits, choice).quotas
  }

  /// How suppliers are chosen in each kind of network.
  private static func choice(
    _ recipe: NetworkRecipe, _ traits: FirmTraits, _ sectors: SectorRecipes?
  ) -> SupplierChoice {
    switch recipe.kind {
    case .tiers:
      let layers = Int(traits.tier.last ?? 0) + 1
      let weights = (0..<layers).map { layer in
        (0...layers).map { group in
          group == layers ? 0 : group == layer + 1 ? 0.9 : group == layer + 2 ? 0.1 : 0
        }
      }
      return SupplierChoice(
        classes: traits.tier, groups: traits.tier, weights: weights, scores: [])
    case .block:
      let count = FirmTraits.blockCount
      let weights = (0..<count).map { own in
        (0...count).map { $0 == count ? 0 : $0 == own ? 0.8 : 0.2 / Double(count - 1) }
      }
      return SupplierChoice(
        classes: traits.sector, groups: traits.sector, weights: weights, scores: [])
    case .scaleFree, .sectors, .tree:
      let recipes = sectors ?? SectorRecipes(count: 1, stream: recipe.stream("recipes"))
      let weights = (0..<recipes.count).map { customer in
        let row = recipes.weights[(customer * recipes.count)..<((customer + 1) * recipes.count)]
        // One choice in twenty is from anywhere.
        return Array(row) + [row.reduce(0, +) / 19]
      }
      return SupplierChoice(
        classes: traits.sector, groups: traits.sector, weights: weights,
        scores: traits.supplierScore)
    }
  }

  /// The suppliers of a range of customers, one customer after the other, each in ascending order.
  public func draw(customers: Range<Int>) -> [[Int32]] {
    guard let choice else { return customers.map { tree($0) } }
    let stream = recipe.stream("suppliers")
    var mark = [Int32](repeating: -1, count: recipe.firms)
    return customers.map { customer in
      let quota = Int(quotas[customer])
      var suppliers: [Int32] = []
      suppliers.reserveCapacity(quota)
      mark[customer] = Int32(customer)
      var draw: UInt32 = 0
      let patience = UInt32(8 * quota + 64)
      while suppliers.count < quota, draw < patience {
        let firm = choice.firm(
          for: customer, stream.uniforms(trial: UInt32(customer), draw: draw))
        draw += 1
        guard mark[Int(firm)] != Int32(customer) else { continue }
        mark[Int(firm)] = Int32(customer)
        suppliers.append(firm)
      }
      if suppliers.count < quota { fill(&suppliers, quota, customer, choice, &mark) }
      return suppliers.sorted()
    }
  }

  /// Takes candidates in turn from a drawn one on, where few are left to be found by chance.
  private func fill(
    _ suppliers: inout [Int32], _ quota: Int, _ customer: Int, _ choice: SupplierChoice,
    _ mark: inout [Int32]
  ) {
    let candidates = choice.candidates(customer)
    let u = recipe.stream("rest").uniforms(trial: UInt32(customer), draw: 0).0
    let start = Int(u * Double(candidates.count))
    for step in candidates.indices where suppliers.count < quota {
      let firm = candidates[(start + step) % candidates.count]
      guard mark[Int(firm)] != Int32(customer) else { continue }
      mark[Int(firm)] = Int32(customer)
      suppliers.append(firm)
    }
  }

  private func tree(_ customer: Int) -> [Int32] {
    let first = 3 * customer + 1
    return (first..<min(first + 3, max(first, recipe.firms))).map { Int32($0) }
  }
}
