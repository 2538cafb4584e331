internal import Distributions

/// Sums over batches of points, one row a batch, from which estimates and their errors come.
///
/// What is estimated must be a function of the sums over all points.
public struct BatchSums: Sendable {
  /// Sums in a row.
  public let columns: Int
  /// Row after row.
  public private(set) var values: [Double] = []

  /// No batch yet.
  ///
  /// - Precondition: `columns` > 0.
  public init(columns: Int) {
    precondition(columns > 0, "a row has at least one sum")
    self.columns = columns
  }

  /// The number of rows.
  public var batches: Int { values.count / columns }

  /// Takes in a further batch.
  ///
  /// - Precondition: the row has `columns` entries.
  public mutating func append(_ row: [Double]) {
    precondition(row.count == columns, "a row has one entry a column")
    values += row
  }

  /// Takes in the batches of another sample after these.
  public mutating func append(_ other: BatchSums) {
    precondition(other.columns == columns, "both have the same columns")
    values += other.values
  }

  /// The sums over all batches.
  public var totals: [Double] {
    var totals = [Double](repeating: 0, count: columns)
    for row in stride(from: 0, to: values.count, by: columns) {
      for column in 0..<columns { totals[column] += values[row + column] }
    }
    return totals
  }

  /// At most `most` batches of equal size, neighbours added up; a last smaller one is joined too.
  func joined(most: Int) -> BatchSums {
    let size = (batches + most - 1) / Swift.max(1, most)
    guard size > 1 else { return self }
    var result = BatchSums(columns: columns)
    for start in stride(from: 0, to: batches, by: size) {
      var row = [Double](repeating: 0, count: columns)
      for batch in start..<Swift.min(start + size, batches) {
        for column in 0..<columns { row[column] += values[batch * columns + column] }
      }
      result.append(row)
    }
    return result
  }
}

/// Bootstrap errors of functions of sums, by drawing whole batches again instead of points.
///
/// Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 6, applied to B
/// sums over batches of independent points. The batches are independent and alike where the points
/// are, so that their bootstrap estimates the same variance; its relative error is about 1/√(2B),
/// and a resample costs B rows of sums instead of all points. Variances are multiplied by
/// B/(B − 1), which the bootstrap of B units lacks, and intervals use Student's t with B − 1
/// degrees of freedom.
///
/// Where points of a batch or of different batches are spread more evenly than independent ones, as
/// in one net of a Sobol' sequence, the errors are too large: a safe side. With replicates as
/// batches they are right.
public struct BatchBootstrap: Sendable {
  private let stream: RandomStream
  /// How often the batches are drawn again.
  public let resamples: Int

  /// The most batches that are drawn from; more are joined to these.
  public static let mostBatches = 512

  /// - Parameters:
  ///   - seed: addresses the draws together with `record`.
  ///   - record: the name of what is estimated.
  ///   - resamples: 2 or more.
  public init(seed: UInt64, record: String, resamples: Int = 1_000) {
    precondition(resamples > 1, "an error needs two resamples")
    stream = RandomStream(seed: seed, purpose: "bootstrap", record: record)
    self.resamples = resamples
  }

  /// Estimates of several figures with 95 % intervals.
  ///
  /// - Parameters:
  ///   - sums: two batches or more, else errors are NaN.
  ///   - sampleSize: the number of points or evaluations that the figures are said to rest on.
  ///   - figures: the figures for the sums over all points; always as many.
  public func estimates(
    of sums: BatchSums, sampleSize: Int, _ figures: ([Double]) -> [Double]
  ) -> [Estimate] {
    let values = figures(sums.totals)
    let joined = sums.joined(most: Self.mostBatches)
    let errors = standardErrors(of: joined, count: values.count, figures)
    let quantile =
      joined.batches > 1 ? ReplicateErrors.tQuantile(replicates: joined.batches) : .nan
    return zip(values, errors).map { value, error in
      Estimate(
        value: value, standardError: error, low: value - quantile * error,
        high: value + quantile * error, method: .bootstrap, sampleSize: sampleSize)
    }
  }

  private func standardErrors(
    of sums: BatchSums, count: Int, _ figures: ([Double]) -> [Double]
  ) -> [Double] {
    guard sums.batches > 1 else { return Array(repeating: .nan, count: count) }
    var moments = [Moments](repeating: Moments(), count: count)
    var draws = BatchDraws(stream: stream, batches: sums.batches)
    for resample in 0..<resamples {
      let drawn = figures(draws.totals(of: sums, resample: UInt32(resample)))
      for (figure, value) in drawn.enumerated() where value.isFinite {
        moments[figure].merge(Moments(CollectionOfOne(value)))
      }
    }
    let batches = Double(sums.batches)
    return moments.map { ($0.variance * batches / (batches - 1)).squareRoot() }
  }
}

/// The draws of batches with replacement, resample by resample.
private struct BatchDraws {
  private let stream: RandomStream
  private let batches: Int
  private let draws: [UInt32]
  private var trials: [UInt32]
  private var first: [Double]
  private var second: [Double]

  init(stream: RandomStream, batches: Int) {
    self.stream = stream
    self.batches = batches
    let pairs = (batches + 1) / 2
    draws = (0..<pairs).map { UInt32($0) }
    trials = Array(repeating: 0, count: pairs)
    first = Array(repeating: 0, count: pairs)
    second = Array(repeating: 0, count: pairs)
  }

  /// The sums over as many batches as there are, drawn with replacement.
  mutating func totals(of sums: BatchSums, resample: UInt32) -> [Double] {
    for i in trials.indices { trials[i] = resample }
    first.withUnsafeMutableBufferPointer { u in
      second.withUnsafeMutableBufferPointer { v in
        guard let a = u.baseAddress, let b = v.baseAddress else { return }
        BlockKernels.uniforms(
          of: stream, trials: trials, draws: draws, count: draws.count, first: a, second: b)
      }
    }
    return add(sums, weights: weights())
  }

  private func weights() -> [Int32] {
    var weights = [Int32](repeating: 0, count: batches)
    for draw in 0..<batches {
      let u = draw & 1 == 0 ? first[draw >> 1] : second[draw >> 1]
      weights[Swift.min(batches - 1, Int(u * Double(batches)))] += 1
    }
    return weights
  }

  private func add(_ sums: BatchSums, weights: [Int32]) -> [Double] {
    var totals = [Double](repeating: 0, count: sums.columns)
    totals.withUnsafeMutableBufferPointer { totals in
      sums.values.withUnsafeBufferPointer { values in
        for batch in 0..<batches where weights[batch] > 0 {
          let weight = Double(weights[batch])
          let row = batch * sums.columns
          for column in 0..<sums.columns { totals[column] += weight * values[row + column] }
        }
      }
    }
    return totals
  }
}
