public import Distributions

/// The smallest of some lines a + b·x, and its expectation under a law of x.
///
/// Costs of plans are lines in one uncertain input where the others stand at their means, so what
/// knowing that input is worth has a closed form: E min = a₁ + b₁·E x + Σ Δb · E(x − kink)⁺, and
/// E(x − k)⁺ = E x − E min(x, k) is a limited expected value. Nothing is drawn.
public struct LowerEnvelope: Sendable {
  /// One line.
  public struct Line: Hashable, Sendable {
    /// At x = 0.
    public var value: Double
    /// Per unit of x.
    public var slope: Double

    /// Takes the values of all fields.
    public init(value: Double, slope: Double) {
      self.value = value
      self.slope = slope
    }
  }

  /// Positions of the lines that are smallest somewhere, from small x to large.
  public let pieces: [Int]
  /// Where each piece but the first begins.
  public let kinks: [Double]
  private let lines: [Line]

  /// The envelope of lines; empty for none.
  ///
  /// From the left the steepest rise comes first; a line that the next one overtakes before it is
  /// smallest anywhere is dropped (Andrew 1979, the monotone chain).
  public init(_ lines: [Line]) {
    self.lines = lines
    let order = lines.indices.sorted {
      (-lines[$0].slope, lines[$0].value, $0) < (-lines[$1].slope, lines[$1].value, $1)
    }
    var pieces: [Int] = []
    var kinks: [Double] = []
    for line in order {
      // Of parallel lines the lower comes first.
      if let last = pieces.last, lines[last].slope == lines[line].slope { continue }
      while let last = pieces.last {
        let x = Self.meeting(lines[last], lines[line])
        guard let kink = kinks.last, x <= kink else {
          kinks.append(x)
          break
        }
        pieces.removeLast()
        kinks.removeLast()
      }
      pieces.append(line)
    }
    self.pieces = pieces
    self.kinks = kinks
  }

  private static func meeting(_ a: Line, _ b: Line) -> Double {
    (b.value - a.value) / (a.slope - b.slope)
  }

  /// E min over lines of a + b·min(x, most), exactly.
  ///
  /// - Parameter most: Values of x above are taken down to it; infinity for none.
  public func expectation(under law: any Distribution, most: Double = .infinity) -> Double {
    guard let first = pieces.first else { return 0 }
    let mean = Self.mean(law, most)
    var sum = lines[first].value + lines[first].slope * mean
    for (index, kink) in kinks.enumerated() {
      let bend = lines[pieces[index + 1]].slope - lines[pieces[index]].slope
      let over = mean - law.limitedExpectedValue(Swift.min(kink, most))
      sum += bend * Swift.max(over, 0)
    }
    return sum
  }

  /// The chance that each line is the smallest, by position; a line that never is has 0.
  public func chances(under law: any Distribution) -> [Double] {
    var chances = [Double](repeating: 0, count: lines.count)
    var below = 0.0
    for (index, piece) in pieces.enumerated() {
      let upTo = index < kinks.count ? law.distribution(kinks[index]) : 1
      chances[piece] = Swift.max(upTo - below, 0)
      below = upTo
    }
    return chances
  }

  /// E min(x, most).
  public static func mean(_ law: any Distribution, _ most: Double) -> Double {
    most == .infinity ? law.mean : law.limitedExpectedValue(most)
  }
}
