internal import Sampling
internal import Synchronization

/// Pick-freeze over the uncertain inputs for g(X) = E[loss of a year | inputs X].
///
/// g cannot be evaluated, only simulated: a mean over a few inner years is g plus noise that is
/// far larger than what the inputs move. So each point is simulated in two sets of inner years that
/// share nothing but the inputs, and only products across the two enter the indices, which are then
/// unbiased for g's (`NoisyPickFreezeSums`). Within a set A, B, ABᵢ and BAᵢ use the same years, so
/// that a difference holds only the noise of the events that the exchanged input moves.
///
/// Inputs of the points A are drawn under the numbers 0..<N and those of B under 2N..<3N; years
/// 0..<T are the first set, T..<2T the second, T = N · inner.
struct ConditionalMeanPass: Sendable {
  let compiled: CompiledStudy
  let inputs: [UncertainInput]
  /// N.
  let points: Int

  /// Inner years of a point in each set.
  ///
  /// The error of the variance grows with 1 + σ²/(inner·V),
  /// σ² the variance of a year given its inputs; σ²/V is between 1 and 100 in most studies.
  static let inner = 16
  /// Points in a batch of the bootstrap.
  private static let batch = 8

  /// Simulated years in all: A, B and every ABᵢ in both sets, every BAᵢ in the second.
  var years: Int { (4 + 3 * inputs.count) * points * Self.inner }

  /// Simulates all points; nil where it was stopped.
  func run(
    threads: Int, hazardTables: HazardTables, progress: @Sendable @escaping (Int) -> Void,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> NoisyPickFreezeSums? {
    let nested = compiled.withInnerYears(Self.inner, outer: points)
    let chunk = compiled.blockSize / Self.inner
    let blocks = (points + chunk - 1) / chunk
    let total = Mutex(NoisyPickFreezeSums(inputs: inputs.count))
    let yearsPerPoint = years / points
    let merged = await BlockRunner(threads: threads, blocks: blocks).run(
      shouldStop: shouldStop,
      makeWorker: { BlockSimulator(nested, hazardTables: hazardTables) },
      work: { worker, block in
        sums(block * chunk..<Swift.min((block + 1) * chunk, points), with: worker)
      },
      merge: { sums, block in
        total.withLock { $0.append(sums) }
        progress(Swift.min((block + 1) * chunk, points) * yearsPerPoint)
        return true
      })
    return merged == blocks ? total.withLock { $0 } : nil
  }

  private func sums(_ points: Range<Int>, with worker: BlockSimulator) -> NoisyPickFreezeSums {
    let sets = (0..<2).map { set in
      pointVariants(set: set).map { variant in means(points, set: set, variant, worker) }
    }
    var sums = NoisyPickFreezeSums(inputs: inputs.count)
    for start in stride(from: 0, to: points.count, by: Self.batch) {
      let count = Swift.min(Self.batch, points.count - start)
      withValues(sets[0], start) { first in
        withValues(sets[1], start) { second in
          sums.add(first: first, second: second, count: count)
        }
      }
    }
    return sums
  }

  /// A, B, each ABᵢ and, in the second set, each BAᵢ, as shifts of the numbers under which inputs
  /// are drawn.
  private func pointVariants(set: Int) -> [InputSubstitution] {
    let n = UInt32(truncatingIfNeeded: points)
    // The years of the second set would draw under N..<2N.
    let toA = set == 0 ? 0 : 0 &- n
    let toB = toA &+ 2 &* n
    func exchanged(_ input: UncertainInput, all: UInt32, one: UInt32) -> InputSubstitution {
      InputSubstitution(
        shift: all, shifts: Dictionary(input.streams.map { ($0.hash, one) }) { first, _ in first })
    }
    let mixed = inputs.map { exchanged($0, all: toA, one: toB) }
    let opposite = set == 0 ? [] : inputs.map { exchanged($0, all: toB, one: toA) }
    return [InputSubstitution(shift: toA), InputSubstitution(shift: toB)] + mixed + opposite
  }

  /// The mean loss over the inner years of each point.
  private func means(
    _ range: Range<Int>, set: Int, _ substitution: InputSubstitution, _ worker: BlockSimulator
  ) -> [Double] {
    let first = set * points * Self.inner + range.lowerBound * Self.inner
    worker.substitution = substitution
    worker.simulate(first..<first + range.count * Self.inner)
    let years = worker.current.aggregate.base
    return (0..<range.count).map { point in
      var sum = 0.0
      for year in 0..<Self.inner { sum += years[point * Self.inner + year] }
      return sum / Double(Self.inner)
    }
  }

  /// Calls `body` with pointers into the means, from a point on.
  private func withValues(
    _ means: [[Double]], _ start: Int, _ body: (NoisyPickFreezeSums.Values) -> Void
  ) {
    let width = means[0].count
    let flat = Array(means.joined())
    flat.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let columns = means.indices.map { base + $0 * width + start }
      let mixed = columns.dropFirst(2)
      body(
        NoisyPickFreezeSums.Values(
          a: columns[0], b: columns[1], mixed: Array(mixed.prefix(inputs.count)),
          opposite: Array(mixed.dropFirst(inputs.count))))
    }
  }
}
