import Foundation
import Testing

@testable import Studies

/// One change to the complete study, and what must come of it.
struct BrokenRecord: CustomTestStringConvertible, Sendable {
  let ref: String
  let change: String
  let verdict: Verdict
  /// Rules that rightly find it too.
  let also: Set<String>

  var testDescription: String { "\(ref): \(change.prefix(60)) → \(verdict.rawValue)" }

  /// The lines of `Reference/conformity/breaks.txt`.
  static let all: [BrokenRecord] = {
    let file = Bundle.module.resourceURL?.appending(path: "Reference/conformity/breaks.txt")
    let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let parts = line.components(separatedBy: " ;").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts.count >= 3, let verdict = Verdict(rawValue: parts[2]) else { return nil }
      let also = parts.count > 3 ? parts[3].components(separatedBy: ", ") : []
      return BrokenRecord(
        ref: parts[0], change: parts[1], verdict: verdict, also: Set(also.filter { !$0.isEmpty }))
    }
  }()
}

@Suite struct BrokenRecordTests {
  private static let before = Result { try CompleteStudy.report() }

  @Test func theCompleteStudyHasNothingToFind() throws {
    let report = try CompleteStudy.report()
    #expect(CompleteStudy.asOf.description == "2026-11-20")
    #expect(report.rules.flatMap(\.findings).isEmpty)
    #expect(report.rules.allSatisfy { [.met, .attested, .noData].contains($0.verdict) })
    #expect(report.warnings.isEmpty)
  }

  @Test("is found by its rule and by no other", arguments: BrokenRecord.all)
  func brokenRecord(_ broken: BrokenRecord) throws {
    let before = try Self.before.get().rules
    let after = try CompleteStudy.report(changing: [broken.change]).rules
    let changed = zip(before, after).filter { old, new in
      old.verdict.weight < new.verdict.weight || !new.findings.isEmpty
        || (new.verdict == .noData && old.verdict == .attested)
    }.map(\.1)
    guard broken.verdict != .met else {
      return #expect(!changed.contains { $0.ref == broken.ref })
    }
    let found = try #require(after.first { $0.ref == broken.ref })
    #expect(found.verdict == broken.verdict, "\(found.findings.map(\.message))")
    let others = Set(changed.map(\.ref)).subtracting([broken.ref])
    #expect(others == broken.also)
  }

  /// A rule that only a run can fail is in `RunRuleTests`.
  @Test func everyRuleWithoutARunIsBroken() {
    let broken = Set(BrokenRecord.all.filter { $0.verdict != .met }.map(\.ref))
    let left = RuleBook.rules.filter { !broken.contains($0.ref) }.map(\.ref)
    #expect(Set(left) == RunRuleTests.refs)
  }
}
