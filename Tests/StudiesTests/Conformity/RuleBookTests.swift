import Foundation
import RiskModel
import Testing

@testable import Studies

@Suite struct RuleBookTests {
  /// The clause map has 255 rows.
  @Test func oneRuleForEachRow() {
    let refs = RuleBook.rules.map(\.ref)
    #expect(refs.count == 255)
    #expect(Set(refs).count == refs.count)
  }

  @Test func familiesAreInOrder() {
    let families = RuleBook.rules.map(\.family)
    #expect(families == families.sorted())
    #expect(Set(families) == Set(4...10))
  }

  @Test func eachRuleHasWordsAndChecks() {
    for rule in RuleBook.rules {
      #expect(!rule.checks.isEmpty, "\(rule.ref)")
      #expect(!rule.label.isEmpty && !rule.label.hasSuffix("."), "\(rule.ref)")
      #expect(!rule.remedy.isEmpty && !rule.remedy.hasSuffix("."), "\(rule.ref)")
      #expect(rule.satisfiedBy.allSatisfy { !$0.isEmpty }, "\(rule.ref)")
    }
  }

  @Test func everyKindIsUsed() {
    let kinds = Set(RuleBook.rules.flatMap(\.kinds))
    let all: Set = [
      "exists", "complete", "refers", "fresh", "covers", "agrees", "quant", "attest",
    ]
    #expect(kinds == all)
  }

  /// A path or a field that no table has would stop the program, so each is looked up here.
  @Test func pathsAndFieldsExist() throws {
    for rule in RuleBook.rules {
      for check in rule.checks { try expectFields(check, rule.ref) }
    }
  }

  private func expectFields(_ check: Check, _ ref: String) throws {
    switch check {
    case .exists(let path, let condition, _): try expect(path, [], condition, ref)
    case .states(let path, let fields, let condition), .either(let path, let fields, let condition):
      try expect(path, fields, condition, ref)
    case .holds(let path, let field, let condition), .until(let path, let field, let condition):
      try expect(path, [field], condition, ref)
    case .mentions(let path, let field, _), .refers(let path, let field):
      try expect(path, [field], nil, ref)
    case .fresh(let path, let fields, let every, _, let condition, _):
      try expect(path, fields + [every].compactMap { $0 }, condition, ref)
    case .covers(let path, let mentions, let condition, let unless):
      try expect(path, ["id"] + unless, condition, ref)
      for mention in mentions { try expect(mention.path, [mention.field], nil, ref) }
    case .advised(let inner): try expectFields(inner, ref)
    case .categories, .relation, .attested: break
    }
  }

  private func expect(
    _ path: String, _ fields: [String], _ condition: Condition?, _ ref: String
  ) throws {
    let kinds = SnippetText.kinds(along: path.split(separator: ".").map(String.init))
    let kind = try #require(kinds.last, "\(ref): \(path)").kind
    for field in fields + (condition?.fields ?? []) {
      #expect(Self.has(field, kind), "\(ref): \(path).\(field)")
    }
  }

  private static func has(_ field: String, _ kind: RecordKind) -> Bool {
    let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
    guard let found = FieldTable.of(kind).field(parts[0]) else { return false }
    guard parts.count == 2 else { return true }
    guard case .record(let inner) = found.type else { return false }
    return has(parts[1], inner)
  }

  @Test func clausesTakeInWhatIsBelow() throws {
    let rules = try RuleBook.rules(of: "8.6.4").map(\.ref)
    #expect(rules.contains("8.6.4 (lead)") && rules.contains("8.6.4.d.1"))
    #expect(!rules.contains("8.6.5"))
    #expect(try RuleBook.rules(of: "10").allSatisfy { $0.family == 10 })
    #expect(try RuleBook.rules(of: "5.1 #9").map(\.ref) == ["5.1 #9"])
  }

  @Test func unknownClauseIsRefused() {
    #expect(throws: WrongUse.self) { try RuleBook.rules(of: "11") }
    #expect(throws: WrongUse.self) { try RuleBook.rules(of: "8.6.44") }
  }
}
