@testable import Sampling

/// Properties of designs that tests demand of good designs and deny of planted defects.
enum DesignChecks {
  /// Whether each of `strata` equal intervals holds exactly one value.
  static func isStratified(_ values: [Double], strata: Int) -> Bool {
    guard values.count == strata else { return false }
    let cells = Set(values.map { Int($0 * Double(strata)) })
    return cells.count == strata && cells.allSatisfy { (0..<strata).contains($0) }
  }

  /// Whether 2ᵐ points are a (0, m, 2)-net in base 2: one point in each elementary box of area 2⁻ᵐ.
  static func isNet(_ x: [Double], _ y: [Double], m: Int) -> Bool {
    guard x.count == 1 << m, y.count == 1 << m else { return false }
    return (0...m).allSatisfy { a in
      let columns = Double(1 << a)
      let rows = Double(1 << (m - a))
      let boxes = zip(x, y).map { Int($0 * columns) << (m - a) | Int($1 * rows) }
      return Set(boxes).count == 1 << m
    }
  }

  /// Whether 0 ..< count is mapped onto itself.
  static func isBijection(count: Int, _ map: (UInt32) -> UInt32) -> Bool {
    let images = Set((0..<UInt32(count)).map(map))
    return images.count == count && images.allSatisfy { $0 < count }
  }

  static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let n = Double(x.count)
    let mx = x.reduce(0, +) / n
    let my = y.reduce(0, +) / n
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    let xx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let yy = y.reduce(0) { $0 + ($1 - my) * ($1 - my) }
    return xy / (xx * yy).squareRoot()
  }

  /// Whether the replicates' points are uncorrelated, pair by pair, within 5 standard errors.
  static func areIndependent(_ replicates: [[Double]]) -> Bool {
    replicates.indices.allSatisfy { i in
      replicates.indices.allSatisfy { j in
        let bound = 5 / Double(replicates[i].count).squareRoot()
        return j <= i || abs(correlation(replicates[i], replicates[j])) < bound
      }
    }
  }

  /// Pearson's statistic of counts that should all be equal.
  static func chiSquare(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  /// The mean of `integrand` over the trials of each replicate.
  static func replicateMeans(
    _ design: some Design, dimensions: Int, _ integrand: ([Double]) -> Double
  ) -> [Double] {
    let coordinates = (0..<dimensions).map { index in
      design.uniforms(
        dimension: DesignDimension(index: index, purpose: "count", record: "R\(index)"),
        trials: (0..<design.layout.trials).map { UInt32($0) })
    }
    return (0..<design.layout.replicates).map { replicate in
      let range = design.layout.trials(ofReplicate: replicate)
      let sum = range.reduce(0.0) { sum, trial in sum + integrand(coordinates.map { $0[trial] }) }
      return sum / Double(range.count)
    }
  }

  /// ∏ (1 + (uᵢ − ½)), of mean 1: smooth, and interactions of every order.
  static func product(_ u: [Double]) -> Double { u.reduce(1) { $0 * ($1 + 0.5) } }

  /// Σ uᵢ², of mean d/3: additive.
  static func sumOfSquares(_ u: [Double]) -> Double { u.reduce(0) { $0 + $1 * $1 } }

  static func rootMeanSquareError(_ means: [Double], truth: Double) -> Double {
    (means.reduce(0) { $0 + ($1 - truth) * ($1 - truth) } / Double(means.count)).squareRoot()
  }
}
