import ArgumentParser

/// Times what the product does inside one process, each answer checked before it is timed.
///
/// Prints one JSON object a line. Also writes random numbers for a battery of tests.
@main
struct BreakwaterBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breakwater-bench",
    abstract: "Benchmarks inside one process, one JSON object a line, answers checked first.",
    subcommands: [
      Kernels.self, Draws.self, Curves.self, Toggle.self, Ishigami.self, Machine.self,
      Random.self,
    ])
}
