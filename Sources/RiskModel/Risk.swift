/// A risk: a source, an event that can happen, and the consequences of one event.
public struct Risk: Sendable {
  /// Unique in its list.
  public var id: String
  /// For people.
  public var name: String
  /// One of the categories of `STUDY.md` section 4, for example `criminal`.
  public var category: String
  /// The role that answers for it.
  public var owner: String?
  /// How often events happen with controls working; nil where losses come from the network alone.
  public var frequency: Frequency?
  /// Direct loss of one event in the study's currency; nil is 0.
  public var loss: Quantity?
  /// Processes that stand still after one event.
  public var downtime: Downtime?
  /// Harm to people in one event.
  public var people: PeopleHarm?
  /// Categories of suppliers whose outages are shown under this risk.
  public var fromNetwork: [String]

  /// Makes the value from its parts.
  public init(
    id: String, name: String, category: String, owner: String? = nil, frequency: Frequency? = nil,
    loss: Quantity? = nil, downtime: Downtime? = nil, people: PeopleHarm? = nil,
    fromNetwork: [String] = []
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.owner = owner
    self.frequency = frequency
    self.loss = loss
    self.downtime = downtime
    self.people = people
    self.fromNetwork = fromNetwork
  }
}

/// The law of the number of events in a year, controls working.
public struct Frequency: Sendable {
  /// How the yearly rate is stated.
  public enum Rate: Sendable {
    /// Events per year.
    case events(Quantity)
    /// Attempts per year and the probability that one succeeds (capped at 1).
    case attempts(Quantity, success: Quantity)
  }

  /// The yearly rate.
  public var rate: Rate
  /// The law of the count, given the rate.
  public var count: CountLaw

  /// Makes the value from its parts.
  public init(rate: Rate, count: CountLaw = .poisson) {
    self.rate = rate
    self.count = count
  }
}

/// The law of a year's count, given the rate Λ.
public enum CountLaw: Hashable, Sendable {
  case poisson
  /// Mean Λ and variance Λ + Λ²/dispersion; dispersion > 0.
  case negativeBinomial(dispersion: Double)
  /// One event with probability Λ ≤ 1.
  case bernoulli
  /// Exactly Λ events, Λ a whole number.
  case fixed
}

/// Processes that lose part of their capability after one event; one duration for all of them.
public struct Downtime: Sendable {
  /// Ids of the processes struck.
  public var processes: [String]
  /// Duration in days, from the event on.
  public var days: Quantity
  /// The share of each process that is lost, in (0, 1].
  public var level: Double

  /// Makes the value from its parts.
  public init(processes: [String], days: Quantity, level: Double = 1) {
    self.processes = processes
    self.days = days
    self.level = level
  }
}

/// Persons harmed in one event; fractions are expectations.
public struct PeopleHarm: Sendable {
  /// Persons injured in one event.
  public var injuries: Quantity?
  /// Persons killed in one event.
  public var fatalities: Quantity?

  /// Makes the value from its parts.
  public init(injuries: Quantity? = nil, fatalities: Quantity? = nil) {
    self.injuries = injuries
    self.fatalities = fatalities
  }
}

/// Something good that may happen: simulated and reported apart, never netted against losses.
public struct Opportunity: Sendable {
  /// Unique in its list.
  public var id: String
  /// For people.
  public var name: String
  /// How often it happens.
  public var frequency: Frequency
  /// Gain of one event in the study's currency.
  public var gain: Quantity?

  /// Makes the value from its parts.
  public init(id: String, name: String, frequency: Frequency, gain: Quantity?) {
    self.id = id
    self.name = name
    self.frequency = frequency
    self.gain = gain
  }
}
