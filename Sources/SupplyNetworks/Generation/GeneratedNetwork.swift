internal import Sampling

/// A network that was made up: links by customer, suppliers ascending.
public struct GeneratedNetwork: Sendable {
  /// The supplier of each link.
  public let suppliers: [Int32]
  /// The customer of each link.
  public let customers: [Int32]
  /// What flows along each link in a year, in whole units of money.
  public let weights: [UInt32]
  /// The sector of each firm, from 0.
  public let sectors: [Int32]
  /// The number of sectors.
  public let sectorCount: Int
  /// The layer of each firm; empty where the kind has none.
  public let tiers: [Int32]
  /// What each firm makes in a year: a quarter more than the larger of its sales and purchases.
  public let outputs: [Double]
  /// Days until each firm works again after an outage.
  public let recoveryDays: [Double]
  /// The chance that each firm fails in a year.
  public let failureProbabilities: [Double]
  /// How needed the goods of sector a are to sector b: `classes[a * sectorCount + b]`.
  public let classes: [UInt8]

  /// Joins what was drawn for all customers in order, adds reverse links, and draws the weights.
  public init(_ generator: NetworkGenerator, drawn: [[[Int32]]]) {
    let recipe = generator.recipe
    let links = ReverseLinks(recipe, lists: drawn).links
    suppliers = links.suppliers
    customers = links.customers
    sectors = generator.traits.sector
    sectorCount = generator.sectors?.count ?? FirmTraits.blockCount
    tiers = generator.traits.tier
    classes =
      generator.sectors?.classes ?? [UInt8](repeating: 1, count: sectorCount * sectorCount)
    weights = LinkWeights(recipe, generator.traits, links.suppliers, links.customers).weights
    outputs = Self.outputs(recipe.firms, links.suppliers, links.customers, weights)
    recoveryDays = Self.lognormals(recipe, "recovery", mu: 2.6, sigma: 0.6, unit: 0.1, cap: 365)
    failureProbabilities = Self.lognormals(
      recipe, "failure", mu: -4, sigma: 0.7, unit: 1e-4, cap: 0.5)
  }

  /// Rows and columns of z / x then add up to at most 0.8, so that both sides have an answer.
  private static func outputs(
    _ count: Int, _ suppliers: [Int32], _ customers: [Int32], _ weights: [UInt32]
  ) -> [Double] {
    var sales = [Double](repeating: 0, count: count)
    var purchases = sales
    for link in weights.indices {
      sales[Int(suppliers[link])] += Double(weights[link])
      purchases[Int(customers[link])] += Double(weights[link])
    }
    return (0..<count).map { (max(1, sales[$0], purchases[$0]) * 1.25).rounded(.up) }
  }

  /// Lognormal values on a grid, at least one step of it.
  private static func lognormals(
    _ recipe: NetworkRecipe, _ purpose: String, mu: Double, sigma: Double, unit: Double,
    cap: Double
  ) -> [Double] {
    var x = FirmTraits.normals(recipe.firms, recipe.stream(purpose))
    for firm in x.indices { x[firm] = mu + sigma * x[firm] }
    x = FirmTraits.exponentials(x)
    // Dividing by a whole number of steps gives the nearest double of a short decimal.
    let steps = (1 / unit).rounded()
    return x.map { min(cap, max(1, ($0 * steps).rounded()) / steps) }
  }
}

/// Weights of links: lognormal, larger between larger firms.
struct LinkWeights {
  /// Spread of the logarithm.
  ///
  /// *Ours*, as are the powers of the sizes.
  static let sigma = 1.5
  static let mu = 9.0

  private(set) var weights: [UInt32] = []

  init(
    _ recipe: NetworkRecipe, _ traits: FirmTraits, _ suppliers: [Int32], _ customers: [Int32]
  ) {
    let stream = recipe.stream("weight")
    let (selling, buying) = (Self.centred(traits.supplierScore), Self.centred(traits.customerScore))
    let block = 1 << 14
    var x = [Double](repeating: 0, count: block)
    weights.reserveCapacity(suppliers.count)
    var first = 0
    while first < suppliers.count {
      let count = min(block, suppliers.count - first)
      x.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        BlockKernels.uniforms(of: stream, fromTrial: UInt32(first), count: count, into: base)
        BlockKernels.normalQuantile(base, count: count, into: base)
        for place in 0..<count {
          base[place] = Self.mu + Self.sigma * base[place]
          if !selling.isEmpty {
            base[place] +=
              0.5 * selling[Int(suppliers[first + place])]
              + 0.5 * buying[Int(customers[first + place])]
          }
        }
        BlockKernels.exp(base, count: count, into: base)
        for place in 0..<count {
          weights.append(UInt32(min(4e9, max(1, base[place].rounded()))))
        }
      }
      first += count
    }
  }

  private static func centred(_ scores: [Double]) -> [Double] {
    let mean = scores.reduce(0, +) / Double(max(1, scores.count))
    return scores.map { $0 - mean }
  }
}
