internal import Distributions
internal import Sampling

/// The masses of a sum of independent compound risks on a grid, through generating functions.
///
/// Exponential tilting against aliasing (Grübel and Hermesmeier 1999): masses are weighed by
/// exp(−θj), which turns the totals that wrap around into exp(−θn) of themselves; undoing it
/// multiplies rounding by exp(θj), so only the first half of the totals is handed out.
struct FourierInversion {
  private let step: Double
  private let length: Int
  private let weights: [Double]
  private var real: [Double]
  private var imaginary: [Double]

  /// θn: what wraps around is worth 2e-9 of itself, and rounding grows to 1e-11 at the half.
  private static let tilt = 20.0

  /// - Parameters:
  ///   - step: of the grid.
  ///   - count: totals from 0 to (count − 1) steps; a power of two.
  static func masses(of risks: [CompoundRisk], step: Double, count: Int) -> [Double] {
    var inversion = FourierInversion(step: step, length: 2 * count)
    // Poisson risks with certain rates are one Poisson risk with mixed losses.
    let merged = risks.filter(\.count.isPlainPoisson)
    if !merged.isEmpty { inversion.takeIn(poisson: merged) }
    for risk in risks where !risk.count.isPlainPoisson { inversion.takeIn(risk) }
    return inversion.masses(count)
  }

  private init(step: Double, length: Int) {
    self.step = step
    self.length = length
    let decay = KernelReference.exp(-Self.tilt / Double(length))
    var weight = 1.0
    weights = (0..<length).map { j in
      // A product from 0 on would gather rounding; it starts anew every 64.
      weight = j % 64 == 0 ? KernelReference.exp(-Self.tilt * Double(j) / Double(length)) : weight
      defer { weight *= decay }
      return weight
    }
    real = [Double](repeating: 1, count: length / 2 + 1)
    imaginary = [Double](repeating: 0, count: length / 2 + 1)
  }

  private mutating func takeIn(poisson risks: [CompoundRisk]) {
    var sum = [Double](repeating: 0, count: length)
    for risk in risks {
      let grid = SeverityGrid(of: risk, step: step, count: length)
      for j in 0..<length { sum[j] += risk.count.rate.nodes[0] * grid.masses[j] }
    }
    let total = risks.reduce(0) { $0 + $1.count.rate.nodes[0] }
    multiply(by: sum) { ComplexNumber.exp($0 + ComplexNumber(-total)) }
  }

  private mutating func takeIn(_ risk: CompoundRisk) {
    let grid = SeverityGrid(of: risk, step: step, count: length)
    multiply(by: grid.masses) {
      risk.count.generatingFunction(minusOne: $0 + ComplexNumber(-1))
    }
  }

  /// Multiplies by a function of the tilted transform of masses; a real sequence's transform is
  /// known from its first half.
  private mutating func multiply(
    by masses: [Double], _ function: (ComplexNumber) -> ComplexNumber
  ) {
    var re = masses
    for j in 0..<length { re[j] *= weights[j] }
    var im = [Double](repeating: 0, count: length)
    Fourier.transform(real: &re, imaginary: &im)
    for k in 0...(length / 2) {
      let product = ComplexNumber(real[k], imaginary[k]) * function(ComplexNumber(re[k], im[k]))
      (real[k], imaginary[k]) = (product.real, product.imaginary)
    }
  }

  private func masses(_ count: Int) -> [Double] {
    var re = real + real[1..<(length / 2)].reversed()
    var im = imaginary + imaginary[1..<(length / 2)].reversed().map { -$0 }
    Fourier.transform(real: &re, imaginary: &im, inverse: true)
    return (0..<count).map { re[$0] / (weights[$0] * Double(length)) }
  }
}
