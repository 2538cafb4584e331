import ArgumentParser
import RiskModel
import Studies

/// `breakwater describe`: what a kind of record or one of its fields means.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Explain a kind of record of the study, or a field of it.",
    discussion: "For example `breakwater describe risks` or `breakwater describe risks.events`.")

  @Argument(help: "A kind, or kind.field; without it all kinds.")
  var name: String?

  mutating func run() throws {
    do {
      let text = try StudyReference.describe(name)
      try Terminal.print(text.hasSuffix("\n") ? text : text + "\n")
    } catch let error as StudyReference.UnknownName {
      throw WrongUse(error.description)
    }
  }
}
