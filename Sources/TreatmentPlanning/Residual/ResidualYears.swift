/// Years whose losses can be had again under other frequencies and severities: a year loss table, a
/// year event table, or the replayed events of a simulation.
///
/// Common random numbers (`MODELS.md` section 6): nothing is drawn here, so two plans differ on the
/// same years.
public protocol ResidualYears: Sendable {
  /// The number of years.
  var yearCount: Int { get }
  /// The number of risks.
  var riskCount: Int { get }
  /// The probability of each year; nil where all are equal.
  var probabilities: [Double]? { get }
  /// Whether a year's ground-up loss is Σ over risks of base × frequency factor × severity factor.
  var isProportional: Bool { get }
  /// Whether single events are known, as layers per event need.
  var hasEvents: Bool { get }

  /// Adds the ground-up losses of one risk to each year, its recoveries from layers per event to
  /// `recovered`.
  ///
  /// - Parameters:
  ///   - frequency: The combined factor on the number of events, at least 0.
  ///   - severity: The combined factor on the loss of an event, at least 0.
  ///   - layers: Those per event that see this risk.
  ///   - years: One entry a year, in the study's currency.
  ///   - recovered: One entry a year; left alone where there are no layers.
  func add(
    risk: Int, frequency: Double, severity: Double, layers: [ResidualLayer],
    to years: inout [Double], recovered: inout [Double])

  /// Sets each year to the ground-up loss of all risks under frequency × severity factors by row.
  func sum(_ factors: [Double], into years: inout [Double])
}

extension ResidualYears {
  /// Whether years have different probabilities.
  public var isWeighted: Bool { probabilities != nil }

  /// The probability of a year.
  public func probability(of year: Int) -> Double {
    probabilities.map { $0[year] } ?? 1 / Double(yearCount)
  }

  /// Sets each year to the ground-up loss of all risks, risk by risk.
  public func sum(_ factors: [Double], into years: inout [Double]) {
    for year in years.indices { years[year] = 0 }
    var none: [Double] = []
    for risk in 0..<riskCount {
      add(
        risk: risk, frequency: factors[FactorTable.row(risk: risk, .frequency)],
        severity: factors[FactorTable.row(risk: risk, .severity)], layers: [], to: &years,
        recovered: &none)
    }
  }
}
