/// Sobol' sequences with the direction numbers of Joe and Kuo (2008), not scrambled.
///
/// Source: Sobol' 1967 in the form of Bratley and Fox, "Algorithm 659", ACM Transactions on
/// Mathematical Software 14 (1988) 88–100. Point n is the XOR of the direction numbers at the set
/// bits of n ⊕ ⌊n/2⌋: the order of Antonov and Saleev (1979), in which SciPy and most programs list
/// the points, found directly and not from the point before. Every aligned block of 2ᵐ points is
/// the same set as in the order of the plain binary digits.
public enum SobolSequence {
  /// Dimensions that have direction numbers.
  public static let dimensions = SobolDirectionNumbers.dimensions

  /// The coordinate of a point as a binary fraction of 32 digits: x·2³².
  ///
  /// - Precondition: `dimension` is below `dimensions`.
  public static func digits(point: UInt32, dimension: Int) -> UInt32 {
    precondition((0..<dimensions).contains(dimension), "a Sobol' dimension of 0 to 1,023")
    return directions.withUnsafeBufferPointer { numbers in
      digits(point: point, directions: numbers[(32 * dimension)...])
    }
  }

  /// The coordinate of a point, in [0, 1).
  ///
  /// - Precondition: `dimension` is below `dimensions`.
  public static func coordinate(point: UInt32, dimension: Int) -> Double {
    Double(digits(point: point, dimension: dimension)) * 0x1p-32
  }

  /// x[i] = the digits of the point numbered `points[i]` − `first`.
  static func digits(
    points: UnsafePointer<UInt32>, from first: UInt32, count: Int, dimension: Int,
    into x: UnsafeMutablePointer<UInt32>
  ) {
    directions.withUnsafeBufferPointer { numbers in
      let directions = numbers[(32 * dimension)..<(32 * dimension + 32)]
      var last: UInt32 = 0
      for i in 0..<count {
        let point = points[i] - first
        // Neighbours in the sequence differ by one direction number.
        let follows = i > 0 && point != 0 && point - 1 == points[i - 1] &- first
        last =
          follows
          ? last ^ directions[directions.startIndex + point.trailingZeroBitCount]
          : digits(point: point, directions: directions)
        x[i] = last
      }
    }
  }

  /// The digits of one point, with the direction numbers of the dimension at hand.
  static func digits(point: UInt32, directions: Slice<UnsafeBufferPointer<UInt32>>) -> UInt32 {
    var bits = point ^ (point >> 1)
    var x: UInt32 = 0
    while bits != 0 {
      x ^= directions[directions.startIndex + bits.trailingZeroBitCount]
      bits &= bits - 1
    }
    return x
  }

  /// The 32 direction numbers v₁, v₂, … of every dimension, one dimension after another.
  static let directions: [UInt32] = {
    var numbers = (0..<32).map { UInt32(1) << (31 - UInt32($0)) }
    numbers.reserveCapacity(32 * dimensions)
    var position = 0
    while position < SobolDirectionNumbers.words.count {
      let polynomial = SobolDirectionNumbers.words[position]
      let degree = UInt16.bitWidth - 1 - polynomial.leadingZeroBitCount
      let initial = SobolDirectionNumbers.words[(position + 1)...(position + degree)]
      numbers += expanded(polynomial: polynomial, degree: degree, initial: initial)
      position += degree + 1
    }
    return numbers
  }()

  /// Bratley and Fox' recurrence: vᵢ = a₁vᵢ₋₁ ⊕ … ⊕ aₛ₋₁vᵢ₋ₛ₊₁ ⊕ vᵢ₋ₛ ⊕ ⌊vᵢ₋ₛ/2ˢ⌋.
  private static func expanded(
    polynomial: UInt16, degree: Int, initial: ArraySlice<UInt16>
  ) -> [UInt32] {
    var v = initial.enumerated().map { i, m in UInt32(m) << (31 - UInt32(i)) }
    for i in degree..<32 {
      var next = v[i - degree] ^ (v[i - degree] >> UInt32(degree))
      for j in 1..<degree where (polynomial >> UInt16(degree - j)) & 1 == 1 { next ^= v[i - j] }
      v.append(next)
    }
    return v
  }
}
