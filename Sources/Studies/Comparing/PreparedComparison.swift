internal import Foundation
internal import LossSimulation
internal import RiskModel

/// Operands that are found, read and compiled: ready to be compared.
public struct PreparedComparison: Sendable {
  private let request: ComparisonRequest
  private let operands: [ComparisonOperand]

  /// Finds and reads all operands.
  ///
  /// - Parameters:
  ///   - entries: The runs of the library, newest first.
  ///   - directory: Where `runs/` is looked for where the library knows no run.
  /// - Throws: `WrongUse`, `RunNotFound`, or `StudyReadError` with all problems of a study.
  public init(
    _ request: ComparisonRequest, entries: [RunLibrary.Entry], directory: String
  ) throws {
    self.request = request
    let locator = RunLocator(entries: entries, directory: directory)
    operands = try OperandReader(request: request, locator: locator).read(request.names())
    try refuseOtherCurrencies()
  }

  private func refuseOtherCurrencies() throws(WrongUse) {
    let currencies = Set(operands.map(\.source.study.identity.currency)).sorted()
    guard currencies.count == 1 else {
      throw WrongUse(
        "Amounts in \(currencies.joined(separator: " and ")) cannot be compared: "
          + "state all studies in one currency.")
    }
  }

  /// Simulates and compares.
  ///
  /// - Parameter progress: Told now and then how far the years of all operands are.
  public func run(
    progress: @escaping @Sendable (RunUpdate) -> Void = { _ in }
  ) async throws -> ComparisonRecord {
    let comparison = StudyComparison(
      operands.map(\.compared), isInherent: request.level == "inherent")
    try refuseWhatCannotFit(comparison.trials)
    let asked = comparison.trials
    let result = await comparison.run(
      threads: max(1, request.threads ?? ProcessInfo.processInfo.activeProcessorCount),
      progress: { progress(RunUpdate(trialsDone: $0, trialsAsked: asked, relativeError: nil)) })
    guard let result else { throw RunStopped() }
    return ComparisonRecord(operands, level: request.level, result: result)
  }

  private func refuseWhatCannotFit(_ trials: Int) throws(WrongUse) {
    let needed = trials * 2 * MemoryLayout<Double>.size
    let memory = ProcessInfo.processInfo.physicalMemory
    guard needed > memory else { return }
    throw WrongUse(
      "\(FigureText.count(trials)) years need at least \(FigureText.bytes(needed)) of memory and "
        + "this machine has \(FigureText.bytes(Int(memory))): ask for fewer trials.")
  }
}
