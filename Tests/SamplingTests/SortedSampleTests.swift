import Testing

@testable import Sampling

@Suite struct SortedSampleTests {
  /// Ten equal years by hand.
  ///
  /// ten equal years 1…10. VaR 0.8 is the 8th; the shortfall beyond is (9 + 10)/2.
  @Test func tenEqualYears() {
    let sample = SortedSample((1...10).map(Double.init).reversed())
    #expect(sample.valueAtRisk(level: 0.8).value == 8)
    #expect(abs(sample.expectedShortfall(level: 0.8).value - 9.5) < 1e-12)
    #expect(sample.exceedance(of: 8).value == 0.2)
    #expect(sample.mean.value == 5.5)
  }

  /// The atom is split: level 0.85 leaves 1.5 years, half of the ninth and the tenth: 0.5·9 + 10 over 1.5.
  @Test func shortfallSplitsTheAtom() {
    let sample = SortedSample((1...10).map(Double.init))
    #expect(sample.valueAtRisk(level: 0.85).value == 9)
    #expect(abs(sample.expectedShortfall(level: 0.85).value - 14.5 / 1.5) < 1e-12)
  }

  /// Acerbi and Tasche (2002): with an atom at the quantile the shortfall is not E[X | X ≥ VaR].
  @Test func shortfallOfADiscreteLoss() {
    let sample = SortedSample([0, 0, 0, 0, 0, 0, 0, 100, 100, 300])
    #expect(sample.valueAtRisk(level: 0.75).value == 100)
    #expect(abs(sample.expectedShortfall(level: 0.75).value - (100 * 1.5 + 300) / 2.5) < 1e-12)
  }

  /// A level times n that is whole in theory must not jump a rank by rounding.
  @Test func ranksDoNotJump() {
    let sample = SortedSample((1...1_000).map(Double.init))
    for k in 1..<1_000 { #expect(sample.rank(level: Double(k) / 1_000) == k) }
  }

  @Test func levelsAreMonotone() {
    let sample = SortedSample((0..<500).map { Double(($0 * 7_919) % 503) })
    var previous = (-1.0, -1.0)
    for k in 1..<100 {
      let level = Double(k) / 100
      let v = sample.valueAtRisk(level: level).value
      let s = sample.expectedShortfall(level: level).value
      #expect(v >= previous.0 && s >= previous.1 && s >= v)
      previous = (v, s)
    }
  }

  @Test func saysWhereCoverageIsNotPromised() {
    let few = SortedSample((0..<1_000).map(Double.init))
    #expect(few.valueAtRisk(level: 0.95).caveat == "fewer than 500 trials beyond the level")
    let many = SortedSample((0..<20_000).map(Double.init))
    #expect(many.valueAtRisk(level: 0.95).caveat == nil)
    let atom = SortedSample(Array(repeating: 0, count: 15_000) + (0..<5_000).map(Double.init))
    #expect(atom.valueAtRisk(level: 0.5).caveat == "an atom lies at the quantile")
    let heavy = SortedSample((0..<20_000).map(Double.init), hasFiniteVariance: false)
    #expect(heavy.expectedShortfall(level: 0.95).caveat == "the variance of losses is infinite")
  }

  /// Risk quantification oracle `order_statistic_ci`: binomial quantiles at n = 1,000,000.
  @Test(arguments: [
    (0.95, 949_572, 950_428), (0.99, 989_805, 990_196), (0.999, 998_938, 999_062),
  ])
  func binomialRanks(level: Double, low: Int, high: Int) {
    let ranks = BinomialIntervals.quantileRanks(level: level, trials: 1_000_000)
    #expect(ranks.low == low)
    #expect(ranks.high == high)
  }

  /// Clopper and Pearson's interval of 5 in 100 (SciPy 1.17, beta.ppf).
  @Test func exactProportion() {
    let estimate = BinomialIntervals.proportion(successes: 5, trials: 100)
    #expect(abs(estimate.low - 0.016431879182052155) < 1e-14)
    #expect(abs(estimate.high - 0.11283491110546275) < 1e-14)
    #expect(BinomialIntervals.proportion(successes: 0, trials: 10).low == 0)
    #expect(BinomialIntervals.proportion(successes: 10, trials: 10).high == 1)
  }

  @Test func emptySampleHasNoLosses() {
    let empty = SortedSample([])
    #expect(empty.mean.value == 0)
    #expect(empty.valueAtRisk(level: 0.95).value == 0)
  }
}

@Suite struct WeightedSampleTests {
  /// By hand: losses 0, 10, 100 with probabilities 0.9, 0.07, 0.03.
  @Test func splitsTheAtomByProbability() {
    let sample = WeightedSample(values: [100, 0, 10], probabilities: [0.03, 0.9, 0.07])
    #expect(sample.valueAtRisk(level: 0.95).value == 10)
    #expect(
      abs(sample.expectedShortfall(level: 0.95).value - (0.02 * 10 + 0.03 * 100) / 0.05) < 1e-9)
    #expect(abs(sample.mean.value - 3.7) < 1e-12)
    #expect(abs(sample.exceedance(of: 10).value - 0.03) < 1e-15)
    #expect(sample.mean.standardError == 0)
  }

  @Test func equalWeightsEqualTheSortedSample() {
    let values = (0..<200).map { Double(($0 * 37) % 211) }
    let sorted = SortedSample(values)
    let weighted = WeightedSample(
      values: values, probabilities: Array(repeating: 1.0 / 200, count: 200))
    for level in [0.5, 0.8, 0.905, 0.95, 0.99] {
      #expect(sorted.valueAtRisk(level: level).value == weighted.valueAtRisk(level: level).value)
      #expect(
        abs(
          sorted.expectedShortfall(level: level).value
            - weighted.expectedShortfall(level: level).value) < 1e-9)
    }
  }
}

@Suite struct MomentsTests {
  @Test func mergingEqualsTheWhole() {
    let values = (0..<1_000).map { Double(($0 * 7_919) % 1_009) + 1e6 }
    var merged = Moments()
    for start in stride(from: 0, to: 1_000, by: 130) {
      merged.merge(Moments(values[start..<min(start + 130, 1_000)]))
    }
    let whole = Moments(values)
    #expect(abs(merged.mean - whole.mean) < 1e-6)
    #expect(abs(merged.variance / whole.variance - 1) < 1e-9)
    #expect(merged.count == 1_000)
  }

  @Test func constantValuesHaveNoError() {
    let moments = Moments(count: 1_000, sum: 100_000, sumOfSquares: 10_000_000)
    #expect(moments.standardError == 0)
    #expect(moments.mean == 100)
  }
}

/// A sample sorted for its tail gives the figures of the whole one, above and below the cut.
@Suite struct TailSampleTests {
  private static func values(_ count: Int, atoms: Bool) -> [Double] {
    let stream = RandomStream(seed: 8, purpose: "test", record: "tail")
    return (0..<count).map { i in
      let u = stream.uniforms(trial: UInt32(i), draw: 0).0
      if atoms { return (u * 12).rounded(.down) * 1_000 }
      return u < 0.35 ? 0 : KernelReference.exp(10 * u)
    }
  }

  @Test(arguments: [0.5, 0.9, 0.99], [false, true])
  func figuresEqualThoseOfTheWholeSample(from level: Double, atoms: Bool) {
    let values = Self.values(40_000, atoms: atoms)
    let whole = SortedSample(values)
    let part = SortedSample(values, from: level)
    #expect(whole.tail.count == 40_000)
    #expect(atoms || part.tail.count < 40_000)
    for probability in [0.01, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.9975, 0.99999] {
      #expect(
        part.valueAtRisk(level: probability) == whole.valueAtRisk(level: probability))
      #expect(
        part.expectedShortfall(level: probability) == whole.expectedShortfall(level: probability))
    }
    for loss in [-1.0, 0, 100, 5_000, 9_999, 11_000, 22_000, 1e9] + values.prefix(50) {
      #expect(part.countAbove(loss) == values.filter { $0 > loss }.count)
      #expect(part.countAtLeast(loss) == values.filter { $0 >= loss }.count)
      #expect(part.exceedance(of: loss) == whole.exceedance(of: loss))
    }
    #expect(part.mean == whole.mean)
  }

  @Test func largestAreTheEndOfTheSortedValues() {
    let values = Self.values(10_000, atoms: false)
    let sorted = values.sorted()
    for count in [0, 1, 10, 5_000, 9_999, 10_000, 20_000] {
      let largest = RadixSort.largest(count, of: values)
      #expect(largest.count >= min(count, 10_000))
      #expect(largest == Array(sorted.suffix(largest.count)))
    }
  }
}
