internal import Sampling

/// How many suppliers each firm has: the numbers add up to the links of the recipe.
struct SupplierQuotas {
  private(set) var quotas: [Int32]

  init(
    _ recipe: NetworkRecipe, _ traits: FirmTraits, _ choice: SupplierChoice
  ) throws(NetworkRecipe.Problem) {
    let count = recipe.firms
    // Half of those within reach, so that drawing without repetition ends soon.
    var roomByClass: [Int32: Int] = [:]
    let classes = recipe.kind == .tiers ? traits.tier : traits.sector
    let caps = (0..<count).map { firm -> Int in
      if let room = roomByClass[classes[firm]] { return room }
      let reach = choice.reach(firm)
      let room = recipe.kind == .tiers ? reach : max(0, reach - 1)
      let cap = room <= 2 ? room : (room + 1) / 2
      roomByClass[classes[firm]] = cap
      return cap
    }
    let room = caps.reduce(0, +)
    let wanted = recipe.links - recipe.reverseLinks
    guard recipe.links >= 1, wanted <= room else {
      throw .tooManyLinks(asked: recipe.links, room: room)
    }
    quotas =
      traits.customerScore.isEmpty
      ? Self.even(recipe, wanted, caps) : Self.scaled(recipe, traits.customerScore, wanted, caps)
    settle(recipe, wanted, caps)
  }

  /// Each link falls to a firm at random: binomial numbers.
  private static func even(_ recipe: NetworkRecipe, _ wanted: Int, _ caps: [Int]) -> [Int32] {
    let able = caps.indices.filter { caps[$0] > 0 }
    var quotas = [Int32](repeating: 0, count: caps.count)
    let stream = recipe.stream("degree")
    let block = 1 << 14
    var u = [Double](repeating: 0, count: block)
    var first = 0
    while first < wanted, !able.isEmpty {
      let count = min(block, wanted - first)
      BlockKernels.uniforms(of: stream, fromTrial: UInt32(first), count: count, into: &u)
      for place in 0..<count {
        let firm = able[min(able.count - 1, Int(u[place] * Double(able.count)))]
        if quotas[firm] < caps[firm] { quotas[firm] += 1 }
      }
      first += count
    }
    return quotas
  }

  /// In proportion to the scores, rounded up or down by chance.
  private static func scaled(
    _ recipe: NetworkRecipe, _ scores: [Double], _ wanted: Int, _ caps: [Int]
  ) -> [Int32] {
    let weights = FirmTraits.exponentials(scores)
    let scale = Double(wanted) / weights.reduce(0, +)
    let stream = recipe.stream("degree")
    return weights.indices.map { firm in
      let number = (weights[firm] * scale + stream.uniform(trial: UInt32(firm))).rounded(.down)
      return Int32(min(Double(caps[firm]), number))
    }
  }

  /// Adds and takes single suppliers at drawn firms until the numbers add up.
  private mutating func settle(_ recipe: NetworkRecipe, _ wanted: Int, _ caps: [Int]) {
    var missing = wanted - quotas.reduce(0) { $0 + Int($1) }
    let stream = recipe.stream("settling")
    var draw: UInt32 = 0
    let firms = Double(quotas.count)
    while missing != 0, Int(draw) < 20 * quotas.count {
      let firm = min(quotas.count - 1, Int(stream.uniform(trial: draw) * firms))
      draw += 1
      step(firm, caps, &missing)
    }
    // Little room is left: in turn.
    while missing != 0 {
      for firm in quotas.indices where missing != 0 { step(firm, caps, &missing) }
    }
  }

  private mutating func step(_ firm: Int, _ caps: [Int], _ missing: inout Int) {
    if missing > 0, quotas[firm] < caps[firm] {
      quotas[firm] += 1
      missing -= 1
    } else if missing < 0, quotas[firm] > 0 {
      quotas[firm] -= 1
      missing += 1
    }
  }
}
