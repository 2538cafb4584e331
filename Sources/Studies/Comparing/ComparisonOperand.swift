internal import Foundation
internal import LossSimulation
internal import RiskModel
internal import TreatmentPlanning

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
  /// The strategy under which it stands; nil for the study as it is.
  var strategy: String?
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
    var strategy: String?
  }

  func read(_ names: [String]) throws -> [ComparisonOperand] {
    let places = try self.places(names)
    // A study is free to share the random numbers of the run with which it is compared.
    let leader = places.lazy.compactMap(\.run).first?.manifest
    return try places.map { place in
      try place.run.map { try operand(place, of: $0) } ?? operand(place, beside: leader)
    }
  }

  // MARK: Places

  /// What every name means: a name that is neither run nor study may be a strategy of the first
  /// operand that is one, or of the last run.
  private func places(_ names: [String]) throws -> [Place] {
    let found = names.map { try? place($0) }
    guard found.contains(where: { $0 == nil }) else { return try names.map(standing) }
    guard let base = found.lazy.compactMap({ $0 }).first ?? (try? place("last")) else {
      return try names.map(standing)
    }
    let study = try study(of: base)
    return try zip(names, found).map { name, known in
      if known != nil { return try standing(name) }
      let isStrategy = (try? StrategyPlan.bundle(name, in: study)) != nil
      guard name == "current" || isStrategy else { return try standing(name) }
      var place = Place(
        name: name, path: base.path, run: base.run, overlays: base.overlays)
      place.strategy = isStrategy ? name : nil
      return place
    }
  }

  /// A place under the strategy that was asked for, or the one that its run shows.
  private func standing(_ name: String) throws -> Place {
    var place = try place(name)
    let shown = place.run?.manifest.shownStrategy
    let isResidual = shown.map { !["current", "inherent"].contains($0) } ?? false
    place.strategy =
      request.strategy ?? (request.level == "residual" && isResidual ? shown : nil)
    guard request.level != "residual" || place.strategy != nil else {
      throw WrongUse(
        "\(ProblemReport.printable(name)) stands under no strategy: name one by --strategy, or "
          + "compare strategies by their names.")
    }
    return place
  }

  private func study(of place: Place) throws -> Study {
    let path = place.run.map { ($0.folder as NSString).appendingPathComponent("study.lock.yaml") }
    return try StudyReader.read(
      path ?? place.path, overlays: place.overlays, overrides: [],
      folder: place.run?.studyFolder
    ).study
  }

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
      if let strategy = place.strategy {
        let bundle = try StrategyPlan.bundle(strategy, in: source.study)
        compared = try ComparedStudy(
          source.study,
          under: StrategyPass.portfolio(of: bundle, in: source.study, records: source.records),
          trials: trials)
      } else {
        compared = try ComparedStudy(source.study, trials: trials)
      }
    } catch let error as SimulationError {
      throw source.problems(of: error)
    }
    var operand = ComparisonOperand(
      name: place.name, source: source, compared: compared, run: run, stored: stored)
    operand.strategy = place.strategy
    return operand
  }
}
