extension FieldType {
  /// What must stand there, as the end of the sentence “must be …”.
  var phrase: String {
    switch self {
    case .text: "text"
    case .identifier: "a short unique name"
    case .integer: "a whole number"
    case .number: "a number"
    case .money: "an amount of money"
    case .probability: "a probability"
    case .quantity(let role): role.phrase
    case .boolean: "true or false"
    case .date: "a date such as 2026-11-01"
    case .currency: "a currency code of ISO 4217"
    case .word(let words):
      words.count == 1 ? "`\(words[0])`" : "one of " + words.joined(separator: ", ")
    case .metric: "the name of a figure, such as expected_shortfall_95"
    case .reference(let registers):
      "the id of \(registers.map(\.withArticle).joined(separator: " or "))"
    case .list(let item): "a list of \(item.pluralPhrase)"
    case .oneOrMany(let item): "\(item.phrase), or a list"
    case .record(let kind): FieldTable.of(kind).noun
    case .map(let item): "a mapping of names to \(item.pluralPhrase)"
    case .path: "the path of a file"
    case .choice(let types): types.map(\.phrase).joined(separator: ", or ")
    case .free: "anything"
    }
  }

  /// Several of them.
  var pluralPhrase: String {
    switch self {
    case .integer: "whole numbers"
    case .number: "numbers"
    case .money: "amounts of money"
    case .probability: "probabilities"
    case .text: "texts"
    case .metric: "names of figures"
    case .word(let words): "words (\(words.joined(separator: ", ")))"
    case .reference(let registers): "ids of \(registers.map(\.plural).joined(separator: " or "))"
    case .record(let kind): "records, each \(FieldTable.of(kind).noun)"
    default: "values, each \(phrase)"
    }
  }

  /// Whether one scalar can be the whole value.
  var isScalar: Bool {
    switch self {
    case .record, .map, .list, .free: false
    case .oneOrMany(let item): item.isScalar
    case .choice(let types): types.contains(where: \.isScalar)
    default: true
    }
  }

  var isRecord: Bool { recordKind != nil }

  var isReference: Bool {
    if case .reference = self { return true }
    return false
  }

  var recordKind: RecordKind? {
    if case .record(let kind) = self { return kind }
    return nil
  }

  var acceptsMapping: Bool {
    switch self {
    case .record, .map, .quantity, .free: true
    case .oneOrMany(let item): item.acceptsMapping
    case .choice(let types): types.contains(where: \.acceptsMapping)
    default: false
    }
  }

  /// Whether the shape of what is written asks for this alternative of a choice.
  func fits(_ node: SourceNode) -> Bool {
    switch (self, node.value) {
    case (.word(let words), .scalar(let text, _)): words.contains(text)
    case (.number, .scalar(let text, _)), (.money, .scalar(let text, _)):
      if case .number = Scalar.number(text) { true } else { false }
    case (.record(let kind), .mapping(let entries)):
      entries.contains { FieldTable.of(kind).field($0.key) != nil }
    case (.list, .sequence), (.oneOrMany, .sequence), (.map, .mapping), (.free, _): true
    case (.list(let item), .scalar): item.fits(node)
    case (.quantity, .mapping(let entries)): entries.contains { LawForm.isKey($0.key) }
    case (.quantity, .scalar), (.text, .scalar), (.metric, .scalar), (.reference, .scalar): true
    default: false
    }
  }
}

extension QuantityRole {
  /// What must stand there, as the end of the sentence “must be …”.
  var phrase: String {
    switch self {
    case .amount, .value: "a quantity such as 12k or 12k to 180k"
    case .rate: "a yearly rate such as 0.2 or 0.1 to 0.4 per year"
    case .duration: "a duration in days such as 2 or 1 to 14"
    case .probability: "a probability such as 0.2 or 0.1 to 0.4"
    case .persons: "a number of persons such as 0.2 or 1 to 3"
    case .factor: "a factor such as 0.4 or 0.3 to 0.7"
    case .signed: "a quantity such as 10 or { normal: { mean: 10, sd: 2 } }"
    }
  }
}

extension Register {
  var withArticle: String {
    "aeiou".contains(singular.first ?? "x") ? "an \(singular)" : "a \(singular)"
  }

  var plural: String {
    switch self {
    case .parties: "interested parties"
    case .hazards: "shared hazards"
    default: rawValue
    }
  }
}

extension Field {
  /// The unit behind a range: `, in days`.
  var unitPhrase: String {
    switch unit {
    case nil: ""
    case "currency"?: ", in the study's currency"
    case "per year"?: " per year"
    case let unit?: ", in \(unit)"
    }
  }
}
