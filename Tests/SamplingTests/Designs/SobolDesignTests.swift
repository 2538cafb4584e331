import Testing

@testable import Sampling

@Suite struct SobolDesignTests {
  /// SciPy 1.17.1, `scipy.stats.qmc.Sobol(5, scramble=False)`; case sobol_points of the risk oracle
  /// (built 2026-11-23).
  @Test func firstPointsAreThoseOfSciPy() {
    let points: [[Double]] = [
      [0, 0, 0, 0, 0], [0.5, 0.5, 0.5, 0.5, 0.5], [0.75, 0.25, 0.25, 0.25, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25], [0.375, 0.375, 0.625, 0.875, 0.375],
      [0.875, 0.875, 0.125, 0.375, 0.875], [0.625, 0.125, 0.875, 0.625, 0.625],
      [0.125, 0.625, 0.375, 0.125, 0.125],
    ]
    for (n, point) in points.enumerated() {
      for (dimension, x) in point.enumerated() {
        #expect(SobolSequence.coordinate(point: UInt32(n), dimension: dimension) == x)
      }
    }
  }

  /// SciPy 1.17.1, `Sobol(1024, scramble=False, bits=32)`, far points and dimensions, times 2³².
  @Test func farPointsAreThoseOfSciPy() {
    let dimensions = [0, 4, 99, 511, 1023]
    let expected: [UInt32: [UInt32]] = [
      1000: [943_718_400, 1_203_765_248, 801_112_064, 1_698_693_120, 3_066_036_224],
      65535: [65536, 1_085_997_056, 2_030_501_888, 916_520_960, 1_974_403_072],
      1_048_583: [536_877_056, 2_242_967_552, 1_677_187_072, 1_563_392_000, 4_292_511_744],
    ]
    for (point, values) in expected {
      #expect(values == dimensions.map { SobolSequence.digits(point: point, dimension: $0) })
    }
  }

  @Test func everyDimensionIsAOneDimensionalNet() {
    #expect(SobolSequence.directions.count == 32 * SobolSequence.dimensions)
    for dimension in 0..<SobolSequence.dimensions {
      let x = (0..<256).map {
        SobolSequence.coordinate(point: UInt32($0), dimension: dimension)
      }
      #expect(DesignChecks.isStratified(x, strata: 256), "dimension \(dimension)")
    }
    // No two dimensions are the same.
    let rows = (0..<SobolSequence.dimensions).map {
      Array(SobolSequence.directions[(32 * $0)..<(32 * $0 + 32)])
    }
    #expect(Set(rows).count == SobolSequence.dimensions)
  }

  /// An even m makes direction numbers dependent, and strata empty.
  @Test func plantedEvenDirectionNumberIsCaught() {
    var numbers = Array(SobolSequence.directions[64..<96])
    numbers[3] ^= 1 << 28
    let x = numbers.withUnsafeBufferPointer { buffer in
      (0..<256).map { Double(SobolSequence.digits(point: $0, directions: buffer[0...])) * 0x1p-32 }
    }
    #expect(!DesignChecks.isStratified(x, strata: 256))
  }

  private func uniforms(
    seed: UInt64 = 21, index: Int, size: Int, replicates: Int = 1
  ) throws -> [Double] {
    let layout = try DesignLayout(trials: size * replicates, replicates: replicates)
    return try SobolDesign(seed: seed, layout: layout).uniforms(
      dimension: DesignDimension(index: index, purpose: "count", record: "R\(index)"),
      trials: (0..<layout.trials).map { UInt32($0) })
  }

  /// Sizes on both sides of 2¹², where the scramble takes one more subtree.
  @Test(arguments: [0, 4, 10, 12, 13, 17]) func scrambledDimensionsAreNets(m: Int) throws {
    let size = 1 << m
    for index in [0, 1, 2, 100, 1023] {
      let u = try uniforms(index: index, size: size, replicates: 2)
      #expect(DesignChecks.isStratified(Array(u[..<size]), strata: size))
      #expect(DesignChecks.isStratified(Array(u[size...]), strata: size))
    }
    let x = try uniforms(index: 0, size: size)
    let y = try uniforms(index: 1, size: size)
    #expect(DesignChecks.isNet(x, y, m: m))
    // Points in the same order of both dimensions fill no net.
    #expect(m == 0 || !DesignChecks.isNet(x, x, m: m))
  }

  @Test func deepestScrambleIsStratified() throws {
    let size = 1 << 19
    #expect(DesignChecks.isStratified(try uniforms(index: 7, size: size), strata: size))
  }

  private func digits(_ scramble: NestedScramble, _ x: [UInt32]) -> [UInt64] {
    var u = [Double](repeating: 0, count: x.count)
    scramble.scramble(x, count: x.count, into: &u)
    return u.map { UInt64($0 * 0x1p52) }
  }

  /// Scattered binary fractions.
  private let fractions = (0..<500).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }

  /// Nodes as one reads them in Owen (1995): one bit at a time, from the scalar stream.
  private func reference(_ x: UInt32, stream: RandomStream, replicate: UInt32, depth: UInt32)
    -> UInt64
  {
    func bits(_ length: UInt32) -> (UInt64, UInt64) {
      let prefix = length == 0 ? 1 : 1 << length | x >> (32 - length)
      let (a, b) = stream.uniforms(trial: prefix, draw: replicate)
      return (UInt64(a * 0x1p52), UInt64(b * 0x1p52))
    }
    var y: UInt64 = 0
    for level in 0..<depth {
      let top = level / 6 * 6
      var node: UInt64 = 1
      for above in top..<level { node = 2 * node + UInt64((x >> (31 - above)) & 1) }
      let (a, b) = bits(top)
      let flip = node < 32 ? a >> node : b >> (node - 32)
      y = 2 * y + (UInt64(x >> (31 - level)) ^ flip) & 1
    }
    let tail = bits(depth).0
    for digit in 0..<(52 - depth) { y = 2 * y + (tail >> UInt64(51 - digit)) & 1 }
    return y
  }

  @Test(arguments: [(1 << 10, 12), (1 << 12, 12), (1 << 18, 18), (1 << 20, 24), (1 << 30, 30)])
  func scrambleIsTheTreeReadBitByBit(size: Int, depth: UInt32) {
    let stream = RandomStream(seed: 77, purpose: "count", record: "R1")
    let scramble = NestedScramble(stream: stream, replicate: 5, points: size)
    #expect(scramble.depth == depth)
    let expected = fractions.map { reference($0, stream: stream, replicate: 5, depth: depth) }
    #expect(digits(scramble, fractions) == expected)
  }

  /// Points that share exactly k digits share exactly k digits after scrambling.
  @Test func scramblingIsNested() {
    let stream = RandomStream(seed: 4, purpose: "count", record: "R1")
    let scramble = NestedScramble(stream: stream, replicate: 0, points: 1 << 30)
    let scrambled = digits(scramble, fractions)
    for k in 0..<30 {
      let digit = UInt32(1) << (31 - UInt32(k))
      // Differs at digit k first, and in some of the digits after it.
      let others = fractions.enumerated().map { n, x in x ^ digit ^ (UInt32(n) & (digit - 1)) }
      let differences = zip(scrambled, digits(scramble, others)).map { $0 ^ $1 }
      #expect(differences.allSatisfy { ($0 << 12).leadingZeroBitCount == k })
    }
  }

  /// Every digit of a point is a fair coin over seeds, and neighbours' digits are independent.
  @Test func digitsAreFairOverSeeds() {
    let n = 4000
    var ones = [Int](repeating: 0, count: 52)
    var pairs = ones
    for seed in 0..<n {
      let stream = RandomStream(seed: UInt64(seed), purpose: "count", record: "R1")
      let scramble = NestedScramble(stream: stream, replicate: 1, points: 1 << 20)
      let y = digits(scramble, [0xB5A3_09F1])[0]
      for digit in 0..<52 {
        let this = y >> UInt64(digit)
        let next = y >> UInt64((digit + 1) % 52)
        ones[digit] += Int(this & 1)
        pairs[digit] += Int((this ^ next) & 1)
      }
    }
    let bound = 5 * (0.25 * Double(n)).squareRoot()
    #expect((ones + pairs).allSatisfy { abs(Double($0) - 0.5 * Double(n)) < bound })
  }

  @Test func dimensionsBeyondTheTableArePadded() throws {
    let a = try uniforms(index: SobolSequence.dimensions, size: 1024)
    let b = try uniforms(index: SobolSequence.dimensions + 1, size: 1024)
    #expect(!DesignChecks.isStratified(a, strata: 1024))
    #expect(DesignChecks.areIndependent([a, b]))
    let mean = a.reduce(0, +) / 1024
    let bound = 5 / (12.0 * 1024).squareRoot()
    #expect(abs(mean - 0.5) < bound)
  }

  @Test func wholeNetsArePowersOfTwo() throws {
    #expect(try SobolDesign(seed: 1, layout: DesignLayout(trials: 1 << 14)).hasWholeNets)
    #expect(try !SobolDesign(seed: 1, layout: DesignLayout(trials: 1600)).hasWholeNets)
  }
}
