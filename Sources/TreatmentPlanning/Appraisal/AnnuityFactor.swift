internal import RealModule

/// Turns a sum into equal yearly payments, and back.
public enum AnnuityFactor {
  /// The yearly payment, at year ends, that is worth 1 now: r/(1 − (1+r)^−years), 1/years for r = 0.
  public static func payment(rate: Double, years: Double) -> Double {
    1 / value(rate: rate, years: years)
  }

  /// What 1 a year at year ends is worth now: (1 − (1+r)^−years)/r, years for r = 0.
  public static func value(rate: Double, years: Double) -> Double {
    // expm1 and log1p keep small rates exact.
    rate == 0 ? years : -Double.expMinusOne(-years * Double.log(onePlus: rate)) / rate
  }
}
