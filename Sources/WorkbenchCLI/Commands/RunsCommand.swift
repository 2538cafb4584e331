import ArgumentParser
import Foundation
import Studies

/// `breakwater runs`: the runs on this machine, newest first.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List runs, newest first.")

  @Argument(help: "A study's folder or id; without it all studies.", completion: .directory)
  var study: String?

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    let list = try RunList(
      library: library.entries(), study: study,
      directory: FileManager.default.currentDirectoryPath)
    try shape.print(list, text: list.text)
  }
}
