/// What a treatment in force was to change, beside what changed (clauses 6.1.1, 9.1, 10.2 d).
///
/// The measured change compares the record before and after the day on which the treatment began to
/// work. Intervals of all treatments together hold with the family's rate, so that noise is not read
/// as an effect.
public struct TreatmentEffect: Encodable, Sendable {
  /// What is compared.
  public enum Quantity: String, Encodable, Sendable {
    /// Persons injured or killed in one event, as a factor of their mean.
    case people = "persons_per_event"
    /// Events a year, as a factor.
    case events
    /// Loss of one event, as a factor of its geometric mean.
    case loss
    /// Days of one event, as a factor of their geometric mean.
    case downtime = "downtime_days"
    /// Outages of suppliers a year, as a factor.
    case outages
    /// Days of one outage of a supplier, as a factor of their geometric mean.
    case outageDays = "outage_days"
    /// The treatment's indicator, as a difference of means.
    case indicator
    /// Money a year of all its risks, as a difference.
    case lossPerYear = "loss_per_year"

    /// Whether the change is a factor, so that none is 1.
    var isRatio: Bool { self != .indicator && self != .lossPerYear }
  }

  /// An interval with a value in it.
  public struct Span: Encodable, Hashable, Sendable {
    /// The value.
    public let value: Double
    /// The lower end.
    public let low: Double
    /// The upper end; nil where it has none.
    public let high: Double?
  }

  /// The treatment.
  public let treatment: String
  /// The day on which it began to work.
  public let since: String
  /// The risk, the suppliers or the indicator; nil for all risks of the treatment.
  public let record: String?
  /// What is compared.
  public let quantity: Quantity
  /// Before: events a year, mean or geometric mean; nil where nothing was recorded.
  public let before: Double?
  /// After it, likewise.
  public let after: Double?
  /// Records before and after.
  public let records: [Int]
  /// What the study, or the decision, said would come of it; nil where it says nothing.
  public let predicted: Span?
  /// What was measured; nil where there are too few records.
  public let measured: Span?
  /// What the two say together.
  public let verdict: String
  /// What casts doubt on it.
  public let note: String?
}
