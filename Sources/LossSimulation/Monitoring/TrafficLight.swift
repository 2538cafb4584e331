/// How a record of outcomes looks beside the model: green, yellow or red.
///
/// The zones are those of the supervisory backtest of value at risk (Basel Committee 1996,
/// Supervisory framework for the use of "backtesting"): by P(outcome ≤ the one seen) if the model
/// is right, green below 95 %, yellow below 99.99 %, else red. Only too many or too much is marked.
public enum TrafficLight: String, Sendable {
  /// Nothing unusual.
  case green
  /// More than the model expects, by chance in fewer than one case in twenty.
  case yellow
  /// By chance in fewer than one case in ten thousand: the model or the record is wrong.
  case red

  /// The zone of a probability P(outcome ≤ the one seen).
  public init(cumulativeProbability: Double) {
    self = cumulativeProbability < 0.95 ? .green : cumulativeProbability < 0.9999 ? .yellow : .red
  }
}
