internal import RiskModel

/// Whole numbers as commands take them: `250000`, `100k`, `1M`, `1.5M`, `1e6`.
public enum CountText {
  /// The largest count that is taken: no study has more trials.
  public static let largest = SimulationSettings.mostTrials

  /// The number; nil where the text is none, is not whole, is below 1 or above the largest.
  public static func parse(_ text: String) -> Int? {
    let factors: [Character: Double] = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9]
    let factor = text.last.flatMap { factors[$0] }
    let digits = factor == nil ? text[...] : text.dropLast()
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || ".eE+".contains($0)) }),
      let number = Double(digits)
    else { return nil }
    // Rounding first: 1.1 × 1000 is whole to a reader and not in binary.
    let product = number * (factor ?? 1)
    let whole = product.rounded()
    guard (product - whole).magnitude <= 1e-9 * whole, whole >= 1, whole <= Double(largest)
    else { return nil }
    return Int(whole)
  }
}
