import ArgumentParser
import Foundation
import Studies

/// The program: a word for each thing that can be done with a study or a run.
struct Breakwater: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breakwater",
    abstract: "Simulates the security risks of an organisation and its supply chain.",
    discussion: """
      A study is a folder with a `study.yaml`. Begin with `breakwater check STUDY`, then \
      `breakwater run STUDY`. Results go to standard output, everything else to standard error.

      Settings are taken from the flag, else from the environment (BREAKWATER_TRIALS, \
      BREAKWATER_SEED, BREAKWATER_THREADS, BREAKWATER_LIBRARY), else from the study.

      Exit codes: 0 done, 1 failed, 2 wrong use, 3 study invalid, 4 a --fail-on condition holds \
      (the run is kept), 5 no set of treatments keeps all rules, 130 stopped by Ctrl-C (the run is kept as a smaller one).
      """,
    version: RunManifest.EngineRecord.current.version,
    subcommands: [
      CheckCommand.self, ExplainCommand.self, RunCommand.self, OptimiseCommand.self,
      ShowCommand.self, CompareCommand.self, GateCommand.self, UpdateCommand.self,
      BacktestCommand.self, EvidenceCommand.self, AuditCommand.self, ReviewCommand.self,
      ProveCommand.self, ShardCommand.self, MergeCommand.self, ReportCommand.self,
      ImportCommand.self, ExportCommand.self, RunsCommand.self, VerifyCommand.self,
      SchemaCommand.self, DescribeCommand.self, NetworkCommand.self, DoctorCommand.self,
    ])

  /// Parses, runs and ends the process with the exit code of the outcome.
  static func start() async -> Never {
    // A reader that has enough, as in `| head`, is no failure: writing then ends the process.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      Foundation.exit(0)
    } catch {
      Foundation.exit(Outcome.report(error))
    }
  }
}
