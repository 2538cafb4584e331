/// Splits what an event that struck several nodes cost among them.
///
/// In proportion to what each would cost alone with the same duration, in equal parts where all
/// would cost nothing (`MODELS.md` 5.4).
public enum JointOutage {
  /// The parts of a cost, in the order of the tables; they sum to it up to rounding.
  ///
  /// - Parameters:
  ///   - cost: what the event cost, in the currency.
  ///   - tables: the table of each struck node alone.
  ///   - duration: the event's duration, in days.
  public static func split(
    _ cost: Double, amongAlone tables: [OutageCost], duration: Double
  ) -> [Double] {
    split(cost, inProportionTo: tables.map { $0.cost(duration) })
  }

  /// The parts of a cost in proportion to weights of at least 0, equal where all are 0.
  public static func split(_ cost: Double, inProportionTo weights: [Double]) -> [Double] {
    var parts = weights
    parts.withUnsafeMutableBufferPointer { split(cost, inProportionTo: $0) }
    return parts
  }

  /// Replaces weights by the parts of a cost, without allocating.
  public static func split(
    _ cost: Double, inProportionTo weights: UnsafeMutableBufferPointer<Double>
  ) {
    let sum = weights.reduce(0, +)
    for place in weights.indices {
      weights[place] = sum > 0 ? cost * (weights[place] / sum) : cost / Double(weights.count)
    }
  }
}
