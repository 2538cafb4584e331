import SupplyNetworks

/// The cascade straight from the equations of `MODELS.md` section 5.3.
///
/// Dense matrices, plain loops, every firm in every step; it shares no code with the engine.
struct SlowCascade {
  let n: Int
  let network: TradeNetwork
  let classes: InputClasses
  let settings: CascadeSettings
  let trade: [[Double]]
  let sales: [Double]
  let purchases: [Double]

  init(_ network: TradeNetwork, _ classes: InputClasses, _ settings: CascadeSettings) {
    self.network = network
    self.classes = classes
    self.settings = settings
    n = network.firmCount
    var w = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for link in 0..<network.linkCount {
      w[Int(network.suppliers[link])][Int(network.customers[link])] += network.sales[link]
    }
    trade = w
    sales = w.map { $0.reduce(0, +) }
    purchases = w.indices.map { j in w.reduce(0) { $0 + $1[j] } }
  }

  struct Answer {
    var down: [Double]
    var up: [Double]
    var steps: Int
    var index: Double
    var downstream: Double
    var upstream: Double
  }

  /// σ of every firm at productions h.
  func replaceability(_ h: [Double]) -> [Double] {
    (0..<n).map { i in
      guard settings.replaceability == .market else { return 1 }
      var left = 0.0
      for l in 0..<n where network.markets[l] == network.markets[i] { left += sales[l] * h[l] }
      if left <= 0 { return settings.zeroAvailability == .one ? 1 : min(1, sales[i]) }
      return min(1, sales[i] / left)
    }
  }

  func stepDown(_ h: [Double], _ own: [Double]) -> [Double] {
    let sigma = replaceability(h)
    return (0..<n).map { j in
      let scale = network.costs[j].map { purchases[j] / $0 } ?? 1
      var sectors: [Int32: (total: Double, lost: Double)] = [:]
      var nonEssential = 0.0
      for i in 0..<n where trade[i][j] > 0 {
        let sector = network.sectors[i]
        switch classes[sector, network.sectors[j]] {
        case .unneeded: continue
        case .nonEssential:
          nonEssential += sigma[i] * trade[i][j] / purchases[j] * scale * (1 - h[i])
        case .essential:
          sectors[sector, default: (0, 0)].total += trade[i][j]
          sectors[sector, default: (0, 0)].lost += sigma[i] * trade[i][j] * scale * (1 - h[i])
        }
      }
      var result = min(own[j], 1 - nonEssential)
      for sector in sectors.values { result = min(result, 1 - sector.lost / sector.total) }
      return max(0, result)
    }
  }

  func stepUp(_ h: [Double], _ own: [Double]) -> [Double] {
    (0..<n).map { i in
      var lost = 0.0
      for j in 0..<n where trade[i][j] > 0 {
        lost += trade[i][j] / (network.revenues[i] ?? sales[i]) * (1 - h[j])
      }
      return max(0, min(own[i], 1 - lost))
    }
  }

  /// Steps until the largest decrease is small enough, as many as the engine takes at most.
  ///
  /// The `literal` rule can go to and fro for ever.
  func run(_ shock: CascadeShock, tolerance: Double, most: Int = 10_000) -> Answer {
    var ownDown = [Double](repeating: 1, count: n)
    var ownUp = ownDown
    for hit in shock.hits {
      ownDown[hit.firm] = min(ownDown[hit.firm], 1 - hit.lossDown)
      ownUp[hit.firm] = min(ownUp[hit.firm], 1 - hit.lossUp)
    }
    var (down, up, steps) = (ownDown, ownUp, 0)
    while steps < most {
      let (newDown, newUp) = (stepDown(down, ownDown), stepUp(up, ownUp))
      steps += 1
      let fall = (0..<n).map { max(down[$0] - newDown[$0], up[$0] - newUp[$0]) }.max() ?? 0
      (down, up) = (newDown, newUp)
      if fall <= tolerance { break }
    }
    let weights = network.weights ?? sales
    let total = weights.reduce(0, +)
    func lost(_ h: (Int) -> Double) -> Double {
      (0..<n).reduce(0) { $0 + weights[$1] / total * (1 - h($1)) }
    }
    return Answer(
      down: down, up: up, steps: steps, index: lost { min(down[$0], up[$0]) },
      downstream: lost { down[$0] }, upstream: lost { up[$0] })
  }
}

/// Random networks with every feature of the model, from a fixed stream.
struct RandomTrade {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea & Flood 2014).
  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }

  mutating func below(_ bound: Int) -> Int { Int(uniform() * Double(bound)) }

  /// A network of `firms` with about `degree` links a firm; `leak` of the firms sell outside too.
  mutating func network(
    firms: Int, degree: Int, sectors: Int = 4, leak: Double = 0.3, amount: Double = 1
  ) -> TradeNetwork {
    var network = TradeNetwork(firmCount: firms)
    var seen: Set<Int> = []
    for _ in 0..<(firms * degree) {
      // Squaring gives some firms many customers.
      let supplier = Int(Double(firms) * uniform() * uniform())
      let customer = below(firms)
      guard supplier != customer, seen.insert(supplier * firms + customer).inserted else {
        continue
      }
      network.addLink(from: supplier, to: customer, sales: amount * (0.05 + uniform()))
    }
    network.sectors = (0..<firms).map { _ in Int32(below(sectors)) }
    network.markets = network.sectors.map { uniform() < 0.3 ? Int32(sectors) + $0 : $0 }
    let observed = SlowCascade(network, InputClasses(), CascadeSettings())
    for firm in 0..<firms {
      let (sales, bought) = (observed.sales[firm], observed.purchases[firm])
      if uniform() < leak, sales > 0 { network.revenues[firm] = sales * (1.01 + uniform()) }
      if uniform() < 0.3, bought > 0 { network.costs[firm] = bought * (0.8 + uniform()) }
    }
    return network
  }

  mutating func classes(sectors: Int) -> InputClasses {
    InputClasses(
      sectorCount: sectors, classes: (0..<(sectors * sectors)).map { _ in UInt8(below(3)) })
  }

  mutating func shock(firms: Int, hits: Int) -> CascadeShock {
    CascadeShock(
      (0..<hits).map { _ in
        CascadeShock.Hit(firm: below(firms), lossDown: uniform(), lossUp: uniform())
      })
  }
}
