internal import RealModule

/// What is to hand each year while a plan is put in place.
public struct RoadmapLimits: Hashable, Sendable {
  /// One-off money that each year brings; what is not spent stays, infinity for no limit.
  public var spendPerYear: Double
  /// Persons who can be busy putting treatments in place at a time.
  public var staff: Double
  /// Amounts of named resources to hand at a time while treatments are put in place.
  public var resources: [String: Double]

  /// No limit unless given.
  public init(
    spendPerYear: Double = .infinity, staff: Double = .infinity, resources: [String: Double] = [:]
  ) {
    self.spendPerYear = spendPerYear
    self.staff = staff
    self.resources = resources
  }
}

/// In which order a plan is put in place under yearly money, staff and lead times (clause 8.5.2).
///
/// An order is scheduled front to back: each treatment starts as soon as its one-off cost is saved
/// up, what it requires is in force, and staff and resources are free. The best order loses least
/// while waiting: the present value of expected loss up to the horizon. Duties go first.
public struct Roadmap: Sendable {
  /// One treatment with its dates.
  public struct Step: Sendable {
    /// The option's position.
    public var option: Int
    /// Day from the beginning on which it starts; a year has 365.
    public var startDay: Double
    /// Day on which it works.
    public var readyDay: Double
    /// One-off money of all that is started by its start day, it included.
    public var spent: Double
    /// The expected loss of a year once it works, with all that worked before.
    public var lossAfter: Double
    /// What it takes off the loss of a year at its place in the order.
    public var averted: Double
  }

  /// In the order in which they begin to work.
  public let steps: [Step]
  /// Options that cannot begin within the limits, whatever the order.
  public let left: [Int]
  /// The expected loss of a year before anything works.
  public let lossBefore: Double
  /// Present value of expected loss up to the horizon, in the study's currency.
  public let presentLoss: Double
  /// The same where all begins at once.
  public let presentLossAtOnce: Double
  /// Whether every order was tried.
  public let isExhaustive: Bool

  /// Most treatments for which every order is tried.
  public static let mostForOrders = 7

  /// Finds the best order for a plan.
  ///
  /// - Parameters:
  ///   - horizon: Years, > 0.
  ///   - discountRate: A year, at least 0.
  public init(
    _ problem: TreatmentProblem, plan: Plan, limits: RoadmapLimits, horizon: Double,
    discountRate: Double
  ) {
    var planner = RoadmapPlanner(
      problem, plan: plan, limits: limits, horizon: horizon, discountRate: discountRate)
    isExhaustive = plan.size <= Self.mostForOrders
    let order = isExhaustive ? planner.bestOrder() : planner.improvedOrder()
    let schedule = planner.schedule(order)
    left = schedule.left
    lossBefore = planner.loss([])
    presentLoss = planner.presentLoss(schedule.slots)
    presentLossAtOnce = planner.presentLoss(planner.atOnce())
    steps = planner.steps(schedule.slots)
  }
}

/// Schedules orders and values them.
struct RoadmapPlanner {
  struct Slot {
    let option: Int
    let start: Double
    let ready: Double
  }

  private let problem: TreatmentProblem
  private let plan: Plan
  private let limits: RoadmapLimits
  private let horizon: Double
  private let rate: Double
  private let duties: Set<Int>
  /// What must work before an option starts; members of a cycle do not wait for one another.
  private let needs: [Int: [Int]]
  private var means: PlanMeans
  private var known: [Plan: Double] = [:]

  /// Rounds of exchanges of neighbours.
  private static let rounds = 40

  init(
    _ problem: TreatmentProblem, plan: Plan, limits: RoadmapLimits, horizon: Double,
    discountRate: Double
  ) {
    self.problem = problem
    self.plan = plan
    self.limits = limits
    self.horizon = horizon
    rate = Double.log(onePlus: discountRate)
    means = PlanMeans(problem)
    var duties: Set<Int> = []
    var pairs: [(first: Int, second: Int)] = []
    for rule in problem.rules {
      if case .include(let all) = rule.kind { duties.formUnion(all) }
      if case .requires(let a, let b) = rule.kind, plan[a], plan[b], a != b { pairs.append((a, b)) }
    }
    self.duties = duties.filter { plan[$0] }
    needs = Self.acyclic(pairs)
  }

  /// Requirements without those within a cycle.
  private static func acyclic(_ pairs: [(first: Int, second: Int)]) -> [Int: [Int]] {
    func reaches(_ from: Int, _ to: Int) -> Bool {
      var seen: Set<Int> = []
      var open = [from]
      while let next = open.popLast() {
        guard seen.insert(next).inserted else { continue }
        if next == to { return true }
        open += pairs.filter { $0.first == next }.map(\.second)
      }
      return false
    }
    var needs: [Int: [Int]] = [:]
    for pair in pairs where !reaches(pair.second, pair.first) {
      needs[pair.first, default: []].append(pair.second)
    }
    return needs
  }

  // MARK: Orders

  /// The best of all orders; of equal ones the first in file order.
  mutating func bestOrder() -> [Int] {
    var best: (order: [Int], value: Double)?
    var open = plan.positions
    var order: [Int] = []
    visit(&order, &open, &best)
    return best?.order ?? plan.positions
  }

  private mutating func visit(
    _ order: inout [Int], _ open: inout [Int], _ best: inout (order: [Int], value: Double)?
  ) {
    if open.isEmpty {
      let value = presentLoss(schedule(order).slots)
      if best.map({ value < $0.value - 1e-12 * $0.value.magnitude }) ?? true {
        best = (order, value)
      }
      return
    }
    for option in open where mayCome(option, open) {
      let place = open.firstIndex(of: option) ?? 0
      open.remove(at: place)
      order.append(option)
      visit(&order, &open, &best)
      order.removeLast()
      open.insert(option, at: place)
    }
  }

  /// Duties before the rest, and what is required before what requires it.
  private func mayCome(_ option: Int, _ open: [Int]) -> Bool {
    if let needs = needs[option], needs.contains(where: open.contains) { return false }
    guard !duties.contains(option) else { return true }
    return !open.contains { duties.contains($0) && !waits($0, for: option) }
  }

  private func waits(_ option: Int, for other: Int) -> Bool {
    (needs[option] ?? []).contains { $0 == other || waits($0, for: other) }
  }

  /// By what each averts per one-off cost, then exchanges of neighbours while they help.
  mutating func improvedOrder() -> [Int] {
    var open = plan.positions
    var order: [Int] = []
    var present = loss([])
    while !open.isEmpty {
      let allowed = open.filter { mayCome($0, open) }
      let ranked = (allowed.isEmpty ? open : allowed).map { option in
        (
          option: option,
          merit: (present - loss(order + [option]))
            / Swift.max(problem.options[option].costOnce, 1e-9)
        )
      }
      guard let next = ranked.max(by: { ($0.merit, -$0.option) < ($1.merit, -$1.option) })
      else { break }
      order.append(next.option)
      open.removeAll { $0 == next.option }
      present = loss(order)
    }
    return exchanged(order)
  }

  private mutating func exchanged(_ start: [Int]) -> [Int] {
    var order = start
    var value = presentLoss(schedule(order).slots)
    for _ in 0..<Self.rounds {
      var isBetter = false
      for place in order.indices.dropLast() {
        var other = order
        other.swapAt(place, place + 1)
        guard keepsOrder(other) else { continue }
        let otherValue = presentLoss(schedule(other).slots)
        if otherValue < value - 1e-12 * value.magnitude {
          (order, value, isBetter) = (other, otherValue, true)
        }
      }
      if !isBetter { break }
    }
    return order
  }

  private func keepsOrder(_ order: [Int]) -> Bool {
    order.indices.allSatisfy { mayCome(order[$0], Array(order[$0...])) }
  }

  // MARK: Schedule

  /// Starts front to back.
  func schedule(_ order: [Int]) -> (slots: [Slot], left: [Int]) {
    var slots: [Slot] = []
    var left: [Int] = []
    var spent = 0.0
    for option in order {
      let cost = problem.options[option].costOnce
      let waiting = (needs[option] ?? []).map { need in slots.first { $0.option == need }?.ready }
      guard !waiting.contains(nil), let saved = dayToAfford(spent + cost),
        let start = dayWithHands(
          option, from: (waiting.compactMap { $0 } + [saved]).max() ?? 0, slots)
      else {
        left.append(option)
        continue
      }
      spent += cost
      slots.append(
        Slot(
          option: option, start: start, ready: start + problem.options[option].readyInDays))
    }
    return (slots, left)
  }

  /// All at once, whatever the limits.
  func atOnce() -> [Slot] {
    plan.positions.map {
      Slot(option: $0, start: 0, ready: problem.options[$0].readyInDays)
    }
  }

  /// The first day on which so much has been saved up; money comes at the beginning of a year.
  private func dayToAfford(_ sum: Double) -> Double? {
    guard sum > 0 else { return 0 }
    guard limits.spendPerYear > 0 else { return nil }
    let year = (sum / limits.spendPerYear - PlanRule.slack).rounded(.up) - 1
    return year < 1000 ? 365 * Swift.max(0, year) : nil
  }

  /// The first day from which staff and resources stay free while it is put in place.
  private func dayWithHands(_ option: Int, from day: Double, _ slots: [Slot]) -> Double? {
    guard fits(option, []) else { return nil }
    let candidates = [day] + slots.map(\.ready).filter { $0 > day }.sorted()
    return candidates.first { start in
      let end = start + problem.options[option].readyInDays
      let busy = slots.filter { $0.start < end && $0.ready > start }
      // Use only rises where another starts.
      let moments = [start] + busy.map(\.start).filter { $0 > start }
      return moments.allSatisfy { moment in
        fits(option, busy.filter { $0.start <= moment && $0.ready > moment }.map(\.option))
      }
    }
  }

  private func fits(_ option: Int, _ others: [Int]) -> Bool {
    let all = (others + [option]).map { problem.options[$0] }
    let staff = all.reduce(0) { $0 + $1.staff }
    return PlanRule.keeps(staff, limit: limits.staff)
      && limits.resources.allSatisfy { name, limit in
        PlanRule.keeps(all.reduce(0) { $0 + ($1.resources[name] ?? 0) }, limit: limit)
      }
  }

  // MARK: Value

  mutating func loss(_ options: [Int]) -> Double {
    let part = Plan(count: plan.isChosen.count, choosing: options)
    if let value = known[part] { return value }
    let value = means.mean(of: part)
    known[part] = value
    return value
  }

  /// Σ over stretches of expected loss × ∫ (1 + r)^−t dt.
  mutating func presentLoss(_ slots: [Slot]) -> Double {
    var value = 0.0
    var from = 0.0
    var options: [Int] = []
    for slot in slots.sorted(by: Self.worksBefore) {
      let to = Swift.min(slot.ready / 365, horizon)
      value += loss(options) * weight(from, to)
      from = to
      options.append(slot.option)
    }
    return value + loss(options) * weight(from, horizon)
  }

  private static func worksBefore(_ a: Slot, _ b: Slot) -> Bool {
    (a.ready, a.start, a.option) < (b.ready, b.start, b.option)
  }

  private func weight(_ from: Double, _ to: Double) -> Double {
    guard to > from else { return 0 }
    return rate == 0 ? to - from : (Double.exp(-rate * from) - Double.exp(-rate * to)) / rate
  }

  private func spent(by day: Double, _ slots: [Slot]) -> Double {
    slots.reduce(0) { $1.start <= day ? $0 + problem.options[$1.option].costOnce : $0 }
  }

  mutating func steps(_ slots: [Slot]) -> [Roadmap.Step] {
    var options: [Int] = []
    var before = loss([])
    return slots.sorted(by: Self.worksBefore).map { slot in
      options.append(slot.option)
      let after = loss(options)
      defer { before = after }
      return Roadmap.Step(
        option: slot.option, startDay: slot.start, readyDay: slot.ready,
        spent: spent(by: slot.start, slots), lossAfter: after, averted: before - after)
    }
  }
}
