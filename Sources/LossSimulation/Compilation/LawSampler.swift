internal import Distributions
internal import Sampling

/// A law made ready for blocks: turns uniforms into draws in place, by inversion.
///
/// Continuous laws go through the SIMD kernels, most of them by a `QuantileTable`; laws on atoms
/// through their own quantile. A lognormal law that is drawn seldom shares the table of the standard
/// normal law with all others, since a table of its own is 8 KiB that are cold whenever they are read. Inversion keeps one uniform a draw, which copulas, designs and common random numbers need.
struct LawSampler: Sendable {
  private enum Form: Sendable {
    case constant(Double)
    case uniform(min: Double, width: Double)
    case exponential(mean: Double)
    case table(QuantileTable)
    case lognormal(mu: Double, sigma: Double)
    case general(any Distribution)
  }

  private let form: Form
  /// The law itself, for moments and ends.
  let law: any Distribution
  /// Whether a draw can fall below 0 and is then set to 0 and counted.
  let canBeNegative: Bool

  /// Draws a year from which a table of the law's own pays: some 250 in a block.
  static let leastDrawsOfTable = 0.25
  private static let standardNormal = QuantileTable(Normal.standard)

  /// - Parameter drawsPerYear: how often the law is drawn on average, where that is known; 0 for
  ///   what is drawn once a trial, block by block. Of the record alone, so that no other record
  ///   moves its draws.
  init(_ law: any Distribution, drawsPerYear: Double = .infinity) {
    self.law = law
    let support = law.support
    canBeNegative = support.lowerBound < 0
    if support.lowerBound == support.upperBound {
      form = .constant(support.lowerBound)
    } else if let uniform = law as? Uniform {
      form = .uniform(min: uniform.min, width: uniform.max - uniform.min)
    } else if let exponential = law as? Exponential {
      form = .exponential(mean: exponential.mean)
    } else if let lognormal = law as? LogNormal, drawsPerYear < Self.leastDrawsOfTable {
      form = .lognormal(mu: lognormal.mu, sigma: lognormal.sigma)
    } else if law.isDiscrete {
      form = .general(law)
    } else {
      form = .table(QuantileTable(law))
    }
  }

  /// The value where the law is certain.
  var constant: Double? {
    if case .constant(let value) = form { value } else { nil }
  }

  /// The sampler of the law's mean, for `parameter_uncertainty: off`; the law itself where the mean
  /// is infinite, which `StudyCompiler` refuses.
  var heldAtMean: LawSampler { (try? Constant(law.mean)).map { LawSampler($0) } ?? self }

  /// Replaces each uniform by its draw; returns how many draws were below 0 and set to 0.
  func transform(_ u: UnsafeMutablePointer<Double>, count: Int) -> Int {
    switch form {
    case .constant(let value):
      for i in 0..<count { u[i] = value }
    case .uniform(let min, let width):
      for i in 0..<count { u[i] = min + width * u[i] }
    case .exponential(let mean):
      BlockKernels.log(u, count: count, into: u)
      for i in 0..<count { u[i] *= -mean }
    case .lognormal(let mu, let sigma):
      Self.standardNormal.transform(u, count: count)
      for i in 0..<count { u[i] = mu + sigma * u[i] }
      BlockKernels.exp(u, count: count, into: u)
    case .table(let table):
      table.transform(u, count: count)
    case .general(let law):
      Self.invert(law, u, count)
    }
    return canBeNegative ? Self.clip(u, count) : 0
  }

  /// Opens the existential once a block, not once a draw.
  private static func invert(
    _ law: some Distribution, _ u: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for i in 0..<count { u[i] = law.value(atUniform: u[i]) }
  }

  private static func clip(_ x: UnsafeMutablePointer<Double>, _ count: Int) -> Int {
    var clipped = 0
    for i in 0..<count where x[i] < 0 {
      x[i] = 0
      clipped += 1
    }
    return clipped
  }
}
