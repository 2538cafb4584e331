/// Chooses grids for the total of a year and fills them.
struct GridBuilder {
  let risks: [CompoundRisk]
  let path: CompoundDistribution.Path
  let mean: Double
  let none: Double

  /// Points of the grid by which the end is found.
  private static let scoutPoints = 1 << 11

  func grid(end: Double, points: Int, isLattice: Bool = false) -> AggregateGrid {
    let step = end / Double(points)
    let masses =
      path == .panjer
      ? PanjerRecursion.masses(of: risks, step: step, count: points)
      : FourierInversion.masses(of: risks, step: step, count: points)
    return AggregateGrid(
      masses: masses, step: step, isLattice: isLattice, mean: mean, none: none)
  }

  /// An end beyond every quantile and loss asked for, by doubling from a lower bound.
  func end(levels: [Double], losses: [Double]) -> Double {
    let deepest = levels.max() ?? 0.5
    let asked = losses.max() ?? 0
    // The largest loss never exceeds the total.
    let largest = LargestLoss(risks: risks).quantile(deepest)
    var end = Swift.max(1.5 * largest, 1.05 * asked, mean < .infinity ? mean : 0)
    guard end > 0 else { return 1 }
    for _ in 0..<200 {
      let scout = grid(end: end, points: Self.scoutPoints)
      let quantile = scout.quantile(deepest)
      if quantile < 0.98 * scout.end { return Swift.max(1.05 * quantile, 1.05 * asked) }
      end *= 1.5
    }
    return end
  }

  // MARK: Lattices

  /// The grid of exact masses where all losses are multiples of one number; nil elsewhere.
  func lattice(levels: [Double], losses: [Double], mostPoints: Int) -> AggregateGrid? {
    guard let step = commonStep() else { return nil }
    let deepest = levels.max() ?? 0.5
    let end = Swift.max(end(levels: levels, losses: losses), step)
    var points = 16
    while Double(points) * step <= 1.01 * end, points <= mostPoints { points *= 2 }
    // The scout's grid blurs atoms, so one more doubling may be needed.
    while points <= mostPoints {
      let grid = grid(end: step * Double(points), points: points, isLattice: true)
      if grid.covered > deepest { return grid }
      points *= 2
    }
    return nil
  }

  /// The greatest number of which every loss that can happen is a multiple, by Euclid's algorithm.
  private func commonStep() -> Double? {
    var values: [Double] = []
    for risk in risks {
      guard let atoms = risk.atoms, atoms.count <= 10_000 else { return nil }
      values += atoms.map(\.value).filter { $0 > 0 }
    }
    guard let largest = values.max() else { return nil }
    let step = values.reduce(0) { Self.divisor($0, $1, floor: 1e-9 * largest) }
    // Numbers without a common divisor end at the floor, or at one that only looks like it.
    let isCommon = values.allSatisfy {
      Swift.abs($0 / step - ($0 / step).rounded()) <= 1e-9 * Swift.max(1, $0 / step)
    }
    return isCommon && largest / step < 1e6 ? step : nil
  }

  private static func divisor(_ a: Double, _ b: Double, floor: Double) -> Double {
    var (a, b) = (Swift.max(a, b), Swift.min(a, b))
    while b > floor {
      let rest = Swift.abs(a - b * (a / b).rounded())
      (a, b) = (b, rest)
    }
    return a
  }
}
