internal import Distributions
internal import RiskModel

extension TreatmentCompiler {
  /// Exact years for studies that would be simulated but need not be: where only means are asked, one
  /// year of means; where every risk is one event of fixed loss or none, every combination of them.
  ///
  /// - Parameters:
  ///   - asked: The figures that are minimised or limited.
  ///   - factors: What treatments do, for the thresholds of marks.
  mutating func exactYears(
    asked: [LossFigure], _ factors: FactorTable
  ) -> (years: any ResidualYears, hasTails: Bool)? {
    guard study.simulation.table == nil, isIndependent else { return nil }
    if !hasUncertainFactors, let years = bernoulliYears(factors) {
      notes.append(
        "Nothing was simulated: every risk happens once a year or not at all, and all combinations were taken with their probabilities."
      )
      return (years, true)
    }
    guard !study.hasLayers, asked.allSatisfy({ $0 == .mean }) else { return nil }
    notes.append(
      "Nothing was simulated: only expected losses are asked, and those of independent risks are products of means."
    )
    return (TableYears(losses: study.sortedRisks.map { [$0.meanLoss] }, probabilities: [1]), false)
  }

  /// Whether risks are direct losses alone, which do not hang together.
  private var isIndependent: Bool {
    let fails = study.network?.suppliers.contains { $0.outageRate != nil } ?? false
    let hasHazards = !(study.network?.hazards.isEmpty ?? true)
    let hasOutages = study.controls.contains { $0.outages != nil || $0.providerOutage }
    return !fails && !hasHazards && !hasOutages && study.simulation.dependence == nil
      && study.risks.allSatisfy { $0.downtime == nil && $0.fromNetwork.isEmpty }
  }

  // MARK: One event or none

  /// Combinations of events that are kept at most.
  private static let mostCombinations = 200_000

  private func bernoulliYears(_ factors: FactorTable) -> EventYears? {
    var risks: [(probability: Double, loss: Double, marks: [(mark: Double, part: Double)])] = []
    var count = 1
    for (index, risk) in study.sortedRisks.enumerated() {
      guard let event = risk.fixedEvent, let marks = marks(of: index, factors) else { return nil }
      risks.append((event.probability, event.loss, marks))
      count *= marks.count + 1
      guard count <= Self.mostCombinations else { return nil }
    }
    var (year, risk, loss, mark) = ([Int](), [Int](), [Double](), [Double]())
    var probabilities: [Double] = []
    for combination in 0..<count {
      var rest = combination
      var probability = 1.0
      for (index, entry) in risks.enumerated() {
        let choice = rest % (entry.marks.count + 1)
        rest /= entry.marks.count + 1
        guard choice > 0 else {
          probability *= 1 - entry.probability
          continue
        }
        probability *= entry.probability * entry.marks[choice - 1].part
        year.append(combination)
        risk.append(index)
        loss.append(entry.loss)
        mark.append(entry.marks[choice - 1].mark)
      }
      probabilities.append(probability)
    }
    return EventYears(
      yearCount: count, riskCount: risks.count, year: year, risk: risk, loss: loss, mark: mark,
      probabilities: probabilities)
  }

  /// The middle and the length of each stretch of [0, 1) between the factors that plans can reach;
  /// nil where there are too many, or one is above 1.
  private func marks(
    of risk: Int, _ factors: FactorTable
  ) -> [(mark: Double, part: Double)]? {
    let row = FactorTable.row(risk: risk, .frequency)
    let own = factors.options.flatMap { $0 }.filter { $0.row == row }.map(\.value)
    let joint = factors.interactions.map(\.factor).filter { $0.row == row }.map(\.value)
    guard own.count + joint.count <= 8, (own + joint).allSatisfy({ $0 <= 1 }) else { return nil }
    var reached: Set<Double> = [0, 1]
    for factor in own + joint { reached.formUnion(reached.map { $0 * factor }) }
    let sorted = reached.sorted()
    return zip(sorted, sorted.dropFirst()).map { ($0 + ($1 - $0) / 2, $1 - $0) }
  }
}

extension Study {
  /// Risks by id, as positions count them.
  fileprivate var sortedRisks: [Risk] { risks.sorted { $0.id < $1.id } }
}

extension Risk {
  /// Mean rate × mean loss; an uncertain input has its mean, since inputs are independent.
  fileprivate var meanLoss: Double {
    guard let frequency, let loss else { return 0 }
    switch frequency.rate {
    case .events(let events): return events.law.mean * loss.law.mean
    case .attempts(let attempts, let success):
      return attempts.law.mean * Swift.min(1, success.law.mean) * loss.law.mean
    }
  }

  /// Probability and loss where both are fixed and the count is one or none.
  fileprivate var fixedEvent: (probability: Double, loss: Double)? {
    guard let frequency else { return (0, 0) }
    guard frequency.count == .bernoulli, case .events(let events) = frequency.rate,
      let probability = events.constant, probability <= 1
    else { return nil }
    guard let loss else { return (probability, 0) }
    return loss.constant.map { (probability, $0) }
  }
}
