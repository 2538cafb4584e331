internal import Distributions
internal import RiskModel

/// How the money of one event of a risk is made up: direct loss and standstill.
struct LossShares: Hashable, Sendable {
  /// Part of the mean of an event, in [0, 1].
  let loss: Double
  /// Part of the mean of an event, in [0, 1].
  let downtime: Double

  /// By risk, from the means of their laws; a risk without money has no entry.
  static func all(_ study: Study) -> [String: LossShares] {
    let values = Dictionary(
      study.processes.map { ($0.id, $0.valuePerDay * $0.lostShare) }, uniquingKeysWith: { $1 })
    return Dictionary(
      study.risks.compactMap { risk in
        let loss = risk.loss?.law.mean ?? 0
        let stop = risk.downtime.map { stop in
          stop.level * stop.days.law.mean * stop.processes.reduce(0) { $0 + (values[$1] ?? 0) }
        }
        let total = loss + (stop ?? 0)
        guard total > 0, total.isFinite else { return nil }
        return (risk.id, LossShares(loss: loss / total, downtime: (stop ?? 0) / total))
      }, uniquingKeysWith: { $1 })
  }
}
