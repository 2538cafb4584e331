/// The loss of one node while an outage fades: q(v) = Σ P(N_v = m) b_m, N_v Poisson with mean v.
///
/// With b_m = ((A*)ᵐ c*)_i this is exp(−(I − A*) v) c* (Jensen 1953), and v runs from 0 to infinity
/// while the outage recovers. Σ b_m is the integral over all time.
struct FadingLoss {
  /// b_0, b_1, …; what is not listed is at most 1 together.
  let terms: [Double]

  /// q(v).
  func value(_ v: Double) -> Double { sum(PoissonWeights(mean: v)) { terms[$0] } }

  /// q'(v).
  private func slope(_ v: Double) -> Double {
    sum(PoissonWeights(mean: v)) { ($0 + 1 < terms.count ? terms[$0 + 1] : 0) - terms[$0] }
  }

  private func sum(_ weights: PoissonWeights, _ term: (Int) -> Double) -> Double {
    var sum = 0.0
    for number in weights.first..<max(weights.first, min(weights.end, terms.count)) {
      sum += weights.weight(number) * term(number)
    }
    return sum
  }

  /// ∫ q from 0 to v.
  private func integral(_ v: Double) -> Double {
    let weights = PoissonWeights(mean: v)
    var sum = 0.0
    for (number, term) in terms.enumerated() {
      let tail = weights.tail(number)
      if tail == 0 { break }
      sum += tail * term
    }
    return sum
  }

  // MARK: Above 1

  /// From here on q is at most 1: numbers up to `last`, the last of a term above 1, are unlikely.
  static func horizon(last: Int) -> Double {
    Double(last) + 12 * Double(last).squareRoot() + 40
  }

  /// Terms that `excess` needs, for a last term above 1.
  static func termsNeeded(last: Int) -> Int {
    let end = horizon(last: last)
    return Int(end + 12 * end.squareRoot() + 40)
  }

  /// ∫ max(0, q − 1): what is lost only on paper, because nobody loses more than everything.
  ///
  /// Exact but for where q crosses 1, which is found by halving.
  var excess: Double {
    guard let last = terms.lastIndex(where: { $0 > 1 }) else { return 0 }
    let end = Self.horizon(last: last)
    var total = 0.0
    var knots = [0.0]
    for step in 0..<Int((end * 8).rounded(.up)) {
      let (a, b) = (Double(step) / 8, Double(step + 1) / 8)
      if (slope(a) > 0) != (slope(b) > 0) { knots.append(root(a, b, slope)) }
      knots.append(b)
    }
    for (a, b) in zip(knots, knots.dropFirst()) where a < b { total += excess(from: a, to: b) }
    return total
  }

  /// The excess over a stretch in which q only rises or only falls.
  private func excess(from a: Double, to b: Double) -> Double {
    let (isAbove, staysAbove) = (value(a) > 1, value(b) > 1)
    if !isAbove && !staysAbove { return 0 }
    var (low, high) = (a, b)
    if isAbove != staysAbove {
      let crossing = root(a, b) { value($0) - 1 }
      if isAbove { high = crossing } else { low = crossing }
    }
    return max(0, integral(high) - integral(low) - (high - low))
  }

  /// Where a function changes its sign between a and b.
  private func root(_ a: Double, _ b: Double, _ function: (Double) -> Double) -> Double {
    var (low, high) = (a, b)
    let isPositive = function(low) > 0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      if (function(middle) > 0) == isPositive { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
