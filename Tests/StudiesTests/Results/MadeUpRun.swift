import Foundation
import LossSimulation

@testable import Studies

/// A finished run of an invented study with a made-up result.
enum MadeUpRun {
  static let study = """
    format: study/1
    study: { id: port, title: Invented port, version: 3, status: draft, currency: EUR }
    simulation: { trials: 1000, seed: 7, levels: [0.8, 0.95] }
    risks:
      - { id: R01, name: Theft, category: criminal, events: 0.8, loss: 20k to 200k }
    """

  /// The run at noon of 23 November 2026, stopped after `trials` where these are fewer than asked.
  static func run(
    in folder: TemporaryFolder, trials: Int = 4, endedBy: String = "trials",
    shown: String = "current"
  ) throws -> StudyRun {
    try study.write(toFile: folder.file("study.yaml"), atomically: true, encoding: .utf8)
    let result = MadeUpResult.result(trials: trials, endedBy: endedBy)
    let started = Date(timeIntervalSince1970: 1_795_435_200)
    return StudyRun(
      source: try StudyReader.read(folder.path), overlays: [], threads: 2, result: result,
      shown: result[shown] ?? result.levels[0], started: started,
      finished: started.addingTimeInterval(1.5))
  }
}
