import SupplyNetworks
import Testing

@Suite struct StructureParserTests {
  static let ids = ["a", "b", "c", "S-01.x", "left pump"]

  private func parse(_ text: String) throws -> Structure {
    try StructureParser.structure(from: text, ids: Self.ids)
  }

  @Test func readsEveryForm() throws {
    let (a, b, c) = (Structure.component(0), Structure.component(1), Structure.component(2))
    #expect(try parse("a") == a)
    #expect(try parse(" series( a ,b ) ") == .series([a, b]))
    #expect(try parse("PARALLEL(a,b,c)") == .parallel([a, b, c]))
    #expect(try parse("2of(a,b,c)") == .atLeast(2, of: [a, b, c]))
    #expect(try parse("2-of(a,b,c)") == .atLeast(2, of: [a, b, c]))
    #expect(try parse("2oo3(a,b,c)") == .atLeast(2, of: [a, b, c]))
    #expect(try parse("series(a, parallel(b, a))") == .series([a, .parallel([b, a])]))
    #expect(try parse("a & b | c") == .parallel([.series([a, b]), c]))
    #expect(try parse("a and (b or c)") == .series([a, .parallel([b, c])]))
    #expect(try parse("a && b || c") == .parallel([.series([a, b]), c]))
    #expect(try parse("series(S-01.x, \"left pump\")") == .series([.component(3), .component(4)]))
  }

  @Test(arguments: [
    ("", 1, "the text ends where a component or a part should stand"),
    ("series(a", 9, "the text ends where a part should end"),
    ("series()", 8, ") stands where a component or a part should stand"),
    ("series(a,,b)", 10, ", stands where a component or a part should stand"),
    ("a b", 3, "\"b\" stands after the structure"),
    ("a)", 2, ") stands after the structure"),
    ("either(a,b)", 1, "either(…) is no way to join parts"),
    ("series(a,4of(a,b,c))", 10, "4of(…) asks for 4 of 3 parts"),
    ("0of(a)", 1, "0of(…) asks for 0 of 1 parts"),
    ("2oo4(a,b,c)", 1, "2oo4(…) is no way to join parts"),
    ("series(a,\"b)", 10, "the quotation mark is not closed"),
    ("99999999999999999999of(a)", 1, "99999999999999999999of(…) is no way to join parts"),
  ])
  func saysWhatIsWrongAndWhere(text: String, column: Int, problem: String) throws {
    let errors = try #require(throws: StructureErrors.self) { try parse(text) }
    #expect(errors.problems.map(\.column) == [column])
    #expect(errors.problems.map(\.problem) == [problem])
    #expect(errors.problems.allSatisfy { !$0.remedy.isEmpty })
  }

  @Test func namesAllUnknownComponentsAtOnce() throws {
    let errors = try #require(throws: StructureErrors.self) { try parse("series(x, a, 2of(b, y))") }
    #expect(errors.problems.map(\.column) == [8, 21])
    #expect(errors.problems[1].problem == "there is no component \"y\"")
  }

  @Test func deepNestingIsRefusedNotFatal() throws {
    let deep = String(repeating: "(", count: 100_000) + "a"
    let errors = try #require(throws: StructureErrors.self) { try parse(deep) }
    #expect(errors.problems[0].problem == "parts are nested more than 200 deep")
    let fine = String(repeating: "(", count: 199) + "a" + String(repeating: ")", count: 199)
    #expect(try parse(fine) == .component(0))
  }
}
