internal import Distributions
internal import RiskModel
internal import Sampling
internal import SupplyNetworks

/// A design of experiments for the leading dimensions of a trial: what happens once a year.
///
/// Rates, counts, chances of success, factors of controls and the latents of a copula take their
/// uniforms from the design; events beyond them use the random streams (`MODELS.md` section 1).
struct DesignPlan: Sendable {
  let design: any Design
  /// The dimension of each stream, by the stream's hash.
  private let dimensions: [UInt64: DesignDimension]

  /// Trials that belong to one replicate, from whose spread errors come.
  var replicateSize: Int { design.layout.replicateSize }

  /// A design for some streams, in the order of its dimensions.
  init(_ design: any Design, streams: [RandomStream]) {
    self.design = design
    dimensions = Dictionary(
      streams.enumerated().map { ($1.hash, DesignDimension(index: $0, hash: $1.hash)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Nil for methods whose trials are independent.
  init?(
    _ settings: SimulationSettings, streams: [RandomStream]
  ) throws(DesignError) {
    let seed = settings.seed
    switch settings.method {
    case .monteCarlo, .table, .events:
      return nil
    case .latinHypercube:
      design = try LatinHypercube(seed: seed, layout: DesignLayout(trials: settings.trials))
    case .sobol:
      design = try SobolDesign(seed: seed, layout: DesignLayout(trials: settings.trials))
    case .antithetic:
      design = try Antithetic(seed: seed, layout: DesignLayout(trials: settings.trials))
    }
    var dimensions: [UInt64: DesignDimension] = [:]
    for stream in streams where dimensions[stream.hash] == nil {
      dimensions[stream.hash] = DesignDimension(index: dimensions.count, hash: stream.hash)
    }
    self.dimensions = dimensions
  }

  /// Fills the uniforms of a stream; false where the stream is not a dimension of the design.
  func fill(
    _ stream: RandomStream, trials: UnsafePointer<UInt32>, count: Int,
    into u: UnsafeMutablePointer<Double>
  ) -> Bool {
    guard let dimension = dimensions[stream.hash] else { return false }
    design.uniforms(dimension: dimension, trials: trials, count: count, into: u)
    return true
  }
}

extension StudyCompiler {
  /// The design, with the sources that matter most on its first and best dimensions.
  mutating func compileDesign(
    _ sources: [EventSource], _ hazards: [CompiledHazard], _ copulas: [CopulaBlock]
  ) -> DesignPlan? {
    let settings = study.simulation
    let ranked = sources.sorted {
      (Self.weight($1), $0.id) < (Self.weight($0), $1.id)
    }
    let streams =
      copulas.flatMap(\.latentStreams) + ranked.flatMap { [$0.countStream] + $0.rate.streams }
      + hazards.flatMap { [$0.countStream] + $0.rate.streams }
    do {
      let plan = try DesignPlan(settings, streams: streams)
      if plan != nil, settings.parameterUncertainty == .nested {
        refuse(
          "simulation/method",
          "a design and nested uncertainty cannot be had together, since both group the trials",
          "Use method: monte_carlo, or parameter_uncertainty: pooled")
      }
      if settings.method == .sobol {
        notes.append(
          "dimensions of the Sobol' sequence go to the records by importance, so adding a record can move the draws of others"
        )
      }
      return plan
    } catch {
      refuse(
        "simulation/trials",
        "\(settings.trials) trials do not make \(DesignLayout.defaultReplicates) equal replicates of a design",
        "Ask for a multiple of \(2 * DesignLayout.defaultReplicates) trials; for sobol a power of two is best"
      )
      return nil
    }
  }

  /// A source's mean yearly loss or lost days: only an order of importance.
  private static func weight(_ source: EventSource) -> Double {
    let size = source.loss?.law.mean ?? 0
    let cost = source.cost?.cost(source.duration?.law.mean ?? 0) ?? 0
    let weight = source.rate.rate.law.mean * (size + cost)
    return weight.isFinite ? weight : .greatestFiniteMagnitude
  }
}

extension RateModel {
  /// The streams of everything uncertain about the rate.
  fileprivate var streams: [RandomStream] {
    [rateStream] + (success == nil ? [] : [successStream])
      + (frequencyControls + successControls).map(\.factorStream)
  }
}
