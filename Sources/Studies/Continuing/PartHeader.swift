internal import Foundation
internal import LossSimulation
internal import RiskModel

/// What a part's file says of itself before its numbers: whose blocks they are, in JSON.
struct PartHeader: Codable, Sendable {
  /// What the file is for.
  enum Kind: String, Codable, Sendable {
    /// Some blocks of a run, for `merge`.
    case shard
    /// The first blocks of a run, for `run --resume`.
    case state
  }

  /// Always `part/1`.
  let schema: String
  let kind: Kind
  let engine: RunManifest.EngineRecord
  let study: StudyFacts
  let files: [ReadFile]
  let overlays: [String]
  let settings: [Setting]
  /// The study after includes, overlays and settings: `study.lock.yaml`.
  let lock: String
  let seed: UInt64
  let trials: Int
  let level: String
  let strategy: String?
  let firstBlock: Int
  let endBlock: Int
  let blockCount: Int
  let firstTrial: Int
  let endTrial: Int
  /// Whether persons harmed are there year by year.
  let keepsPeople: Bool
  /// Which part of how many; nil for a state.
  let part: Int?
  let parts: Int?
  let host: String
  let started: String
  let finished: String
  let warnings: [Warning]

  /// A setting of the command that computed the part.
  struct Setting: Codable, Hashable, Sendable {
    let path: String
    let text: String
    let origin: String
  }

  /// A warning as it was found when the study was read.
  struct Warning: Codable, Hashable, Sendable {
    let file: String
    let line: Int
    let column: Int
    let path: String
    let value: String?
    let requirement: String
    let remedy: String
    let nearest: String?
  }

  init(
    _ kind: Kind, of run: PartialRun, blockCount: Int, source: ReadStudy,
    request: StudyRunRequest, part: RunPart? = nil, started: Date, finished: Date
  ) {
    schema = "part/1"
    self.kind = kind
    engine = .current
    study = source.facts
    files = source.files
    overlays = request.overlays
    settings = request.settings.map { Setting(path: $0.path, text: $0.text, origin: $0.origin) }
    lock = source.lockYAML
    seed = source.study.simulation.seed
    trials = source.study.simulation.trials
    level = request.level
    strategy = request.strategy
    (firstBlock, endBlock) = (run.blocks.lowerBound, run.blocks.upperBound)
    self.blockCount = blockCount
    (firstTrial, endTrial) = (run.trials.lowerBound, run.trials.upperBound)
    keepsPeople = run.keepsPeople
    self.part = part?.number
    parts = part?.count
    host = HostFacts.name
    self.started = StudyRun.text(started)
    self.finished = StudyRun.text(finished)
    warnings = source.warnings.map(Warning.init)
  }

  var blocks: Range<Int>? { firstBlock <= endBlock ? firstBlock..<endBlock : nil }
}

extension PartHeader.Warning {
  init(_ problem: StudyProblem) {
    (file, line, column) = (
      problem.location.file, problem.location.line, problem.location.column
    )
    (path, value) = (problem.path, problem.value)
    (requirement, remedy, nearest) = (problem.requirement, problem.remedy, problem.nearest)
  }

  var problem: StudyProblem {
    StudyProblem(
      severity: .warning, location: SourceLocation(file: file, line: line, column: column),
      path: path, value: value, requirement: requirement, remedy: remedy, nearest: nearest)
  }
}

/// Which part of how many, as in `--part 2/3`.
public struct RunPart: Hashable, Sendable {
  /// From 1.
  public let number: Int
  /// At most 65,536.
  public let count: Int

  /// Reads `2/3`; nil where the text is not that.
  public init?(_ text: String) {
    let words = text.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == 2, words.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let number = Int(words[0]), let count = Int(words[1]), (1...65_536).contains(count),
      (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }
}
