import Testing

@testable import Sampling

@Suite struct BatchBootstrapTests {
  private func sums(batches: Int, seed: UInt64) -> (BatchSums, [Double]) {
    let stream = RandomStream(seed: seed, purpose: "test", record: "bootstrap")
    var sums = BatchSums(columns: 2)
    var values: [Double] = []
    for batch in 0..<batches {
      let own = (0..<16).map { stream.uniforms(trial: UInt32(batch), draw: UInt32($0)).0 }
      values += own
      sums.append([16, own.reduce(0, +)])
    }
    return (sums, values)
  }

  /// The error of a mean is known without a bootstrap: s/√n, here (1/12)^½/√n.
  @Test func errorOfAMean() {
    let (sums, values) = sums(batches: 256, seed: 2)
    let estimate = BatchBootstrap(seed: 9, record: "mean", resamples: 2_000)
      .estimates(of: sums, sampleSize: values.count) { [$0[1] / $0[0]] }[0]
    #expect(estimate.value == sums.totals[1] / 4_096)
    // The error of the error: 1/√(2·256) from the batches, 1/√(2·2000) from the resamples.
    let exact = (1.0 / 12 / 4_096).squareRoot()
    #expect(abs(estimate.standardError / exact - 1) < 5 * 0.047)
    #expect(abs(estimate.value - 0.5) < 5 * exact)
  }

  /// 400 repeats of few batches: the t quantile and B/(B − 1) hold the coverage at 95 %, which the
  /// normal quantile and the plain bootstrap error would not (88 % for eight batches).
  @Test func coverageWithFewBatches() {
    var covered = 0
    var coveredPlainly = 0
    for seed in 1...400 {
      let (sums, values) = sums(batches: 8, seed: UInt64(seed))
      let estimate = BatchBootstrap(seed: UInt64(seed), record: "mean", resamples: 200)
        .estimates(of: sums, sampleSize: values.count) { [$0[1] / $0[0]] }[0]
      if estimate.low <= 0.5 && 0.5 <= estimate.high { covered += 1 }
      let plain = 1.96 * estimate.standardError * (7.0 / 8).squareRoot()
      if abs(estimate.value - 0.5) <= plain { coveredPlainly += 1 }
    }
    #expect((364...396).contains(covered), "\(covered)")
    #expect(coveredPlainly < covered - 10, "\(coveredPlainly)")
  }

  @Test func drawsAreAddressed() {
    let (sums, _) = sums(batches: 40, seed: 4)
    let mean = { (totals: [Double]) in [totals[1] / totals[0]] }
    let one = BatchBootstrap(seed: 1, record: "x").estimates(of: sums, sampleSize: 1, mean)
    let two = BatchBootstrap(seed: 1, record: "x").estimates(of: sums, sampleSize: 1, mean)
    let other = BatchBootstrap(seed: 2, record: "x").estimates(of: sums, sampleSize: 1, mean)
    #expect(one == two)
    #expect(one[0].standardError != other[0].standardError)
  }

  @Test func oneBatchHasNoError() {
    var sums = BatchSums(columns: 1)
    sums.append([3])
    let estimate = BatchBootstrap(seed: 1, record: "x").estimates(of: sums, sampleSize: 1) { $0 }[0]
    #expect(estimate.value == 3 && estimate.low.isNaN)
  }

  /// Joining batches keeps all sums.
  @Test func joinedBatchesKeepTheTotals() {
    let (sums, _) = sums(batches: 1_030, seed: 5)
    let joined = sums.joined(most: 512)
    #expect(joined.batches == 344)
    #expect(abs(joined.totals[1] - sums.totals[1]) < 1e-9)
    #expect(joined.totals[0] == sums.totals[0])
  }
}
