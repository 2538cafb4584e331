internal import Sampling

/// Moments of what one thing costs each compared study, and of its differences to the first.
///
/// Chunks are taken in the order of the trials; with nested uncertainty a chunk never holds trials
/// of two outer draws.
struct PairedMoments: Sendable {
  /// By study; nil where it has no such thing.
  private(set) var own: [ClusteredMoments?]
  /// By study: its differences to the first one.
  private(set) var differences: [ClusteredMoments]
  /// By study: whether any trial differs from the first one's in any bit.
  private(set) var differs: [Bool]

  /// - Parameter isPresent: by study, whether it has the thing.
  init(isPresent: [Bool], clusterSize: Int) {
    own = isPresent.map { $0 ? ClusteredMoments(clusterSize: clusterSize) : nil }
    differences = isPresent.map { _ in ClusteredMoments(clusterSize: clusterSize) }
    differs = isPresent.map { $0 != isPresent[0] }
  }

  /// Takes in the next trials of all studies: a row of `count` numbers each, nil for none.
  mutating func add(_ rows: [UnsafeMutablePointer<Double>?], count: Int) {
    for (side, row) in rows.enumerated() {
      if let row { own[side]?.add(Moments(count: count) { row[$0] }) }
      guard side > 0 else { continue }
      let first = rows[0]
      if let first, let row {
        for t in 0..<count where first[t].bitPattern != row[t].bitPattern {
          differs[side] = true
          break
        }
      }
      differences[side].add(Self.difference(row, first, count))
    }
  }

  private static func difference(
    _ row: UnsafeMutablePointer<Double>?, _ first: UnsafeMutablePointer<Double>?, _ count: Int
  ) -> Moments {
    switch (row, first) {
    case (let row?, let first?): Moments(count: count) { row[$0] - first[$0] }
    case (let row?, nil): Moments(count: count) { row[$0] }
    case (nil, let first?): Moments(count: count) { 0 - first[$0] }
    case (nil, nil): Moments(count: count) { _ in 0 }
    }
  }

  /// Takes in the trials that follow.
  mutating func merge(_ next: PairedMoments) {
    for side in own.indices {
      if let other = next.own[side] { own[side]?.merge(other) }
      differences[side].merge(next.differences[side])
      differs[side] = differs[side] || next.differs[side]
    }
  }
}

/// Moments whose error comes from the spread between clusters of `clusterSize` trials.
struct ClusteredMoments: Sendable {
  private let clusterSize: Int
  private var pooled = Moments()
  private var open = Moments()
  private var means: [Double] = []

  /// Each trial by itself where `clusterSize` is 1.
  init(clusterSize: Int) { self.clusterSize = clusterSize }

  /// Takes in trials of one cluster.
  mutating func add(_ moments: Moments) {
    pooled.merge(moments)
    guard clusterSize > 1 else { return }
    open.merge(moments)
    guard open.count >= clusterSize else { return }
    means.append(open.mean)
    open = Moments()
  }

  /// Takes in what a chunk of one cluster gathered.
  mutating func merge(_ chunk: ClusteredMoments) { add(chunk.pooled) }

  func estimate(caveat: String? = nil) -> Estimate {
    guard clusterSize > 1 else { return pooled.estimate(caveat: caveat) }
    return Moments(
      count: pooled.count, mean: pooled.mean, standardError: Moments(means).standardError
    ).estimate(caveat: caveat)
  }
}

extension Moments {
  /// The moments of a sample by place, with the operations of `init(_:)` in their order.
  ///
  /// A generic sequence from another module costs a call for every value.
  @inline(__always)
  init(count: Int, value: (Int) -> Double) {
    var mean = 0.0
    var squares = 0.0
    for place in 0..<count {
      let x = value(place)
      let step = x - mean
      mean += step / Double(place + 1)
      squares += step * (x - mean)
    }
    self.init(count: count, mean: mean, squaredDeviations: squares)
  }
}
