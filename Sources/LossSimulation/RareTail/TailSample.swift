internal import Sampling
internal import Synchronization

/// The records of all blocks, from which the chance of any loss can be read again and again.
struct TailSample: Sendable {
  let book: TailBook
  let blocks: [TailRecords]
  let threads: Int

  /// Years simulated.
  var trials: Int { blocks.reduce(0) { $0 + $1.trials } }

  /// A mean over years, with what its error needs.
  struct Mean: Sendable {
    let value: Double
    let standardError: Double
    /// Kish's effective number of years behind the mean: (Σ y)²/Σ y².
    let effectiveYears: Double
  }

  /// P(loss of a year > `loss`), after year layers.
  func exceedance(of loss: Double) async -> Mean {
    let sum = book.yearLayers.largestLoss(netAtMost: loss)
    guard sum < .infinity else { return Mean(value: 0, standardError: 0, effectiveYears: 0) }
    return await mean { $0.exceedance(of: sum, in: book) }
  }

  /// P(loss of the year > `loss`) of each year, in the order of trials.
  func exceedances(of loss: Double) -> [Double] {
    let sum = book.yearLayers.largestLoss(netAtMost: loss)
    return blocks.flatMap { $0.exceedance(of: sum, in: book) }
  }

  /// P(largest event of a year > `loss`).
  func largestExceedance(of loss: Double) async -> Mean {
    await mean { $0.largestExceedance(of: loss, in: book) }
  }

  /// E[(loss of a year − `loss`)⁺], after year layers: Σ over their stretches above of slope times
  /// the expected part of the sum within.
  func excess(over loss: Double) async -> Mean {
    let start = book.yearLayers.largestLoss(netAtMost: loss)
    guard start < .infinity else { return Mean(value: 0, standardError: 0, effectiveYears: 0) }
    let segments = book.yearLayers.segments
    return await mean { records in
      var years = [Double](repeating: 0, count: records.trials)
      func add(_ loss: Double, times factor: Double) {
        let part = records.excess(over: loss, in: book)
        for t in years.indices { years[t] += factor * part[t] }
      }
      for (position, segment) in segments.enumerated() where segment.slope > 0 {
        let end = position + 1 < segments.count ? segments[position + 1].start : .infinity
        guard start < end else { continue }
        add(Swift.max(start, segment.start), times: segment.slope)
        if end < .infinity { add(end, times: -segment.slope) }
      }
      return years
    }
  }

  /// The mean of a figure of each year, its sums merged in the order of blocks.
  private func mean(_ figure: @Sendable @escaping (TailRecords) -> [Double]) async -> Mean {
    let sums = Mutex((first: 0.0, second: 0.0))
    _ = await BlockRunner(threads: threads, blocks: blocks.count).run(
      shouldStop: { false }, makeWorker: {},
      work: { _, block in
        figure(blocks[block]).reduce(into: (first: 0.0, second: 0.0)) {
          $0.first += $1
          $0.second += $1 * $1
        }
      },
      merge: { part, _ in
        sums.withLock {
          $0.first += part.first
          $0.second += part.second
        }
        return true
      })
    let (first, second) = sums.withLock { $0 }
    let n = Double(trials)
    let value = first / n
    let variance = Swift.max(0, second / n - value * value) * n / Swift.max(1, n - 1)
    return Mean(
      value: value, standardError: (variance / n).squareRoot(),
      effectiveYears: second > 0 ? first * first / second : 0)
  }
}
