internal import Distributions
internal import RiskModel
internal import Sampling

/// Years drawn from a mixture that makes bad counts and rates frequent, with the weights that undo it.
///
/// Every uniform that a year draws once (counts, latents of a copula, uncertain rates) stands for a
/// normal ε. A third of the years moves ε by nothing, a third by δ/2, a third by δ; the weight of a
/// year is the density of plain years over that of the mixture, at most 3 (importance sampling with
/// a defensive mixture, Hesterberg 1995; Owen and Zhou 2000).
struct CountShift: Sendable {
  /// How far the groups of years are moved, as parts of δ.
  static let steps = [0, 0.5, 1]

  /// The streams that are moved, with δ of each.
  let moved: [(stream: RandomStream, delta: Double)]
  /// Nothing here asks for replicates: all trials are one.
  let layout: DesignLayout
  private let squared: Double
  private let group: RandomStream
  private let position: [UInt64: Int]

  init(
    _ moved: [(stream: RandomStream, delta: Double)], seed: UInt64
  ) throws(DesignError) {
    self.moved = moved
    layout = try DesignLayout(trials: SimulationSettings.mostTrials, replicates: 1)
    squared = moved.reduce(0) { $0 + $1.delta * $1.delta }
    group = RandomStream(seed: seed, purpose: "rare tail", record: "groups")
    position = Dictionary(
      moved.enumerated().map { ($1.stream.hash, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func step(of trial: UInt32) -> Double {
    let place = Int(group.uniform(trial: trial) * Double(Self.steps.count))
    return Self.steps[Swift.min(place, Self.steps.count - 1)]
  }

  /// ε of a stream in a trial, after the move.
  func normal(_ stream: RandomStream, trial: UInt32) -> Double {
    let plain = standardNormalQuantile(stream.uniform(trial: trial))
    guard let place = position[stream.hash] else { return plain }
    return plain + step(of: trial) * moved[place].delta
  }

  /// Density of plain years over that of the mixture, of each trial.
  func weights(_ trials: Range<Int>) -> [Double] {
    guard !moved.isEmpty else { return [Double](repeating: 1, count: trials.count) }
    return trials.map { number in
      let trial = UInt32(truncatingIfNeeded: number)
      let along = moved.reduce(0) { $0 + $1.delta * normal($1.stream, trial: trial) }
      let density = Self.steps.reduce(0) {
        $0 + KernelReference.exp($1 * along - 0.5 * $1 * $1 * squared)
      }
      return Double(Self.steps.count) / density
    }
  }
}

extension CountShift: Design {
  var seed: UInt64 { group.seed }

  func uniforms(
    dimension: DesignDimension, trials: UnsafePointer<UInt32>, count: Int,
    into u: UnsafeMutablePointer<Double>
  ) {
    let stream = moved[dimension.index].stream
    for i in 0..<count {
      let z = normal(stream, trial: trials[i])
      let below = z <= 0 ? standardNormalDistribution(z) : 1 - standardNormalSurvival(z)
      u[i] = Swift.min(Swift.max(below, 0x1p-53), 1 - 0x1p-53)
    }
  }

  func extended(toTrials trials: Int) throws(DesignError) -> CountShift { self }
}

extension CompiledStudy {
  /// The streams of everything that a year draws once for its risks' losses.
  var yearlyStreams: [RandomStream] {
    let lossy = sources.filter { $0.row != nil && $0.loss != nil }
    return copulas.flatMap(\.latentStreams)
      + lossy.flatMap { source -> [RandomStream] in
        let count = source.latent == nil && source.count != .fixed ? [source.countStream] : []
        let rate = source.rate.rate.constant == nil ? [source.rate.rateStream] : []
        let success = source.rate.success.map { $0.constant == nil } ?? false
        return count + rate + (success ? [source.rate.successStream] : [])
      }
  }
}
