import Foundation
import Testing

/// Every broken study of the corpus through the built program: the whole text and exit code 3.
@Suite struct BrokenStudyProgramTests {
  private static let corpus = Program.models.deletingLastPathComponent()
    .appendingPathComponent("Tests/StudiesTests/Reference/broken")

  private static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: corpus.path)) ?? []).sorted()

  @Test func thereAreAtLeastSixty() { #expect(Self.names.count >= 60) }

  @Test(arguments: names) func isRefusedWithItsWholeText(_ name: String) throws {
    let program = try Program()
    defer { program.remove() }
    let folder = Self.corpus.appendingPathComponent(name)
    let expected = try String(
      contentsOf: folder.appendingPathComponent("expected.txt"), encoding: .utf8)
    let with = try? String(contentsOf: folder.appendingPathComponent("with.txt"), encoding: .utf8)
    var arguments = ["check", folder.path]
    for overlay in (with ?? "").split(separator: "\n") { arguments += ["--with", String(overlay)] }
    let (process, output, errors) = try program.process(arguments)
    try process.run()
    process.waitUntilExit()
    let outcome = try program.outcome(process, output, errors)
    #expect(outcome.code == 3)
    #expect((outcome.output + outcome.errors).trimmingSuffix() == expected.trimmingSuffix())
  }

  /// An indefinite correlation matrix is found when the study is compiled, by `check` already.
  @Test func anIndefiniteCorrelationMatrixIsRefusedByCheck() throws {
    let program = try Program()
    defer { program.remove() }
    let text = """
      format: study/1
      study: { id: t, currency: EUR }
      simulation:
        dependence: { family: gaussian, groups: [ { members: [A, B, C], correlation: -0.9 } ] }
      risks:
        - { id: A, name: A, category: criminal, events: 1, loss: 1k }
        - { id: B, name: B, category: criminal, events: 1, loss: 1k }
        - { id: C, name: C, category: criminal, events: 1, loss: 1k }

      """
    try Data(text.utf8).write(to: program.folder.appendingPathComponent("study.yaml"))
    let outcome = try program.run("check", "study.yaml")
    #expect(outcome.code == 3)
    #expect(
      (outcome.output + outcome.errors).hasPrefix(
        "study.yaml:4:15: error: simulation/dependence: the correlation matrix of A, B, C is not positive definite: its smallest eigenvalue is -0.8"
      ))
  }
}

extension String {
  /// Without line ends at the end.
  fileprivate func trimmingSuffix() -> String {
    String(self[..<(lastIndex { !$0.isNewline }.map { index(after: $0) } ?? startIndex)])
  }
}
