internal import Foundation
internal import LossSimulation
internal import RiskModel

/// What `breakwater shard` says of the file that it has written.
public struct ShardRecord: Codable, Sendable {
  /// Always `shard/1`.
  public let schema: String
  /// The file.
  public var file: String
  /// The study, as results name it.
  public let study: StudyFacts
  /// Which part, from 1.
  public let part: Int
  /// Of how many parts.
  public let parts: Int
  /// The first block, counted from 0.
  public let firstBlock: Int
  /// The block after the last one.
  public let endBlock: Int
  /// Blocks of the whole run.
  public let blocks: Int
  /// The first trial, counted from 0.
  public let firstTrial: Int
  /// The trial after the last one.
  public let endTrial: Int
  /// Trials of the whole run.
  public let trials: Int
  /// The seed.
  public let seed: UInt64
  /// The size of the file.
  public let bytes: Int
  /// What a reader should know.
  public let notes: [String]

  /// Lines for a terminal.
  public var text: String {
    let years =
      firstTrial == endTrial
      ? "no trials: there are fewer blocks than parts"
      : "trials \(firstTrial) to \(endTrial - 1) of \(trials)"
    let file = ProblemReport.printable(file)
    return "Part \(part)/\(parts) of \(ProblemReport.printable(study.id)), \(years).\n"
      + "\(file): \(FigureText.bytes(bytes))\n" + notes.map { "Note: \($0).\n" }.joined()
  }
}

extension PreparedStudy {
  /// Simulates one part of the run and writes it to a file, which must not exist.
  ///
  /// The file appears whole or not at all.
  ///
  /// - Throws: `RunStopped` where it was stopped, for a part is of use only whole.
  public func writeShard(
    _ part: RunPart, to path: String,
    progress: @escaping @Sendable (RunUpdate) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) async throws -> ShardRecord {
    guard simulator.blockCount > 0 else {
      throw WrongUse("A year loss table is exact: nothing is simulated that could be divided.")
    }
    let file = try NewFile(path)
    let started = Date()
    let blocks = simulator.blocks(ofPart: part.number, of: part.count)
    let options = RunOptions(threads: threads, keepsYears: request.keepsYears)
    let run = await simulator.part(
      blocks, options,
      progress: {
        progress(
          RunUpdate(
            trialsDone: $0.trialsDone, trialsAsked: $0.trialsAsked, relativeError: nil))
      }, shouldStop: shouldStop)
    guard let run else { throw RunStopped() }
    let header = PartHeader(
      .shard, of: run, blockCount: simulator.blockCount, source: source, request: request,
      part: part, started: started, finished: Date())
    let bytes = try file.write { name, folder in
      try PartFile.write(run, header, to: name, in: folder)
    }
    return ShardRecord(header, path: path, part: part, bytes: bytes, source: source)
  }
}

extension ShardRecord {
  fileprivate init(
    _ header: PartHeader, path: String, part: RunPart, bytes: Int, source: ReadStudy
  ) {
    schema = "shard/1"
    file = path
    study = header.study
    (self.part, parts) = (part.number, part.count)
    (firstBlock, endBlock, blocks) = (header.firstBlock, header.endBlock, header.blockCount)
    (firstTrial, endTrial, trials) = (header.firstTrial, header.endTrial, header.trials)
    seed = header.seed
    self.bytes = bytes
    notes =
      source.study.simulation.stopWhen == nil
      ? [] : ["stop_when is asked by merge: a part does not know when the run may end"]
  }
}

/// A file that takes its name in one step once it is written, and never replaces another.
struct NewFile {
  private let path: String
  private let folder: String
  private let partial: String

  /// - Throws: `RunFolderError.exists` where there is such a file.
  init(_ path: String) throws(RunFolderError) {
    self.path = path
    let url = URL(fileURLWithPath: path)
    folder = url.deletingLastPathComponent().path
    partial = ".\(url.lastPathComponent).\(getpid()).partial"
    var status = stat()
    guard lstat(path, &status) != 0 else { throw .exists(path: path) }
  }

  /// Writes a file of a name in a folder, and gives it its own name.
  func write<Result>(_ body: (_ name: String, _ folder: String) throws -> Result) throws -> Result {
    let temporary = (folder as NSString).appendingPathComponent(partial)
    unlink(temporary)
    defer { unlink(temporary) }
    let result = try body(partial, folder)
    if link(temporary, path) == 0 { return result }
    let code = errno
    if code == EEXIST { throw RunFolderError.exists(path: path) }
    // File systems without hard links: the look above must do.
    guard rename(temporary, path) == 0 else { throw RunFolderError.system(path: path, code: errno) }
    return result
  }
}
