import Distributions

/// One law as it can be written in a study: `{ name: [a, b, c] }` or `{ name: { a: , b: } }`.
public struct LawForm: Sendable {
  /// The parameters of a law by their names in the file.
  typealias Parameters = [String: Double]

  /// The key in the file.
  public let name: String
  /// What the law is.
  public let meaning: String
  /// The parameters of the list form in order; nil where there is none.
  public let positional: [String]?
  /// The sets of named parameters, each enough to fix the law.
  public let parameterSets: [[String]]
  /// Named parameters that may be left out, with what their absence means.
  public let optional: [(name: String, default: Double)]
  let make: @Sendable (Parameters) throws(ParameterError) -> any Distribution

  init(
    _ name: String, _ meaning: String, positional: [String]? = nil, _ parameterSets: [[String]],
    optional: [(name: String, default: Double)] = [],
    make: @escaping @Sendable (Parameters) throws(ParameterError) -> any Distribution
  ) {
    self.name = name
    self.meaning = meaning
    self.positional = positional
    self.parameterSets = parameterSets
    self.optional = optional
    self.make = make
  }

  /// All names of parameters.
  var parameterNames: [String] {
    var names: [String] = []
    for name in parameterSets.joined() where !names.contains(name) { names.append(name) }
    return names + optional.map(\.name)
  }

  /// The labels of the laws' initialisers where the file says them otherwise.
  static let fileNames = [
    "standardDeviation": "sd", "thresholdQuantile": "threshold_quantile",
  ]

  /// Forms with a structure of their own, which `StudyReader+Laws` reads.
  static let structured: [(name: String, meaning: String)] = [
    ("range90", "`[low, high]`: 90 % interval of a lognormal, as `low to high`"),
    ("quantiles", "`{ 0.05: a, 0.5: b, 0.95: c }`, beside it `lower`, `upper`: metalog"),
    ("discrete", "`[[value, probability], …]`"),
    ("empirical", "`{ file: , column: , where: }`: the values of a column, equally likely"),
    ("mixture", "`[[weight, quantity], …]`"),
  ]

  /// What may stand beside a law.
  static let beside: [(name: String, meaning: String)] = [
    ("truncate", "`[a, b]`: conditioned on [a, b]; `null` leaves a side open"),
    ("by", "role that made the estimate"),
    ("dated", "day of the estimate"),
    ("basis", "what it rests on"),
    ("lower", "lower bound of a metalog"),
    ("upper", "upper bound of a metalog"),
  ]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  static let lawNames = all.map(\.name) + structured.map(\.name)
  private static let lawNameSet = Set(lawNames)
  private static let keyNames = lawNameSet.union(beside.map(\.name))

  /// Whether the key names a law.
  static func isLaw(_ key: String) -> Bool { lawNameSet.contains(key) }

  /// Whether the key may stand in a quantity.
  static func isKey(_ key: String) -> Bool { keyNames.contains(key) }

  static let allKeys = lawNames + beside.map(\.name)
}
