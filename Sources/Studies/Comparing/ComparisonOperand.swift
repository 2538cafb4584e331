internal import Foundation
internal import LossSimulation
internal import RiskModel

/// One side of a comparison: a study as it was read, and the run from which it comes.
struct ComparisonOperand: Sendable {
  /// As the user wrote it.
  let name: String
  let source: ReadStudy
  let compared: ComparedStudy
  /// Nil for a study.
  let run: StoredRun?
  /// The figures with which the simulation must agree; nil where it is not that of the run.
  let stored: RunSummary?
}

/// Finds and reads operands: runs by name or folder, studies, and either with `+OVERLAY`.
struct OperandReader {
  let request: ComparisonRequest
  let locator: RunLocator

  /// What an operand's words mean, before anything of a study is read.
  private struct Place {
    let name: String
    let path: String
    let run: StoredRun?
    let overlays: [String]
  }

  func read(_ names: [String]) throws -> [ComparisonOperand] {
    let places = try names.map(place)
    // A study is free to share the random numbers of the run with which it is compared.
    let leader = places.lazy.compactMap(\.run).first?.manifest
    return try places.map { place in
      try place.run.map { try operand(place, of: $0) } ?? operand(place, beside: leader)
    }
  }

  // MARK: Places

  private func place(_ name: String) throws -> Place {
    if let place = try whole(name, called: name, overlays: []) { return place }
    let parts = name.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    for count in stride(from: parts.count - 1, to: 0, by: -1) {
      let base = parts.prefix(count).joined(separator: "+")
      let overlays = Array(parts.dropFirst(count))
      guard !overlays.contains("") else { continue }
      if let place = try whole(base, called: name, overlays: overlays) { return place }
    }
    let base = parts[0]
    guard !base.contains("/"), !base.contains(".") else {
      throw WrongUse("There is no run or study \(ProblemReport.printable(base)).")
    }
    // Throws with the nearest id.
    let folder = try locator.folder(of: base)
    return try Place(
      name: name, path: folder, run: StoredRun(folder: folder),
      overlays: Array(parts.dropFirst()))
  }

  /// A run or study of exactly this name; nil where there is none.
  private func whole(
    _ text: String, called name: String, overlays: [String]
  ) throws -> Place? {
    if text == "-" { return Place(name: name, path: text, run: nil, overlays: overlays) }
    let isThere = FileManager.default.fileExists(atPath: text)
    if isThere, !StoredRun.isRun(text) {
      return Place(name: name, path: text, run: nil, overlays: overlays)
    }
    guard isThere || RunLocator.steps(text) != nil || (try? locator.folder(of: text)) != nil
    else { return nil }
    let folder = try locator.folder(of: text)
    return try Place(
      name: name, path: folder, run: StoredRun(folder: folder), overlays: overlays)
  }

  // MARK: Reading

  private func operand(_ place: Place, beside leader: RunManifest?) throws -> ComparisonOperand {
    var settings: [SettingOverride] = []
    if let leader {
      settings = [("seed", "\(leader.seed)"), ("trials", "\(leader.trialsAsked)")].map {
        SettingOverride(path: "simulation/\($0)", text: $1, origin: leader.run)
      }
    }
    let source = try StudyReader.read(
      place.path, overlays: place.overlays,
      overrides: settings + request.defaults + request.settings)
    let shares = source.study.simulation.trials == leader?.trialsAsked
    return try operand(
      place, source, trials: shares ? leader?.trials : nil, run: nil, stored: nil)
  }

  /// A run keeps no years, but its resolved study, seed and trials give them again.
  private func operand(_ place: Place, of run: StoredRun) throws -> ComparisonOperand {
    let lock = (run.folder as NSString).appendingPathComponent("study.lock.yaml")
    let source: ReadStudy
    do {
      source = try StudyReader.read(
        lock, overlays: place.overlays, overrides: request.settings,
        folder: run.studyFolder)
    } catch let error as StudyReadError where place.overlays.isEmpty {
      let first = error.problems.first.map { " \($0.path): \($0.requirement)." } ?? ""
      throw WrongUse(
        "The study of run \(run.manifest.run) cannot be read again from its folder.\(first) "
          + "Compare the study itself, or keep runs in the study's `runs/`.")
    }
    let isWhole = request.settings.isEmpty && place.overlays.isEmpty
    return try operand(
      place, source, trials: request.settings.isEmpty ? run.manifest.trials : nil, run: run,
      stored: isWhole ? run.summary() : nil)
  }

  private func operand(
    _ place: Place, _ source: ReadStudy, trials: Int?, run: StoredRun?, stored: RunSummary?
  ) throws -> ComparisonOperand {
    let compared: ComparedStudy
    do {
      compared = try ComparedStudy(source.study, trials: trials)
    } catch {
      throw source.problems(of: error)
    }
    return ComparisonOperand(
      name: place.name, source: source, compared: compared, run: run, stored: stored)
  }
}
