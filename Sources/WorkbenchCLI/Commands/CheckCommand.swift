import ArgumentParser
import Studies

/// `breakwater check`: everything that is wrong with a study, in one go.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a study and report every problem with its place.",
    discussion: "Exit codes: 0 the study can be run, 3 it cannot.")

  @OptionGroup var study: StudyOptions
  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    do {
      let prepared = try PreparedStudy(
        StudyRunRequest(study: study.study, overlays: study.overlays))
      let report = ProblemReport(prepared.warnings)
      try shape.print(report, text: report.text)
    } catch let error as StudyReadError {
      let report = ProblemReport(error.problems)
      try shape.print(report, text: report.text)
      throw ExitCode(Outcome.studyInvalid)
    }
  }
}
