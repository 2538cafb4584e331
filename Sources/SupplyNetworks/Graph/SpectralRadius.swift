/// The spectral radius of a sparse matrix without negative entries, between two bounds that hold.
///
/// A matrix is as large as its largest irreducible block, so every strongly connected component is
/// iterated by itself; a node outside all cycles adds nothing. For a positive vector x the smallest
/// and the largest (Ax)ᵢ / xᵢ enclose the radius (Collatz 1942, Wielandt 1950); A + σI is iterated,
/// which has no other eigenvalue of that size.
public struct SpectralRadius: Sendable {
  /// The middle of the bounds.
  public var value: Double { (low + high) / 2 }
  /// The radius is not below this.
  public let low: Double
  /// The radius is not above this.
  public let high: Double
  /// Products with the largest block.
  public let iterations: Int

  /// Encloses the radius of the matrix with `weights[l]` at (`heads[l]`, `tails[l]`).
  ///
  /// - Parameters:
  ///   - rows: the entries by row: the links of `LinkRows(from: heads, to: tails)`.
  ///   - values: the entries in the order of the rows, none negative.
  ///   - components: the strong components of those rows.
  ///   - tolerance: the width of the bounds, relative to the upper one, at which iterating ends.
  ///   - limit: the most products with one block.
  public init(
    rows: LinkRows, values: [Double], components: StrongComponents, tolerance: Double = 1e-9,
    limit: Int = 300
  ) {
    var best = (low: 0.0, high: 0.0)
    var most = 0
    for number in 0..<components.count {
      let range = components.starts[number]..<components.starts[number + 1]
      var block = Block(rows, values, components, range)
      guard block.upper > best.low else { continue }
      let (low, high, iterations) = block.enclose(tolerance, limit)
      most = max(most, iterations)
      best = (max(best.low, low), max(best.high, high))
    }
    low = best.low
    high = best.high
    iterations = most
  }

  /// One irreducible block.
  private struct Block {
    private var offsets: [Int] = [0]
    private var columns: [Int32] = []
    private var values: [Double] = []
    /// The largest row sum: the radius is not above it.
    private(set) var upper = 0.0
    private var lower = Double.infinity

    init(
      _ rows: LinkRows, _ values: [Double], _ components: StrongComponents, _ range: Range<Int>
    ) {
      let number = components.component[Int(components.members[range.lowerBound])]
      var place: [Int32: Int32] = [:]
      if range.count > 1 {
        place.reserveCapacity(range.count)
        for at in range { place[components.members[at]] = Int32(at - range.lowerBound) }
      }
      for at in range {
        let node = Int(components.members[at])
        var sum = 0.0
        for entry in rows.row(node)
        where components.component[Int(rows.neighbours[entry])] == number {
          columns.append(place[rows.neighbours[entry]] ?? 0)
          self.values.append(values[entry])
          sum += values[entry]
        }
        offsets.append(columns.count)
        upper = max(upper, sum)
        lower = min(lower, sum)
      }
    }

    /// Bounds by power iteration from equal entries.
    mutating func enclose(_ tolerance: Double, _ limit: Int) -> (Double, Double, Int) {
      var (low, high) = (lower, upper)
      let count = offsets.count - 1
      var x = [Double](repeating: 1, count: count)
      var y = x
      var iterations = 0
      while high - low > tolerance * high, iterations < limit {
        let shift = 0.25 * (low + high)
        var (least, most, largest) = (Double.infinity, 0.0, 0.0)
        for row in 0..<count {
          var sum = 0.0
          for entry in offsets[row]..<offsets[row + 1] {
            sum += values[entry] * x[Int(columns[entry])]
          }
          let quotient = sum / x[row]
          least = min(least, quotient)
          most = max(most, quotient)
          y[row] = sum + shift * x[row]
          largest = max(largest, y[row])
        }
        low = max(low, least)
        high = min(high, most)
        iterations += 1
        // Entries that fade are held above 0, where a quotient still means something.
        for row in 0..<count { x[row] = max(y[row] / largest, 1e-250) }
      }
      return (low, high, iterations)
    }
  }
}
