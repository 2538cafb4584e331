internal import Foundation
internal import RiskModel

/// Finds the run folder that a user means: `last`, `last~1`, an id, or a folder's path.
public struct RunLocator: Sendable {
  private let entries: [RunLibrary.Entry]
  /// Where relative paths and a study's own `runs/` are looked for.
  private let directory: String

  /// A locator over a library's runs, newest first, and the current directory.
  ///
  /// Where the library knows no run, the folders of `runs/` in the directory serve.
  public init(entries: [RunLibrary.Entry], directory: String) {
    self.entries = entries
    self.directory = directory
  }

  /// The folder of a run.
  public func folder(of name: String) throws(RunNotFound) -> String {
    let path = URL(fileURLWithPath: name, relativeTo: URL(fileURLWithPath: directory)).path
    if StoredRun.isRun(path) { return path }
    if let steps = Self.steps(name) { return try recent(steps, name: name) }
    if name.contains("/") || FileManager.default.fileExists(atPath: path) {
      let newest = Self.folders(inStudy: path).first
      guard let newest else { throw RunNotFound(Self.reason(name, path)) }
      return newest
    }
    return try folder(withID: name)
  }

  private static func reason(_ name: String, _ path: String) -> String {
    let isStudy = ["study.yaml", "study.yml", "study.json"].contains {
      FileManager.default.fileExists(atPath: (path as NSString).appendingPathComponent($0))
    }
    return isStudy
      ? "\(name) is a study without a run yet. Begin with `breakwater run \(name)`."
      : "\(name) is not a run folder."
  }

  /// The place in the list, newest first: `last` is 0, `last~2` is 2; nil for other words.
  static func steps(_ name: String) -> Int? {
    if name == "last" { return 0 }
    guard name.hasPrefix("last~"), let steps = Int(name.dropFirst(5)), steps >= 0 else {
      return nil
    }
    return steps
  }

  private func recent(_ steps: Int, name: String) throws(RunNotFound) -> String {
    let known = entries.map(\.folder).filter(StoredRun.isRun)
    let folders = known.isEmpty ? Self.folders(inStudy: directory) : known
    guard !folders.isEmpty else {
      throw RunNotFound("There is no run yet. Begin with `breakwater run STUDY`.")
    }
    guard steps < folders.count else {
      throw RunNotFound("There is no `\(name)`: \(folders.count) runs are known.")
    }
    return folders[steps]
  }

  private func folder(withID id: String) throws(RunNotFound) -> String {
    let own = (directory as NSString).appendingPathComponent("runs/\(id)")
    if StoredRun.isRun(own) { return own }
    let matching = entries.filter { $0.run == id }
    let present = matching.map(\.folder).filter(StoredRun.isRun)
    if present.count == 1 { return present[0] }
    if present.count > 1 {
      throw RunNotFound(
        "Several runs are called \(id). Name one by its folder: "
          + present.joined(separator: ", ") + ".")
    }
    if let gone = matching.first {
      throw RunNotFound("The folder of \(id) is gone: \(gone.folder).")
    }
    let nearest = nearestName(to: id, in: entries.map(\.run)).map { " Did you mean `\($0)`?" }
    throw RunNotFound("There is no run `\(id)`.\(nearest ?? "") `breakwater runs` lists them.")
  }

  /// The run folders of a study folder, newest first.
  public static func folders(inStudy folder: String) -> [String] {
    let runs = (folder as NSString).appendingPathComponent("runs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
    return names.filter { !$0.hasPrefix(".") }
      .map { (runs as NSString).appendingPathComponent($0) }
      .compactMap { try? StoredRun(folder: $0) }
      .sorted { ($0.manifest.started, $0.folder) > ($1.manifest.started, $1.folder) }
      .map(\.folder)
  }
}
