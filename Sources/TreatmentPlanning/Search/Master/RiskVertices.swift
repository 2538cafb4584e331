internal import RealModule

/// The loss of one risk for every combination of the options that touch it.
///
/// A year event table is thinned, so a risk's loss is a step function of its frequency factor; but
/// few options touch one risk, and all their combinations can be listed. Under fixed weights on the
/// years the mean loss of each combination is a prefix sum over events in the order of their marks.
struct RiskVertices {
  /// Positions of the options that touch the risk; bit i of a combination is the i-th of them.
  let options: [Int]
  /// By combination: events that stay, a prefix of the risk's events.
  let counts: [Int32]
  /// By combination: what multiplies the loss of each event that stays.
  let scales: [Double]
  /// The risk's events.
  let events: Range<Int>

  /// Most options of one risk that are listed; helpful factors of further ones are granted, which
  /// keeps bounds valid and makes them weaker.
  static let mostOptions = 17

  init(
    _ problem: TreatmentProblem, _ years: EventYears, risk: Int, mostOptions: Int = mostOptions
  ) {
    let rows = [ScaledQuantity.frequency, .severity].map { FactorTable.row(risk: risk, $0) }
    var strength: [Int: Double] = [:]
    for (option, factors) in problem.factors.options.enumerated() {
      for factor in factors where rows.contains(factor.row) {
        strength[option, default: 0] += Self.strength(factor.value)
      }
    }
    for interaction in problem.factors.interactions where rows.contains(interaction.factor.row) {
      for member in interaction.members {
        strength[member, default: 0] += Self.strength(interaction.factor.value)
      }
    }
    let ranked = strength.keys.sorted {
      (-strength[$0, default: 0], $0) < (-strength[$1, default: 0], $1)
    }
    let options = Array(ranked.prefix(mostOptions)).sorted()
    self.options = options
    events = years.starts[risk]..<years.starts[risk + 1]
    let tables = rows.map { Self.products(problem.factors, row: $0, options) }
    var counts: [Int32] = []
    var scales: [Double] = []
    for place in 0..<(1 << options.count) {
      let frequency = tables[0][place]
      counts.append(Int32(years.survivors(of: risk, frequency: frequency).count))
      scales.append(tables[1][place] * Swift.max(1, frequency))
    }
    self.counts = counts
    self.scales = scales
  }

  private static func strength(_ factor: Double) -> Double {
    factor > 0 ? Swift.abs(Double.log(factor)) : 100
  }

  /// The combined factor of a row by combination of the listed options.
  ///
  /// Factors are multiplied in file order, as `FactorTable.factors(of:)` does, so that combinations
  /// keep exactly the events that plans keep.
  private static func products(_ table: FactorTable, row: Int, _ options: [Int]) -> [Double] {
    var bit: [Int: Int] = [:]
    for (place, option) in options.enumerated() { bit[option] = 1 << place }
    var products = [Double](repeating: 1, count: 1 << options.count)
    var granted = 1.0
    for (option, factors) in table.options.enumerated() {
      for factor in factors where factor.row == row {
        guard let mask = bit[option] else {
          granted *= Swift.min(1, factor.value)
          continue
        }
        for place in products.indices where place & mask != 0 { products[place] *= factor.value }
      }
    }
    for interaction in table.interactions where interaction.factor.row == row {
      let masks = interaction.members.map { bit[$0] }
      guard !masks.contains(nil) else {
        granted *= Swift.min(1, interaction.factor.value)
        continue
      }
      let mask = masks.compactMap { $0 }.reduce(0, |)
      for place in products.indices where place & mask == mask {
        products[place] *= interaction.factor.value
      }
    }
    if granted < 1 { for place in products.indices { products[place] *= granted } }
    return products
  }

  /// Σ over events that stay of weight × loss, by combination.
  func values(_ years: EventYears, _ weights: [Double], _ prefix: inout [Double]) -> [Double] {
    prefix.removeAll(keepingCapacity: true)
    prefix.append(0)
    var sum = 0.0
    for event in events {
      sum += weights[Int(years.years[event])] * years.losses[event]
      prefix.append(sum)
    }
    return counts.indices.map { prefix[Int(counts[$0])] * scales[$0] }
  }
}
