internal import Sampling

/// How the variance of the year's loss is shared out among the losses of risks that depend.
///
/// The Shapley value of risk i in the game v(S) = Var(Σ of L_j over S) is Cov(L_i, L), since its
/// marginal contribution to S is Var L_i + 2 Σ Cov(L_i, L_j) and each other risk comes before it
/// in half of all orders (Colini-Baldeschi, Scarsini and Vaccari, "Variance allocation and Shapley
/// value", Methodology and Computing in Applied Probability 20 (2018), theorem 1). The shares add
/// up to 1; one can be negative where a risk offsets others.
enum VarianceShares {
  /// Trials, ΣL, ΣL², then for each row ΣL_i and ΣL_i·L.
  static func columns(rows: Int) -> Int { 3 + 2 * rows }

  static func sums(_ level: LevelMatrices, rows: Int, count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: columns(rows: rows))
    sums[0] = Double(count)
    let aggregate = level.aggregate.base
    for t in 0..<count {
      sums[1] += aggregate[t]
      sums[2] += aggregate[t] * aggregate[t]
    }
    for row in 0..<rows {
      let loss = level.losses[row]
      for t in 0..<count {
        sums[3 + 2 * row] += loss[t]
        sums[4 + 2 * row] += loss[t] * aggregate[t]
      }
    }
    return sums
  }

  /// The share of each row, with an interval by bootstrap over blocks of trials.
  static func estimates(of sums: BatchSums, rows: Int, seed: UInt64) -> [Estimate] {
    BatchBootstrap(seed: seed, record: "sensitivity/shares")
      .estimates(of: sums, sampleSize: Int(sums.totals[0])) { totals in
        let n = totals[0]
        let mean = totals[1] / n
        let variance = totals[2] / n - mean * mean
        return (0..<rows).map { row in
          let covariance = totals[4 + 2 * row] / n - totals[3 + 2 * row] / n * mean
          return covariance / variance
        }
      }
  }
}
