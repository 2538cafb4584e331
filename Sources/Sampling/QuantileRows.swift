internal import Distributions

/// The rows of a `QuantileTable`: what is fitted so far, how a row is fitted and when it is trusted.
///
/// Rows lie by ascending w: those of the lower half, one of NaN for what has no row, then those of
/// the upper half and another of NaN, as `bw_table_quantile` reads them. A row that is not fitted is
/// NaN too.
struct QuantileRows: Sendable {
  /// Octaves of w = min(u, 1 − u) in each half, from 2⁻¹ down.
  static let octaves = 10
  /// Rows of an octave.
  private static let cells = 4
  /// Coefficients of a row, lowest power first.
  private static let terms = 12
  private static let height = octaves * cells

  /// Largest error of a row where it is checked, relative to the value, or to the range of values
  /// over the row where that is more.
  static let tolerance = 1e-12

  private enum State: UInt8 { case unknown, fitted, refused }

  private(set) var coefficients: [Double]
  private var states: [State]

  /// No row is fitted; copies share its memory until one is.
  static let blank = QuantileRows()

  private init() {
    let rows = 2 * (Self.height + 1)
    coefficients = [Double](repeating: .nan, count: rows * Self.terms)
    states = [State](repeating: .unknown, count: rows)
    states[Self.height] = .refused
    states[2 * Self.height + 1] = .refused
  }

  // MARK: Places

  /// The row of a uniform and its place in the row, −1 ≤ t < 1.
  private func place(of u: Double) -> (row: Int, t: Double) {
    let upper = u > 0.5
    let bits = (upper ? 1 - u : u).bitPattern
    let row = Int(bits >> 50) - (1_022 - Self.octaves) * Self.cells
    let inside = row >= 0 && row < Self.height ? row : Self.height
    let fraction = Double(bitPattern: bits & 0x0003_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    return (inside + (upper ? Self.height + 1 : 0), (fraction - 1.125) * 8)
  }

  /// w at a place of a row.
  private func probability(row: Int, t: Double) -> Double {
    let inHalf = row % (Self.height + 1)
    let octave = Double(
      sign: .plus, exponent: inHalf / Self.cells - Self.octaves - 1, significand: 1)
    return octave * (1 + (Double(inHalf % Self.cells) + (t + 1) / 2) / Double(Self.cells))
  }

  // MARK: Values

  /// Whether the row of a uniform has not been tried yet.
  func lacksRow(of u: Double) -> Bool { states[place(of: u).row] == .unknown }

  /// The value where the row is fitted.
  func value(atUniform u: Double) -> Double? {
    let (row, t) = place(of: u)
    guard states[row] == .fitted else { return nil }
    return KernelReference.rowValue(coefficients, from: row * Self.terms, at: t)
  }

  /// The probability of the rows that were tried and refused.
  var refusedProbability: Double {
    states.indices.reduce(0) { sum, row in
      guard states[row] == .refused, row % (Self.height + 1) < Self.height else { return sum }
      return sum + probability(row: row, t: 1) - probability(row: row, t: -1)
    }
  }

  // MARK: Fitting

  /// Fits the row of a uniform, or refuses it.
  mutating func fitRow(of u: Double, to law: some Distribution) {
    let row = place(of: u).row
    let series = chebyshevSeries(row, law)
    let polynomial = Self.powers(of: series)
    guard isTrue(polynomial, remainder: Self.remainder(of: series), row, law) else {
      return states[row] = .refused
    }
    let start = row * Self.terms
    coefficients.replaceSubrange(start..<start + Self.terms, with: polynomial)
    states[row] = .fitted
  }

  /// The law's quantile at a place of a row, from the row's own half.
  private func quantile(_ law: some Distribution, _ row: Int, _ t: Double) -> Double {
    let w = probability(row: row, t: t)
    return row <= Self.height ? law.quantile(w) : law.upperQuantile(w)
  }

  /// Interpolation in the twelve Chebyshev nodes of the first kind (Mason and Handscomb 2003,
  /// section 6.3).
  private func chebyshevSeries(_ row: Int, _ law: some Distribution) -> [Double] {
    let count = Self.terms
    let values = (0..<count).map { quantile(law, row, Self.cosine(2 * $0 + 1)) }
    return (0..<count).map { k in
      let sum = (0..<count).reduce(0.0) { $0 + values[$1] * Self.cosine(k * (2 * $1 + 1)) }
      return sum * (k == 0 ? 1 : 2) / Double(count)
    }
  }

  /// Whether a polynomial gives the law's quantile at the middle and both ends of a row, where it
  /// has no node; its value has the right probability; and what its series leaves out is small, which
  /// it is not where the row holds a kink that the three places miss.
  private func isTrue(
    _ polynomial: [Double], remainder: Double, _ row: Int, _ law: some Distribution
  ) -> Bool {
    let places = [-1.0, 0, 1]
    let truth = places.map { quantile(law, row, $0) }
    guard truth.allSatisfy(\.isFinite) else { return false }
    let spread = abs(truth[2] - truth[0])
    let allowed = truth.map { Self.tolerance * max(abs($0), spread) }
    let found = places.map { KernelReference.rowValue(polynomial, from: 0, at: $0) }
    return zip(zip(found, truth), allowed).allSatisfy { abs($0.0 - $0.1) <= $1 }
      && remainder <= allowed[1] && hasProbability(found[1], row, law)
  }

  /// What a series would go on with, if its last two pairs of terms went on as they fall: a factor
  /// of 18² where the quantile is smooth up to w = 0, hardly more than 1 at a kink.
  private static func remainder(of series: [Double]) -> Double {
    let last = max(abs(series[10]), abs(series[11]))
    let before = max(abs(series[8]), abs(series[9]))
    return last > 0 ? last * min(1, last / before) : 0
  }

  /// Whether a value at the middle of its row has the probability it should, but for the value's own
  /// rounding.
  private func hasProbability(_ x: Double, _ row: Int, _ law: some Distribution) -> Bool {
    let w = probability(row: row, t: 0)
    let found = row <= Self.height ? law.distribution(x) : law.survival(x)
    return abs(found - w) <= 1e-9 * w + 2 * Self.tolerance * abs(x) * law.density(x)
  }

  // MARK: Chebyshev polynomials

  /// cos(kπ/24), exact to rounding (mpmath, 40 digits), for k from 0 to 12.
  private static let cosines = [
    1.0, 0.9914448613738104, 0.9659258262890683, 0.9238795325112867, 0.8660254037844386,
    0.7933533402912352, 0.7071067811865476, 0.6087614290087207, 0.5, 0.3826834323650898,
    0.25881904510252074, 0.1305261922200516, 0.0,
  ]

  private static func cosine(_ k: Int) -> Double {
    let turn = k % 48
    let half = turn <= 24 ? turn : 48 - turn
    return half <= 12 ? cosines[half] : -cosines[24 - half]
  }

  /// The coefficients of powers of t of Σ aₖ Tₖ(t), by T₀ = 1, T₁ = t, Tₖ₊₁ = 2t Tₖ − Tₖ₋₁.
  private static func powers(of series: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: terms)
    var before = sum
    var current = sum
    current[0] = 1
    for k in series.indices {
      for j in sum.indices { sum[j] += series[k] * current[j] }
      let factor = k == 0 ? 1.0 : 2.0
      let next = current.indices.map { j in
        (j > 0 ? factor * current[j - 1] : 0) - before[j]
      }
      before = current
      current = next
    }
    return sum
  }
}
