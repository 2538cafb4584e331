/// Options by cost and effect: dominance and incremental cost-effectiveness ratios.
public struct CostEffectiveness: Sendable {
  /// One option; more effect is better.
  public struct Option: Sendable {
    /// Its id.
    public var id: String
    /// In money.
    public var cost: Double
    /// In any unit.
    public var effect: Double

    /// Makes the value from its parts.
    public init(id: String, cost: Double, effect: Double) {
      self.id = id
      self.cost = cost
      self.effect = effect
    }
  }

  /// Ids of options that another beats in cost and effect.
  public let strictlyDominated: [String]
  /// Ids of options that a mix of two others beats.
  public let extendedlyDominated: [String]
  /// The rest by ascending cost.
  public let frontier: [Option]
  /// Cost per unit of effect against the option before, by id; the first has none.
  public let ratios: [String: Double]

  /// Sorts the options out.
  public init(_ options: [Option]) {
    let strict = options.filter { a in
      options.contains { b in
        b.cost <= a.cost && b.effect >= a.effect && (b.cost < a.cost || b.effect > a.effect)
      }
    }
    let dominated = strict.map(\.id)
    strictlyDominated = dominated
    var rest = options.filter { !dominated.contains($0.id) }
      .sorted { ($0.cost, $0.effect, $0.id) < ($1.cost, $1.effect, $1.id) }
    var extended: [String] = []
    // An option whose ratio exceeds that of the next is a worse buy than a mix around it.
    while let worse = rest.indices.dropFirst().dropLast().first(where: {
      Self.ratio(rest[$0 - 1], rest[$0]) > Self.ratio(rest[$0], rest[$0 + 1])
    }) {
      extended.append(rest.remove(at: worse).id)
    }
    extendedlyDominated = extended
    frontier = rest
    ratios = Dictionary(
      zip(rest, rest.dropFirst()).map { ($1.id, Self.ratio($0, $1)) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func ratio(_ a: Option, _ b: Option) -> Double {
    (b.cost - a.cost) / (b.effect - a.effect)
  }
}
