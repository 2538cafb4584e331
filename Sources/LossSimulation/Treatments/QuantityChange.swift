internal import Distributions
internal import Sampling

/// What treatments make of a quantity x: max(0, x · Π factors + Σ sums), each drawn once a trial.
///
/// What a treatment sets has taken the place of x before (`MODELS.md` section 6).
struct QuantityChange: Sendable {
  var factors: [TreatmentDraw] = []
  var sums: [TreatmentDraw] = []

  var isEmpty: Bool { factors.isEmpty && sums.isEmpty }

  /// Whether the quantity can grow.
  var canRaise: Bool {
    !sums.isEmpty || factors.contains { $0.largest > 1 }
  }

  /// The mean factor, for bounds of memory.
  var meanFactor: Double { factors.reduce(1) { $0 * Swift.max(1, $1.sampler.law.mean) } }

  /// The changed value in one trial.
  ///
  /// - Parameter parameter: the number under which the trial draws its uncertain inputs.
  func value(_ x: Double, parameter: UInt32) -> Double {
    var x = x
    for factor in factors { x *= factor.value(parameter: parameter) }
    for sum in sums { x += sum.value(parameter: parameter) }
    return sums.isEmpty ? x : Swift.max(0, x)
  }
}

/// A factor or a sum of a treatment, drawn once a trial where it is uncertain.
///
/// One draw an effect: all records on which the effect acts share it.
struct TreatmentDraw: Sendable {
  let sampler: LawSampler
  let stream: RandomStream
  /// Whether draws above 1 are set to 1.
  let isHeldAtOne: Bool

  /// No draw is larger.
  var largest: Double {
    let end = sampler.law.support.upperBound
    return isHeldAtOne ? Swift.min(1, end) : end
  }

  /// Whether a draw is above 0.
  var isPositive: Bool {
    sampler.law.support.lowerBound > 0
      || sampler.law.support.lowerBound == 0 && sampler.law.survival(0) == 1
  }

  /// The draw of a year, at least 0 where it is one; the mean where no year is named.
  func value(in year: UInt32?) -> Double {
    if let constant = sampler.constant { return constant }
    if let year { return Swift.max(0, value(parameter: year)) }
    return isHeldAtOne ? Swift.min(1, sampler.law.mean) : sampler.law.mean
  }

  func value(parameter: UInt32) -> Double {
    if let constant = sampler.constant { return constant }
    let x = sampler.law.value(atUniform: stream.uniform(trial: parameter))
    return isHeldAtOne ? Swift.min(1, x) : x
  }
}

/// What treatments do to the events of a source.
struct SourceTreatment: Sendable {
  let loss: QuantityChange
  let days: QuantityChange
  let people: QuantityChange

  var isEmpty: Bool { loss.isEmpty && days.isEmpty && people.isEmpty }
}

/// What treatments do to the yearly rate of a source.
///
/// Events keep their numbers: where the combined factor is below 1 an event stays iff its mark lies
/// below it, and where it is above 1 the count is drawn at the higher rate from the same uniform, so
/// that current events stay as they are and the surplus follows them. That holds for every law of
/// the count and keeps the dependence between counts.
struct RateTreatment: Sendable {
  /// On events.
  let frequency: QuantityChange
  /// On attempts.
  let attempts: QuantityChange
  /// On the chance that one succeeds.
  let success: QuantityChange
  /// For the marks of events.
  let markStream: RandomStream

  var isEmpty: Bool { frequency.isEmpty && attempts.isEmpty && success.isEmpty }
  /// Whether the rate can grow.
  var canRaise: Bool { frequency.canRaise || attempts.canRaise || success.canRaise }
  var meanFactor: Double { frequency.meanFactor * attempts.meanFactor * success.meanFactor }
}
