/// Finds tail weights fast from the years that are likely in the tail.
///
/// Any weights that are each at most probability/(1 − level) and sum to 1 give a valid bound, so a
/// choice of years costs sharpness at most, never truth. Nor do losses rounded down to single
/// precision, which take half the memory and the time.
struct TailEstimator {
  private let level: Double
  private var years: [Int32] = []
  private var columns: [[Float]] = []
  private var sums: [Float] = []
  private let equal: Double

  /// Kept years per year of the tail.
  private static let breadth = 3.0
  /// Fewer years are not worth a choice.
  private static let fewest = 4000

  init(level: Double, table: TableYears) {
    self.level = level
    equal = 1 / Double(table.yearCount)
  }

  /// Whether a choice pays: many years, equally likely.
  static func pays(_ table: TableYears, level: Double) -> Bool {
    !table.isWeighted && table.yearCount > fewest
      && breadth * (1 - level) * Double(table.yearCount) >= 200 && breadth * (1 - level) < 0.7
  }

  var isReady: Bool { !years.isEmpty }

  /// Chooses the years with the largest losses.
  mutating func choose(_ losses: [Double], _ table: TableYears) {
    let count = Int(Self.breadth * (1 - level) * Double(losses.count))
    var copy = losses
    let least = Selection.smallest(losses.count - count, of: &copy)
    years = losses.indices.filter { losses[$0] >= least }.prefix(count).map { Int32($0) }
    columns = table.losses.map { column in years.map { Self.below(column[Int($0)]) } }
    sums = [Float](repeating: 0, count: years.count)
  }

  /// The largest number in single precision that is not above.
  private static func below(_ loss: Double) -> Float {
    let near = Float(loss)
    return Double(near) > loss ? near.nextDown : near
  }

  /// The shortfall over the chosen years, and the mean loss of each risk in the tail.
  mutating func cut(_ scales: [Double]) -> (value: Double, cut: [Double]) {
    sum(scales)
    let most = equal / (1 - level)
    let inTail = Int((1 / most - 1e-9).rounded(.up))
    var copy = sums
    let v = Selection.smallest(Swift.max(sums.count - inTail, 0), of: &copy)
    let cut = weigh(v, most)
    return (TailCuts.dot(cut, scales), cut)
  }

  /// Years that are summed at a time, so that their sums stay in the first cache.
  private static let block = 1024

  /// Sets the sums; four risks at a time, so that each sum is read and written a quarter as often.
  private mutating func sum(_ exact: [Double]) {
    let scales = exact.map { Float($0) }
    let count = years.count
    let columns = columns
    let risks = columns.indices
    sums.withUnsafeMutableBufferPointer { sums in
      for start in stride(from: 0, to: count, by: Self.block) {
        let range = start..<Swift.min(start + Self.block, count)
        for year in range { sums[year] = 0 }
        var risk = risks.lowerBound
        while risk + 4 <= risks.upperBound {
          Self.addFour(columns, risk, scales, range, to: sums)
          risk += 4
        }
        while risk < risks.upperBound {
          let scale = scales[risk]
          columns[risk].withUnsafeBufferPointer { column in
            for year in range { sums[year] += scale * column[year] }
          }
          risk += 1
        }
      }
    }
  }

  @inline(__always)
  private static func addFour(
    _ columns: [[Float]], _ risk: Int, _ scales: [Float], _ range: Range<Int>,
    to sums: UnsafeMutableBufferPointer<Float>
  ) {
    let (a, b, c, d) = (scales[risk], scales[risk + 1], scales[risk + 2], scales[risk + 3])
    columns[risk].withUnsafeBufferPointer { first in
      columns[risk + 1].withUnsafeBufferPointer { second in
        columns[risk + 2].withUnsafeBufferPointer { third in
          columns[risk + 3].withUnsafeBufferPointer { fourth in
            for year in range {
              sums[year] +=
                (a * first[year] + b * second[year]) + (c * third[year] + d * fourth[year])
            }
          }
        }
      }
    }
  }

  /// Σ over some years; four sums side by side, for one would wait for each addition.
  private static func total(_ column: [Float], _ years: [Int]) -> Double {
    var sums = SIMD4<Double>(repeating: 0)
    let whole = years.count & ~3
    column.withUnsafeBufferPointer { column in
      years.withUnsafeBufferPointer { years in
        var place = 0
        while place < whole {
          sums += SIMD4<Double>(
            SIMD4<Float>(
              column[years[place]], column[years[place + 1]], column[years[place + 2]],
              column[years[place + 3]]))
          place += 4
        }
      }
    }
    var rest = 0.0
    for place in whole..<years.count { rest += Double(column[years[place]]) }
    return sums.sum() + rest
  }

  private func weigh(_ v: Float, _ most: Double) -> [Double] {
    var above: [Int] = []
    var level: [Int] = []
    for year in sums.indices where sums[year] >= v {
      if sums[year] > v { above.append(year) } else { level.append(year) }
    }
    let rest = Swift.max(0, 1 - most * Double(above.count))
    let share = level.isEmpty ? 0 : rest / Double(level.count)
    return columns.map { column in
      most * Self.total(column, above) + share * Self.total(column, level)
    }
  }
}
