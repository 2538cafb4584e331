internal import Foundation

/// Looks at a change before it happens: the study with and without it on the same random numbers.
public struct StudyGate: Sendable {
  private let request: GateRequest
  private let change: GatedChange
  private let overlays: [String]
  private let comparison: PreparedComparison

  /// Finds the change and reads both studies.
  ///
  /// - Throws: `StudyReadError` where a study is not valid, `WrongUse` where there is no such
  ///   change or nothing states it.
  public init(_ request: GateRequest) throws {
    self.request = request
    let source = try PreparedStudy.read(request.study, overlays: [], settings: [])
    change = try GatedChange(request.change, in: source.records)
    let stated = request.overlays.isEmpty ? [change.overlay].compactMap { $0 } : request.overlays
    // What an action changes is what its treatment changes, where nothing else is said.
    let treatment = stated.isEmpty ? change.treatment : nil
    guard !stated.isEmpty || treatment != nil else {
      throw WrongUse(
        "`\(request.change)` names no overlay that says what differs: add `what_if:` to the change "
          + "or `treatment:` to the action, or give --with OVERLAY.")
    }
    overlays = treatment.map { ["treatment \($0)"] } ?? stated
    let compared = ComparisonRequest(
      operands: [request.study] + [treatment].compactMap { $0 }, overlays: stated,
      trials: request.trials, seed: request.seed, environment: try EnvironmentSettings([:]),
      threads: request.threads, level: "current")
    comparison = try PreparedComparison(
      compared, entries: [], directory: FileManager.default.currentDirectoryPath)
  }

  /// Simulates both and judges the change.
  ///
  /// - Parameter progress: Told now and then how far the years are.
  public func run(
    progress: @escaping @Sendable (RunUpdate) -> Void = { _ in }
  ) async throws -> GateRecord {
    let result = try await comparison.run(progress: progress)
    guard let entry = result.comparisons.first else { throw RunStopped() }
    return GateRecord(
      change, request: request, overlays: overlays, comparison: result, entry: entry)
  }
}
