/// Which of two laws of loss everybody, or everybody who shuns risk, prefers.
public enum StochasticDominance: String, Sendable {
  case first, second, none

  /// Slack of comparisons, relative to the largest loss.
  private static let slack = 1e-12

  /// Whether X is preferred to Y: `first` where P(X > t) ≤ P(Y > t) for all t, else `second` where
  /// E[(X − t)⁺] ≤ E[(Y − t)⁺] for all t (Shaked and Shanthikumar 2007).
  public static func of(
    _ x: [(loss: Double, probability: Double)], over y: [(loss: Double, probability: Double)]
  ) -> StochasticDominance {
    of(LossLaw(x), over: LossLaw(y))
  }

  /// The same for laws that are sorted already: one walk from the largest loss down.
  public static func of(_ x: LossLaw, over y: LossLaw) -> StochasticDominance {
    let scale = Swift.max(x.largest, y.largest, 1)
    var isFirst = true
    var (left, right) = (x.walk(), y.walk())
    var at = Swift.max(left.next ?? -.infinity, right.next ?? -.infinity)
    while at > -.infinity {
      left.take(downTo: at)
      right.take(downTo: at)
      // P(X ≥ t) at every atom t is P(X > t') just below it.
      if left.above > right.above + slack { isFirst = false }
      if left.excess(over: at) > right.excess(over: at) + slack * scale { return .none }
      at = Swift.max(left.next ?? -.infinity, right.next ?? -.infinity)
    }
    // Below every atom excesses differ as the means do.
    guard left.mean <= right.mean + slack * scale else { return .none }
    return isFirst ? .first : .second
  }
}

/// A law of loss on finitely many values, from the largest down.
public struct LossLaw: Sendable {
  fileprivate let losses: [Double]
  fileprivate let chances: [Double]

  /// Sorts values with their probabilities.
  public init(_ values: [(loss: Double, probability: Double)]) {
    let sorted = values.sorted { $0.loss > $1.loss }
    losses = sorted.map(\.loss)
    chances = sorted.map(\.probability)
  }

  /// Yearly losses; nil probabilities for equal ones.
  public init(years: [Double], probabilities: [Double]?) {
    let equal = 1 / Double(Swift.max(years.count, 1))
    self.init(years.indices.map { (years[$0], probabilities?[$0] ?? equal) })
  }

  fileprivate var largest: Double {
    Swift.max(losses.first?.magnitude ?? 0, losses.last?.magnitude ?? 0)
  }

  fileprivate func walk() -> Walk { Walk(law: self) }

  fileprivate struct Walk {
    let law: LossLaw
    private var place = 0
    /// Probability of the values that were taken.
    private(set) var above = 0.0
    /// Σ probability × loss of them: the mean, once all are taken.
    private(set) var mean = 0.0

    init(law: LossLaw) { self.law = law }

    /// The largest value that was not taken.
    var next: Double? { place < law.losses.count ? law.losses[place] : nil }

    mutating func take(downTo t: Double) {
      while place < law.losses.count, law.losses[place] >= t {
        above += law.chances[place]
        mean += law.chances[place] * law.losses[place]
        place += 1
      }
    }

    /// E[(X − t)⁺] once all values down to t are taken.
    func excess(over t: Double) -> Double { mean - above * t }
  }
}
