internal import Foundation
internal import RiskModel

/// A study as it was run: its lock, and what was known of the files behind it.
struct LockedStudy: Sendable {
  let lock: String
  let files: [ReadFile]
  let digest: String
  let warnings: [StudyProblem]

  init(_ header: PartHeader) {
    lock = header.lock
    files = header.files
    digest = header.study.digest
    warnings = header.warnings.map(\.problem)
  }

  /// The study of a run folder that has no state.
  init(_ run: StoredRun) throws {
    let path = (run.folder as NSString).appendingPathComponent("study.lock.yaml")
    guard let data = FileManager.default.contents(atPath: path) else {
      throw WrongUse("\(ProblemReport.printable(run.folder)) has no study.lock.yaml.")
    }
    lock = String(decoding: data, as: UTF8.self)
    files = run.manifest.files
    digest = run.manifest.study.digest
    warnings = []
  }

  /// The study with a number of trials, as if it had been read from its own files.
  ///
  /// - Parameters:
  ///   - folder: Where the data files lie that are not in the lock.
  ///   - trials: Nil for those of the lock.
  ///   - rule: Whether the stopping rule is kept.
  /// - Throws: `StudyReadError`, or `PartFileError` where a data file is not the one of then.
  func read(in folder: String, trials: Int? = nil, keepingRule rule: Bool = true) throws
    -> ReadStudy
  {
    var read = try StudyReader.read(lock: lock, folder: folder, keepingRule: rule)
    if let trials, read.study.simulation.trials != trials {
      let setting = SettingOverride(
        path: "simulation/trials", text: "\(trials)", origin: "--trials")
      read = try StudyReader.read(
        lock: lock, folder: folder, overrides: [setting], keepingRule: rule)
    }
    try check(read.files)
    return ReadStudy(
      root: read.root, files: files, digest: digest, folder: read.folder, study: read.study,
      records: read.records, warnings: warnings)
  }

  /// Whether every data file is the one of then.
  private func check(_ found: [ReadFile]) throws {
    let known = Dictionary(files.map { ($0.path, $0.sha256) }) { first, _ in first }
    for file in found where file.path != StudyReader.lockName {
      guard known[file.path] == file.sha256 else {
        throw PartFileError(
          file.path, "has changed since the blocks were computed, so they are of another study.")
      }
    }
  }
}

extension StudyReader {
  static let lockName = "study.lock.yaml"

  /// The study of a lock, whose data files lie in a folder.
  static func read(
    lock text: String, folder: String, overrides: [SettingOverride] = [],
    keepingRule rule: Bool = true
  ) throws -> ReadStudy {
    let files = StudyFiles(root: folder)
    let loader = TreeLoader(files: files)
    let bytes = Array(text.utf8)
    files.record(lockName, bytes)
    let tree = try YAMLTree.read(bytes, file: lockName, dialect: .yaml)
    var root = loader.load(tree, file: lockName)
    if !rule {
      var editor = TreeEditor(root)
      try? editor.remove(["simulation", "stop_when"])
      root = editor.root
    }
    return try finish(apply(overrides, to: root, loader: loader), loader: loader)
  }
}
