import ArgumentParser
import RiskModel
import Studies

/// `breakwater schema`: the JSON Schema of the study format, for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a study, for editors.")

  @Flag(help: "The schema of an overlay instead.")
  var overlay = false

  mutating func run() throws {
    try Terminal.print((overlay ? StudySchema.overlay : StudySchema.study).json)
  }
}
