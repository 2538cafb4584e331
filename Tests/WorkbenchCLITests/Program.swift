import Foundation
import Testing

/// The program that was built beside these tests, run as a user runs it.
struct Program {
  /// What came of one run of the program.
  struct Outcome {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The built program: beside the bundle of the tests.
  static let path: String = {
    let here = URL(fileURLWithPath: CommandLine.arguments[0])
    let places = [Bundle.main.executableURL, Bundle.main.bundleURL, here].compactMap { $0 }
    let folders = places.map { $0.deletingLastPathComponent() } + places
    return folders.map { $0.appendingPathComponent("breakwater").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "breakwater-not-found"
  }()

  /// The studies that come with the package.
  static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Models")
    .resolvingSymlinksInPath()

  let folder: URL

  /// A program that works in a folder of its own, with a library of its own.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("breakwater-\(UUID().uuidString)").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: file(name), encoding: .utf8)
  }

  /// Copies a study of the package into the folder.
  @discardableResult
  func copy(_ model: String) throws -> String {
    try FileManager.default.copyItem(
      at: Self.models.appendingPathComponent(model), to: folder.appendingPathComponent(model))
    try? FileManager.default.removeItem(atPath: file(model + "/runs"))
    return model
  }

  /// A process that is ready to start; both outputs go to files, which never fill up.
  func process(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (Process, URL, URL) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let own = [
      "BREAKWATER_LIBRARY": file("library.db"), "HOME": folder.path, "PATH": "/usr/bin:/bin",
    ]
    process.environment = own.merging(environment) { $1 }
    let name = UUID().uuidString
    let files = ["out", "err"].map { folder.appendingPathComponent(".\(name).\($0)") }
    for file in files { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    return (process, files[0], files[1])
  }

  @discardableResult
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    let (process, output, errors) = try process(arguments, environment: environment)
    try process.run()
    process.waitUntilExit()
    return try outcome(process, output, errors)
  }

  func outcome(_ process: Process, _ output: URL, _ errors: URL) throws -> Outcome {
    defer {
      try? FileManager.default.removeItem(at: output)
      try? FileManager.default.removeItem(at: errors)
    }
    return Outcome(
      code: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}

/// A table that the program has written, for looking figures up.
struct WrittenTable {
  let rows: [[String: String]]

  /// Tables of these tests hold no quoted cell that matters: quotes are taken off, no more.
  init(_ text: String) {
    let lines = text.split(separator: "\n").map(Self.cells)
    rows = lines.dropFirst().map { line in
      Dictionary(zip(lines[0], line), uniquingKeysWith: { first, _ in first })
    }
  }

  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  /// The rows in which every named cell has its value; numbers are compared as numbers.
  func rows(_ wanted: [String: String]) -> [[String: String]] {
    rows.filter { row in
      wanted.allSatisfy { name, value in
        guard let cell = row[name] else { return false }
        if let first = Double(cell), let second = Double(value) { return first == second }
        return cell == value
      }
    }
  }
}
