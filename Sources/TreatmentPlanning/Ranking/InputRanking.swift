internal import Distributions
internal import Sampling

/// How sure the choice is while its inputs are uncertain: who is best how often, what a wrong choice
/// costs, and what knowing an input would be worth (`MODELS.md` section 6).
public struct InputRanking: Sendable {
  /// One plan over the draws of the inputs.
  public struct Entry: Sendable {
    /// The chance that its objective is the smallest of all.
    public var probabilityBest: Double
    /// Standard error of that chance.
    public var standardError: Double
    /// E[objective − the smallest of all in the same draw].
    public var expectedRegret: Double
    /// Standard error of the regret.
    public var regretError: Double
    /// The largest regret in any draw.
    public var worstRegret: Double
  }

  /// What knowing an input beforehand would save.
  public struct Worth: Sendable {
    /// The input's id.
    public var input: String
    /// In the unit of the objective, at least 0; exact.
    public var value: Double
    /// Positions of the plans that are best at some value of it, from small values to large.
    public var best: [Int]
  }

  /// By plan, in the order given.
  public let entries: [Entry]
  /// By input, in the order given.
  public let worths: [Worth]
  /// What knowing all inputs would save: the regret of the plan that is best in expectation.
  public let totalWorth: Double
  /// Its standard error.
  public let totalWorthError: Double
  /// Draws of all inputs.
  public let draws: Int

  /// Draws for chances and regrets.
  public static let draws = 10_000

  /// Ranks plans; nil where no input is uncertain or an input moves more than means.
  public init?(
    _ problem: TreatmentProblem, _ inputs: [UncertainInput], _ plans: [Plan], seed: UInt64,
    draws: Int = Self.draws
  ) {
    guard !inputs.isEmpty, !plans.isEmpty,
      let totals = UncertainTotals(problem, inputs, plans)
    else { return nil }
    self.draws = draws
    var tally = RegretTally(count: plans.count)
    let streams = inputs.map {
      RandomStream(seed: seed, purpose: "treatment/input", record: $0.id)
    }
    for draw in 0..<draws {
      tally.add(totals.totals(at: Self.values(inputs, streams, UInt32(draw))))
    }
    entries = tally.entries
    let means = inputs.map(\.mean)
    let expected = totals.totals(at: means)
    let best = expected.indices.min { (expected[$0], $0) < (expected[$1], $1) } ?? 0
    totalWorth = entries[best].expectedRegret
    totalWorthError = entries[best].regretError
    worths = inputs.indices.map { Self.worth($0, inputs, means, expected, totals) }
  }

  static func values(
    _ inputs: [UncertainInput], _ streams: [RandomStream], _ draw: UInt32
  ) -> [Double] {
    zip(inputs, streams).map { input, stream in
      Swift.min(input.most, input.law.value(atUniform: stream.uniform(trial: draw)))
    }
  }

  /// With the other inputs at their means each total is a line in this one.
  private static func worth(
    _ input: Int, _ inputs: [UncertainInput], _ means: [Double], _ expected: [Double],
    _ totals: UncertainTotals
  ) -> Worth {
    let step = means[input] != 0 ? means[input] : 1
    var values = means
    values[input] += step
    let moved = totals.totals(at: values)
    let lines = expected.indices.map { plan in
      let slope = (moved[plan] - expected[plan]) / step
      return LowerEnvelope.Line(value: expected[plan] - slope * means[input], slope: slope)
    }
    let envelope = LowerEnvelope(lines)
    let informed = envelope.expectation(under: inputs[input].law, most: inputs[input].most)
    let value = (expected.min() ?? 0) - informed
    let noise = 1e-12 * (expected.map(\.magnitude).max() ?? 0)
    return Worth(
      input: inputs[input].id, value: value > noise ? value : 0,
      best: reachable(envelope, inputs[input]))
  }

  /// Pieces of the envelope within what can occur.
  private static func reachable(_ envelope: LowerEnvelope, _ input: UncertainInput) -> [Int] {
    let (low, high) = (
      input.law.support.lowerBound, Swift.min(input.law.support.upperBound, input.most)
    )
    return envelope.pieces.indices.filter { place in
      let from = place == 0 ? -Double.infinity : envelope.kinks[place - 1]
      let to = place < envelope.kinks.count ? envelope.kinks[place] : .infinity
      return to > low && from < high
    }.map { envelope.pieces[$0] }
  }
}
