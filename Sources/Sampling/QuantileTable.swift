public import Distributions
internal import Synchronization

/// The quantile of a continuous law as a table of polynomials: a draw for about 2.5 ns, whatever the
/// law's own quantile costs.
///
/// With w = min(u, 1 − u), which is exact, each half of (0, 1) is cut into ten octaves of w from 2⁻¹
/// down to 2⁻¹¹ and each octave into four rows. The nearest singular point of a quantile is mostly
/// w = 0, so on every row a polynomial of degree 11 through Chebyshev nodes is as exact as on any
/// other (error near 18⁻¹²). A row is fitted when a uniform first falls into it, from the law's own
/// quantile, and checked between its nodes (`QuantileRows`); a row that fails, as at a kink or an
/// atom, and everything nearer to 0 or 1 uses the law's own quantile for good. So a value depends on
/// the law and its uniform alone, never on what was drawn before or by which thread.
///
/// Memory: 8 KiB for a law that has been drawn from. Cost of a row: 15 quantiles.
public final class QuantileTable: Sendable {
  /// The law whose quantile it is.
  public let law: any Distribution
  private let shared = Mutex(QuantileRows.blank)

  /// Elements between two looks at what the table missed; their places fit on the stack.
  private static let tile = 1_024

  /// A table with no row yet.
  public init(_ law: any Distribution) {
    self.law = law
  }

  /// Replaces each uniform by the draw that belongs to it, as `Distribution.value(atUniform:)` does.
  ///
  /// Agrees with the law's quantile within 1e-12 of the value, or of the row's width in value where
  /// that is more. Uniforms are multiples of 2⁻⁵³ in (0, 1).
  public func transform(_ u: UnsafeMutablePointer<Double>, count: Int) {
    var rows = shared.withLock { $0 }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.tile) { places in
      guard let missed = places.baseAddress else { return }
      for start in stride(from: 0, to: count, by: Self.tile) {
        let misses = BlockKernels.tableQuantile(
          u + start, rows: rows.coefficients, octaves: QuantileRows.octaves,
          count: min(Self.tile, count - start), into: u + start, missed: missed)
        guard misses > 0 else { continue }
        let places = UnsafeBufferPointer(start: missed, count: misses)
        rows = completed(rows, for: u + start, at: places)
        for place in places { settle(&u[start + Int(place)], rows) }
      }
    }
  }

  /// The draw that belongs to a uniform in (0, 1), the same bits as `transform` gives.
  public func value(atUniform u: Double) -> Double {
    var x = u
    transform(&x, count: 1)
    return x
  }

  /// The probability of the rows that failed their check so far.
  ///
  /// A draw from them costs the law's own quantile. It grows while rows are tried.
  public var refusedProbability: Double { shared.withLock { $0.refusedProbability } }

  /// The rows with all that the missed uniforms need.
  private func completed(
    _ rows: QuantileRows, for u: UnsafeMutablePointer<Double>,
    at places: UnsafeBufferPointer<UInt32>
  ) -> QuantileRows {
    guard places.contains(where: { rows.lacksRow(of: u[Int($0)]) }) else { return rows }
    return shared.withLock { shared in
      for place in places where shared.lacksRow(of: u[Int(place)]) {
        shared.fitRow(of: u[Int(place)], to: law)
      }
      return shared
    }
  }

  private func settle(_ u: inout Double, _ rows: QuantileRows) {
    u = rows.value(atUniform: u) ?? law.value(atUniform: u)
  }
}
