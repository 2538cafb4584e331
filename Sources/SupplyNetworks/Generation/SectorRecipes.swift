internal import Sampling

/// What each sector buys from the others, and how much it needs it.
///
/// Of all pairs of sectors 17 % are essential inputs, 12 % non-essential and 71 % without short-term
/// effect: the shares of the 616-sector survey matrix that is used with ESRI (Diem et al. 2022).
struct SectorRecipes {
  static let essentialShare = 0.172
  static let otherShare = 0.119

  let count: Int
  /// How much customer sector b takes from supplier sector a: `weights[b * count + a]`, 0 for none.
  private(set) var weights: [Double]
  /// The class of supplier sector a for customer sector b: `classes[a * count + b]`.
  private(set) var classes: [UInt8]

  /// Recipes from a stream of their own.
  init(count: Int, stream: RandomStream) {
    self.count = count
    weights = [Double](repeating: 0, count: count * count)
    classes = [UInt8](repeating: 0, count: count * count)
    let essential = max(1, Int((Double(count) * Self.essentialShare).rounded()))
    let inputs = min(
      count, essential + Int((Double(count) * Self.otherShare).rounded()))
    for customer in 0..<count {
      let keys = (0..<count).map { stream.uniforms(trial: UInt32(customer), draw: UInt32($0)).0 }
      let order = (0..<count).sorted { keys[$0] < keys[$1] }
      for (rank, supplier) in order.prefix(inputs).enumerated() {
        weights[customer * count + supplier] = 1 / Double(rank + 1)
        classes[supplier * count + customer] = rank < essential ? 2 : 1
      }
    }
  }
}
