internal import Distributions
internal import RiskModel

/// What the rare tail needs to know of a study: for each risk with a loss, its law and its layers.
struct TailBook: Sendable {
  struct Risk: Sendable {
    let law: any Distribution
    let layers: LayeredLoss
    /// Expected events a year, for the choice of events alone.
    let rate: Double

    /// P(one event nets more than `net`), with controls working.
    func survival(ofNet net: Double) -> Double { law.survival(layers.largestLoss(netAtMost: net)) }
  }

  let risks: [Risk]
  /// Position in `risks` by the row of the register.
  let positionOfRow: [Int: Int]
  /// What year layers make of the sum of the events.
  let yearLayers: LayeredLoss

  /// - Precondition: `TailConditions` has no objection to the study.
  init(_ study: CompiledStudy) {
    var risks: [Risk] = []
    var positions: [Int: Int] = [:]
    for source in study.sources {
      guard let row = source.row, let loss = source.loss else { continue }
      positions[row] = risks.count
      risks.append(
        Risk(
          law: loss.law,
          layers: LayeredLoss(source.eventLayers.map { study.eventLayers[$0] }) ?? .bare,
          rate: source.rate.expectedEvents))
    }
    self.risks = risks
    positionOfRow = positions
    yearLayers = LayeredLoss(study.yearLayers) ?? .bare
  }

  /// The net loss of one event that is exceeded `rate` times a year; 0 where none is.
  func eventLoss(exceeded rate: Double) -> Double {
    func exceedances(_ net: Double) -> Double {
      risks.reduce(0) { $0 + $1.rate * $1.survival(ofNet: net) }
    }
    guard exceedances(0) > rate else { return 0 }
    var high = 1.0
    while exceedances(high) > rate, high < 1e300 { high *= 16 }
    var low = high
    while exceedances(low) <= rate, low > 1e-300 { low /= 16 }
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      if exceedances(middle) > rate { low = middle } else { high = middle }
    }
    return high
  }
}
