import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Outages of suppliers and shared hazards beside a table of events: the years are the sum of what the
/// table gives alone, worked out by hand, and what the network gives alone.
@Suite struct BesideEventsTests {
  private static let trials = 4_000

  /// Two risks of a table; every event has a mark of its own.
  private static let table: (trial: [Int], risk: [String], loss: [Double], mark: [Double]) = {
    let stream = RandomStream(seed: 5, purpose: "test", record: "table")
    var table = (trial: [Int](), risk: [String](), loss: [Double](), mark: [Double]())
    for year in 0..<trials {
      for (place, id) in ["A", "B"].enumerated() {
        let (u, v) = stream.uniforms(trial: UInt32(year), draw: UInt32(place))
        guard u < 0.4 else { continue }
        table.trial.append(year)
        table.risk.append(id)
        table.loss.append(10 + 90 * v)
        table.mark.append(u / 0.4)
      }
    }
    return table
  }()

  private func network() throws -> Network {
    Network(
      suppliers: try ["S", "Q"].map {
        Supplier(
          id: $0, name: $0, outageRate: try constant(0.8),
          outageDays: quantity(try Exponential(mean: 8)), hazards: ["H"])
      },
      dependencies: [
        Dependency(source: "S", target: "P", input: "x", bufferDays: 2),
        Dependency(source: "Q", target: "P", input: "y", criticality: 0.6, bufferDays: 1),
      ],
      hazards: [
        SharedHazard(id: "H", perYear: try constant(0.5), days: try constant(9), hits: 0.7)
      ])
  }

  private func mixed(table hasTable: Bool, network hasNetwork: Bool) throws -> Study {
    let risks = try ["A", "B"].map { risk($0, rate: try constant(0), loss: try constant(0)) }
    var study = study(
      hasTable ? risks : [], trials: Self.trials,
      processes: hasNetwork ? [BusinessProcess(id: "P", name: "P", valuePerDay: 7)] : [],
      network: hasNetwork ? try network() : nil)
    guard hasTable else { return study }
    study.simulation.method = .events
    study.simulation.table = .events(
      trial: Self.table.trial, risk: Self.table.risk, loss: Self.table.loss,
      mark: Self.table.mark)
    return study
  }

  private func onTable() throws -> [Treatment] {
    [
      treatment("A", [multiply(.risks(["A"]), .frequency, try constant(0.3))]),
      treatment(
        "B",
        [
          multiply(.risks(["A", "B"]), .loss, try constant(0.5)),
          multiply(.risks(["B"]), .frequency, try constant(1.4), mayWorsen: true),
        ]),
    ]
  }

  private func onNetwork() throws -> [Treatment] {
    [
      treatment("S", [multiply(.suppliers(["S"]), .outageRate, try constant(0.4))]),
      treatment("H", [multiply(.hazards(["H"]), .hits, try constant(0.5))]),
      treatment(
        "stock",
        [
          Effect(
            target: .dependencies([0]), quantity: .bufferDays, operation: .add(try constant(5)))
        ]),
    ]
  }

  /// Losses of the table's years, event by event.
  private func byHand(_ isChosen: [Bool]) -> [Double] {
    var years = [Double](repeating: 0, count: Self.trials)
    for event in Self.table.trial.indices {
      let isA = Self.table.risk[event] == "A"
      let frequency = isA ? (isChosen[0] ? 0.3 : 1) : (isChosen[1] ? 1.4 : 1)
      guard Self.table.mark[event] < frequency else { continue }
      // A fixed table gains no events: their losses grow instead.
      let loss = Self.table.loss[event] * max(1, frequency) * (isChosen[1] ? 0.5 : 1)
      years[Self.table.trial[event]] += loss
    }
    return years
  }

  @Test func yearsAreTheSumOfBoth() async throws {
    var both = try mixed(table: true, network: true)
    both.treatments = try onTable() + onNetwork()
    var network = try mixed(table: false, network: true)
    network.treatments = try onNetwork()
    let replay = try ReplayedYears(both, interactions: [])
    _ = await replay.simulate(threads: 2, isPossible: { _, _ in true })
    let single = replay.oneByOne
    var touched = 0
    for mask in 0..<32 {
      let isChosen = (0..<5).map { mask >> $0 & 1 == 1 }
      let chosen = network.treatments.indices.filter { isChosen[2 + $0] }
      let outages = try await residual(network, chosen.map { network.treatments[$0] })
      let expected = zip(byHand(isChosen), outages.years.aggregate).map { $0 + $1 }
      touched += outages.years.aggregate.count { $0 > 0 }
      for years in [replay.netYears(of: isChosen), single.netYears(of: isChosen)] {
        let isEqual = zip(years, expected).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, $1) }
        #expect(isEqual, "plan \(mask)")
      }
      // A run of the same plan, with its strategies.
      let run = try await residual(
        both, both.treatments.indices.filter { isChosen[$0] }.map { both.treatments[$0] })
      #expect(
        zip(run.years.aggregate, expected).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, $1) },
        "run of plan \(mask)")
      let days = 365 * (1 - (outages.processes.first?.availability?.value ?? .nan))
      #expect(abs(replay.lostDays(of: "P", under: isChosen) - days) < 1e-9)
    }
    #expect(touched > 10_000)
  }

  /// One outage a year and a supplier without substitutes: λ E max(0, D − 2) = 0.8 · 8 · e^(−2/8) days,
  /// each of 7, beside a table whose mean is known.
  @Test func meanByHand() async throws {
    var study = try mixed(table: true, network: true)
    study.network?.hazards = []
    study.network?.suppliers[0].hazards = []
    study.network?.suppliers.removeLast()
    study.network?.dependencies.removeLast()
    let level = try await residual(study, [])
    let table = byHand([false, false]).reduce(0, +) / Double(Self.trials)
    let outages = level.years.aggregate.reduce(0, +) / Double(Self.trials) - table
    let mean = 7 * 0.8 * 8 * 0.7788007830714049
    // E (max(0, D − 2))² = 2 · 8² · e^(−1/4).
    let error = 7 * (0.8 * 2 * 64 * 0.7788007830714049 / Double(Self.trials)).squareRoot()
    #expect(abs(outages - mean) < 5 * error, "\(outages), not \(mean)")
    // Outages counted for the table's risks too would be twice as dear.
    #expect(abs(outages - 2 * mean) > 5 * error)
  }
}
