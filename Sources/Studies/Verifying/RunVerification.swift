internal import Foundation

/// Whether a run folder is as it was written, for `verify`.
public struct RunVerification: Encodable, Sendable {
  /// Always `verify/1`.
  public let schema: String
  /// The run's id.
  public let run: String
  /// The folder's path.
  public var folder: String
  /// Whether every file is there, unchanged, and no other.
  public let isWhole: Bool
  /// Files that were compared.
  public let files: Int
  /// What differs.
  public let differences: [Difference]

  /// One file that is not as it was written.
  public struct Difference: Encodable, Sendable {
    /// What happened to a file.
    public enum Change: String, Encodable, Sendable {
      case changed, missing, added
      /// The run was written by a version that kept no digests.
      case unsealed
    }

    /// What happened.
    public let change: Change
    /// The file, relative to the run folder.
    public let file: String
  }

  private enum CodingKeys: String, CodingKey {
    case schema, run, folder, files, differences
    case isWhole = "whole"
  }

  /// Compares a run folder with the digests in its `run.json`.
  ///
  /// - Throws: `RunNotFound` where the folder holds no run that can be read.
  public init(_ stored: StoredRun) throws {
    schema = "verify/1"
    run = stored.manifest.run
    folder = stored.folder
    guard let outputs = stored.manifest.outputs, let seal = stored.manifest.seal else {
      (files, isWhole) = (0, false)
      differences = [Difference(change: .unsealed, file: RunSeal.file)]
      return
    }
    let found = Self.differences(outputs, seal: seal, in: stored.folder)
    (files, isWhole, differences) = (outputs.count + 1, found.isEmpty, found)
  }

  private static func differences(
    _ outputs: [ReadFile], seal: String, in folder: String
  ) -> [Difference] {
    let path = (folder as NSString).appendingPathComponent(RunSeal.file)
    let manifest = FileManager.default.contents(atPath: path) ?? Data()
    var found: [Difference] = []
    if !RunSeal.isWhole(manifest, seal: seal) {
      found.append(Difference(change: .changed, file: RunSeal.file))
    }
    let present = Set((try? RunSeal.names(in: folder)) ?? [])
    for output in outputs {
      guard present.contains(output.path), let now = try? RunSeal.read(output.path, in: folder)
      else {
        found.append(Difference(change: .missing, file: output.path))
        continue
      }
      if now != output { found.append(Difference(change: .changed, file: output.path)) }
    }
    let known = Set(outputs.map(\.path)).union([RunSeal.file])
    found += present.subtracting(known).sorted().map { Difference(change: .added, file: $0) }
    return found
  }

  /// The verification for a terminal.
  public var text: String {
    let place = ProblemReport.printable(folder)
    guard !isWhole else {
      return "\(run) is whole: \(files) files as they were written. \(place)\n"
    }
    var grid = TextGrid(.left, .left)
    for difference in differences {
      grid.add(difference.change.rawValue, ProblemReport.printable(difference.file))
    }
    let count = differences.count
    let hint =
      differences.contains { $0.change == .unsealed }
      ? "The run was written before digests were kept: run the study again to have them.\n" : ""
    return
      "\(run) is not as it was written: \(count) \(count == 1 ? "file differs" : "files differ")"
      + ". \(place)\n" + grid.text + hint
  }
}
