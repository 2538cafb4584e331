/// How much risk is acceptable (clauses 6.1 and 8.3).
public struct Criteria: Sendable {
  /// One point of the tolerance curve: at most this chance of losing more than this in a year.
  public struct TolerancePoint: Hashable, Sendable {
    /// Loss of a year in the study's currency.
    public var loss: Double
    /// Largest acceptable chance of losing more.
    public var probability: Double

    /// Makes the value from its parts.
    public init(loss: Double, probability: Double) {
      self.loss = loss
      self.probability = probability
    }

    /// What the criterion is called in results and in `simulation.stop_when`: `tolerance/500000`.
    public var name: String {
      // Without a decimal part where it has none.
      "tolerance/" + (loss == loss.rounded() && loss < 1e15 ? "\(Int(loss))" : "\(loss)")
    }
  }

  /// The availability that a process must keep.
  public struct Service: Hashable, Sendable {
    /// Id of the process.
    public var process: String
    /// Part of the year that it must be available, in [0, 1].
    public var availability: Double

    /// Makes the value from its parts.
    public init(process: String, availability: Double) {
      self.process = process
      self.availability = availability
    }
  }

  /// The tolerance curve, in file order.
  public var tolerance: [TolerancePoint]
  /// The loss of a year that ends the organisation.
  public var capacity: Double?
  /// Limit in persons per year.
  public var expectedFatalitiesPerYear: Double?
  /// Limit in persons per year.
  public var expectedInjuriesPerYear: Double?
  /// Processes whose availability is limited from below.
  public var service: [Service]

  /// Makes the value from its parts.
  public init(
    tolerance: [TolerancePoint] = [], capacity: Double? = nil,
    expectedFatalitiesPerYear: Double? = nil, expectedInjuriesPerYear: Double? = nil,
    service: [Service] = []
  ) {
    self.tolerance = tolerance
    self.capacity = capacity
    self.expectedFatalitiesPerYear = expectedFatalitiesPerYear
    self.expectedInjuriesPerYear = expectedInjuriesPerYear
    self.service = service
  }
}
