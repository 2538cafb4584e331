internal import Foundation

/// What came of looking at a change before it happens: the content of `gate.json`.
public struct GateRecord: Encodable, Sendable {
  /// Always `gate/1`.
  public let schema: String
  /// The gate's id, `g-2026-11-24-a`; nil where nothing is written.
  public var gate: String?
  /// The record that was judged.
  public let change: String
  /// `change` or `corrective_action`.
  public let kind: String
  /// What changes, in words.
  public let what: String
  /// The overlays that state it.
  public let overlays: [String]
  /// The day of the gate.
  public let date: String
  /// When the change begins or began; nil where that is not stated.
  public let begins: String?
  /// Whether the gate lies before the beginning; nil where that is not known.
  public let inTime: Bool?
  /// Why the change may go first all the same; nil where nobody is in imminent danger.
  public let exemption: String?
  /// The study as it stands.
  public let study: StudyFacts
  /// Simulated years.
  public let trials: Int
  /// Where the random numbers begin.
  public let seed: UInt64
  /// Whether both use the same random numbers on the same trials.
  public let isPaired: Bool
  /// Differences in harm to people: before money, everywhere.
  public let people: [DifferenceRecord]
  /// Differences in expected loss and shortfall of all risks together.
  public let money: [DifferenceRecord]
  /// Differences in the availability of processes that can be seen.
  public let service: [DifferenceRecord]
  /// Risks that the change brings.
  public let newRisks: [String]
  /// Risks that the change removes.
  public let removedRisks: [String]
  /// Records that would have no owner.
  public let ownersLost: [String]
  /// What differs in the study.
  public let inputs: [InputDifference]
  /// What casts doubt on the comparison.
  public let warnings: [String]
  /// A sentence on the whole.
  public let conclusion: String

  init(
    _ change: GatedChange, request: GateRequest, overlays: [String],
    comparison: ComparisonRecord, entry: ComparisonRecord.Entry
  ) {
    schema = "gate/1"
    self.change = change.id
    kind = change.kind.rawValue
    what = change.what
    self.overlays = overlays
    date = request.asOf.description
    begins = change.begins?.description
    inTime = change.begins.map { request.asOf <= $0 }
    exemption = change.exemption
    let base = comparison.operands[0]
    study = base.study
    trials = base.trials
    seed = base.seed
    isPaired = entry.isPaired
    let whole = entry.differences.filter { $0.scope == "all" }
    let harm = whole.filter { $0.unit == "persons" }
    let losses = whole.filter {
      ["expected_annual_loss", "expected_shortfall"].contains($0.metric)
        && ($0.level ?? 0.95) == 0.95
    }
    people = harm
    money = losses
    service = entry.differences.filter { $0.metric == "availability" && $0.isClear }
    newRisks = Self.risks(entry.inputs, .added)
    removedRisks = Self.risks(entry.inputs, .removed)
    ownersLost = OwnerLoss.records(entry.inputs)
    inputs = entry.inputs
    warnings = comparison.warnings
    conclusion = Self.conclusion(harm, losses, owners: ownersLost, exemption: change.exemption)
  }

  private static func risks(
    _ inputs: [InputDifference], _ change: InputDifference.Change
  ) -> [String] {
    inputs.filter { $0.change == change }.compactMap { input in
      let parts = input.path.split(separator: "/")
      return parts.count == 2 && parts[0] == "risks" ? String(parts[1]) : nil
    }
  }

  private static func conclusion(
    _ people: [DifferenceRecord], _ money: [DifferenceRecord], owners: [String],
    exemption: String?
  ) -> String {
    func grows(_ rows: [DifferenceRecord]) -> Bool {
      rows.contains { $0.verdict == "higher, clear" }
    }
    func falls(_ rows: [DifferenceRecord]) -> Bool {
      rows.contains { $0.verdict == "lower, clear" }
    }
    var parts = [
      grows(people)
        ? "harm to people clearly grows"
        : falls(people) ? "harm to people clearly falls" : "no change of harm to people is seen",
      grows(money)
        ? "the loss clearly grows"
        : falls(money) ? "the loss clearly falls" : "no change of the loss is seen",
    ]
    if !owners.isEmpty { parts.append("\(owners.count) records lose their owner") }
    if exemption != nil { parts.append("it may go first, for somebody is in imminent danger") }
    return parts.joined(separator: "; ")
  }

  private enum CodingKeys: String, CodingKey {
    case schema, gate, change, kind, what, overlays, date, begins, inTime, exemption, study
    case trials, seed, people, money, service, newRisks, removedRisks, ownersLost, inputs, warnings
    case conclusion
    case isPaired = "paired"
  }

  /// Writes the record into a new folder `g-<date>-<letter>` of a folder of gates.
  public mutating func write(into gates: String) throws -> String {
    let folder = try RunFolder.claimNext(in: gates, day: date, letter: "g")
    gate = folder.id
    do {
      _ = try OutputFile.write(ResultJSON.data(self), to: "gate.json", in: folder.partial)
      try folder.commit()
    } catch {
      folder.discard()
      throw error
    }
    return folder.path
  }

  /// The change of the expected annual loss; nil where it is not known.
  public var changeOfExpectedLoss: Double? {
    money.first { $0.metric == "expected_annual_loss" }?.difference.value
  }
}

/// Records that a change leaves without somebody who answers for them.
enum OwnerLoss {
  private static let fields: Set = ["owner", "lead", "responsible"]
  private static let owned: Set = ["risks", "controls", "treatments", "processes"]

  static func records(_ inputs: [InputDifference]) -> [String] {
    inputs.compactMap { input in
      let parts = input.path.split(separator: "/").map(String.init)
      switch input.change {
      case .removed where parts.count > 2 && fields.contains(parts.last ?? ""):
        return parts.dropLast().joined(separator: "/")
      case .changed where fields.contains(parts.last ?? "") && ["", "null"].contains(input.new):
        return parts.dropLast().joined(separator: "/")
      case .added where parts.count == 2 && owned.contains(parts[0]):
        return (input.new ?? "").contains("owner: ") ? nil : input.path
      default: return nil
      }
    }
  }
}
