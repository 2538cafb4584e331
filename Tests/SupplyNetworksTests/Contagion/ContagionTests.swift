import Sampling
import SupplyNetworks
import Testing
import TestStreams

/// Failures over many trials against exact laws, and the properties of addressed randomness.
@Suite struct ContagionTests {
  static let trials = 200_000

  private struct Expected: Decodable {
    let p: [Double]
    let expected_size: Double?
    let size_distribution: [String: Double]?
  }

  private func simulate(
    _ model: Contagion.Model, nodes: Int, _ links: [WeightedLink], seeds: [Int] = [0],
    trials: Int = Self.trials, seed: UInt64 = 1, threads: Int = 2
  ) async throws -> ContagionResult {
    let contagion = try Contagion(model, ids: (0..<nodes).map { "n\($0)" }, links: links)
    return try await contagion.simulate(
      from: seeds, trials: trials, seed: seed, threads: threads)
  }

  /// Whether a share of trials lies within five standard errors of a probability.
  private func agrees(_ estimate: Estimate, _ exact: Double) -> Bool {
    let variance = max(0, exact * (1 - exact))
    let error = (variance / Double(estimate.sampleSize)).squareRoot()
    return abs(estimate.value - exact) <= 5 * error + 1e-12
  }

  @Test(arguments: ["ic50_chain", "ic51_diamond", "ic53_cycle", "lt56_diamond"])
  func agreesWithTheOracle(id: String) async throws {
    let oracle = try OracleCase(id)
    let expected = try oracle.decode("expected.json", as: Expected.self)
    let links = try oracle.rows("edges.csv").map {
      WeightedLink(
        source: try #require(Int($0[0])), target: try #require(Int($0[1])),
        weight: try OracleCase.number($0[2]))
    }
    let result = try await simulate(
      id.hasPrefix("ic") ? .cascade : .threshold, nodes: expected.p.count, links)
    for (estimate, exact) in zip(result.probabilities(), expected.p) {
      #expect(agrees(estimate, exact), "\(id): \(estimate) for \(exact)")
    }
    if let size = expected.expected_size {
      #expect(abs(result.expectedSize.value - size) <= 5 * result.expectedSize.standardError)
    }
    for size in result.sizeDistribution() {
      guard let exact = expected.size_distribution?["\(size.nodes)"] else { continue }
      #expect(agrees(size.probability, exact))
    }
  }

  @Test(arguments: [Contagion.Model.cascade, .threshold])
  func agreesWithEnumerationOnRandomNetworks(model: Contagion.Model) async throws {
    var random = SplitMix64(state: model == .cascade ? 71 : 72)
    for _ in 0..<12 {
      let nodes = 3 + random.below(4)
      let links = RandomContagion.links(model, nodes: nodes, links: 8, using: &random)
      let seeds = random.chance(0.5) ? [0] : [0, 1, 1]
      let exact = ExactContagion(model, nodes: nodes, links: links, seeds: seeds)
      let result = try await simulate(model, nodes: nodes, links, seeds: seeds)
      for (estimate, probability) in zip(result.probabilities(), exact.probabilities) {
        #expect(agrees(estimate, probability), "\(estimate) for \(probability) in \(links)")
      }
      for size in result.sizeDistribution() {
        #expect(agrees(size.probability, exact.sizes[size.nodes] ?? 0))
      }
      let mean = exact.sizes.reduce(0) { $0 + Double($1.key) * $1.value }
      let error = 5 * result.expectedSize.standardError + 1e-12
      #expect(abs(result.expectedSize.value - mean) <= error)
    }
  }

  /// The comparison must see a link whose probability is wrong by 0.01.
  @Test func plantedDefectIsSeen() async throws {
    let links = [(0, 1, 0.5), (1, 2, 0.4)].map {
      WeightedLink(source: $0.0, target: $0.1, weight: $0.2)
    }
    var wrong = links
    wrong[1].weight += 0.01
    let exact = ExactContagion(.cascade, nodes: 3, links: wrong, seeds: [0])
    let result = try await simulate(.cascade, nodes: 3, links, trials: 2_000_000)
    #expect(!agrees(result.probabilities()[2], exact.probabilities[2]))
  }

  @Test(arguments: [Contagion.Model.cascade, .threshold])
  func threadsAndTrialsChangeNoTrial(model: Contagion.Model) async throws {
    var random = SplitMix64(state: 5)
    let links = RandomContagion.links(model, nodes: 300, links: 900, using: &random)
    let one = try await simulate(model, nodes: 300, links, trials: 5_000, threads: 1)
    for threads in [2, 3, 7] {
      let many = try await simulate(model, nodes: 300, links, trials: 5_000, threads: threads)
      #expect(many.failures == one.failures)
      #expect(many.expectedSize == one.expectedSize)
    }
    // The first trials of a longer run are those of a shorter one, also within a batch.
    var last = try await simulate(model, nodes: 300, links, trials: 1).failures
    for trials in [2, 63, 64, 65, 255, 256, 257, 700] {
      let next = try await simulate(model, nodes: 300, links, trials: trials).failures
      #expect(zip(last, next).allSatisfy { $0 <= $1 })
      #expect(next.max() == trials)
      last = next
    }
  }

  @Test(arguments: [Contagion.Model.cascade, .threshold])
  func orderOfRecordsDoesNotMatter(model: Contagion.Model) async throws {
    var random = SplitMix64(state: 6)
    let links = RandomContagion.links(model, nodes: 60, links: 200, using: &random)
    let plain = try await simulate(model, nodes: 60, links, trials: 1_000)
    var order = Array(0..<60)
    order.shuffle(using: &random)
    var renamed = links.map {
      WeightedLink(
        source: order.firstIndex(of: $0.source) ?? 0,
        target: order.firstIndex(of: $0.target) ?? 0, weight: $0.weight)
    }
    renamed.shuffle(using: &random)
    let contagion = try Contagion(model, ids: order.map { "n\($0)" }, links: renamed)
    let moved = try await contagion.simulate(
      from: [order.firstIndex(of: 0) ?? 0], trials: 1_000, seed: 1, threads: 2)
    for (place, node) in order.enumerated() {
      #expect(moved.failures[place] == plain.failures[node])
    }
    #expect(moved.expectedSize == plain.expectedSize)
  }

  /// With the same seed a raised weight never saves a node in any trial.
  @Test(arguments: [Contagion.Model.cascade, .threshold])
  func failuresRiseWithEveryWeight(model: Contagion.Model) async throws {
    var random = SplitMix64(state: 8)
    var changed = 0
    for _ in 0..<10 {
      var links = RandomContagion.links(model, nodes: 12, links: 30, using: &random)
      for place in links.indices { links[place].weight *= 0.7 }
      let before = try await simulate(model, nodes: 12, links, trials: 2_000)
      for place in links.indices where random.chance(0.3) { links[place].weight *= 1.4 }
      let after = try await simulate(model, nodes: 12, links, trials: 2_000)
      #expect(zip(before.failures, after.failures).allSatisfy { $0 <= $1 })
      changed += before.failures == after.failures ? 0 : 1
      let more = try await simulate(model, nodes: 12, links, seeds: [0, 3], trials: 2_000)
      #expect(zip(after.failures, more.failures).allSatisfy { $0 <= $1 })
    }
    #expect(changed >= 5)
  }

  @Test func seedsOfRandomnessDiffer() async throws {
    let links = (0..<20).map { WeightedLink(source: $0, target: $0 + 1, weight: 0.9) }
    let first = try await simulate(.cascade, nodes: 21, links, trials: 1_000, seed: 1)
    let second = try await simulate(.cascade, nodes: 21, links, trials: 1_000, seed: 2)
    #expect(first.failures != second.failures)
  }

  @Test func certainAndImpossibleLinksAreExact() async throws {
    let links = [(0, 1, 1.0), (1, 2, 0), (2, 3, 1)].map {
      WeightedLink(source: $0.0, target: $0.1, weight: $0.2)
    }
    for model in Contagion.Model.allCases {
      let result = try await simulate(model, nodes: 4, links, trials: 300)
      #expect(result.failures == [300, 300, 0, 0])
      #expect(result.expectedSize.standardError == 0)
    }
  }

  /// Weights that sum to 1 only up to rounding always bring the node down together.
  @Test func fullWeightsAlwaysReachTheThreshold() async throws {
    let parts = 7
    let links = (0..<parts).flatMap { source in
      [
        WeightedLink(source: parts + 1, target: source, weight: 1),
        WeightedLink(source: source, target: parts, weight: 1 / Double(parts)),
      ]
    }
    let result = try await simulate(
      .threshold, nodes: parts + 2, links, seeds: [parts + 1], trials: 50_000)
    #expect(result.failures.allSatisfy { $0 == 50_000 })
  }

  @Test func networksWithoutLinksKeepToTheirSeeds() async throws {
    let result = try await simulate(.cascade, nodes: 3, [], seeds: [2], trials: 10)
    #expect(result.failures == [0, 0, 10])
    #expect(result.possibleSizes == 1...1)
    #expect(result.sizeDistribution().map(\.nodes) == [1])
  }

  @Test func longDistributionsListWhatOccurred() async throws {
    let links = (0..<50).map { WeightedLink(source: $0, target: $0 + 1, weight: 0.5) }
    let result = try await simulate(.cascade, nodes: 51, links, trials: 100)
    #expect(result.sizeDistribution().map(\.nodes) == Array(1...51))
    let short = result.sizeDistribution(listingUpTo: 50)
    #expect(short.allSatisfy { $0.probability.value > 0 } && short.count < 51)
    #expect(abs(short.reduce(0) { $0 + $1.probability.value } - 1) < 1e-12)
  }

  @Test func badNetworksAreRefused() async throws {
    func refusal(_ model: Contagion.Model, _ weight: Double) -> ContagionError? {
      let link = WeightedLink(source: 0, target: 1, weight: weight)
      do throws(ContagionError) {
        _ = try Contagion(model, ids: ["a", "b"], links: [link])
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(.cascade, 1.2) == .badWeight(link: 0, value: 1.2))
    #expect(refusal(.cascade, -0.1) == .badWeight(link: 0, value: -0.1))
    #expect(refusal(.threshold, .infinity) == .badWeight(link: 0, value: .infinity))
    #expect(refusal(.threshold, 1.2) == .heavyTargets([HeavyTarget(node: "b", sum: 1.2)]))
    #expect(refusal(.threshold, 1 + 1e-12) == nil)
    let contagion = try Contagion(.cascade, ids: ["a"], links: [])
    await #expect(throws: ContagionError.unknownNode(4)) {
      try await contagion.simulate(from: [4], trials: 1, seed: 1, threads: 1)
    }
  }
}
