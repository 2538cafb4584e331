/// The definitions of quantities and other values that many fields share.
enum SchemaQuantities {
  static var definitions: [SchemaValue.Member] {
    [
      .init(
        "text",
        .object([.init("type", .texts(["string", "number", "boolean"]))])),
      .init(
        "number_with_suffix",
        pattern(
          "^\(number)[kM]$", "A number with `k` (thousand) or `M` (million)", ["12k", "1.2M"])),
      .init("register_file", registerFile),
      .init("quantity", quantity),
    ]
  }

  private static let number = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"

  private static func pattern(
    _ pattern: String, _ meaning: String, _ examples: [String]
  ) -> SchemaValue {
    .object([
      .init("description", .text(meaning)), .init("type", .text("string")),
      .init("pattern", .text(pattern)), .init("examples", .texts(examples)),
    ])
  }

  /// A list that lies in a CSV file.
  private static var registerFile: SchemaValue {
    .object([
      .init("description", .text("A CSV file with the same column names, or its path alone")),
      .init("type", .texts(["object", "string"])),
      .init(
        "properties",
        .object([.init("file", .object([.init("type", .text("string"))]))])),
      .init("required", .texts(["file"])),
    ])
  }

  private static var quantity: SchemaValue {
    .object([
      .init("description", .text("An estimate: a number, `low to high` (90 % interval) or a law")),
      .init(
        "oneOf",
        .array([
          .object([.init("type", .text("number"))]),
          pattern(
            "^\(number)[kM]?( per year)?$", "A number as text", ["120k", "0.3 per year"]),
          pattern(
            "^\(number)[kM]? to \(number)[kM]?( per year)?$",
            "5 % and 95 % quantiles of a lognormal", ["12k to 180k", "0.1 to 0.4 per year"]),
          law,
        ])),
    ])
  }

  private static var law: SchemaValue {
    let laws = LawForm.all.map { SchemaValue.Member($0.name, form($0)) } + structured
    return .object([
      .init("description", .text("A law, with what stands beside it")),
      .init("type", .text("object")),
      .init("properties", .object(laws + beside)),
      .init("additionalProperties", .boolean(false)),
      .init(
        "oneOf",
        .array(LawForm.lawNames.map { .object([.init("required", .texts([$0]))]) })),
    ])
  }

  private static var plainNumber: SchemaValue {
    StudySchema.anyOf([
      .object([.init("type", .text("number"))]), StudySchema.reference("number_with_suffix"),
    ])
  }

  private static func list(of items: SchemaValue, count: Int) -> SchemaValue {
    .object([
      .init("type", .text("array")), .init("items", items),
      .init("minItems", .number(Double(count))), .init("maxItems", .number(Double(count))),
    ])
  }

  private static func form(_ form: LawForm) -> SchemaValue {
    var forms = form.positional.map { [list(of: plainNumber, count: $0.count)] } ?? []
    for set in form.parameterSets {
      let names = set + form.optional.map(\.name)
      forms.append(
        .object([
          .init("type", .text("object")),
          .init("properties", .object(names.map { .init($0, plainNumber) })),
          .init("additionalProperties", .boolean(false)), .init("required", .texts(set)),
        ]))
    }
    if form.parameterNames.count == 1 { forms.append(plainNumber) }
    guard case .object(let members) = StudySchema.anyOf(forms) else { return .null }
    return .object([.init("description", .text(form.meaning))] + members)
  }

  private static var structured: [SchemaValue.Member] {
    LawForm.structured.map { name, meaning in
      var members = [SchemaValue.Member("description", .text(meaning))]
      switch name {
      case "range90":
        if case .object(let body) = list(of: plainNumber, count: 2) { members += body }
      case "quantiles", "empirical": members.append(.init("type", .text("object")))
      default: members.append(.init("type", .text("array")))
      }
      return .init(name, .object(members))
    }
  }

  private static var beside: [SchemaValue.Member] {
    LawForm.beside.map { .init($0.name, .object([.init("description", .text($0.meaning))])) }
  }
}
