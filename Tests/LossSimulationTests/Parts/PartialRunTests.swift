import Distributions
import RiskModel
import Sampling
import Testing

@testable import LossSimulation

/// Parts of a run, joined, are the run to the bit: for every design and every split.
@Suite struct PartialRunTests {
  static let designs = ["monte_carlo", "antithetic", "sobol", "latin_hypercube", "nested"]

  /// Controls, insurance, a network, opportunities' absence, people, a last block that is not full.
  static func mixed(_ design: String, trials: Int = 16_384 + 777) throws -> Study {
    let risks = [
      risk(
        "R1", rate: quantity(try LogNormal(p05: 0.2, p95: 2)),
        loss: try lognormal(mu: 10, sigma: 1), people: PeopleHarm(injuries: try constant(0.2))),
      risk(
        "R2", rate: try constant(0.4), loss: quantity(try Gamma(shape: 2, scale: 500)),
        downtime: Downtime(processes: ["P"], days: quantity(try Exponential(mean: 3)))),
    ]
    let network = Network(
      suppliers: [
        Supplier(
          id: "S1", name: "S1", category: "power", outageRate: try constant(0.7),
          outageDays: quantity(try LogNormal(p05: 0.5, p95: 20)))
      ],
      dependencies: [Dependency(source: "S1", target: "P", input: "a", bufferDays: 1)])
    let control = Control(
      id: "C", name: "Control",
      effects: [
        Effect(
          target: .risks(["R1"]), quantity: .frequency,
          operation: .multiply(try constant(0.5)))
      ],
      share: Share(scope: .all, attachment: 10_000, limit: 50_000, proportion: 0.8),
      outages: ControlOutages(rate: try constant(2), days: try constant(20)))
    var study = study(
      risks, trials: design == "monte_carlo" ? trials : trials / 32 * 32, controls: [control],
      processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 1_000)], network: network,
      criteria: Criteria(tolerance: [.init(loss: 60_000, probability: 0.2)]),
      uncertainty: design == "nested" ? .nested : .pooled)
    study.simulation.method = SimulationMethod(rawValue: design) ?? .monteCarlo
    study.simulation.outerDraws = 13
    return study
  }

  /// Every figure of a result, its errors too, and the years.
  static func bits(_ result: SimulationResult) -> [String] {
    result.levels.flatMap { level in
      [
        "\(level.aggregate)", "\(level.risks)", "\(level.suppliers)", "\(level.processes)",
        "\(level.owners)", "\(level.criteria)", "\(level.years.aggregate)",
        "\(level.years.largestEvent)", "\(level.years.injuries)",
      ]
    } + ["\(result.diagnostics.convergence)", "\(result.diagnostics.endedBy)"]
  }

  private func parts(_ simulator: Simulator, _ cuts: [Int]) async throws -> [PartialRun] {
    let ends = [0] + cuts + [simulator.blockCount]
    var parts: [PartialRun] = []
    for (low, high) in zip(ends, ends.dropFirst()) {
      parts.append(
        try #require(await simulator.part(low..<high, RunOptions(threads: 2, keepsYears: true))))
    }
    return parts
  }

  private static func bytes(_ part: PartialRun) throws -> [UInt8] {
    nonisolated(unsafe) var bytes: [UInt8] = []
    try part.write { bytes += $0 }
    return bytes
  }

  @Test(arguments: designs) func everySplitIsTheUnsplitRun(_ design: String) async throws {
    let simulator = try Simulator(Self.mixed(design))
    let options = RunOptions(threads: 2, keepsYears: true)
    let whole = Self.bits(await simulator.run(options))
    let count = simulator.blockCount
    #expect(count > 16)
    for cuts in [[1], [count - 1], [3, 4, 5], [7, 7, 11], Array(1..<count)] {
      let parts = try await parts(simulator, cuts)
      let read = try parts.map { part in
        let bytes = try Self.bytes(part)
        return try bytes.withUnsafeBytes { try simulator.partialRun(from: $0) }
      }
      let merged = await simulator.run(options, from: read)
      #expect(Self.bits(merged.result) == whole, "\(design) cut at \(cuts)")
    }
  }

  /// The twin: blocks that are merged in another order give other bits, so the test above can fail.
  @Test func orderOfMergingMatters() async throws {
    let simulator = try Simulator(Self.mixed("monte_carlo"))
    let parts = try await parts(simulator, Array(1..<simulator.blockCount))
    var oneByOne = try #require(parts.first?.log.total?.pooled)
    for part in parts.dropFirst() {
      oneByOne.merge(try #require(part.log.total?.pooled))
    }
    let tree = try #require(await simulator.run(RunOptions(), from: parts).continuable)
    var total = try #require(tree.log.total?.pooled)
    // The state leaves out the last block, which is not full.
    total.merge(try #require(parts.last?.log.total?.pooled))
    let same = zip(oneByOne.levels[1].losses, total.levels[1].losses).allSatisfy { $0 == $1 }
    #expect(!same)
    for (a, b) in zip(oneByOne.levels[1].losses, total.levels[1].losses) {
      #expect(a.count == b.count && abs(a.mean - b.mean) <= 1e-12 * abs(a.mean))
      let size = max(a.squaredDeviations, 1e-300)
      #expect(abs(a.squaredDeviations - b.squaredDeviations) <= 1e-10 * size)
    }
  }

  @Test(arguments: designs) func aStoppedRunGoesOnAsIfItWereNot(_ design: String) async throws {
    let simulator = try Simulator(Self.mixed(design))
    let options = RunOptions(threads: 2, keepsYears: true)
    let whole = Self.bits(await simulator.run(options))
    for blocks in [1, 4, 9, 15] {
      let counter = Counter()
      let stopped = await simulator.run(
        options, from: [], progress: { _ in counter.add() },
        shouldStop: { counter.value >= blocks })
      let state = try #require(stopped.continuable)
      // A worker may have taken the last block, which is not full, before the stop was seen.
      let done = stopped.result.diagnostics.trials
      #expect(state.trials.lowerBound == 0)
      #expect(state.trials.upperBound == done || done == stopped.result.diagnostics.trialsAsked)
      let goesOn = await simulator.run(options, from: [state])
      #expect(Self.bits(goesOn.result) == whole, "\(design) after \(blocks) blocks")
    }
  }

  /// The shorter run ends in a block that is not full, which the longer one computes again.
  @Test(arguments: [1_000, 4_096, 5_000, 12_345]) func aLongerRunGoesOn(_ trials: Int) async throws
  {
    let options = RunOptions(threads: 2)
    let short = try Simulator(Self.mixed("monte_carlo", trials: trials))
    let state = try #require(await short.run(options, from: []).continuable)
    #expect(state.trials.upperBound == trials / 1_024 * 1_024)
    let long = try Simulator(Self.mixed("monte_carlo"))
    let bytes = try Self.bytes(state)
    let read = try bytes.withUnsafeBytes { try long.partialRun(from: $0) }
    let lengthened = await long.run(options, from: [read])
    #expect(Self.bits(lengthened.result) == Self.bits(await long.run(options)))
  }

  @Test func partsCoverAllBlocksOnce() throws {
    let simulator = try Simulator(Self.mixed("monte_carlo"))
    for count in [1, 2, 3, 7, 17, 100] {
      let parts = (1...count).flatMap { Array(simulator.blocks(ofPart: $0, of: count)) }
      #expect(parts == Array(0..<simulator.blockCount))
    }
  }

  /// Cut at every length and with any byte changed, bytes are refused or read, and never trap.
  @Test func damagedBytesNeverTrap() async throws {
    let simulator = try Simulator(Self.mixed("monte_carlo", trials: 2_100))
    let part = try #require(await simulator.part(1..<3, RunOptions(keepsYears: true)))
    let bytes = try Self.bytes(part)
    for length in 0..<bytes.count where length < 9_000 || length % 997 == 0 {
      #expect(throws: DamagedPart.self) {
        try bytes[..<length].withUnsafeBytes { try simulator.partialRun(from: $0) }
      }
    }
    #expect(throws: DamagedPart.self) {
      try (bytes + [0]).withUnsafeBytes { try simulator.partialRun(from: $0) }
    }
    var refused = 0
    for place in 0..<min(bytes.count, 9_000) {
      var damaged = bytes
      damaged[place] ^= place % 2 == 0 ? 0x80 : 0xFF
      do {
        let read = try damaged.withUnsafeBytes { try simulator.partialRun(from: $0) }
        #expect(read.blocks == part.blocks)
        _ = read.log.total
      } catch {
        refused += 1
      }
    }
    #expect(refused > 48)
  }

  @Test func anotherStudysPartIsRefused() async throws {
    let simulator = try Simulator(Self.mixed("monte_carlo"))
    let part = try #require(await simulator.part(0..<2, RunOptions()))
    let bytes = try Self.bytes(part)
    var other = try Self.mixed("monte_carlo")
    other.risks.removeLast()
    let stranger = try Simulator(other)
    #expect(throws: DamagedPart.self) {
      try bytes.withUnsafeBytes { try stranger.partialRun(from: $0) }
    }
  }

  @Test func designsThatAreFixedRefuseMoreTrials() {
    var settings = SimulationSettings()
    func refusal(_ method: SimulationMethod, _ longer: Int = 2_000) -> String? {
      settings.method = method
      return settings.refusal(toLengthenFrom: 1_000, to: longer)
    }
    #expect(refusal(.monteCarlo) == nil && refusal(.antithetic) == nil)
    for method in [SimulationMethod.latinHypercube, .sobol, .events, .table] {
      #expect(refusal(method) != nil)
      #expect(refusal(method, 1_000) == nil)
    }
    settings.parameterUncertainty = .nested
    #expect(refusal(.monteCarlo) != nil && refusal(.monteCarlo, 1_000) == nil)
  }
}
