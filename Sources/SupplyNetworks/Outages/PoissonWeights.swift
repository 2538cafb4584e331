/// The probabilities of a Poisson law and the chances to exceed each number.
///
/// By recursion from the mode both ways and division by the sum (Fox & Glynn 1988), so that no
/// exponential is needed and nothing underflows.
struct PoissonWeights {
  /// The number of the first weight; those before it are below 1e-20.
  let first: Int
  /// P(N = first + k).
  let weights: [Double]
  /// P(N > first + k).
  private let tails: [Double]

  init(mean: Double) {
    let mode = Int(mean)
    var (below, above) = ([Double](), [1.0])
    var weight = 1.0
    while weight > 1e-20, below.count < mode {
      weight *= Double(mode - below.count) / mean
      below.append(weight)
    }
    weight = 1
    while weight > 1e-20, mean > 0 {
      weight *= mean / Double(mode + above.count)
      above.append(weight)
    }
    let all = below.reversed() + above
    let sum = all.reduce(0, +)
    first = mode - below.count
    weights = all.map { $0 / sum }
    var tails = weights
    var tail = 0.0
    for place in tails.indices.reversed() {
      let own = tails[place]
      tails[place] = tail
      tail += own
    }
    self.tails = tails
  }

  /// The number after which all weights are below 1e-20.
  var end: Int { first + weights.count }

  /// P(N = number).
  func weight(_ number: Int) -> Double {
    number >= first && number < end ? weights[number - first] : 0
  }

  /// P(N > number), which is the integral of P(N = number) over all means up to this one.
  func tail(_ number: Int) -> Double {
    number < first ? 1 : number < end ? tails[number - first] : 0
  }
}
