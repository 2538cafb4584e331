/// Several continuous, piecewise linear functions of time that start at 0, in flat arrays.
///
/// Curve c has the knots `starts[c] ..< starts[c + 1]`: at `times[k]` it stands at `totals[k]` and
/// rises at `slopes[k]` until the next knot. The first knot of each curve is at time 0.
struct RunningTotals: Hashable, Sendable {
  private(set) var starts: [Int] = [0]
  private(set) var times: [Double] = []
  private(set) var totals: [Double] = []
  private(set) var slopes: [Double] = []

  var count: Int { starts.count - 1 }

  func knots(of curve: Int) -> Range<Int> { starts[curve]..<starts[curve + 1] }

  /// Starts a new curve with slope 0.
  mutating func startCurve() {
    times.append(0)
    totals.append(0)
    slopes.append(0)
    starts.append(times.count)
  }

  /// Gives the last curve a new slope from a time on, which must not be before its last knot.
  mutating func setSlope(_ slope: Double, from time: Double) {
    let last = times.count - 1
    guard slope != slopes[last] else { return }
    if time == times[last] {
      slopes[last] = slope
      return mergeLast()
    }
    totals.append(totals[last] + slopes[last] * (time - times[last]))
    times.append(time)
    slopes.append(slope)
    starts[starts.count - 1] = times.count
  }

  /// Drops the last knot where the slope before it is the same.
  private mutating func mergeLast() {
    let last = times.count - 1
    guard last > starts[starts.count - 2], slopes[last] == slopes[last - 1] else { return }
    times.removeLast()
    totals.removeLast()
    slopes.removeLast()
    starts[starts.count - 1] = times.count
  }

  /// The value of a curve, in O(log knots).
  ///
  /// Times before 0 count as 0.
  func value(of curve: Int, at time: Double) -> Double {
    let time = max(0, time)
    let knots = starts[curve]..<starts[curve + 1]
    let knot = times.withUnsafeBufferPointer { Self.knot($0, in: knots, at: time) }
    return totals[knot] + slopes[knot] * (time - times[knot])
  }

  /// The values of a curve at many times, each limited to between 0 and `limit`.
  func evaluate(
    _ curve: Int, at points: UnsafeBufferPointer<Double>, limit: Double,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    precondition(values.count >= points.count, "There must be room for every value.")
    let knots = starts[curve]..<starts[curve + 1]
    times.withUnsafeBufferPointer { times in
      totals.withUnsafeBufferPointer { totals in
        slopes.withUnsafeBufferPointer { slopes in
          for point in points.indices {
            let time = min(limit, max(0, points[point]))
            let knot = Self.knot(times, in: knots, at: time)
            values[point] = totals[knot] + slopes[knot] * (time - times[knot])
          }
        }
      }
    }
  }

  /// The last knot not after a time, by halving without a branch on the outcome.
  @inline(__always)
  private static func knot(
    _ times: UnsafeBufferPointer<Double>, in knots: Range<Int>, at time: Double
  ) -> Int {
    var base = knots.lowerBound
    var length = knots.count
    while length > 1 {
      let half = length / 2
      base = times[base + half] <= time ? base + half : base
      length -= half
    }
    return base
  }
}
