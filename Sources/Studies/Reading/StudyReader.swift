public import Foundation
public import RiskModel

/// A study as it was read: its tree, its files, and the validated values.
public struct ReadStudy: Sendable {
  /// The whole tree, after includes, registers, overlays and overrides.
  public let root: SourceNode
  /// All files that the study consists of, by path, with their digests.
  public let files: [ReadFile]
  /// SHA-256 in hexadecimal over the sorted lines `path digest` of all files.
  public let digest: String
  /// The study folder.
  public let folder: URL
  /// The validated study.
  public let study: Study
  /// The whole study by its tables, also the records that `study` does not hold.
  public let records: StudyRecord
  /// Warnings; a study with errors is thrown, not returned.
  public let warnings: [StudyProblem]

  /// The resolved tree as YAML (`study.lock.yaml`): reading it in the same folder gives the same study.
  ///
  /// Includes, overlays, overrides and registers are in it; tables of `empirical` and
  /// `simulation.table` stay files.
  public var lockYAML: String { YAMLWriter.text(root) }

  /// The resolved tree as JSON; reading it gives the same study.
  public var jsonTree: String { JSONTreeWriter.text(root) }
}

/// A value that a command sets over the study's own, for example `--seed 7`.
public struct SettingOverride: Hashable, Sendable {
  /// Where in the tree, for example `simulation/seed`.
  public var path: String
  /// The value as it would stand in the file.
  public var text: String
  /// Who sets it, as messages name it, for example `--seed`.
  public var origin: String
  /// Whether it is a section with the defaults of its fields, where the study has none.
  public private(set) var isSection = false

  /// An override of one value.
  public init(path: String, text: String, origin: String) {
    self.path = path
    self.text = text
    self.origin = origin
  }

  /// A section with the defaults of its fields; one that the study has stays as it is.
  public static func section(_ path: String, origin: String) -> SettingOverride {
    var override = SettingOverride(path: path, text: "{}", origin: origin)
    override.isSection = true
    return override
  }
}

/// Reads studies from folders, files or standard input.
public enum StudyReader {
  /// The study at a path: a folder, a file, or `-` for standard input.
  ///
  /// - Parameters:
  ///   - path: A folder holds `study.yaml`, `study.yml` or `study.json`.
  ///   - overlays: Paths of overlays, relative to the current directory or else to the study
  ///     folder, applied in their order.
  ///   - overrides: Settings of the command line, applied last.
  ///   - folder: The study folder where it is not the file's own, as for a lock file in `runs/`.
  /// - Throws: `StudyReadError` with all problems, errors and warnings, where there is an error.
  public static func read(
    _ path: String, overlays: [String] = [], overrides: [SettingOverride] = [],
    folder: String? = nil
  ) throws -> ReadStudy {
    let source = try StudySource.locate(path, folder: folder)
    let files = StudyFiles(root: source.folder)
    let loader = TreeLoader(files: files)
    let top = try source.read(files)
    source.warnings.forEach(loader.report)
    var root = loader.load(top, file: source.name)
    for overlay in overlays { root = apply(overlay, to: root, loader: loader) }
    root = apply(overrides, to: root, loader: loader)
    return try finish(root, loader: loader)
  }

  static func finish(_ root: SourceNode, loader: TreeLoader) throws -> ReadStudy {
    guard !loader.isIncomplete else { throw StudyReadError(problems: loader.problems) }
    let outcome = validate(root, loader: loader)
    let problems = ProblemReport.sorted(loader.problems + outcome.problems)
    guard let study = outcome.study, let records = outcome.records,
      problems.allSatisfy({ $0.severity == .warning })
    else {
      throw StudyReadError(problems: problems)
    }
    let files = loader.files.files.values.sorted { $0.path < $1.path }
    return ReadStudy(
      root: root, files: files, digest: StudyFiles.digest(of: files),
      folder: URL(fileURLWithPath: loader.files.root, isDirectory: true), study: study,
      records: records, warnings: problems)
  }

  private static func validate(
    _ root: SourceNode, loader: TreeLoader
  ) -> ValidationOutcome {
    let columns = StudyColumns(files: loader.files, root: root)
    return StudyValidator().validate(root, columns: columns)
  }

  // MARK: Overlays and overrides

  private static func apply(
    _ path: String, to root: SourceNode, loader: TreeLoader
  ) -> SourceNode {
    do {
      let node = try OverlaySource.read(path, files: loader.files)
      return Overlay(node, loader: loader).applied(to: root)
    } catch let error as StudyReadError {
      error.problems.forEach(loader.report)
      loader.markIncomplete()
    } catch {
      loader.markIncomplete()
    }
    return root
  }

  static func apply(
    _ overrides: [SettingOverride], to root: SourceNode, loader: TreeLoader
  ) -> SourceNode {
    var editor = TreeEditor(root)
    for override in overrides {
      let place = SourceLocation(file: override.origin, line: 1, column: 1)
      let parts = Overlay.parts(override.path)
      if override.isSection, parts.reduce(editor.root, { $0?[$1] }) != nil { continue }
      let node = SourceNode(
        override.isSection ? .mapping([]) : .scalar(override.text, quoted: false), at: place)
      do {
        try editor.set(parts, to: node, key: place)
      } catch let refusal as TreeEditor.Refusal {
        loader.report(refusal.problem(at: place))
      } catch {}
    }
    return editor.root
  }
}
