public import LossSimulation

/// Simulated years, had again under every plan by replay of their events.
///
/// A plan's losses are no function of factors by risk: evaluators ask `replay` for whole plans.
public struct SimulatedYears: ResidualYears {
  /// The replayed events.
  public let replay: ReplayedYears
  /// The number of risks.
  public let riskCount: Int
  /// The number of years.
  public var yearCount: Int { replay.yearCount }
  /// Those of a year loss table whose years are replayed; nil where all are equal.
  public let probabilities: [Double]?
  /// False: an event stays or goes.
  public var isProportional: Bool { false }
  /// True.
  public var hasEvents: Bool { true }

  /// Makes the value from its parts.
  ///
  /// - Parameter probabilities: One a year, summing to 1; nil where all are equal.
  public init(replay: ReplayedYears, riskCount: Int, probabilities: [Double]? = nil) {
    self.replay = replay
    self.riskCount = riskCount
    self.probabilities = probabilities
  }

  /// Adds nothing: see the type.
  public func add(
    risk: Int, frequency: Double, severity: Double, layers: [ResidualLayer],
    to years: inout [Double], recovered: inout [Double]
  ) {}
}

extension TreatmentProblem {
  /// The replayed events of a simulated study; nil for a table.
  public var replay: ReplayedYears? { (years as? SimulatedYears)?.replay }

  /// Whether plans are simulated one by one as a search asks for them.
  public var isPlanByPlan: Bool { replay?.isOneByOne ?? false }

  /// Expected persons of a rule on people under a plan; nil for a table.
  func replayedPersons(_ rule: PlanRule, _ plan: Plan) -> Double? {
    guard let replay else { return nil }
    let people = replay.people(of: plan.isChosen)
    return rule.name.hasSuffix("fatalities") ? people.fatalities : people.injuries
  }

  /// Expected lost days of a process a year under a plan; 0 for a table, which holds no downtime.
  func replayedLostDays(_ process: String, _ plan: Plan) -> Double {
    replay?.lostDays(of: process, under: plan.isChosen) ?? 0
  }

  /// Simulates ahead of a search whatever choices it may look at.
  public func simulateChoices(threads: Int) async {
    guard let replay else { return }
    replay.use(threads: threads)
    guard !replay.isOneByOne else { return }
    let choices = PossibleChoices(rules)
    _ = await replay.simulate(
      threads: threads,
      isPossible: { choices.areOpen(replay.options(of: $0), mask: $1) })
  }
}

/// Which choices among some options can be part of an allowed plan, by the rules that name options.
struct PossibleChoices {
  private let rules: [PlanRule]

  init(_ rules: [PlanRule]) { self.rules = rules }

  /// False where the choices themselves break a rule, whatever is chosen elsewhere.
  ///
  /// - Parameter mask: One bit an option, in their order.
  func areOpen(_ options: [Int], mask: Int) -> Bool {
    func choice(_ option: Int) -> Bool? {
      options.firstIndex(of: option).map { mask >> $0 & 1 == 1 }
    }
    return rules.allSatisfy { rule in
      switch rule.kind {
      case .requires(let a, let b): !(choice(a) == true && choice(b) == false)
      case .excludes(let a, let b): !(choice(a) == true && choice(b) == true)
      case .include(let all): !all.contains { choice($0) == false }
      case .exclude(let none): !none.contains { choice($0) == true }
      case .sum, .figure, .people, .lostDays: true
      }
    }
  }
}
