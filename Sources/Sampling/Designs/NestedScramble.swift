/// Nested uniform scrambling of one dimension of one replicate, evaluated at any points alone.
///
/// Source: Owen, "Randomly permuted (t, m, s)-nets and (t, s)-sequences" (1995). Every node of the
/// binary tree of digits flips the next digit or not, by a random bit of its own. The bits are not
/// hashes of reduced quality: each is a bit of Philox, addressed by the digits above it. The 104
/// bits of one pair of uniforms hold the 63 nodes of a subtree of six levels.
///
/// Below `depth` levels every node has one point of the replicate at most, so that the remaining
/// digits are independent random bits: they come from one uniform, addressed by the digits above.
/// That is exact, not an approximation, as the first 2ᵐ points of a Sobol' sequence fall one by one
/// into the intervals of length 2⁻ᵐ of each dimension.
struct NestedScramble: Sendable {
  /// The greatest number of points in a replicate.
  static let pointLimit = 1 << 30

  /// Levels of the tree that have nodes with several points: 12, 18, 24 or 30.
  let depth: UInt32
  private let stream: RandomStream
  private let replicate: UInt32
  private let root: Subtree

  /// The scramble at a replicate's address of a dimension's stream.
  ///
  /// - Precondition: `points`, the number of points of the replicate, is 1…2³⁰.
  init(stream: RandomStream, replicate: Int, points: Int) {
    precondition((1...Self.pointLimit).contains(points), "1 to 2³⁰ points")
    self.stream = stream
    self.replicate = UInt32(replicate)
    depth = stride(from: 12, to: 30, by: 6).first { points <= 1 << $0 } ?? 30
    let (first, second) = stream.uniforms(trial: 1, draw: UInt32(replicate))
    root = Subtree(first, second)
  }

  /// u[i] = the scrambled coordinate of x[i]·2⁻³², with 52 digits.
  func scramble(
    _ x: UnsafePointer<UInt32>, count: Int, into u: UnsafeMutablePointer<Double>
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Swift.max(count, 1)) { digits in
      for i in 0..<count { digits[i] = root.scrambled(x[i] >> 26) }
      for length in stride(from: 6, to: depth, by: 6) {
        let shift = 26 - length
        withBits(below: x, count: count, length: length) { first, second in
          for i in 0..<count {
            let next = Subtree(first[i], second[i]).scrambled((x[i] &>> shift) & 63)
            digits[i] = digits[i] &<< 6 | next
          }
        }
      }
      let known = UInt64(depth)
      let missing = 52 - known
      // No subtree is read at this depth, so that its address is free for the remaining digits.
      withBits(below: x, count: count, length: depth) { rest, _ in
        for i in 0..<count {
          u[i] = Self.uniform(of: digits[i] &<< missing | Self.bits(of: rest[i]) &>> known)
        }
      }
    }
  }

  /// Calls `body` with the pair of uniforms that belongs to the first digits of each coordinate.
  ///
  /// Prefixes of different lengths are told apart by a leading one.
  private func withBits(
    below x: UnsafePointer<UInt32>, count: Int, length: UInt32,
    _ body: (_ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>) -> Void
  ) {
    let capacity = Swift.max(count, 1)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * capacity) { words in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * capacity) { numbers in
        guard let address = words.baseAddress, let first = numbers.baseAddress else { return }
        let mark = UInt32(1) << length
        let shift = 32 - length
        for i in 0..<count { address[i] = mark | x[i] &>> shift }
        (address + capacity).initialize(repeating: replicate, count: count)
        BlockKernels.uniforms(
          of: stream, trials: address, draws: address + capacity, count: count, first: first,
          second: first + capacity)
        body(first, first + capacity)
      }
    }
  }

  /// The 52 bits k of which a uniform (k + ½)·2⁻⁵² is made.
  ///
  /// Both sums are exact, and k is then the significand of 1 + k·2⁻⁵²: faster than a conversion.
  @inline(__always)
  private static func bits(of uniform: Double) -> UInt64 {
    ((uniform - 0x1p-53) + 1).bitPattern & 0x000F_FFFF_FFFF_FFFF
  }

  /// The uniform (k + ½)·2⁻⁵² of 52 bits k; the inverse of `bits`, and as exact.
  @inline(__always)
  private static func uniform(of bits: UInt64) -> Double {
    Double(bitPattern: 0x3FF0_0000_0000_0000 | bits) - (1 - 0x1p-53)
  }

  /// Random bits of six levels: node 1 is the top, nodes 2k and 2k + 1 are below node k.
  private struct Subtree {
    /// Bit k is that of node k, up to 31.
    let upper: UInt64
    /// Bit k is that of node 32 + k.
    let lower: UInt64

    @inline(__always)
    init(_ first: Double, _ second: Double) {
      upper = NestedScramble.bits(of: first)
      lower = NestedScramble.bits(of: second)
    }

    /// Six digits, each flipped or not by the node that the digits above it lead to.
    @inline(__always)
    func scrambled(_ digits: UInt32) -> UInt64 {
      let x = UInt64(digits)
      var flips = (upper >> 1) & 1
      flips = flips << 1 | (upper &>> (2 | x >> 5)) & 1
      flips = flips << 1 | (upper &>> (4 | x >> 4)) & 1
      flips = flips << 1 | (upper &>> (8 | x >> 3)) & 1
      flips = flips << 1 | (upper &>> (16 | x >> 2)) & 1
      flips = flips << 1 | (lower &>> (x >> 1)) & 1
      return x ^ flips
    }
  }
}
