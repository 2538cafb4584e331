internal import RiskModel

/// Which field of a study each column of somebody's spreadsheet is.
public struct ColumnMapping: Sendable {
  /// Fields by the names of columns, as the user states them: `Risk owner=owner`.
  public var stated: [(column: String, field: String)]

  /// A mapping with what the user states; everything else is found by its name.
  public init(stated: [(column: String, field: String)] = []) { self.stated = stated }

  /// The field of a column; nil where it is none of the register's.
  func field(of column: String, in register: StudyRegister) -> String? {
    let plain = Self.plain(column)
    if let own = stated.first(where: { Self.plain($0.column) == plain }) { return own.field }
    let top = String(column.prefix { $0 != "." })
    let fields = register.fields + (register == .suppliers ? Self.supplierColumns : [])
    if fields.contains(top) { return column }
    if let same = fields.first(where: { Self.plain($0) == plain }) { return same }
    return Self.usual(register)[plain]
  }

  private static let supplierColumns = [
    "outage_rate_low", "outage_rate_high", "outage_days_low", "outage_days_high", "shared_hazard",
  ]

  /// Letters and digits in lower case.
  static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// What common spreadsheets call the fields; `likelihood` and `impact` are scores, see `RiskScores`.
  private static func usual(_ register: StudyRegister) -> [String: String] {
    switch register {
    case .risks: shared.merging(risks) { $1 }
    case .suppliers: shared.merging(suppliers) { $1 }
    case .treatments: shared.merging(treatments) { $1 }
    case .findings: shared.merging(findings) { $1 }
    default: shared
    }
  }

  private static let shared = names([
    "id": ["no", "nr", "number", "ref", "reference", "code", "identifier", "key"],
    "name": ["title", "label"], "owner": ["responsible", "accountable", "assignedto"],
    "note": ["notes", "comment", "comments", "remark", "remarks"],
  ])

  private static let risks = names([
    "id": ["riskid", "riskno", "risknumber", "riskref"],
    "name": ["risk", "riskname", "risktitle", "event", "riskevent", "riskdescription", "summary"],
    "category": ["risktype", "type", "riskcategory"],
    "owner": ["riskowner"], "note": ["description", "details"],
    "threat": ["cause", "causes", "source", "risksource", "threatsource", "driver"],
    likelihood: [
      "likelihood", "probability", "inherentlikelihood", "residuallikelihood", "likelihoodscore",
      "frequency",
    ],
    impact: [
      "impact", "consequence", "severity", "inherentimpact", "residualimpact", "impactscore",
      "consequences",
    ],
  ])

  private static let suppliers = names([
    "id": ["supplierid", "vendorid", "siteid"],
    "name": ["supplier", "suppliername", "vendor", "vendorname", "company"],
    "category": ["commodity", "goods", "service", "suppliercategory"],
    "annual_spend": ["spend", "annualspend", "yearlyspend", "volume"],
    "lat": ["latitude"], "lon": ["longitude", "lng"], "country": ["countrycode", "location"],
  ])

  private static let treatments = names([
    "id": ["treatmentid", "actionid", "measureid", "controlid"],
    "name": ["treatment", "action", "measure", "mitigation", "description"],
    "owner": ["actionowner"], "option": ["strategy", "response", "treatmenttype"],
    "cost.once": ["cost", "onceoffcost", "oneoffcost", "capex", "investment"],
    "cost.per_year": ["annualcost", "yearlycost", "opex", "runningcost", "costperyear"],
    "ready_in_days": ["leadtime", "leadtimedays", "daystoimplement"],
  ])

  private static let findings = names([
    "id": ["findingid", "observationid"],
    "text": ["finding", "description", "observation", "details", "title"],
    "grade": ["severity", "rating", "classification", "type"],
    "clause": ["requirement", "criterion", "isoclause", "standardclause"],
    "audit": ["auditid", "auditref", "source"], "action": ["correctiveaction", "actionref", "nc"],
  ])

  /// The scores of a register, which are no fields of a study.
  static let likelihood = "likelihood"
  static let impact = "impact"

  private static func names(_ fields: [String: [String]]) -> [String: String] {
    Dictionary(
      fields.flatMap { field, names in names.map { ($0, field) } },
      uniquingKeysWith: { first, second in min(first, second) })
  }
}
