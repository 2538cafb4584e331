internal import Distributions
public import RiskModel

/// The number of events in a year: a count law whose rate may be uncertain.
public struct AnnualCount: Sendable {
  /// The count given the rate.
  public let law: CountLaw
  /// The annual rate and how sure one is of it.
  public let rate: RateMixture

  /// Makes the law from its parts.
  public init(_ law: CountLaw, rate: RateMixture) {
    self.law = law
    self.rate = rate
  }

  /// Makes the law for a certain rate.
  public init(_ law: CountLaw, rate: Double) { self.init(law, rate: RateMixture(rate)) }

  /// E[N].
  public var mean: Double {
    law == .fixed ? rate.mean.rounded() : rate.mean
  }

  /// P(N = 0).
  public var probabilityOfNone: Double { generatingFunction(miss: 1) }

  /// E[(1 − s)^N]: the chance that none of the events is of a kind that each is with chance s.
  func generatingFunction(miss s: Double) -> Double {
    generatingFunction(minusOne: ComplexNumber(-s)).real
  }

  /// E[(1 + w)^N] for complex w with |1 + w| ≤ 1 (Klugman, Panjer and Willmot, appendix B).
  func generatingFunction(minusOne w: ComplexNumber) -> ComplexNumber {
    switch law {
    case .poisson:
      return rate.average { ComplexNumber.exp($0 * w) }
    case .negativeBinomial(let k):
      return rate.average { ComplexNumber.exp(-k * ComplexNumber.log(onePlus: (-$0 / k) * w)) }
    case .bernoulli:
      // Linear in the chance, so that its mean is all that matters.
      return ComplexNumber(1) + Swift.min(1, rate.mean) * w
    case .fixed:
      return Self.power(ComplexNumber(1) + w, Int(mean))
    }
  }

  /// Whether losses of several such risks can be thrown together.
  var isPlainPoisson: Bool { law == .poisson && rate.isCertain }

  /// By repeated squaring.
  private static func power(_ base: ComplexNumber, _ exponent: Int) -> ComplexNumber {
    var (result, square, rest) = (ComplexNumber(1), base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      square = square * square
      rest >>= 1
    }
    return result
  }
}
