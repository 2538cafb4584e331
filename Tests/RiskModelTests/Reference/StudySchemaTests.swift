import RiskModel
import Testing

@Suite struct StudySchemaTests {
  private func definition(_ kind: RecordKind) -> SchemaValue? {
    switch kind {
    case .root: StudySchema.study
    case .overlay: StudySchema.overlay
    default: StudySchema.study["$defs"]?[kind.rawValue]
    }
  }

  @Test(arguments: RecordKind.allCases)
  func everyFieldOfEveryTableAppears(kind: RecordKind) throws {
    let schema = try #require(definition(kind))
    #expect(schema["additionalProperties"] == .boolean(false))
    for field in FieldTable.of(kind).fields {
      let property =
        field.takesLevel
        ? schema["patternProperties"]?["^\(field.name)(_[0-9]+){0,2}$"]
        : schema["properties"]?[field.name]
      guard case .text(let description)? = property?["description"] else {
        Issue.record("no description of \(field.name)")
        continue
      }
      #expect(description.hasPrefix(field.meaning))
    }
  }

  @Test func requiredFieldsAreRequired() {
    #expect(
      StudySchema.study["$defs"]?["study"]?["required"] == .array([.text("id"), .text("currency")]))
  }

  @Test func referencesResolve() {
    var missing: Set<String> = []
    for schema in [StudySchema.study, StudySchema.overlay] {
      visit(schema) { name in
        if schema["$defs"]?[name] == nil { missing.insert(name) }
      }
    }
    #expect(missing.isEmpty)
  }

  private func visit(_ value: SchemaValue, _ body: (String) -> Void) {
    switch value {
    case .array(let items): for item in items { visit(item, body) }
    case .object(let members):
      for member in members {
        if member.name == "$ref", case .text(let pointer) = member.value {
          body(String(pointer.dropFirst("#/$defs/".count)))
        }
        visit(member.value, body)
      }
    default: return
    }
  }

  @Test func textIsDeterministicJSON() {
    #expect(StudySchema.study.json == StudySchema.study.json)
    #expect(
      StudySchema.overlay.json.hasPrefix(
        "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\","))
    let value = SchemaValue.object([
      .init("a", .array([.number(1), .number(0.5), .null, .boolean(true)])),
      .init("b\"\\\n\u{1}", .object([])),
    ])
    #expect(
      value.json == """
        {
          "a": [
            1,
            0.5,
            null,
            true
          ],
          "b\\"\\\\\\n\\u0001": {}
        }

        """)
  }
}
