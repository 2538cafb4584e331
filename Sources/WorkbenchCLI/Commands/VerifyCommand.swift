import ArgumentParser
import Studies

/// `breakwater verify`: whether a run folder is as it was written.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that a run folder is as it was written.",
    discussion: """
      Compares every file with the digests that the run keeps in its run.json, and run.json with \
      its own. A digest shows change, by accident or not; it does not say who made it.

      Exit codes: 0 whole, 1 something differs, 2 wrong use.
      """)

  @Argument(
    help: ArgumentHelp("last, last~1, a run's id, or a run folder.", valueName: "run"),
    completion: .directory)
  var name = "last"

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    var verification = try RunVerification(library.run(name))
    if !shape.json { verification.folder = Terminal.shortened(verification.folder) }
    try shape.print(verification, text: verification.text)
    if !verification.isWhole { throw ExitCode(Outcome.failed) }
  }
}
