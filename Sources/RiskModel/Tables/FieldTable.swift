/// The fields of one kind of record: the one source of parsing, defaults, messages, schema and
/// reference text.
public final class FieldTable: Sendable {
  /// Which record the table describes.
  public let kind: RecordKind
  /// What one such record is called in a message, with its article: `a risk`.
  public let noun: String
  /// What the record is for.
  public let meaning: String
  /// The clause of ISO 28000:2022 that the record serves.
  public let clause: String?
  /// The fields in the order of the reference page.
  public let fields: [Field]
  /// Positions in `fields` by name.
  private let positions: [String: Int]

  init(
    _ kind: RecordKind, _ noun: String, _ meaning: String, clause: String? = nil, _ fields: [Field]
  ) {
    self.kind = kind
    self.noun = noun
    self.meaning = meaning
    self.clause = clause
    self.fields = fields
    positions = Dictionary(uniqueKeysWithValues: zip(fields.map(\.name), fields.indices))
  }

  /// The field's position in `fields`; nil where the record has no such field.
  public func position(of name: String) -> Int? {
    if let position = positions[name] { return position }
    guard let base = LevelledName(name)?.base, let position = positions[base] else { return nil }
    return fields[position].takesLevel ? position : nil
  }

  /// The field of this name; nil where the record has no such field.
  public func field(_ name: String) -> Field? { position(of: name).map { fields[$0] } }

  /// The table of a kind of record.
  public static func of(_ kind: RecordKind) -> FieldTable {
    guard let table = tables[kind] else { preconditionFailure("no table for \(kind.rawValue)") }
    return table
  }

  private static let tables = Dictionary(
    uniqueKeysWithValues: families.joined().map { ($0.kind, $0) })

  private static let families: [[FieldTable]] = [
    studyTables, simulationTables, contextTables, governanceTables, criteriaTables, networkTables,
    riskTables, controlTables, treatmentTables, optimisationTables, monitoringTables,
    responseTables, supportTables, improvementTables,
  ]
}

/// One field of a record.
public struct Field: Sendable {
  /// The key in the file.
  public let name: String
  /// What may stand there.
  public let type: FieldType
  /// What it says.
  public let meaning: String
  /// The unit of a number, for example `days`; nil where there is none.
  public let unit: String?
  /// The interval of a number; nil where any finite number is legal.
  public let range: ValueRange?
  /// What an absent field means, as it would be written; nil where absence has no substitute.
  public let defaultText: String?
  /// Whether the record cannot do without it.
  public let isRequired: Bool
  /// The clause of ISO 28000:2022 that asks for it.
  public let clause: String?
  /// Whether the key may carry a level: `expected_shortfall_99_5`.
  public let takesLevel: Bool

  init(
    _ name: String, _ type: FieldType, _ meaning: String, unit: String? = nil,
    range: ValueRange? = nil, default defaultText: String? = nil, required: Bool = false,
    clause: String? = nil, takesLevel: Bool = false
  ) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.unit = unit ?? type.naturalUnit
    self.range = range ?? type.naturalRange
    self.defaultText = defaultText
    isRequired = required
    self.clause = clause
    self.takesLevel = takesLevel
  }
}

/// What may stand in a field.
public indirect enum FieldType: Sendable {
  case text
  /// A name that other records refer to.
  case identifier
  case integer
  /// A number; `k` is thousand and `M` is million.
  case number
  /// A number in the study's currency.
  case money
  /// A number in [0, 1].
  case probability
  /// An estimate (`STUDY.md` section 3).
  case quantity(QuantityRole)
  case boolean
  /// A day as ISO 8601, `2026-11-01`.
  case date
  /// An ISO 4217 code.
  case currency
  /// One of these words.
  case word([String])
  /// A figure of a run, for tail figures with its level: `expected_shortfall_95`.
  case metric
  /// The id of a record of one of these registers.
  case reference([Register])
  /// A list; one scalar is a list of one, and `|` in it separates items.
  case list(FieldType)
  /// A list, or one item without brackets.
  case oneOrMany(FieldType)
  case record(RecordKind)
  /// Keys of the author's own choice.
  case map(FieldType)
  /// The path of a file, relative to the study folder.
  case path
  /// Whichever of these fits what is written.
  case choice([FieldType])
  /// Anything.
  case free
}

/// What a quantity measures, which decides the values that its law may take.
public enum QuantityRole: String, Sendable, CaseIterable {
  /// At least 0.
  case amount
  /// Per year, at least 0; the suffix `per year` is legal.
  case rate
  /// Days, at least 0.
  case duration
  /// A probability.
  case probability
  /// Persons, at least 0, fractions allowed.
  case persons
  /// A factor, at least 0.
  case factor
  /// At least 0; the suffix `per year` is legal, for the value may be a rate.
  case value
  /// Any sign; the suffix `per year` is legal.
  case signed
}

extension FieldType {
  /// The unit that goes without saying.
  var naturalUnit: String? {
    switch self {
    case .money: "currency"
    case .quantity(.rate): "per year"
    case .quantity(.duration): "days"
    case .quantity(.persons): "persons"
    case .list(let item), .oneOrMany(let item): item.naturalUnit
    default: nil
    }
  }

  /// The interval that goes without saying.
  var naturalRange: ValueRange? {
    switch self {
    case .probability: .unit
    case .quantity(let role): role == .signed ? nil : .nonNegative
    default: nil
    }
  }
}
