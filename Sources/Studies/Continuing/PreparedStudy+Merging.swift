internal import Foundation
internal import LossSimulation
internal import RiskModel

extension PreparedStudy {
  /// Prepares to join parts of one run that were computed apart, in whatever order they are named.
  ///
  /// - Parameters:
  ///   - paths: Files that `breakwater shard` has written.
  ///   - study: The study that they are of, which is read anew and must be the same; nil for the
  ///     one that travels with them, which does for a study without data files.
  ///   - keepsYears: Whether persons harmed are kept year by year.
  /// - Throws: `PartFileError` where a file is damaged, of another run, missing or there twice;
  ///   `WrongUse` for files that do not exist.
  public init(merging paths: [String], study: String?, threads: Int?, keepsYears: Bool) throws {
    let set = try PartSet(paths)
    let header = set.header
    if keepsYears { try set.requirePeople() }
    let settings = header.settings.map {
      SettingOverride(path: $0.path, text: $0.text, origin: $0.origin)
    }
    let request = StudyRunRequest(
      study: study ?? header.study.id, overlays: header.overlays, settings: settings,
      threads: threads, level: header.level, strategy: header.strategy, keepsYears: keepsYears)
    let source = try Self.source(of: set, study: study, request)
    try self.init(request, source: source) { simulator in
      try set.checkTiling(of: simulator)
      return Beginning(
        parts: try set.files.map { try $0.run(for: simulator) },
        origin: RunOrigin(mergedFrom: set.files.map { RunOrigin.MergedPart($0) }))
    }
  }

  private static func source(
    of set: PartSet, study: String?, _ request: StudyRunRequest
  ) throws -> ReadStudy {
    guard study != nil else {
      do {
        return try LockedStudy(set.header).read(in: FileManager.default.currentDirectoryPath)
      } catch let error as StudyReadError {
        let first = error.problems.first.map { " \($0.path): \($0.requirement)." } ?? ""
        throw WrongUse("The study reads data files: name its folder with --study.\(first)")
      }
    }
    let source = try read(request)
    guard source.digest == set.header.study.digest, source.lockYAML == set.header.lock else {
      throw PartFileError(
        set.files[0].path, "is of another study than \(request.study): " + differing(source, set))
    }
    return source
  }

  private static func differing(_ source: ReadStudy, _ set: PartSet) -> String {
    let known = Dictionary(set.header.files.map { ($0.path, $0.sha256) }) { first, _ in first }
    let now = Dictionary(source.files.map { ($0.path, $0.sha256) }) { first, _ in first }
    let names = Set(known.keys).union(now.keys).filter { known[$0] != now[$0] }.sorted()
    guard !names.isEmpty else { return "the settings differ." }
    return names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
      + (names.count == 1 ? " is not the same." : " are not the same.")
  }
}

/// Parts of one run, in the order of their blocks.
struct PartSet {
  let files: [PartFile]

  /// Reads the files and holds each against the first.
  init(_ paths: [String]) throws {
    let all = try paths.map { try PartFile($0) }
    guard let first = all.first else { throw WrongUse("Name the files that are to be merged.") }
    for file in all { try Self.check(file, against: first) }
    files = all.sorted {
      ($0.header.firstBlock, $0.header.endBlock, $0.path)
        < ($1.header.firstBlock, $1.header.endBlock, $1.path)
    }
  }

  var header: PartHeader { files[0].header }

  private static func check(_ file: PartFile, against first: PartFile) throws {
    let (mine, theirs) = (file.header, first.header)
    guard mine.kind == .shard else {
      throw PartFileError(
        file.path, "is the state of a run: go on with it by `breakwater run --resume`.")
    }
    guard mine.engine == .current else {
      throw PartFileError(
        file.path,
        "was computed by \(mine.engine.name) \(mine.engine.version), and this is "
          + "\(RunManifest.EngineRecord.current.version): figures of two versions are not mixed.")
    }
    let facts: [(String, String, String)] = [
      ("study", mine.study.digest, theirs.study.digest),
      ("seed", "\(mine.seed)", "\(theirs.seed)"),
      ("trials", "\(mine.trials)", "\(theirs.trials)"),
      ("level", mine.level, theirs.level), ("strategy", mine.strategy ?? "", theirs.strategy ?? ""),
      ("overlays", mine.overlays.joined(separator: " "), theirs.overlays.joined(separator: " ")),
      ("settings", mine.lock, theirs.lock),
    ]
    guard let other = facts.first(where: { $0.1 != $0.2 }) else { return }
    let values =
      ["seed", "trials", "level"].contains(other.0) ? ": \(other.1), not \(other.2)" : ""
    throw PartFileError(
      file.path,
      "is of another run than \(ProblemReport.printable(first.path)): the \(other.0) "
        + "differ\(other.0.hasSuffix("s") ? "" : "s")\(values).")
  }

  func requirePeople() throws {
    // A header does not say it; the columns of years do.
    for file in files where !file.header.keepsPeople {
      throw WrongUse(
        "\(ProblemReport.printable(file.path)) was computed without --years, so that persons "
          + "harmed are not known year by year: merge without --years, or compute it again.")
    }
  }

  /// That every block is there once.
  func checkTiling(of simulator: Simulator) throws {
    var sentences: [String] = []
    var end = 0
    var last: PartFile?
    for file in files {
      guard let blocks = file.header.blocks, !blocks.isEmpty else { continue }
      if blocks.lowerBound > end { sentences.append(missing(end..<blocks.lowerBound)) }
      if blocks.lowerBound < end, let last {
        sentences.append(
          "Blocks \(blocks.lowerBound) to \(min(end, blocks.upperBound) - 1) are there twice: in "
            + "\(ProblemReport.printable(last.path)) and \(ProblemReport.printable(file.path)).")
      }
      if blocks.upperBound > end { (end, last) = (blocks.upperBound, file) }
    }
    if end < simulator.blockCount { sentences.append(missing(end..<simulator.blockCount)) }
    guard sentences.isEmpty else {
      throw PartFileError(sentences.joined(separator: " "))
    }
  }

  private func missing(_ blocks: Range<Int>) -> String {
    let counts = Set(files.compactMap(\.header.parts))
    var hint = ""
    if counts.count == 1, let count = counts.first, blocks.count < header.blockCount {
      let numbers = (1...count).filter { number in
        let low = header.blockCount * (number - 1) / count
        return blocks.overlaps(low..<header.blockCount * number / count)
      }
      hint = ": compute part " + numbers.map { "\($0)/\(count)" }.joined(separator: ", ")
    }
    let words =
      blocks.count == 1
      ? "Block \(blocks.lowerBound) is"
      : "Blocks \(blocks.lowerBound) to \(blocks.upperBound - 1) are"
    return "\(words) missing\(hint)."
  }
}
