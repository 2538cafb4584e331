/// A year loss table: frequency and severity factors both scale a risk's losses (`STUDY.md` section
/// 4, `method: table`), and every figure is exact for it.
public struct TableYears: ResidualYears {
  /// Ground-up losses by risk, then year, in the study's currency.
  public let losses: [[Double]]
  /// The probability of each year; nil where all are equal.
  public let probabilities: [Double]?
  /// The number of years.
  public let yearCount: Int

  /// The number of risks.
  public var riskCount: Int { losses.count }
  /// True: factors scale losses.
  public var isProportional: Bool { true }
  /// False: a table of years holds no events.
  public var hasEvents: Bool { false }

  /// Years that are summed at a time, so that their sums stay in the first cache.
  private static let block = 1024

  /// Takes the columns; equal probabilities are recognised.
  ///
  /// - Precondition: every column has as many years as there are probabilities.
  public init(losses: [[Double]], probabilities: [Double]) {
    precondition(losses.allSatisfy { $0.count == probabilities.count }, "one loss a year")
    self.losses = losses
    yearCount = probabilities.count
    let equal = 1 / Double(probabilities.count)
    self.probabilities = probabilities.allSatisfy { $0 == equal } ? nil : probabilities
  }

  /// Adds the scaled losses of one risk to each year.
  public func add(
    risk: Int, frequency: Double, severity: Double, layers: [ResidualLayer],
    to years: inout [Double], recovered: inout [Double]
  ) {
    let factor = frequency * severity
    let column = losses[risk]
    for year in 0..<yearCount { years[year] += factor * column[year] }
  }

  /// Sets each year to the sum of the scaled losses of all risks.
  public func sum(_ factors: [Double], into years: inout [Double]) {
    let scales = (0..<riskCount).map { risk in
      factors[FactorTable.row(risk: risk, .frequency)]
        * factors[FactorTable.row(risk: risk, .severity)]
    }
    years.withUnsafeMutableBufferPointer { sums in
      for start in stride(from: 0, to: yearCount, by: Self.block) {
        let range = start..<Swift.min(start + Self.block, yearCount)
        for year in range { sums[year] = 0 }
        for risk in 0..<riskCount where scales[risk] != 0 {
          add(risk, scales[risk], range, to: sums)
        }
      }
    }
  }

  @inline(__always)
  private func add(
    _ risk: Int, _ scale: Double, _ range: Range<Int>, to sums: UnsafeMutableBufferPointer<Double>
  ) {
    losses[risk].withUnsafeBufferPointer { column in
      for year in range { sums[year] += scale * column[year] }
    }
  }

  /// Σ over years of weight × loss, by risk.
  public func weighted(_ tail: TailWeights) -> [Double] {
    losses.map { column in
      column.withUnsafeBufferPointer { column in
        var sum = 0.0
        for (year, weight) in zip(tail.years, tail.weights) { sum += weight * column[Int(year)] }
        return sum
      }
    }
  }

  /// The mean loss of each risk.
  public var means: [Double] {
    losses.map { column in
      guard let probabilities else { return column.reduce(0, +) / Double(yearCount) }
      return zip(column, probabilities).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}

/// Weights on years that make a lower bound of the expected shortfall.
///
/// Σ weights = 1 and each is at most its year's probability over 1 − level; then Σ weight × loss is
/// at most the expected shortfall of any losses (the dual of Rockafellar and Uryasev 2002).
public struct TailWeights: Sendable {
  /// Positions of years.
  public var years: [Int32]
  /// Of each of them.
  public var weights: [Double]

  /// Makes the value from its parts.
  public init(years: [Int32], weights: [Double]) {
    self.years = years
    self.weights = weights
  }
}
