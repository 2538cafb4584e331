public import Distributions
internal import Sampling

/// Whether recorded losses look like draws of a law: their probabilities F(x) should look uniform.
///
/// The probability integral transform (Rosenblatt 1952) with Kolmogorov and Smirnov's statistic.
public struct TransformTest: Hashable, Sendable {
  /// F(x) of each loss, in the order given.
  public let probabilities: [Double]
  /// The largest distance between the share of losses up to x and F(x).
  public let statistic: Double
  /// P(as large a distance by chance), two-sided; too large for laws with atoms, where it is careful.
  public let pValue: Double

  /// Tests losses against a law.
  ///
  /// - Throws: `ParameterError` where there are no losses or one is not a number.
  public init(losses: [Double], law: some Distribution) throws(ParameterError) {
    try self.init(probabilities: losses.map { law.distribution($0) })
  }

  /// Tests probabilities that should be uniform on [0, 1].
  ///
  /// - Throws: `ParameterError` where there are none or one lies outside [0, 1].
  public init(probabilities: [Double]) throws(ParameterError) {
    guard !probabilities.isEmpty, probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw ParameterError(
        parameter: "probabilities", value: "\(probabilities)",
        requirement: "one or more numbers from 0 to 1")
    }
    let n = Double(probabilities.count)
    let distances = probabilities.sorted().enumerated().map { rank, p in
      Swift.max((Double(rank) + 1) / n - p, p - Double(rank) / n)
    }
    self.probabilities = probabilities
    statistic = distances.reduce(0, Swift.max)
    pValue = KolmogorovLaw(sampleSize: probabilities.count).survival(statistic)
  }
}
