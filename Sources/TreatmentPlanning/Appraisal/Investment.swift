internal import RealModule

/// Money spent once and every year for a benefit every year, over whole years (`MODELS.md` section
/// 6, Appraisal).
///
/// `once` falls at t = 0 and again each `lifeYears` inside the horizon, without residual value; the
/// rest falls at year ends. The benefit of a year counts by the part of it in force.
public struct Investment: Sendable {
  /// At t = 0, in the study's currency.
  public var once: Double
  /// At each year end.
  public var perYear: Double
  /// Averted loss at each year end, when in force.
  public var benefitPerYear: Double
  /// The horizon, at least 1.
  public var years: Int
  /// Yearly rate, at least 0.
  public var discountRate: Double
  /// Years until `once` is spent again; nil for never.
  public var lifeYears: Double?
  /// Days until it is in force.
  public var readyInDays: Double

  /// Makes the value from its parts.
  public init(
    once: Double, perYear: Double, benefitPerYear: Double, years: Int, discountRate: Double,
    lifeYears: Double? = nil, readyInDays: Double = 0
  ) {
    self.once = once
    self.perYear = perYear
    self.benefitPerYear = benefitPerYear
    self.years = years
    self.discountRate = discountRate
    self.lifeYears = lifeYears
    self.readyInDays = readyInDays
  }

  /// The part of a year, from 1, in which it is in force.
  private func partInForce(_ year: Int) -> Double {
    Swift.min(1, Swift.max(0, Double(year) - readyInDays / 365))
  }

  /// Times at which `once` is spent.
  private var purchases: [Double] {
    guard let life = lifeYears, life > 0 else { return [0] }
    return Array(stride(from: 0, to: Double(years) - 1e-9, by: life))
  }

  /// What all benefits are worth at t = 0.
  public var presentBenefit: Double { presentBenefit(at: discountRate) }
  /// What all costs are worth at t = 0.
  public var presentCost: Double { presentCost(at: discountRate) }
  /// Benefits less costs at t = 0.
  public var netPresentValue: Double { presentBenefit - presentCost }
  /// On present values; nil without cost.
  public var benefitCostRatio: Double? { presentCost > 0 ? presentBenefit / presentCost : nil }
  /// The costs as equal payments at year ends.
  public var annualisedCost: Double {
    presentCost * AnnuityFactor.payment(rate: discountRate, years: Double(years))
  }

  private func presentBenefit(at rate: Double) -> Double {
    (1...Swift.max(years, 1)).reduce(0) {
      $0 + benefitPerYear * partInForce($1) * Double.pow(1 + rate, -Double($1))
    }
  }

  private func presentCost(at rate: Double) -> Double {
    purchases.reduce(0) { $0 + once * Double.pow(1 + rate, -$1) }
      + (1...Swift.max(years, 1)).reduce(0) { $0 + perYear * Double.pow(1 + rate, -Double($1)) }
  }

  /// The rate at which the net present value is 0, by bisection between −99 % and 10,000 %; nil
  /// where its sign does not change there.
  public var internalRateOfReturn: Double? {
    func value(_ rate: Double) -> Double { presentBenefit(at: rate) - presentCost(at: rate) }
    var (low, high) = (-0.99, 100.0)
    guard value(low) > 0, value(high) < 0 else { return nil }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if value(middle) > 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// once / (benefit − per_year): years until it has paid for itself; nil where it never does.
  public var simplePayback: Double? {
    let net = benefitPerYear - perYear
    return net > 0 ? once / net : nil
  }

  /// Years until discounted net benefits cover `once`, linear within a year; nil beyond the horizon.
  public var discountedPayback: Double? {
    var open = once
    for year in 1...Swift.max(years, 1) {
      let net =
        (benefitPerYear * partInForce(year) - perYear) * Double.pow(1 + discountRate, -Double(year))
      if net >= open, net > 0 { return Double(year - 1) + open / net }
      open -= net
    }
    return nil
  }

  /// Return on security investment: (benefit − cost) / cost on annual figures; nil without cost.
  public static func returnOnSecurity(benefit: Double, cost: Double) -> Double? {
    cost > 0 ? (benefit - cost) / cost : nil
  }
}
