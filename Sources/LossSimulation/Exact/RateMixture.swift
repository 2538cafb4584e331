public import Distributions
internal import LinearAlgebra

/// An annual rate as a few values with weights: one where it is certain, a Gauss rule where not.
public struct RateMixture: Sendable {
  /// The values.
  public let nodes: [Double]
  /// The weight of each value; they sum to 1.
  public let weights: [Double]
  /// The mean, from the law itself where that is known.
  public let mean: Double

  /// Values at which generating functions are evaluated for an uncertain rate.
  static let order = 32

  /// A certain rate.
  public init(_ rate: Double) {
    nodes = [rate]
    weights = [1]
    mean = rate
  }

  /// The rate with a law; draws below 0 count as 0.
  public init(_ law: any Distribution) {
    let points = Self.points(of: law, upTo: .infinity)
    self.init(points, mean: law.support.lowerBound >= 0 ? law.mean : nil)
  }

  /// Attempts times the chance that one succeeds, which is capped at 1.
  ///
  /// - Parameter successFactor: divides the chance before a further cap, as without controls.
  public init(
    attempts: any Distribution, success: any Distribution, successFactor: Double = 1
  ) {
    let first = RateMixture(attempts)
    let isCapped = success.support.upperBound > successFactor || success.support.lowerBound < 0
    let chances = Self.points(of: success, upTo: 1).map {
      (value: Swift.min(1, $0.value / successFactor), weight: $0.weight)
    }
    let second = RateMixture(chances, mean: isCapped ? nil : success.mean / successFactor)
    let points = zip(first.nodes, first.weights).flatMap { a, v in
      zip(second.nodes, second.weights).map { b, w in (value: a * b, weight: v * w) }
    }
    self.init(points, mean: first.mean * second.mean)
  }

  private init(_ points: [(value: Double, weight: Double)], mean: Double?) {
    let rule = points.count <= Self.order ? points : Self.reduced(points, to: Self.order)
    nodes = rule.map(\.value)
    weights = rule.map(\.weight)
    self.mean = mean ?? points.reduce(0) { $0 + $1.value * $1.weight }
  }

  private init(nodes: [Double], weights: [Double], mean: Double) {
    self.nodes = nodes
    self.weights = weights
    self.mean = mean
  }

  /// The rate multiplied by a number.
  public func scaled(by factor: Double) -> RateMixture {
    RateMixture(nodes: nodes.map { $0 * factor }, weights: weights, mean: mean * factor)
  }

  /// Whether the rate is one number.
  public var isCertain: Bool { nodes.count == 1 }

  func average(_ function: (Double) -> ComplexNumber) -> ComplexNumber {
    if nodes.count == 1 { return function(nodes[0]) }
    var sum = ComplexNumber(0)
    for i in nodes.indices { sum = sum + weights[i] * function(nodes[i]) }
    return sum
  }

  // MARK: Quadrature

  /// Atoms of a discrete law, or Gauss–Legendre points of the quantile function on panels that
  /// halve toward both ends, where it may be infinite or steep.
  private static func points(
    of law: any Distribution, upTo cap: Double
  ) -> [(value: Double, weight: Double)] {
    func clip(_ x: Double) -> Double { Swift.min(Swift.max(x, 0), cap) }
    if let atoms = CompoundRisk.atoms(of: law) {
      return atoms.map { (clip($0.value), $0.probability) }
    }
    var points: [(value: Double, weight: Double)] = []
    var width = 0.25
    for _ in 0..<44 {
      for (t, w) in zip(legendreNodes, legendreWeights) {
        let u = width * (1.5 + 0.5 * t)
        points.append((clip(law.quantile(u)), 0.5 * width * w))
        points.append((clip(law.upperQuantile(u)), 0.5 * width * w))
      }
      width *= 0.5
    }
    // What is left, 2⁻⁴⁵ at either end, sits at the last points.
    points.append((clip(law.quantile(width)), 2 * width))
    points.append((clip(law.upperQuantile(width)), 2 * width))
    return points
  }

  // Order 8 on [−1, 1] (Abramowitz and Stegun, table 25.4).
  private static let legendreNodes = [
    -0.960289856497536231684, -0.796666477413626739592, -0.525532409916328985818,
    -0.183434642495649804939, 0.183434642495649804939, 0.525532409916328985818,
    0.796666477413626739592, 0.960289856497536231684,
  ]
  private static let legendreWeights = [
    0.101228536290376259153, 0.222381034453374470544, 0.313706645877887287338,
    0.362683783378361982965, 0.362683783378361982965, 0.313706645877887287338,
    0.222381034453374470544, 0.101228536290376259153,
  ]

  /// The Gauss rule of a law on points, by Stieltjes' procedure and the eigenvalues of the Jacobi
  /// matrix (Golub and Welsch 1969; Gautschi 2004, section 2.2).
  private static func reduced(
    _ points: [(value: Double, weight: Double)], to order: Int
  ) -> [(value: Double, weight: Double)] {
    let (diagonal, side) = jacobi(points, order: order)
    let n = diagonal.count
    var matrix = DenseMatrix(rows: n, columns: n)
    for i in 0..<n {
      matrix[i, i] = diagonal[i]
      guard i + 1 < n else { continue }
      matrix[i, i + 1] = side[i]
      matrix[i + 1, i] = side[i]
    }
    guard let eigen = try? SymmetricEigen(of: matrix) else { return points }
    return (0..<n).map { k in
      let first = eigen.vectors[k, 0]
      return (Swift.max(0, eigen.values[k]), first * first)
    }
  }

  /// Recurrence coefficients of the polynomials orthogonal on the points, normalised.
  private static func jacobi(
    _ points: [(value: Double, weight: Double)], order: Int
  ) -> (diagonal: [Double], side: [Double]) {
    let x = points.map(\.value)
    let root = points.map { $0.weight.squareRoot() }
    let size = root.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var now = root.map { $0 / size }
    var basis: [[Double]] = []
    var (diagonal, side) = ([Double](), [Double]())
    let scale = zip(x, now).reduce(0) { $0 + ($1.0 * $1.1) * ($1.0 * $1.1) }.squareRoot()
    while diagonal.count < order {
      basis.append(now)
      var next = zip(x, now).map { $0 * $1 }
      diagonal.append(zip(next, now).reduce(0) { $0 + $1.0 * $1.1 })
      // Made orthogonal to all before, twice: the plain recurrence would drift.
      for _ in 0..<2 {
        for old in basis {
          let part = zip(next, old).reduce(0) { $0 + $1.0 * $1.1 }
          for i in next.indices { next[i] -= part * old[i] }
        }
      }
      let length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      // A law on few values, or a narrow one, has no more polynomials than that.
      guard length > 1e-13 * scale else { break }
      side.append(length)
      now = next.map { $0 / length }
    }
    return (diagonal, side)
  }
}
