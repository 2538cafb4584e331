internal import Foundation

/// A run folder, read back.
public struct StoredRun: Sendable {
  /// The folder's path.
  public let folder: String
  /// Where its figures come from.
  public let manifest: RunManifest

  /// Reads the manifest of a run folder.
  ///
  /// - Throws: `RunNotFound` where the folder holds no run that this version can read.
  public init(folder: String) throws(RunNotFound) {
    self.folder = folder
    manifest = try Self.read(RunManifest.self, "run.json", in: folder)
    guard manifest.schema == "run/1" else {
      throw RunNotFound("\(folder) was written in the format \(manifest.schema), not run/1.")
    }
  }

  /// The content of `summary.json`, with the folder's path.
  public func summary() throws(RunNotFound) -> RunSummary {
    var summary = try Self.read(RunSummary.self, "summary.json", in: folder)
    summary.folder = folder
    return summary
  }

  /// The content of `worst.json`.
  public func worstTrials() throws(RunNotFound) -> WorstTrials {
    try Self.read(WorstTrials.self, "worst.json", in: folder)
  }

  /// The bytes of a table's CSV file.
  public func table(_ name: String) throws(RunNotFound) -> StoredTable {
    let path = (folder as NSString).appendingPathComponent("\(name).csv")
    let url = URL(fileURLWithPath: path)
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      let hints = [
        "years": " Years are kept by `breakwater run --years`.",
        "sensitivity": " It is written by `breakwater run --sensitivity`.",
      ]
      throw RunNotFound("\(folder) has no \(name).csv.\(hints[name] ?? "")")
    }
    return StoredTable(name: name, path: path, data: data)
  }

  /// The folder in which a run's data files lie: the study's two above it, or its own, which does
  /// for a study without data files.
  var studyFolder: String {
    let study = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent()
    let isStudy = ["study.yaml", "study.yml", "study.json"].contains {
      FileManager.default.fileExists(atPath: study.appendingPathComponent($0).path)
    }
    return isStudy ? study.path : folder
  }

  /// Whether a folder holds a run.
  static func isRun(_ folder: String) -> Bool {
    FileManager.default.fileExists(
      atPath: (folder as NSString).appendingPathComponent("run.json"))
  }

  private static func read<Value: Decodable>(
    _ type: Value.Type, _ name: String, in folder: String
  ) throws(RunNotFound) -> Value {
    let path = (folder as NSString).appendingPathComponent(name)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunNotFound("\(folder) is not a run folder: it has no \(name).")
    }
    do {
      return try ResultJSON.read(type, from: data)
    } catch {
      throw RunNotFound("\(path) is damaged or from another version: it cannot be read.")
    }
  }
}

/// Says that a run is not where it was looked for.
public struct RunNotFound: Error, Equatable, Sendable, CustomStringConvertible {
  /// Sentences with their dots.
  public let description: String

  init(_ description: String) { self.description = description }
}
