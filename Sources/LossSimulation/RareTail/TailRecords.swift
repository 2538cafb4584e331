internal import Distributions
internal import RiskModel
internal import Sampling

/// What is kept of a block of years for its rare tail: some events of each year, each with all
/// that the loss of the year needs besides the event's own loss.
///
/// The year's loss exceeds x by exactly one event that is the largest, so given everything but one
/// loss X each, P(L > x) = E Σ_e P(X_e > max(M_−e, x − S_−e)), with M_−e and S_−e the largest and
/// the sum of the other losses (Asmussen and Kroese 2006; the sum over unlike risks in
/// `MODELS.md` section 4). Of a year with many events a few are chosen with known probabilities
/// and weighted by their reciprocals, which keeps the mean.
struct TailRecords: Sendable {
  /// The records of one risk.
  struct Run: Sendable {
    let risk: Int
    let records: Range<Int>
  }

  let trials: Int
  let runs: [Run]
  /// Trial in the block.
  let slot: [Int32]
  let weight: [Double]
  /// A net loss above this makes the event the largest of its year.
  let largest: [Double]
  /// Sum of the other events' net losses.
  let rest: [Double]
  /// What controls that are out make of a drawn loss.
  let factor: [Double]

  /// P(net sum > `loss` | all but one loss) of each trial, added up over its records.
  func exceedance(of loss: Double, in book: TailBook) -> [Double] {
    probabilities(in: book) { Swift.max(largest[$0], loss - rest[$0]) }
  }

  /// P(largest net loss > `loss` | all but one loss) of each trial.
  func largestExceedance(of loss: Double, in book: TailBook) -> [Double] {
    probabilities(in: book) { Swift.max(largest[$0], loss) }
  }

  private func probabilities(
    in book: TailBook, threshold: (Int) -> Double
  ) -> [Double] {
    var years = [Double](repeating: 0, count: trials)
    for run in runs {
      let risk = book.risks[run.risk]
      Self.add(risk.law, run.records, to: &years) { law, record in
        let own = risk.layers.largestLoss(netAtMost: threshold(record)) / factor[record]
        return (Int(slot[record]), weight[record] * law.survival(own))
      }
    }
    return years
  }

  /// E[(net sum − `loss`)⁺ | all but one loss] of each trial.
  func excess(over loss: Double, in book: TailBook) -> [Double] {
    var years = [Double](repeating: 0, count: trials)
    for run in runs {
      let risk = book.risks[run.risk]
      Self.add(risk.law, run.records, to: &years) { law, record in
        let least = Swift.max(largest[record], loss - rest[record])
        let mean = Self.excess(
          of: law, over: least, layers: risk.layers, factor: factor[record])
        let chance = law.survival(
          risk.layers.largestLoss(netAtMost: least) / factor[record])
        let known = least - (loss - rest[record])
        return (Int(slot[record]), weight[record] * (mean + known * chance))
      }
    }
    return years
  }

  /// Opens the existential once a run, not once a record.
  private static func add<Law: Distribution>(
    _ law: Law, _ records: Range<Int>, to years: inout [Double],
    _ term: (Law, Int) -> (Int, Double)
  ) {
    for record in records {
      let (slot, value) = term(law, record)
      years[slot] += value
    }
  }

  /// E[(net(f X) − a)⁺] = Σ over the stretches above a of slope · E[f X within the stretch].
  private static func excess(
    of law: some Distribution, over net: Double, layers: LayeredLoss, factor: Double
  ) -> Double {
    let start = layers.largestLoss(netAtMost: net)
    guard start < .infinity else { return 0 }
    var sum = 0.0
    for (position, segment) in layers.segments.enumerated() where segment.slope > 0 {
      let low = Swift.max(start, segment.start)
      let end =
        position + 1 < layers.segments.count ? layers.segments[position + 1].start : .infinity
      guard low < end else { continue }
      let upper = end < .infinity ? law.limitedExpectedValue(end / factor) : law.mean
      sum += segment.slope * factor * (upper - law.limitedExpectedValue(low / factor))
    }
    return sum
  }
}
