import ArgumentParser
import Studies

/// `breakwater doctor`: what this installation is and can do.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Show version, processor, threads and run library.")

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    let record = InstallationRecord.current(library: library.path)
    try shape.print(record, text: record.text)
  }
}
