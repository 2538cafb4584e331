/// Finds tail weights fast from the years that are likely in the tail.
///
/// Any weights that are each at most probability/(1 − level) and sum to 1 give a valid bound, so a
/// choice of years costs sharpness at most, never truth.
struct TailEstimator {
  private let level: Double
  private var years: [Int32] = []
  private var columns: [[Double]] = []
  private var sums: [Double] = []
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
    columns = table.losses.map { column in years.map { column[Int($0)] } }
    sums = [Double](repeating: 0, count: years.count)
  }

  /// The shortfall over the chosen years, and the mean loss of each risk in the tail.
  mutating func cut(_ scales: [Double]) -> (value: Double, cut: [Double]) {
    let count = years.count
    sums.withUnsafeMutableBufferPointer { sums in
      for year in 0..<count { sums[year] = 0 }
      for risk in columns.indices {
        let scale = scales[risk]
        columns[risk].withUnsafeBufferPointer { column in
          for year in 0..<count { sums[year] += scale * column[year] }
        }
      }
    }
    let most = equal / (1 - level)
    let inTail = Int((1 / most - 1e-9).rounded(.up))
    var copy = sums
    let v = Selection.smallest(Swift.max(count - inTail, 0), of: &copy)
    return weigh(v, most)
  }

  private func weigh(_ v: Double, _ most: Double) -> (value: Double, cut: [Double]) {
    var above: [Int] = []
    var level: [Int] = []
    for year in sums.indices where sums[year] >= v {
      if sums[year] > v { above.append(year) } else { level.append(year) }
    }
    let rest = Swift.max(0, 1 - most * Double(above.count))
    let share = level.isEmpty ? 0 : rest / Double(level.count)
    let cut = columns.map { column in
      var sum = 0.0
      for year in above { sum += column[year] }
      var atLevel = 0.0
      for year in level { atLevel += column[year] }
      return most * sum + share * atLevel
    }
    let value = most * above.reduce(0) { $0 + sums[$1] } + rest * v
    return (value, cut)
  }
}
