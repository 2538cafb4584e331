internal import Distributions
internal import RiskModel
internal import Sampling

/// A factor on a quantity by one control, drawn once a trial where it is uncertain.
struct ControlFactor: Sendable {
  /// Position in `CompiledStudy.controls`.
  let control: Int
  /// The factor while the control works, in (0, 1].
  let factor: LawSampler
  /// For an uncertain factor.
  let factorStream: RandomStream
  /// For the marks of events, where the factor thins them.
  let markStream: RandomStream
}

/// The yearly rate of a source of events, with controls working, and what controls do to it.
struct RateModel: Sendable {
  /// Events or attempts per year.
  let rate: LawSampler
  let rateStream: RandomStream
  /// Probability that an attempt succeeds; nil where events are stated.
  let success: LawSampler?
  let successStream: RandomStream
  /// Controls on frequency or attempts: without one the rate is rate/factor.
  let frequencyControls: [ControlFactor]
  /// Controls on success: without them it is min(1, success/Π factors).
  let successControls: [ControlFactor]
  /// What treatments do to the rate; nil where none acts on it.
  var treatment: RateTreatment?

  /// The rate where nothing about it is uncertain and no control acts on it.
  var constant: Double? {
    guard let rate = rate.constant, frequencyControls.isEmpty, successControls.isEmpty else {
      return nil
    }
    guard let success else { return rate }
    return success.constant.map { rate * Swift.min(1, $0) }
  }

  /// Events a year with controls working, by the means of the inputs; the median rate where the mean
  /// is infinite.
  var expectedEvents: Double {
    func middle(_ law: any Distribution) -> Double {
      law.mean < .infinity ? law.mean : law.quantile(0.5)
    }
    return middle(rate.law) * (success.map { Swift.min(1, middle($0.law)) } ?? 1)
  }

  /// The same with every uncertain input at its mean.
  var heldAtMeans: RateModel {
    func held(_ controls: [ControlFactor]) -> [ControlFactor] {
      controls.map {
        ControlFactor(
          control: $0.control, factor: $0.factor.heldAtMean, factorStream: $0.factorStream,
          markStream: $0.markStream)
      }
    }
    return RateModel(
      rate: rate.heldAtMean, rateStream: rateStream, success: success?.heldAtMean,
      successStream: successStream,
      frequencyControls: held(frequencyControls), successControls: held(successControls),
      treatment: treatment)
  }
}
