import ArgumentParser
import Studies

/// `breakwater explain`: what a rule asks, what satisfies it, where a study stands.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain the rules of a clause in our own words.",
    discussion: """
      For example `breakwater explain 8.6.4` or, with a study, `breakwater explain 8.6.4 STUDY`. \
      A clause stands for all below it.

      Exit codes: 0 done, 2 wrong use, 3 the study is not valid.
      """)

  @Argument(help: "A clause or rule: 8.6.4, \"5.1 #9\".")
  var clause: String

  @Argument(help: "A study whose standing is shown.", completion: .directory)
  var study: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day on which intervals are judged. Default: today.", valueName: "date"))
  var asOf: Day?

  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    let request = study.map { ConformityRequest(study: $0, asOf: asOf?.value ?? .today) }
    let explanation = try RuleExplanation(clause: clause, request: request)
    try shape.print(explanation, text: explanation.text(shape.ink))
  }
}
