/// Amounts of money as commands take them: `250000`, `400k`, `1.5M`, `3e6`.
public enum AmountText {
  /// The amount; nil where the text is none or not finite.
  public static func parse(_ text: String) -> Double? {
    let powers: [Character: String] = ["k": "e3", "K": "e3", "M": "e6", "G": "e9"]
    let power = text.last.flatMap { powers[$0] }
    let digits = power == nil ? text[...] : text.dropLast()
    guard !digits.isEmpty,
      digits.allSatisfy({
        $0.isASCII && ($0.isNumber || ".-+".contains($0) || (power == nil && "eE".contains($0)))
      }),
      let number = Double(digits + (power ?? "")), number.isFinite
    else { return nil }
    return number
  }
}
