internal import LossSimulation

/// Evaluates plans one after the other in the same memory.
///
/// Every figure that leaves a search was computed here, from the plan alone in file order, so that
/// it does not depend on the way the plan was found.
public struct PlanEvaluator {
  let problem: TreatmentProblem
  private var years: [Double]
  private var recovered: [Double] = []
  private var columns: [[Double]] = []
  private var sample: YearSample
  /// Plans evaluated so far.
  public private(set) var evaluations = 0

  /// Makes an evaluator; it takes memory for one loss a year, and one a year and risk where there
  /// are layers.
  public init(_ problem: TreatmentProblem) {
    self.problem = problem
    years = [Double](repeating: 0, count: problem.years.yearCount)
    sample = YearSample(
      count: problem.years.yearCount, probabilities: problem.years.probabilities)
  }

  /// The net loss of each year under a plan, in the study's currency.
  public mutating func netYears(of plan: Plan) -> [Double] {
    load(plan)
    return years
  }

  /// Figures of a plan in the order asked.
  public mutating func figures(_ asked: [LossFigure], of plan: Plan) -> [Double] {
    load(plan)
    return asked.map { sample.value(of: $0, years) }
  }

  /// Sets the years to the net losses under a plan.
  mutating func load(_ plan: Plan) {
    guard let replay = problem.replay else {
      return load(factors: problem.factors.factors(of: plan), layers: problem.layers(under: plan))
    }
    evaluations += 1
    years = replay.netYears(of: plan.isChosen)
  }

  /// Sets the years to net losses.
  mutating func load(factors: [Double], layers: [ResidualLayer]) {
    evaluations += 1
    guard !layers.isEmpty else { return problem.years.sum(factors, into: &years) }
    fillColumns(factors, layers: layers)
    for year in years.indices { years[year] = 0 }
    for column in columns { for year in years.indices { years[year] += column[year] } }
  }

  /// A figure of the losses that were loaded last.
  mutating func loaded(_ figure: LossFigure) -> Double { sample.value(of: figure, years) }

  /// The tail of the losses that were loaded last.
  mutating func loadedTail(_ level: Double) -> TailWeights { sample.tailWeights(level, years) }

  /// Net losses by risk and year: every layer sees the ground-up loss of its basis, recoveries are
  /// shared pro rata to the losses covered, and none pays more than the loss (`MODELS.md` 4).
  private mutating func fillColumns(_ factors: [Double], layers: [ResidualLayer]) {
    let (count, risks) = (problem.years.yearCount, problem.years.riskCount)
    columns = [[Double]](repeating: [Double](repeating: 0, count: count), count: risks)
    var paid = columns
    for risk in 0..<risks {
      problem.years.add(
        risk: risk, frequency: factors[FactorTable.row(risk: risk, .frequency)],
        severity: factors[FactorTable.row(risk: risk, .severity)],
        layers: layers.filter { $0.isPerEvent && $0.risks.contains(risk) }, to: &columns[risk],
        recovered: &paid[risk])
    }
    for layer in layers where !layer.isPerEvent { addRecoveries(of: layer, to: &paid) }
    for risk in 0..<risks {
      for year in 0..<count {
        columns[risk][year] -= Swift.min(paid[risk][year], columns[risk][year])
      }
    }
  }

  private func addRecoveries(of layer: ResidualLayer, to paid: inout [[Double]]) {
    for year in 0..<problem.years.yearCount {
      let covered = layer.risks.reduce(0) { $0 + columns[$1][year] }
      guard covered > 0 else { continue }
      let part = layer.recovery(on: covered) / covered
      for risk in layer.risks { paid[risk][year] += part * columns[risk][year] }
    }
  }
}
