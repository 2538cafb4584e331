import TestStreams
import TreatmentPlanning

/// Numbers in sequence for instances of tests.
struct Sequence: RandomNumberGenerator {
  private var base: SplitMix64
  init(_ seed: UInt64) { base = SplitMix64(state: seed) }

  mutating func next() -> UInt64 { base.next() }

  mutating func real(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &self) }
  mutating func pick(_ range: Range<Int>) -> Int { .random(in: range, using: &self) }
  mutating func chance(_ p: Double) -> Bool { real(0...1) < p }
}

/// A problem of chance: few options, all kinds of rules, factors of 0 and above 1, interactions.
enum RandomProblem {
  enum Kind: CaseIterable { case table, weightedTable, events, layers, eventLayers }

  static func make(
    _ seed: UInt64, _ kind: Kind, options count: Int = 9, risks: Int = 4, years: Int = 60
  ) -> TreatmentProblem {
    var random = Sequence(seed &* 7919 &+ 13)
    let options = (0..<count).map { index in
      PlanOption(
        id: "T\(index)", costPerYear: 0, annualCost: (random.real(0...40) * 4).rounded() / 4,
        staff: (random.real(0...2) * 10).rounded() / 10)
    }
    var problem = TreatmentProblem(
      options: options, factors: factors(&random, count, risks),
      years: self.years(&random, kind, risks, years), risks: (0..<risks).map { "R\($0)" },
      objective: objective(&random))
    problem.rules = rules(&random, problem)
    if kind == .layers || kind == .eventLayers {
      problem.standingLayers = [
        ResidualLayer(attachment: 200, limit: 300, proportion: 0.3, risks: Array(0..<risks))
      ]
      problem.optionLayers[1] = ResidualLayer(
        attachment: 50, limit: 500, proportion: 0.6, risks: [0, 1],
        isPerEvent: kind == .eventLayers)
    }
    return problem
  }

  private static func factors(_ random: inout Sequence, _ count: Int, _ risks: Int) -> FactorTable {
    let options = (0..<count).map { _ in
      (0..<random.pick(0..<4)).map { _ in
        let quantity = ScaledQuantity.allCases[random.pick(0..<3)]
        var value = (random.real(0.3...1) * 100).rounded() / 100
        if random.chance(0.08) { value = 0 }
        if random.chance(0.1) { value = 1.15 }
        return FactorTable.Factor(
          row: FactorTable.row(risk: random.pick(0..<risks), quantity), value: value)
      }
    }
    let interactions = [0.8, 1.2].map { value in
      FactorTable.Interaction(
        members: [random.pick(0..<count / 2), random.pick(count / 2..<count)],
        factor: .init(
          row: FactorTable.row(risk: random.pick(0..<risks), .severity), value: value))
    }
    return FactorTable(riskCount: risks, options: options, interactions: interactions)
  }

  private static func years(
    _ random: inout Sequence, _ kind: Kind, _ risks: Int, _ count: Int
  ) -> any ResidualYears {
    if kind == .events || kind == .eventLayers {
      let events = 3 * count
      return EventYears(
        yearCount: count, riskCount: risks, year: (0..<events).map { _ in random.pick(0..<count) },
        risk: (0..<events).map { _ in random.pick(0..<risks) },
        loss: (0..<events).map { _ in random.real(1...200) },
        mark: (0..<events).map { _ in random.real(0...0.999) })
    }
    let losses = (0..<risks).map { _ in
      (0..<count).map { _ in random.chance(0.5) ? 0 : random.real(1...300) }
    }
    var probabilities = [Double](repeating: 1 / Double(count), count: count)
    if kind == .weightedTable {
      let raw = probabilities.map { _ in random.real(0.2...2) }
      let sum = raw.reduce(0, +)
      probabilities = raw.map { $0 / sum }
    }
    return TableYears(losses: losses, probabilities: probabilities)
  }

  private static func objective(_ random: inout Sequence) -> PlanObjective {
    switch random.pick(0..<4) {
    case 0: PlanObjective(name: "total", costWeight: 1, terms: [.init(.mean)])
    case 1: PlanObjective(name: "tail", costWeight: 0, terms: [.init(.shortfall(level: 0.9))])
    case 2:
      PlanObjective(
        name: "sum", costWeight: 1,
        terms: [.init(.mean), .init(.shortfall(level: 0.8), weight: 0.3)])
    default: PlanObjective(name: "cost", costWeight: 1, terms: [])
    }
  }

  private static func rules(_ random: inout Sequence, _ problem: TreatmentProblem) -> [PlanRule] {
    let (count, risks) = (problem.options.count, problem.risks.count)
    var evaluator = PlanEvaluator(problem)
    let figures: [LossFigure] = [.shortfall(level: 0.9), .valueAtRisk(level: 0.9), .mean]
    let none = evaluator.figures(figures, of: Plan(count: count))
    let costs = problem.options.map(\.annualCost)
    var rules = [
      PlanRule(
        name: "cost",
        .sum(coefficients: costs, limit: costs.reduce(0, +) * random.real(0.3...0.8))),
      PlanRule(
        name: "staff",
        .sum(
          coefficients: problem.options.map(\.staff), limit: Double(count) * random.real(0.4...1))),
      PlanRule(name: "requires", .requires(random.pick(0..<count), random.pick(0..<count))),
      PlanRule(name: "excludes", .excludes(0, random.pick(1..<count))),
      PlanRule(
        name: "people",
        .people(harm: (0..<risks).map { _ in random.real(0...1) }, limit: Double(risks) * 0.6)),
    ]
    let limited = random.pick(0..<figures.count)
    rules.append(
      PlanRule(
        name: "figure", .figure(figures[limited], limit: none[limited] * random.real(0.45...1))))
    if random.chance(0.2) {
      rules.append(PlanRule(name: "must", .include([random.pick(0..<count)])))
    }
    return rules
  }
}
