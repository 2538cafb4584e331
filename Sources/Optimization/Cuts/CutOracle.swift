/// A problem over binary choices whose further columns are bounded by cuts.
///
/// The first `binaryCount` columns of the program are the choices. Values are minimised.
public protocol CutOracle {
  /// The number of choices.
  var binaryCount: Int { get }
  /// Bounds above are of no interest; falls as better points are found.
  var cutoff: Double { get }
  /// Valid inequalities that a point violates, and the value that the point would have if the
  /// choices could be parts: infinity where that is unknown.
  mutating func cuts(at values: [Double]) -> (cuts: [LinearCut], value: Double)
  /// Evaluates a point of choices and keeps it where it is good; the cuts that hold there tightly.
  mutating func visit(_ point: [Bool]) -> [LinearCut]
  /// Looks for good points near values between 0 and 1.
  mutating func improve(_ values: [Double])
  /// How much depends on each choice, for branching.
  func weights(_ values: [Double]) -> [Double]
  /// Whether the oracle has used up what it may spend: the search ends with the bound that it has.
  var isExhausted: Bool { get }
}

extension CutOracle {
  /// False: without a limit of its own.
  public var isExhausted: Bool { false }
}
