internal import RiskModel
internal import Sampling

/// The values of uncertain inputs in the trials of a run, without simulating anything.
struct InputDraws: Sendable {
  private let compiled: CompiledStudy
  private let trials: [UInt32]

  init(_ compiled: CompiledStudy, trials: Int) {
    self.compiled = compiled
    self.trials = (0..<trials).map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The draws of an input, trial by trial, as `BlockSimulator` has made them.
  func values(of input: UncertainInput) -> [Double] {
    guard let stream = input.streams.first else { return [] }
    return [Double](unsafeUninitializedCapacity: trials.count) { buffer, filled in
      buffer.initialize(repeating: 0)
      filled = trials.count
      guard let u = buffer.baseAddress else { return }
      fill(u, stream, inPairs: input.isDrawnInPairs)
      _ = input.sampler.transform(u, count: trials.count)
    }
  }

  private func fill(
    _ u: UnsafeMutablePointer<Double>, _ stream: RandomStream, inPairs: Bool
  ) {
    if inPairs || compiled.settings.parameterUncertainty == .nested {
      for t in trials.indices {
        let number = compiled.parameterDraw(of: t)
        u[t] =
          inPairs ? stream.uniforms(trial: number, draw: 0).0 : stream.uniform(trial: number)
      }
      return
    }
    if let design = compiled.design,
      design.fill(stream, trials: trials, count: trials.count, into: u)
    {
      return
    }
    BlockKernels.uniforms(of: stream, fromTrial: 0, count: trials.count, into: u)
  }
}
