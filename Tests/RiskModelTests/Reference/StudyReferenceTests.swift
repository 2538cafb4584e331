import RiskModel
import Testing

@Suite struct StudyReferenceTests {
  @Test func fieldByPath() throws {
    let text = """
      risks.downtime.days: a duration in days such as 2 or 1 to 14
        Duration from the event on.
        unit: days
        range: at least 0
        required
      """
    #expect(try StudyReference.describe("risks.downtime.days") == text)
    // The path of a problem says the same.
    #expect(try StudyReference.describe("risks/R07/downtime/days") == text)
  }

  @Test func everyKindIsListedAndDescribed() throws {
    let list = try StudyReference.describe()
    for kind in RecordKind.allCases {
      #expect(list.contains("  \(kind.rawValue) "))
      let text = try StudyReference.describe(kind.rawValue)
      for field in FieldTable.of(kind).fields {
        #expect(text.contains(field.meaning), "\(kind.rawValue).\(field.name)")
      }
    }
  }

  @Test(arguments: ["quantity", "pert", "metric", "risks", "network.nodes", "study.currency"])
  func describes(name: String) throws { #expect(try !StudyReference.describe(name).isEmpty) }

  @Test(arguments: [
    ("risks.los", "`los` is no field of a risk. Did you mean `loss`?"),
    ("rsks", "`rsks` is no field of the study. Did you mean `risks`?"),
    ("risks.loss.x", "`x` is no field of `loss`."),
  ])
  func unknownNames(name: String, message: String) {
    let error = #expect(throws: StudyReference.UnknownName.self) {
      try StudyReference.describe(name)
    }
    #expect(error?.description == message)
  }
}
