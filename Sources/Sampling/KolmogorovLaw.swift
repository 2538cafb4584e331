internal import RealModule

/// The law of Kolmogorov and Smirnov's two-sided statistic of n uniform draws.
///
/// Exact by the matrix of Marsaglia, Tsang and Wang (2003, J. Statistical Software 8:18), in the
/// far tail by twice Birnbaum and Tingey's (1951) one-sided sum, which agrees to ten digits there
/// (Simard and L'Ecuyer 2011); for samples above 2,000 by Kolmogorov's limit with Stephens' (1970)
/// correction, within 0.001.
public struct KolmogorovLaw: Hashable, Sendable {
  /// Draws in the sample; above 0.
  public let sampleSize: Int
  private static let largestExact = 2_000

  /// The law for a number of draws; below 1 counts as 1.
  public init(sampleSize: Int) { self.sampleSize = Swift.max(1, sampleSize) }

  /// P(D ≥ d), for d in [0, 1].
  public func survival(_ d: Double) -> Double {
    let n = Double(sampleSize)
    guard d > 0.5 / n else { return 1 }
    guard d < 1 else { return 0 }
    if sampleSize > Self.largestExact { return limit(d) }
    let p = n * d * d >= 4 ? 2 * oneSided(d) : 1 - distribution(d)
    return Swift.min(1, Swift.max(0, p))
  }

  /// Kolmogorov's (1933) series at a size corrected for the sample.
  private func limit(_ d: Double) -> Double {
    let root = Double(sampleSize).squareRoot()
    let x = (root + 0.12 + 0.11 / root) * d
    var sum = 0.0
    for k in 1...100 {
      let term = Double.exp(-2 * Double(k * k) * x * x)
      sum += k % 2 == 1 ? term : -term
    }
    return Swift.min(1, Swift.max(0, 2 * sum))
  }

  /// P(D⁺ ≥ d) = d Σ C(n, j) (d + j/n)^(j − 1) (1 − d − j/n)^(n − j), by logarithms.
  private func oneSided(_ d: Double) -> Double {
    let n = Double(sampleSize)
    var sum = 0.0
    var logChoices = 0.0
    for j in 0..<sampleSize {
      let left = 1 - d - Double(j) / n
      guard left > 0 else { break }
      let log =
        logChoices + Double(j - 1) * Double.log(d + Double(j) / n)
        + Double(sampleSize - j) * Double.log(left)
      sum += Double.exp(log)
      logChoices += Double.log((n - Double(j)) / Double(j + 1))
    }
    return d * sum
  }

  /// P(D < d): n!/nⁿ times the middle element of the n-th power of a matrix.
  private func distribution(_ d: Double) -> Double {
    let scaled = Double(sampleSize) * d
    let k = Int(scaled) + 1
    let h = Double(k) - scaled
    var power = ScaledMatrix(steps: 2 * k - 1, remainder: h).power(sampleSize)
    let n = Double(sampleSize)
    var value = power.values[(k - 1) * power.size + k - 1]
    for i in 1...sampleSize {
      value *= Double(i) / n
      if value < 1e-140 {
        value *= 1e140
        power.exponent -= 140
      }
    }
    return value * Double.exp(Double(power.exponent) * 2.302585092994046)
  }
}

/// A square matrix with a power of ten drawn out.
private struct ScaledMatrix {
  let size: Int
  var values: [Double]
  var exponent = 0

  /// Marsaglia, Tsang and Wang's matrix H for nd = (steps + 1)/2 − remainder.
  init(steps m: Int, remainder h: Double) {
    size = m
    values = [Double](repeating: 0, count: m * m)
    for i in 0..<m {
      for j in 0..<Swift.min(m, i + 2) { values[i * m + j] = 1 }
    }
    var powerOfH = 1.0
    for i in 0..<m {
      powerOfH *= h
      values[i * m] -= powerOfH
      values[(m - 1) * m + m - 1 - i] -= powerOfH
    }
    if 2 * h > 1 { values[(m - 1) * m] += (0..<m).reduce(1.0) { p, _ in p * (2 * h - 1) } }
    for i in 0..<m {
      for j in 0..<Swift.min(m, i + 2) where i - j + 1 > 0 {
        for g in 1...(i - j + 1) { values[i * m + j] /= Double(g) }
      }
    }
  }

  /// The n-th power, n ≥ 1, by squaring.
  func power(_ n: Int) -> ScaledMatrix {
    guard n > 1 else { return self }
    let half = power(n / 2)
    let square = half.times(half)
    return n % 2 == 0 ? square : square.times(self)
  }

  private func times(_ other: ScaledMatrix) -> ScaledMatrix {
    var product = self
    product.exponent = exponent + other.exponent
    for i in 0..<size {
      for j in 0..<size {
        var sum = 0.0
        for k in 0..<size { sum += values[i * size + k] * other.values[k * size + j] }
        product.values[i * size + j] = sum
      }
    }
    product.rescale()
    return product
  }

  private mutating func rescale() {
    let middle = values[(size / 2) * size + size / 2]
    guard middle > 1e140 else { return }
    values = values.map { $0 * 1e-140 }
    exponent += 140
  }
}
