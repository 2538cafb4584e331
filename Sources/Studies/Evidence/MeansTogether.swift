internal import Distributions
internal import Foundation
internal import RiskModel
internal import Sampling

/// How often all means of communication of a plan are down at once (clause 8.6.3 c).
///
/// Outages of suppliers, shared hazards, controls and of the means themselves come as Poisson
/// processes at the study's rates, events of risks by the count law of each; they reach the means
/// over the study's network. Given the rates all figures are exact; rates that are not known are
/// drawn from their laws.
public struct MeansTogether: Encodable, Sendable {
  /// The plan; nil where the study has none.
  public let plan: String?
  /// Its means, each with the part of time for which it is down.
  public let means: [Means]
  /// The part of time for which all are down.
  public let together: Band
  /// The same if the means failed independently of each other.
  public let ifIndependent: Double
  /// The part of the duration of the plan's own events for which all are down; nil where nothing
  /// says how long they last.
  public let duringEvents: Band?
  /// Hours a year for which all are down.
  public let hoursPerYear: Double
  /// How often a year it begins.
  public let timesPerYear: Double
  /// Single outages that take all down, the longest in front.
  public let causes: [Cause]
  /// What a reader must know, as sentences without the dot.
  public let notes: [String]

  /// One means of communication.
  public struct Means: Encodable, Sendable {
    /// The record.
    public let means: String
    /// The part of time for which it is down.
    public let down: Band
  }

  /// A figure with what not knowing the rates does to it.
  public struct Band: Encodable, Sendable {
    /// The mean over what is not known.
    public let value: Double
    /// Its 5 % quantile.
    public let low: Double
    /// Its 95 % quantile.
    public let high: Double

    init(_ draws: [Double]) {
      let sorted = draws.sorted()
      value = draws.reduce(0, +) / Double(max(1, draws.count))
      low = Self.quantile(sorted, 0.05)
      high = Self.quantile(sorted, 0.95)
    }

    private static func quantile(_ sorted: [Double], _ level: Double) -> Double {
      guard !sorted.isEmpty else { return 0 }
      let rank = Int((level * Double(sorted.count)).rounded(.up))
      return sorted[min(max(rank, 1), sorted.count) - 1]
    }
  }

  /// An outage that takes all means down by itself.
  public struct Cause: Encodable, Sendable {
    /// A supplier, hazard, risk or control.
    public let cause: String
    /// Hours a year for which it alone holds all down.
    public let hoursPerYear: Double
  }

  /// Draws of the rates that are not known.
  static let draws = 1_000

  /// - Parameter risks: those whose events are the plan's.
  init(
    plan: String?, means: [CommunicationMeans], sources: [SilencingOutage], risks: Set<String>,
    rates: RateDraws, notes: [String]
  ) {
    var tallies = Tallies(count: means.count)
    for draw in 0..<(rates.isCertain(sources) ? 1 : Self.draws) {
      tallies.add(sources, of: risks) { rates.rate($0, draw: UInt32(draw)) }
    }
    self.plan = plan
    self.means = means.enumerated().map {
      Means(means: $1.id, down: Band(tallies.down[$0]))
    }
    together = Band(tallies.together)
    ifIndependent = self.means.reduce(1) { $0 * $1.down.value }
    let during = tallies.duringEvents.compactMap { $0 }
    duringEvents = during.isEmpty ? nil : Band(during)
    hoursPerYear = together.value * 365 * 24
    timesPerYear = Band(tallies.starts).value
    causes = Self.causes(sources, count: means.count)
    self.notes = notes
  }

  private static func causes(_ sources: [SilencingOutage], count: Int) -> [Cause] {
    let whole = (1 << count) - 1
    var hours: [String: Double] = [:]
    for source in sources {
      let days = source.days(holding: { $0 == whole })
      if days > 0 { hours[source.cause, default: 0] += 24 * days * source.meanRate }
    }
    return hours.map { Cause(cause: $0.key, hoursPerYear: $0.value) }
      .sorted { ($1.hoursPerYear, $0.cause) < ($0.hoursPerYear, $1.cause) }
  }
}

extension MeansTogether {
  /// The means of each plan; of the whole study where there is no plan.
  static func all(_ study: Study, _ records: StudyEvidence) -> [MeansTogether] {
    let means = records.select("response.communication.means").compactMap {
      CommunicationMeans($0, controls: study.controls)
    }
    guard !means.isEmpty else { return [] }
    let rates = RateDraws(
      seed: study.simulation.seed, isOff: study.simulation.parameterUncertainty == .off)
    func figures(_ plan: String?, _ ids: [String], _ risks: Set<String>) -> MeansTogether? {
      let own = ids.isEmpty ? means : means.filter { ids.contains($0.id) }
      let used = Array(own.prefix(StandingOutages.mostThings))
      guard !used.isEmpty else { return nil }
      let outages = SilencingOutages(study, used, events: risks)
      let cut =
        used.count < own.count ? ["only the first \(used.count) means are looked at"] : []
      return MeansTogether(
        plan: plan, means: used, sources: outages.all, risks: risks, rates: rates,
        notes: cut + outages.notes)
    }
    let plans = records.select("response.plans")
    guard !plans.isEmpty else { return [figures(nil, [], [])].compactMap { $0 } }
    return plans.compactMap { plan in
      plan.text("id").flatMap { figures($0, plan.texts("means"), Set(plan.texts("risks"))) }
    }
  }
}

/// The figures of each draw of the rates.
private struct Tallies {
  let count: Int
  var down: [[Double]]
  var together: [Double] = []
  var starts: [Double] = []
  var duringEvents: [Double?] = []

  init(count: Int) {
    self.count = count
    down = Array(repeating: [], count: count)
  }

  mutating func add(
    _ sources: [SilencingOutage], of risks: Set<String>, rate: (SilencingOutage) -> Double
  ) {
    let rates = sources.map(rate)
    let moment = Moment(count: count, sources: sources, rates: rates)
    let state = moment.state
    for thing in 0..<count { down[thing].append(state.share(of: thing)) }
    together.append(state.together)
    starts.append(
      sources.indices.reduce(0) { sum, index in
        let growth = sources[index].growth
        guard !growth.isEmpty else { return sum }
        let beside = moment.beside(index)
        return sum + rates[index]
          * growth.reduce(0) {
            $0 + $1.chance * beside.completed(by: $1.set, from: $1.before)
          }
      })
    var (lasting, silent) = (0.0, 0.0)
    for (index, rate) in rates.enumerated() where !sources[index].risks.isDisjoint(with: risks) {
      let (source, state) = (sources[index], moment.beside(index))
      lasting += rate * source.meanDays
      let held = source.stretches.reduce(0) { $0 + $1.days * state.together(with: $1.set) }
      let free = max(0, source.meanDays - source.stretches.reduce(0) { $0 + $1.days })
      silent += rate * (held + free * state.together)
    }
    duringEvents.append(lasting > 0 ? silent / lasting : nil)
  }
}

/// What is down at a moment of the year, and what is down beside an outage of a kind.
private struct Moment {
  let count: Int
  /// Any moment.
  let state: StandingOutages
  private let standing: [Int: Double]
  /// Kinds whose yearly number is not Poisson, by their place among the sources.
  private let counted: [Int: CountedOutages]

  init(count: Int, sources: [SilencingOutage], rates: [Double]) {
    var standing: [Int: Double] = [:]
    var counted: [Int: CountedOutages] = [:]
    for (index, source) in sources.enumerated() {
      var shares: [Int: Double] = [:]
      for stretch in source.stretches { shares[stretch.set, default: 0] += stretch.days / 365 }
      guard source.count == .poisson else {
        counted[index] = CountedOutages(law: source.count, rate: rates[index], shares: shares)
        continue
      }
      for (set, share) in shares { standing[set, default: 0] += rates[index] * share }
    }
    (self.count, self.standing, self.counted) = (count, standing, counted)
    state = StandingOutages(
      count: count, standing: standing,
      counted: counted.sorted { $0.key < $1.key }.map(\.value))
  }

  /// What an outage of a kind meets: any moment where outages come as a Poisson process, else the
  /// other kinds and what a year with that outage has beside it.
  func beside(_ index: Int) -> StandingOutages {
    guard counted[index] != nil else { return state }
    return StandingOutages(
      count: count, standing: standing,
      counted: counted.sorted { $0.key < $1.key }.map { place, kind in
        place == index ? kind.beside : kind
      })
  }
}

/// A kind of outage, with the sets of means that it holds down as it lasts.
struct SilencingOutage {
  /// A time during which the same means are down.
  struct Stretch {
    let set: Int
    /// The mean number of days that an outage of its kind spends in it.
    let days: Double
  }

  /// A moment at which more means fall silent.
  struct Growth {
    let set: Int
    let before: Int
    /// P(the outage lasts so long).
    let chance: Double
  }

  /// The record from which it comes.
  let cause: String
  /// Risks of which it is an event.
  let risks: Set<String>
  /// The part of the record's outages that are of this kind.
  let part: Double
  /// How often the record has outages.
  let rate: Frequency.Rate
  /// The law of their number in a year.
  let count: CountLaw
  let stretches: [Stretch]
  let growth: [Growth]
  /// The mean duration, in days.
  let meanDays: Double

  /// A run counts no outage beyond a year.
  static let longest = 365.0

  /// - Parameter path: sets with the days from the start on at which they begin, in order.
  init(
    cause: String, risks: Set<String>, part: Double = 1, rate: Frequency.Rate,
    count: CountLaw = .poisson, days: any Distribution, path: [(set: Int, from: Double)]
  ) {
    self.cause = cause
    self.risks = risks
    self.part = part
    self.rate = rate
    self.count = count
    func limited(_ day: Double) -> Double { days.limitedExpectedValue(min(day, Self.longest)) }
    let ends = path.dropFirst().map(\.from) + [Self.longest]
    stretches = zip(path, ends).map {
      Stretch(set: $0.set, days: max(0, limited($1) - limited($0.from)))
    }
    let before = [0] + path.map(\.set)
    growth = zip(path, before).filter { $0.set & ~$1 != 0 }.map {
      Growth(set: $0.set, before: $1, chance: days.survival($0.from))
    }
    meanDays = limited(Self.longest)
  }

  var meanRate: Double { part * CountForecast.moments(rate).mean }

  /// The mean number of days for which it holds down a set that is meant.
  func days(holding isMeant: (Int) -> Bool) -> Double {
    stretches.reduce(0) { $0 + (isMeant($1.set) ? $1.days : 0) }
  }
}

/// Rates as a study knows them: drawn from their laws, one number a draw for each record.
struct RateDraws {
  let seed: UInt64
  /// Whether the study holds what is not known at its mean.
  let isOff: Bool

  /// Whether no rate has to be drawn.
  func isCertain(_ sources: [SilencingOutage]) -> Bool {
    isOff
      || sources.allSatisfy { source in
        switch source.rate {
        case .events(let events): events.constant != nil
        case .attempts(let attempts, let success):
          attempts.constant != nil && success.constant != nil
        }
      }
  }

  func rate(_ source: SilencingOutage, draw: UInt32) -> Double {
    let rate =
      switch source.rate {
      case .events(let events): source.part * value(events, source.cause, "events", draw)
      case .attempts(let attempts, let success):
        source.part * value(attempts, source.cause, "attempts", draw)
          * min(1, value(success, source.cause, "success", draw))
      }
    return switch source.count {
    case .bernoulli: min(1, rate)
    case .fixed: rate.rounded()
    case .poisson, .negativeBinomial: rate
    }
  }

  private func value(_ quantity: Quantity, _ cause: String, _ field: String, _ draw: UInt32)
    -> Double
  {
    if let constant = quantity.constant { return constant }
    guard !isOff else { return quantity.law.mean }
    let stream = RandomStream(
      seed: seed, purpose: "communication rates", record: "\(cause) \(field)")
    return quantity.law.quantile(stream.uniform(trial: draw))
  }
}
