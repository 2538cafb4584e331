/// The steepest plane under the values of a function on the corners of a cube, at a point of it.
///
/// The convex envelope at the point is a small linear program over the corners, solved by a primal
/// simplex that starts from the chain of the sorted coordinates (Lovász 1983) and prices every
/// corner. Coordinates at 0 or 1 are left out of it and lifted one after the other (Wolsey 1976). At
/// the end the plane is lowered by what it lies above any corner, so rounding cannot make it wrong.
struct VertexEnvelope {
  /// value ≥ constant + Σ slope · x at all corners.
  private(set) var constant: Double
  private(set) var slopes: [Double]
  /// Corners whose mixture is the point, with their parts, for the coordinates that are neither 0
  /// nor 1; the others are where the point is.
  private(set) var mixture: [(corner: Int, part: Double)]

  private static let mostSteps = 80
  private static let edge = 1e-9

  /// - Parameters:
  ///   - values: By corner; bit i is coordinate i.
  ///   - point: One coordinate each in [0, 1].
  init(_ values: [Double], at point: [Double]) {
    let inner = point.indices.filter { point[$0] > Self.edge && point[$0] < 1 - Self.edge }
      .sorted { (-point[$0], $0) < (-point[$1], $1) }
    let outer = point.indices.filter { !(point[$0] > Self.edge && point[$0] < 1 - Self.edge) }
    let base = outer.reduce(0) { point[$1] > 0.5 ? $0 | 1 << $1 : $0 }
    let order = inner + outer
    // Corner u of the sorted cube, in which outer coordinates are 0 at the point.
    var corner = [Int](repeating: base, count: values.count)
    var sorted = [Double](repeating: values.isEmpty ? 0 : values[base], count: values.count)
    for (place, coordinate) in order.enumerated() {
      let half = 1 << place
      for u in half..<(2 * half) {
        corner[u] = corner[u - half] ^ (1 << coordinate)
        sorted[u] = values[corner[u]]
      }
    }
    var simplex = CornerSimplex(sorted, point: inner.map { point[$0] })
    simplex.run(mostSteps: Self.mostSteps)
    mixture = simplex.mixture.map { (corner[$0.corner], $0.part) }
    var plane = simplex.plane
    let height = simplex.lift(sorted, count: order.count, into: &plane)
    constant = height
    slopes = [Double](repeating: 0, count: point.count)
    for (place, coordinate) in order.enumerated() {
      let isTurned = base >> coordinate & 1 == 1
      slopes[coordinate] = isTurned ? -plane[place] : plane[place]
      if isTurned { constant += plane[place] }
    }
  }

  func value(at point: [Double]) -> Double {
    point.indices.reduce(constant) { $0 + slopes[$1] * point[$1] }
  }
}

/// The linear program of an envelope: minimise Σ part · value with Σ part · corner = point.
private struct CornerSimplex {
  private let values: [Double]
  private let point: [Double]
  /// Corners of the basis, their parts, and the inverse of the basis by rows.
  private var basis: [Int]
  private var parts: [Double]
  private var inverse: [[Double]]
  /// Prices: one a coordinate, then the constant.
  private var prices: [Double] = []
  private var sums: [Double]

  init(_ values: [Double], point: [Double]) {
    self.values = values
    self.point = point
    let m = point.count
    basis = (0...m).map { (1 << $0) - 1 }
    parts = (0...m).map { ($0 == 0 ? 1 : point[$0 - 1]) - ($0 < m ? point[$0] : 0) }
    inverse = (0...m).map { row in
      var entries = [Double](repeating: 0, count: m + 1)
      entries[row == 0 ? m : row - 1] = 1
      if row < m { entries[row] = -1 }
      return entries
    }
    sums = [Double](repeating: 0, count: 1 << m)
  }

  /// Coordinates' slopes.
  var plane: [Double] { Array(prices.dropLast()) }

  var mixture: [(corner: Int, part: Double)] {
    basis.indices.filter { parts[$0] > 1e-12 }.map { (basis[$0], parts[$0]) }
  }

  mutating func run(mostSteps: Int) {
    price()
    let scale = Swift.max(values.prefix(sums.count).max() ?? 0, 1e-300)
    for _ in 0..<mostSteps {
      let (corner, reduced) = cheapest()
      guard reduced < -1e-10 * scale, enter(corner) else { return }
      price()
    }
  }

  private mutating func price() {
    prices = [Double](repeating: 0, count: basis.count)
    for (row, corner) in basis.enumerated() {
      let value = values[corner]
      for column in prices.indices { prices[column] += value * inverse[row][column] }
    }
  }

  /// The corner farthest below the plane of the prices.
  private mutating func cheapest() -> (corner: Int, reduced: Double) {
    let m = point.count
    let constant = prices[m]
    var best = (corner: 0, reduced: values[0] - constant)
    values.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        sums[0] = constant
        for place in 0..<m {
          let (half, slope) = (1 << place, prices[place])
          for u in 0..<half { sums[half + u] = sums[u] + slope }
        }
        for u in 0..<sums.count where values[u] - sums[u] < best.reduced {
          best = (u, values[u] - sums[u])
        }
      }
    }
    return best
  }

  /// Brings a corner into the basis; false where the pivot would be too small.
  private mutating func enter(_ corner: Int) -> Bool {
    let m = point.count
    var direction = [Double](repeating: 0, count: m + 1)
    for row in direction.indices {
      var sum = inverse[row][m]
      for place in 0..<m where corner >> place & 1 == 1 { sum += inverse[row][place] }
      direction[row] = sum
    }
    var leaving = -1
    var step = Double.infinity
    for row in direction.indices where direction[row] > 1e-9 {
      let ratio = Swift.max(parts[row], 0) / direction[row]
      if ratio < step || (ratio == step && leaving >= 0 && basis[row] < basis[leaving]) {
        (leaving, step) = (row, ratio)
      }
    }
    guard leaving >= 0 else { return false }
    let pivot = direction[leaving]
    for column in 0...m { inverse[leaving][column] /= pivot }
    for row in direction.indices where row != leaving && direction[row] != 0 {
      parts[row] -= step * direction[row]
      for column in 0...m { inverse[row][column] -= direction[row] * inverse[leaving][column] }
    }
    parts[leaving] = step
    basis[leaving] = corner
    return true
  }

  /// Lifts the remaining coordinates and returns the constant at which no corner lies below.
  mutating func lift(_ values: [Double], count: Int, into plane: inout [Double]) -> Double {
    var sums = [Double](repeating: 0, count: 1 << count)
    for (place, slope) in plane.enumerated() {
      let half = 1 << place
      for u in 0..<half { sums[half + u] = sums[u] + slope }
    }
    var constant = Double.infinity
    for u in 0..<(1 << plane.count) { constant = Swift.min(constant, values[u] - sums[u]) }
    for place in plane.count..<Swift.max(count, plane.count) {
      let half = 1 << place
      var slope = Double.infinity
      for u in 0..<half { slope = Swift.min(slope, values[half + u] - sums[u] - constant) }
      plane.append(slope)
      for u in 0..<half { sums[half + u] = sums[u] + slope }
    }
    for u in sums.indices { constant = Swift.min(constant, values[u] - sums[u]) }
    return constant
  }
}
