import Foundation
import Testing

/// Every `breakwater` command that a README shows can be given as it stands.
@Suite struct ReadmeTests {
  private static let root = Program.models.deletingLastPathComponent()

  /// READMEs of the package and of its studies.
  private static let pages: [String] = {
    let models = (try? FileManager.default.contentsOfDirectory(atPath: Program.models.path)) ?? []
    return (["README.md", "Models/README.md"] + models.map { "Models/\($0)/README.md" }).filter {
      FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
    }.sorted()
  }()

  /// Commands that this version has; pages may show what is to come.
  private static let known = [
    "check", "run", "show", "export", "runs", "schema", "describe", "doctor", "compare", "prove",
    "network", "optimise", "shard", "merge", "report", "import",
  ]

  /// Options that pages show and this version has not.
  private static let notYet = ["--strategy", "--conformity"]

  @Test(arguments: pages) func commandsWork(_ page: String) throws {
    let program = try Program()
    defer { program.remove() }
    try FileManager.default.copyItem(
      at: Program.models, to: program.folder.appendingPathComponent("Models"))
    let text = try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)
    for command in Self.commands(in: text) {
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/sh")
      shell.currentDirectoryURL = program.folder
      shell.arguments = ["-c", command + " > /dev/null 2> errors"]
      shell.environment = [
        "BREAKWATER_LIBRARY": program.file("library.db"), "HOME": program.folder.path,
        "BREAKWATER_TRIALS": "2000",
        "PATH": URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
          + ":/usr/bin:/bin",
      ]
      try shell.run()
      shell.waitUntilExit()
      #expect(
        shell.terminationStatus == 0, "\(page): \(command)\n\((try? program.text("errors")) ?? "")")
    }
  }

  /// What a page writes for something of the reader's own, and what stands here in its place.
  private static let places = [
    "STUDY": "Models/container-terminal", "scenarios/x.yaml": "scenarios/automatic-gate.yaml",
    "--trials 1M": "--trials 3k",
  ]

  /// Lines of code blocks that begin with `breakwater` and a command of this version.
  private static func commands(in text: String) -> [String] {
    var isCode = false
    var commands: [String] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") { isCode.toggle() }
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      guard isCode, words.first == "breakwater", words.count > 1 else { continue }
      guard known.contains(String(words[1])), !notYet.contains(where: line.contains) else {
        continue
      }
      let command = String(line.split(separator: "#")[0])
      commands.append(
        places.reduce(command) { $0.replacing($1.key, with: $1.value) })
    }
    return commands
  }
}
