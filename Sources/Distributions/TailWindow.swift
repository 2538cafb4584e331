/// A closed range of a law, seen from the tail in which it lies.
///
/// A range in the upper tail is a difference of survivals, one in the lower tail a difference of
/// distributions, and one around the median is one minus both tails: so a range whose
/// probability is 1e-200 is known as exactly as one of a half.
struct TailWindow {
  enum Place { case lower, around, upper }

  let place: Place
  /// P(lower ≤ X ≤ upper).
  let probability: Double
  /// P(X < lower) and P(X ≥ lower).
  private let below: Double
  private let notBelow: Double
  /// P(X ≤ upper) and P(X > upper).
  private let notAbove: Double
  private let above: Double
  private let base: any Distribution
  let range: ClosedRange<Double>

  init(of base: any Distribution, _ range: ClosedRange<Double>) {
    self.base = base
    self.range = range
    // The next double below the end takes in an atom that stands on it.
    let before = range.lowerBound.nextDown
    (below, notBelow) = (base.distribution(before), base.survival(before))
    (notAbove, above) = (base.distribution(range.upperBound), base.survival(range.upperBound))
    place = below > 0.5 ? .upper : above > 0.5 ? .lower : .around
    let difference =
      switch place {
      case .lower: notAbove - below
      case .upper: notBelow - above
      case .around: 1 - below - above
      }
    probability = difference > 0 ? difference : 0
  }

  /// P(X ≤ x | range) for x inside the range.
  func distribution(_ x: Double) -> Double {
    switch place {
    case .lower: clip((base.distribution(x) - below) / probability)
    case .upper: clip((notBelow - base.survival(x)) / probability)
    case .around:
      base.distribution(x) <= 0.5
        ? clip((base.distribution(x) - below) / probability)
        : clip(1 - (base.survival(x) - above) / probability)
    }
  }

  /// P(X > x | range) for x inside the range.
  func survival(_ x: Double) -> Double {
    switch place {
    case .lower: clip((notAbove - base.distribution(x)) / probability)
    case .upper: clip((base.survival(x) - above) / probability)
    case .around:
      base.distribution(x) <= 0.5
        ? clip(1 - (base.distribution(x) - below) / probability)
        : clip((base.survival(x) - above) / probability)
    }
  }

  /// The quantile given the range, for p in (0, 1).
  func quantile(_ p: Double) -> Double {
    let inner =
      switch place {
      case .lower: base.quantile(below + p * probability)
      case .upper: base.upperQuantile(notBelow - p * probability)
      case .around: around(below + p * probability, above + (1 - p) * probability)
      }
    return inside(inner)
  }

  /// The upper quantile given the range, for q in (0, 1).
  func upperQuantile(_ q: Double) -> Double {
    let inner =
      switch place {
      case .lower: base.quantile(notAbove - q * probability)
      case .upper: base.upperQuantile(above + q * probability)
      case .around: around(below + (1 - q) * probability, above + q * probability)
      }
    return inside(inner)
  }

  /// The mean of a function of X given the range, by quadrature over both halves.
  func average(_ function: (Double) -> Double) -> Double {
    integrate(from: 0, to: 0.5) { function(quantile($0)) }
      + integrate(from: 0, to: 0.5) { function(upperQuantile($0)) }
  }

  /// The quantile from whichever of the two complementary probabilities is the smaller.
  private func around(_ lower: Double, _ upper: Double) -> Double {
    lower <= upper ? base.quantile(lower) : base.upperQuantile(upper)
  }

  private func inside(_ x: Double) -> Double {
    min(max(x, range.lowerBound), range.upperBound)
  }

  private func clip(_ probability: Double) -> Double { min(max(probability, 0), 1) }
}
