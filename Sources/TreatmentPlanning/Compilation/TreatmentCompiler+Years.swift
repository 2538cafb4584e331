internal import LossSimulation
internal import RiskModel
internal import Sampling

extension TreatmentCompiler {
  /// The years that plans are held against; nil, with the reasons logged, where there are none.
  mutating func years() -> (any ResidualYears)? {
    do {
      _ = try Simulator(study)
    } catch {
      for problem in error.problems {
        problems.refuse(problem.path, problem.requirement, problem.remedy)
      }
      return nil
    }
    switch study.simulation.table {
    case .years(let probabilities, let losses):
      notes.append(
        "Years are those of the year loss table, and every figure is exact for it: factors on frequency and on loss both scale a risk's losses."
      )
      return TableYears(
        losses: riskIds.map { losses[$0] ?? [] }, probabilities: probabilities)
    case .events(let trial, let risk, let loss, let mark):
      return eventYears(trial, risk, loss, mark)
    case nil: return nil
    }
  }

  private mutating func eventYears(
    _ trial: [Int], _ risk: [String], _ loss: [Double], _ mark: [Double]?
  ) -> (any ResidualYears)? {
    let trials = study.simulation.trials
    let kept = trial.indices.filter { trial[$0] < trials }
    notes.append(
      "Years are those of the year event table: an event stays where its mark lies below the combined factor on frequency."
    )
    return EventYears(
      yearCount: trials, riskCount: riskIds.count, year: kept.map { trial[$0] },
      risk: kept.map { position[risk[$0]] ?? 0 }, loss: kept.map { loss[$0] },
      mark: mark.map { marks in kept.map { marks[$0] } } ?? addressedMarks(kept, trial, risk))
  }

  /// Marks of a table without them: addressed by risk, trial and the event's place in its year, so
  /// that they do not depend on the other risks.
  private mutating func addressedMarks(
    _ kept: [Int], _ trial: [Int], _ risk: [String]
  ) -> [Double] {
    notes.append("The event table has no marks: they are drawn from the study's seed.")
    var streams: [String: RandomStream] = [:]
    var seen: [String: [Int: UInt32]] = [:]
    return kept.map { event in
      let id = risk[event]
      let stream =
        streams[id]
        ?? RandomStream(seed: study.simulation.seed, purpose: "treatment/mark", record: id)
      streams[id] = stream
      let draw = seen[id, default: [:]][trial[event], default: 0]
      seen[id, default: [:]][trial[event]] = draw + 1
      return stream.uniforms(trial: UInt32(truncatingIfNeeded: trial[event]), draw: draw).0
    }
  }
}

extension Risk {
  /// Whether the engine would draw events of its own for it.
  var isSimulated: Bool {
    frequency != nil && (loss != nil || downtime != nil)
  }
}
