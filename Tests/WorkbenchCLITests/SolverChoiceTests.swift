import Foundation
import Testing

/// Which solver proves a choice and which one checks it is said, never silently replaced.
@Suite struct SolverChoiceTests {
  private static let root = Program.models.deletingLastPathComponent()
  private static let highs =
    ProcessInfo.processInfo.environment["BREAKWATER_HIGHS"]
    ?? root.appendingPathComponent(".build/highs/libhighs.so").path
  private static let isThere = FileManager.default.fileExists(atPath: highs)

  private func optimum(
    _ program: Program, _ words: String..., environment: [String: String] = [:]
  ) throws -> [String: Any] {
    let name = "out-\(UUID().uuidString)"
    let (process, output, errors) = try program.process(
      ["optimise"] + words + ["-o", name, "-q"], environment: environment)
    try process.run()
    process.waitUntilExit()
    let outcome = try program.outcome(process, output, errors)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return try program.optimum(name)
  }

  @Test func aNamedFileThatCannotBeUsedIsRefused() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("year-table")
    let outcome = try program.run(
      "optimise", "year-table", "-o", "out",
      environment: ["BREAKWATER_HIGHS": "/nowhere/libhighs.so"])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("/nowhere/libhighs.so"), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.file("out")))
  }

  /// One optimum whichever solver checks it, and both say so.
  @Test(.enabled(if: isThere, "HiGHS is not in .build/highs: `make libraries` fetches it"))
  func bothSolversConfirmTheOptimum() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("treatment-knapsack")
    let alone = try optimum(program, "treatment-knapsack", "--cross-check")
    let beside = try optimum(
      program, "treatment-knapsack", "--cross-check", environment: ["BREAKWATER_HIGHS": Self.highs])
    for key in ["objective", "bound", "expected_annual_loss"] {
      #expect(alone[key] as? Double == beside[key] as? Double)
    }
    #expect(alone["plan"] as? [String] == beside["plan"] as? [String])
    let (first, second) = (alone["solver"] as? String, beside["solver"] as? String)
    #expect(first?.contains("CBC confirms the optimum") == true, "\(first ?? "")")
    #expect(second?.contains("HiGHS") == true && second?.contains("confirms") == true)
  }
}
