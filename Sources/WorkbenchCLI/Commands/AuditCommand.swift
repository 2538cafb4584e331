import ArgumentParser
import Foundation
import Studies

/// `breakwater audit`: an audit programme that rests on risks and earlier audits.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Share out audit days by risk and earlier audits.",
    discussion: """
      Days of `audit.programme` go to the processes by their share of the bad years in the latest \
      run, importance, time since the last audit, and earlier findings, each with its reason. \
      Auditors neither own the process nor report to its owner.

      Exit codes: 0 done, 2 wrong use, 3 the study is not valid.
      """)

  @OptionGroup var study: StudyOptions

  @Option(help: "Days of the programme. Default: the study's.")
  var days: Double?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The day from which time is counted back. Default: today.", valueName: "date"))
  var asOf: Day?

  @Option(help: "Write the programme as a calendar (iCalendar) to this file; it must not exist.")
  var ics: String?

  @OptionGroup var shape: OutputOptions

  func validate() throws {
    if let days, !(days > 0 && days <= 10_000) {
      throw ValidationError("--days is above 0 and at most 10000.")
    }
  }

  mutating func run() throws {
    if let ics, ics != "-", FileManager.default.fileExists(atPath: ics) {
      throw RunFolderError.exists(path: ics)
    }
    let day = asOf?.value ?? .today
    let plan = try AuditPlan(
      AuditPlanRequest(study: study.study, overlays: study.overlays, days: days, asOf: day))
    guard ics != "-" else { return try Terminal.print(plan.calendar(stamp: day)) }
    if let ics { try plan.writeCalendar(to: ics, stamp: day) }
    try shape.print(plan, text: plan.text(shape.ink))
  }
}
