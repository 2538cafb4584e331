internal import LossSimulation
internal import RiskModel
internal import Sampling

/// The content of `compare --json`: what differs in the inputs, then what differs in the figures.
public struct ComparisonRecord: Encodable, Sendable {
  /// Always `compare/1`.
  public let schema: String
  /// The level whose figures are compared.
  public let level: String
  /// ISO 4217 code of every amount of money.
  public let currency: String
  /// What is compared; all others with the first.
  public let operands: [Operand]
  /// One entry for each operand but the first.
  public let comparisons: [Entry]
  /// What casts doubt on the comparison, as sentences.
  public let warnings: [String]

  /// One side of a comparison.
  public struct Operand: Encodable, Sendable {
    /// A, B, C and so on.
    public let label: String
    /// As the user wrote it.
    public let name: String
    /// The run's id; nil for a study.
    public let run: String?
    /// The study, as results name it.
    public let study: StudyFacts
    /// Simulated years.
    public let trials: Int
    /// Where the random numbers begin.
    public let seed: UInt64
    /// Where the trials come from, a word of the study format.
    public let method: String
    /// Whether the simulation gave the figures that the run has stored; nil where none are.
    public let isReproduced: Bool?

    private enum CodingKeys: String, CodingKey {
      case label, name, run, study, trials, seed, method
      case isReproduced = "reproduced"
    }
  }

  /// One operand held against the first.
  public struct Entry: Encodable, Sendable {
    /// The label of the first operand.
    public let first: String
    /// The label of the other.
    public let second: String
    /// Whether both use the same random numbers on the same trials.
    public let isPaired: Bool
    /// How the errors were found, as a sentence without its dot.
    public let pairing: String
    /// Whether no figure has an error, so that random numbers do not matter.
    let isExact: Bool
    /// How far the losses of the same trials move together; nil unless they are shared.
    public let correlation: Double?
    /// What differs in the studies.
    public let inputs: [InputDifference]
    /// What differs in the figures: second − first.
    public let differences: [DifferenceRecord]

    private enum CodingKeys: String, CodingKey {
      case first, second, pairing, correlation, inputs, differences
      case isPaired = "paired"
    }
  }

  init(_ operands: [ComparisonOperand], level: String, result: ComparisonResult) {
    schema = "compare/1"
    self.level = level
    currency = operands[0].source.study.identity.currency
    let labels = operands.indices.map(Self.label)
    let reproduced = zip(operands, result.totals).map { operand, totals in
      operand.stored?[operand.strategy ?? level].map { StoredFigures($0).agree(with: totals) }
    }
    self.operands = operands.indices.map { side in
      Operand(
        operands[side], label: labels[side], trials: result.trials[side],
        isReproduced: reproduced[side])
    }
    comparisons = zip(operands.indices.dropFirst(), result.comparisons).map { side, comparison in
      Entry(
        first: labels[0], second: labels[side],
        inputs: InputDifference.all(from: operands[0].source.root, to: operands[side].source.root),
        comparison: comparison)
    }
    let doubted = zip(operands, reproduced).filter { $0.1 == false }.map {
      Self.doubt($0.0.name, $0.0.run?.manifest)
    }
    warnings = doubted + comparisons.compactMap(\.doubt)
  }

  /// A, B … Z, then AA, AB and so on, as a spreadsheet names columns.
  static func label(_ number: Int) -> String { RunFolder.letters(number).uppercased() }

  private static func doubt(_ name: String, _ manifest: RunManifest?) -> String {
    let engine = manifest.map { " by \($0.engine.name) \($0.engine.version)" } ?? ""
    return "the figures stored in \(ProblemReport.printable(name))\(engine) are not those of its "
      + "study simulated again: another engine wrote it, or its data files have changed"
  }
}

extension ComparisonRecord.Operand {
  fileprivate init(
    _ operand: ComparisonOperand, label: String, trials: Int, isReproduced: Bool?
  ) {
    let settings = operand.source.study.simulation
    self.init(
      label: label, name: operand.name, run: operand.run?.manifest.run,
      study: operand.source.facts, trials: trials, seed: settings.seed,
      method: settings.method.rawValue, isReproduced: isReproduced)
  }
}

extension ComparisonRecord.Entry {
  fileprivate init(
    first: String, second: String, inputs: [InputDifference], comparison: Comparison
  ) {
    let pairing: String
    switch comparison.pairing {
    case .common: pairing = "the same random numbers: differences on the same trials"
    case .exact: pairing = "both are tables, so every figure is exact"
    case .independent(let reason):
      pairing = "\(reason), so errors are those of independent runs"
    }
    self.init(
      first: first, second: second, isPaired: comparison.pairing == .common, pairing: pairing,
      isExact: comparison.pairing == .exact, correlation: comparison.correlation?.finite,
      inputs: inputs,
      differences: comparison.differences.map(DifferenceRecord.init))
  }

  /// Shared numbers move shared risks together; where they do not, pairing says nothing.
  fileprivate var doubt: String? {
    guard isPaired, let correlation, let trials = differences.first?.difference.sampleSize,
      trials > 0, correlation.magnitude * Double(trials).squareRoot() < 4
    else { return nil }
    return "the years of \(first) and \(second) do not move together although they share their "
      + "random numbers: the two have little in common, or are not what they are said to be"
  }
}

/// The figures of a run's summary, to see whether a simulation gives them again.
private struct StoredFigures {
  private let level: LevelSummary

  init(_ level: LevelSummary) { self.level = level }

  /// Sums may differ in their last digits where processors do; anything more is another result.
  private static let tolerance = 1e-9

  func agree(with totals: LossMeasures) -> Bool {
    Self.agree(level.expectedAnnualLoss, totals.expectedAnnualLoss.value)
      && Self.agree(level.valueAtRisk, totals.valueAtRisk)
      && Self.agree(level.expectedShortfall, totals.expectedShortfall)
  }

  private static func agree(
    _ stored: [String: EstimateRecord], _ simulated: [LevelEstimate]
  ) -> Bool {
    simulated.allSatisfy { figure in
      guard let label = DecimalText.text(figure.level) else { return false }
      return agree(stored[label], figure.estimate.value)
    }
  }

  private static func agree(_ stored: EstimateRecord?, _ value: Double) -> Bool {
    guard let old = stored?.value else { return !value.isFinite }
    return (old - value).magnitude <= tolerance * old.magnitude
  }
}
