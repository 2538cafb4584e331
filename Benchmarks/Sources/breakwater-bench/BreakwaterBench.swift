import ArgumentParser

/// Times what the product does inside one process, one JSON object a line, each answer checked before
/// it is timed; and writes random numbers for a test battery.
@main
struct BreakwaterBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breakwater-bench",
    abstract: "In-process benchmarks, one JSON object a line; answers are checked before they are timed.",
    subcommands: [Kernels.self, Draws.self, Curves.self, Machine.self, Random.self])
}
