import RiskModel
import TestStreams

extension Register {
  /// What random networks may contain.
  struct Features {
    var hasCycles = true
    var hasSwitches = true
    var nodes = 3...8
  }

  /// A small network of suppliers S… and processes P… with up to three inputs a target.
  static func random(_ features: Features, using random: inout SplitMix64) -> Register {
    let count = features.nodes.lowerBound + random.below(features.nodes.count)
    let supplierCount = 1 + random.below(count - 1)
    let ids = (0..<count).map { $0 < supplierCount ? "S\($0)" : "P\($0)" }
    var rows: [Dependency] = []
    for target in 0..<count {
      for input in 0..<random.below(4) {
        var sources = Array(0..<(features.hasCycles ? count : target))
        sources.shuffle(using: &random)
        sources = Array(sources.prefix(1 + random.below(3)))
        let shares = Register.shares(sources.count, using: &random)
        for (source, share) in zip(sources, shares) {
          let hasSwitch = features.hasSwitches && random.chance(0.3)
          rows.append(
            row(
              ids[source], ids[target], "g\(input)", share: share,
              c: random.chance(0.3) ? 1 : random.uniform(0, 1),
              stock: random.chance(0.4) ? 0 : random.uniform(0, 6),
              switchDays: hasSwitch ? random.uniform(0.5, 10) : nil))
        }
      }
    }
    var register = Register("", "", rows)
    register.suppliers = Array(ids.prefix(supplierCount))
    register.processes = ids.dropFirst(supplierCount).map { ($0, random.uniform(0, 10)) }
    return register
  }

  static func shares(_ count: Int, using random: inout SplitMix64) -> [Double] {
    let weights = (0..<count).map { _ in random.uniform(0.1, 1) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// One or two struck nodes, half of them in part only.
  func randomShocks(using random: inout SplitMix64) -> [String: Double] {
    let ids = suppliers + processes.map(\.id)
    var shocks: [String: Double] = [:]
    for _ in 0..<(1 + random.below(2)) {
      shocks[ids[random.below(ids.count)]] = random.chance(0.5) ? 1 : random.uniform(0.05, 1)
    }
    return shocks
  }
}
