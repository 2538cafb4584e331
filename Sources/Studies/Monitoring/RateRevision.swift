internal import Foundation
internal import Distributions
internal import LossSimulation
internal import RiskModel

/// A law in three numbers, for showing before beside after.
public struct LawFigures: Codable, Hashable, Sendable {
  /// The mean.
  public let mean: Double
  /// The 5 % quantile.
  public let low: Double
  /// The 95 % quantile.
  public let high: Double

  init(_ law: some Distribution) {
    mean = law.mean
    low = law.quantile(0.05)
    high = law.quantile(0.95)
  }
}

/// One estimate of a risk, revised by what was recorded.
public struct Revision: Encodable, Sendable {
  /// Where it stands: `risks/R01/attempts`.
  public let path: String
  /// What the prior is worth: years for a rate, records for losses and shares.
  public let priorWeight: Double
  /// The estimate as it stands in the study.
  public let before: LawFigures
  /// The estimate after the record.
  public let after: LawFigures
  /// The revised estimate as a study writes it.
  public let written: String
}

/// How the estimates of one risk are revised.
struct RiskRevision {
  let settings: UpdateRequest
  let log: IncidentLog

  /// The revisions of a risk, and why an estimate was left as it is.
  func revise(
    _ risk: Risk, writtenAsRecord: Bool
  ) throws(ParameterError) -> (revisions: [Revision], notes: [String]) {
    var revisions: [Revision] = []
    var notes: [String] = []
    if let frequency = risk.frequency {
      try revise(
        frequency, of: risk, writtenAsRecord: writtenAsRecord, into: &revisions, notes: &notes)
    }
    try reviseLoss(of: risk, into: &revisions, notes: &notes)
    return (revisions, notes)
  }

  private func revise(
    _ frequency: Frequency, of risk: Risk, writtenAsRecord: Bool,
    into revisions: inout [Revision], notes: inout [String]
  ) throws(ParameterError) {
    switch frequency.count {
    case .bernoulli, .fixed:
      notes.append("the count is not random at a rate, so the rate is left as it is")
      return
    case .poisson, .negativeBinomial: break
    }
    let events = Double(log.events(of: risk.id).count)
    let near = Double(log.nearMisses(of: risk.id))
    switch frequency.rate {
    case .events(let rate):
      let path = "risks/\(risk.id)/events" + (writtenAsRecord ? "/rate" : "")
      let count = events + settings.nearMissWeight * near
      try reviseRate(rate, path: path, count: count, into: &revisions, notes: &notes)
    case .attempts(let attempts, let success):
      let path = "risks/\(risk.id)/attempts"
      guard near > 0 else {
        // Attempts that failed are not in the register: events alone tell of attempts × success.
        notes.append("\(path): no near miss is recorded, so events at today's success revise it")
        return try reviseRate(
          attempts, path: path, count: events, share: success.law.mean, into: &revisions,
          notes: &notes)
      }
      try reviseRate(attempts, path: path, count: events + near, into: &revisions, notes: &notes)
      try reviseShare(
        success, path: "risks/\(risk.id)/success", successes: events, failures: near,
        into: &revisions, notes: &notes)
    }
  }

  /// - Parameter share: the part of what comes at the rate that the register sees.
  private func reviseRate(
    _ rate: Quantity, path: String, count: Double, share: Double = 1,
    into revisions: inout [Revision], notes: inout [String]
  ) throws(ParameterError) {
    guard let prior = try prior(rate) else {
      return notes.append("\(path) is a single number: --prior-years says what it is worth")
    }
    let after = try RateUpdate(
      shape: prior.shape + count, exposureYears: prior.exposureYears + share * log.years)
    let (shape, scale) = (after.shape, 1 / after.exposureYears)
    revisions.append(
      Revision(
        path: path, priorWeight: prior.exposureYears, before: LawFigures(rate.law),
        after: LawFigures(try after.law),
        written: "{ gamma: { shape: \(Self.number(shape)), scale: \(Self.number(scale)) } }"))
  }

  /// Nil where the estimate says nothing of its own uncertainty and the user neither.
  private func prior(_ rate: Quantity) throws(ParameterError) -> RateUpdate? {
    let mean = rate.law.mean
    if let years = settings.priorYears {
      return try RateUpdate(shape: mean * years, exposureYears: years)
    }
    let spread = rate.law.variance.squareRoot()
    guard spread > 0, spread.isFinite, mean > 0 else { return nil }
    return try RateUpdate(mean: mean, standardDeviation: spread)
  }

  private func reviseShare(
    _ success: Quantity, path: String, successes: Double, failures: Double,
    into revisions: inout [Revision], notes: inout [String]
  ) throws(ParameterError) {
    let (mean, variance) = (success.law.mean, success.law.variance)
    guard variance > 0, mean > 0, mean < 1, variance < mean * (1 - mean) else {
      return notes.append("\(path) is a single number, and is left as it is")
    }
    let weight = mean * (1 - mean) / variance - 1
    let after = try Beta(
      alpha: mean * weight + successes, beta: (1 - mean) * weight + failures)
    revisions.append(
      Revision(
        path: path, priorWeight: weight, before: LawFigures(success.law), after: LawFigures(after),
        written: "{ beta: [\(Self.number(after.alpha)), \(Self.number(after.beta))] }"))
  }

  private func reviseLoss(
    of risk: Risk, into revisions: inout [Revision], notes: inout [String]
  ) throws(ParameterError) {
    let losses = log.events(of: risk.id).map(\.loss).filter { $0 > 0 }
    guard let loss = risk.loss, !losses.isEmpty else { return }
    guard let law = loss.law as? LogNormal else {
      return notes.append(
        "risks/\(risk.id)/loss is not lognormal, and is left as it is; \(losses.count) recorded")
    }
    let prior = try LogLossUpdate(law, records: settings.priorRecords)
    let after = try prior.updated(losses: losses).law
    revisions.append(
      Revision(
        path: "risks/\(risk.id)/loss", priorWeight: settings.priorRecords,
        before: LawFigures(law), after: LawFigures(after),
        written:
          "{ lognormal: { mu: \(Self.number(after.mu)), sigma: \(Self.number(after.sigma)) } }"))
  }

  /// Six significant figures are more than any record gives.
  private static func number(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let digits = 5 - Int(log10(value.magnitude).rounded(.down))
    let scale = pow(10, Double(digits))
    return DecimalText.text((value * scale).rounded() / scale) ?? "0"
  }
}
