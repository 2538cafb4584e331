internal import Sampling

/// What is asked of variants of a study on the same years as the study itself.
enum SensitivityQuestion: Sendable {
  /// An input at its 10 % and at its 90 % quantile.
  case tornado(UncertainInput)
  /// All inputs of a source at their means.
  case known(source: String, fixed: [UInt64: Double])
  /// A control that is always out, its insurance too.
  case without(control: Int, id: String)
  /// A control that is never out.
  case neverOut(control: Int, id: String)

  /// The probabilities at the ends of a bar.
  static let ends = (low: 0.1, high: 0.9)

  var variants: [StudyVariant] {
    switch self {
    case .tornado(let input):
      [.holding(input.fixed(at: Self.ends.low)), .holding(input.fixed(at: Self.ends.high))]
    case .known(_, let fixed): [.holding(fixed)]
    case .without(let control, _):
      [StudyVariant(forced: [control: true], withoutShareOf: control)]
    case .neverOut(let control, _): [StudyVariant(forced: [control: false])]
    }
  }

  /// The answers from the years of the variants, in their order.
  func figures(asStated base: VariantYears, _ years: [VariantYears]) -> [SensitivityFigure] {
    switch self {
    case .tornado(let input):
      return tornado(input.path, low: years[0], high: years[1])
    case .known(let source, _):
      return base.differences(from: years[0]).map { measure, estimate in
        SensitivityFigure(
          input: "sources/\(source)", measure: measure, index: .notKnowing, estimate: estimate)
      }
    case .without(_, let id):
      return years[0].differences(from: base).map { measure, estimate in
        SensitivityFigure(
          input: "controls/\(id)", measure: measure, index: .takenAway, estimate: estimate)
      }
    case .neverOut(_, let id):
      return neverOut("controls/\(id)", base, years[0])
    }
  }

  private func tornado(
    _ path: String, low: VariantYears, high: VariantYears
  ) -> [SensitivityFigure] {
    low.measures.flatMap { measure, lowEnd -> [SensitivityFigure] in
      guard let highEnd = high.measures.first(where: { $0.0 == measure })?.1,
        let swing = high.differences(from: low).first(where: { $0.0 == measure })?.1
      else { return [] }
      return [
        (SensitivityFigure.Index.tornadoLow, lowEnd), (.tornadoHigh, highEnd),
        (.tornadoSwing, swing),
      ].map { SensitivityFigure(input: path, measure: measure, index: $0, estimate: $1) }
    }
  }

  private func neverOut(
    _ path: String, _ base: VariantYears, _ never: VariantYears
  ) -> [SensitivityFigure] {
    base.differences(from: never).map { measure, estimate in
      SensitivityFigure(
        input: path, measure: measure, index: .addedByOutages, estimate: estimate)
    } + [
      SensitivityFigure(
        input: path, measure: .expectedShortfall(level: base.level), index: .outagesInTail,
        estimate: base.tailMean(of: zip(base.years, never.years).map { $0 - $1 }))
    ]
  }
}

/// The years of one variant with their figures.
struct VariantYears: Sendable {
  let years: [Double]
  let level: Double
  private let sample: SortedSample
  private let hasFiniteVariance: Bool

  init(_ years: [Double], level: Double, hasFiniteVariance: Bool) {
    self.years = years
    self.level = level
    self.hasFiniteVariance = hasFiniteVariance
    sample = SortedSample(years, hasFiniteVariance: hasFiniteVariance)
  }

  /// The two measures that are asked of every variant.
  var measures: [(SensitivityFigure.Measure, Estimate)] {
    [
      (.expectedAnnualLoss, sample.mean),
      (.expectedShortfall(level: level), sample.expectedShortfall(level: level)),
    ]
  }

  /// These figures less those of another variant, with errors from the differences of years.
  func differences(from other: VariantYears) -> [(SensitivityFigure.Measure, Estimate)] {
    let pair = PairedYears(
      first: other.years, second: years, clusterSize: 1, samples: (other.sample, sample))
    return [
      (.expectedAnnualLoss, pair.mean),
      (.expectedShortfall(level: level), pair.expectedShortfall(level: level)),
    ]
  }

  /// The mean of a part of the loss over the years beyond value at risk, those at it weighted by
  /// one fraction so that the weights add up to (1 − level)·n.
  ///
  /// The variance is that of the influence function (X − E[X | L = v])·1{tail}/(1 − level), with
  /// E[X | L = v] from the years next above the quantile (Hong and Liu 2009).
  func tailMean(of part: [Double]) -> Estimate {
    let n = Double(years.count)
    let mass = (1 - level) * n
    let v = sample.valueAtRisk(level: level).value
    let above = sample.countAbove(v)
    let equal = years.count { $0 == v }
    let fraction = equal > 0 ? Swift.max(0, (mass - Double(above)) / Double(equal)) : 0
    let near = nearQuantile(v, above: above, part)
    var moments = Moments()
    var sum = 0.0
    for (loss, x) in zip(years, part) {
      let weight = loss > v ? 1 : (loss == v ? fraction : 0)
      sum += weight * x
      moments.merge(Moments(CollectionOfOne(weight * (x - near))))
    }
    let infinite = hasFiniteVariance ? nil : "the variance of losses is infinite"
    return .normal(
      mass > 0 ? sum / mass : 0, standardError: moments.standardError / (1 - level),
      method: .influenceFunction, sampleSize: years.count,
      caveat: infinite ?? sample.expectedShortfall(level: level).caveat)
  }

  /// The mean of a part over the years next above the quantile.
  private func nearQuantile(_ v: Double, above: Int, _ part: [Double]) -> Double {
    guard above > 0 else { return 0 }
    let count = Swift.min(above, Swift.max(20, Swift.min(1_000, above / 10)))
    let limit = sample.value(rank: years.count - above + count)
    var sum = 0.0
    var neighbours = 0.0
    for (loss, x) in zip(years, part) where loss >= v && loss <= limit {
      sum += x
      neighbours += 1
    }
    return neighbours > 0 ? sum / neighbours : 0
  }
}
