import Foundation
import RiskModel

/// Where a study's top file is.
struct StudySource {
  /// The study folder.
  let folder: String
  /// The file's name in the folder; `-` for standard input.
  let name: String
  /// What a reader should know about the choice.
  let warnings: [StudyProblem]

  private static let names = ["study.yaml", "study.yml", "study.json"]

  /// The top file of a folder, a file itself, or `-`.
  static func locate(_ path: String, folder: String?) throws -> StudySource {
    if path == "-" {
      return StudySource(folder: try existing(folder ?? "."), name: "-", warnings: [])
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw missing(path)
    }
    if isFolder.boolValue { return try inFolder(path, folder: folder) }
    let url = URL(fileURLWithPath: path)
    guard let folder else {
      return StudySource(
        folder: url.deletingLastPathComponent().path, name: url.lastPathComponent, warnings: [])
    }
    let root = try existing(folder)
    guard let real = StudyFiles.realPath(path), real.hasPrefix(root + "/") else {
      throw refuse(
        path, "the file lies outside the study folder", "Name a file of the study folder")
    }
    return StudySource(folder: root, name: String(real.dropFirst(root.count + 1)), warnings: [])
  }

  private static func inFolder(_ path: String, folder: String?) throws -> StudySource {
    let present = names.filter { FileManager.default.fileExists(atPath: path + "/" + $0) }
    guard let name = present.first else {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      throw refuse(
        path, "the folder has no `study.yaml` (nor `study.yml`, `study.json`)",
        "Name the study's file, or begin one with `breakwater new`",
        nearest: nearestName(to: "study.yaml", in: entries.sorted()))
    }
    let warnings = present.dropFirst().map { other in
      StudyProblem(
        severity: .warning, location: SourceLocation(file: other, line: 1, column: 1),
        path: "file", requirement: "the folder holds both `\(name)` and `\(other)`",
        remedy: "`\(name)` is read; remove the other, or name it instead of the folder")
    }
    return StudySource(folder: path, name: name, warnings: Array(warnings))
  }

  private static func existing(_ folder: String) throws -> String {
    guard let real = StudyFiles.realPath(folder) else { throw missing(folder) }
    return real
  }

  private static func missing(_ path: String) -> StudyReadError {
    let url = URL(fileURLWithPath: path)
    let parent = url.deletingLastPathComponent().path
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return refuse(
      path, "there is no such file or folder", "Mend the path",
      nearest: nearestName(to: url.lastPathComponent, in: entries.sorted()))
  }

  private static func refuse(
    _ path: String, _ requirement: String, _ remedy: String, nearest: String? = nil
  ) -> StudyReadError {
    StudyReadError(
      StudyProblem(
        location: SourceLocation(file: path, line: 1, column: 1), path: "file", value: path,
        requirement: requirement, remedy: remedy, nearest: nearest))
  }

  /// The tree of the top file.
  func read(_ files: StudyFiles) throws -> SourceNode {
    let root = try tree(files)
    guard case .null = root.value else { return root }
    throw StudyReadError(
      StudyProblem(
        location: root.location, path: "study", requirement: "the file holds no study",
        remedy: "Begin it with `format: study/1`, or copy an example with `breakwater new`"))
  }

  private func tree(_ files: StudyFiles) throws -> SourceNode {
    let place = SourceLocation(file: name, line: 1, column: 1)
    guard name == "-" else {
      let (bytes, file) = try files.bytes(
        of: name, at: place, path: "file", limit: ReadLimits.textBytes, tooLarge: YAMLTree.tooLarge)
      return try YAMLTree.read(
        bytes, file: file, dialect: file.hasSuffix(".json") ? .json : .yaml)
    }
    let input = OpenFile(descriptor: STDIN_FILENO, name: "-", place: place, path: "file")
    let bytes = try input.readAll(limit: ReadLimits.textBytes)
    files.record("-", bytes)
    // A mapping in braces from its first character on is taken for JSON.
    let isJSON = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
    return try YAMLTree.read(bytes, file: "-", dialect: isJSON ? .json : .yaml)
  }
}

/// Where an overlay is: a path relative to the current directory, else to the study folder.
enum OverlaySource {
  static func read(_ path: String, files: StudyFiles) throws -> SourceNode {
    let (bytes, name) = try bytes(path, files: files)
    return try YAMLTree.read(
      bytes, file: name, dialect: name.hasSuffix(".json") ? .json : .yaml)
  }

  private static func bytes(
    _ path: String, files: StudyFiles
  ) throws -> (bytes: [UInt8], file: String) {
    let place = SourceLocation(file: path, line: 1, column: 1)
    guard let real = StudyFiles.realPath(path) else {
      return try files.bytes(
        of: path, at: place, path: "overlay", limit: ReadLimits.textBytes,
        tooLarge: YAMLTree.tooLarge)
    }
    // Inside the study folder the name is the same from wherever the command is given.
    let isInside = real.hasPrefix(files.root + "/")
    let name = isInside ? String(real.dropFirst(files.root.count + 1)) : path
    let file = try files.open(real, name: name, at: place, path: "overlay")
    guard file.size <= ReadLimits.textBytes else {
      throw StudyReadError(YAMLTree.tooLarge(file.size, file: name))
    }
    let bytes = try file.readAll(limit: ReadLimits.textBytes)
    files.record(name, bytes)
    return (bytes, name)
  }
}
