import ArgumentParser
import Foundation
import Studies

/// `breakwater prove`: the engine against exact answers.
struct ProveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove", abstract: "Check the engine against exact answers.",
    discussion: """
      Simulates small studies whose figures are known exactly, by closed forms and by Fourier \
      inversion of compound sums, and prints each distance in standard errors. Ends with exit \
      code 1 where a figure does not agree. At the default seed the outcome is always the same.
      """)

  @Option(help: "Simulated years of each case, for example 1M. Default: 200k.")
  var trials: Count?

  @Option(help: "Another seed than the published one.")
  var seed: UInt64?

  @OptionGroup var workers: ThreadOption
  @OptionGroup var shape: OutputOptions

  mutating func run() async throws {
    let record = try await ProofRecord.run(
      trials: trials?.value, seed: seed, threads: workers.count)
    try shape.print(record, text: ProofText(record, ink: shape.ink).text)
    if !record.passed { throw ExitCode(Outcome.failed) }
  }
}
