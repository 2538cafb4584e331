internal import LinearAlgebra

/// High powers of a matrix times blocks of columns, by a few squares made once.
struct MatrixPowers: Sendable {
  /// P, P², P⁴ and so on.
  private let squares: [DenseMatrix]

  /// Makes as many squares as pay.
  ///
  /// - Parameters:
  ///   - exponents: the powers to come.
  ///   - columns: how many columns each of them will be applied to, all blocks together.
  init(of matrix: DenseMatrix, exponents: [Int], columns: Int, threads: Int) async {
    let largest = exponents.max() ?? 0
    var count = 0
    while 1 << (count + 1) <= largest,
      Self.products(exponents, count) - Self.products(exponents, count + 1)
        > Double(matrix.rows) / Double(max(columns, 1))
    {
      count += 1
    }
    var squares = [matrix]
    for _ in 0..<count {
      let last = squares[squares.count - 1]
      squares.append(await last.multiplied(by: last, threads: threads))
    }
    self.squares = squares
  }

  /// Products of a block with a matrix, when squares up to 2^count are at hand.
  private static func products(_ exponents: [Int], _ count: Int) -> Double {
    exponents.reduce(0) {
      $0 + Double($1 >> count) + Double(($1 & (1 << count - 1)).nonzeroBitCount)
    }
  }

  /// P^exponent · block.
  func apply(_ exponent: Int, to block: [Double], width: Int) -> [Double] {
    var (state, next) = (block, block)
    func multiply(_ matrix: DenseMatrix) {
      matrix.multiply(block: state, width: width, into: &next)
      swap(&state, &next)
    }
    guard block.contains(where: { $0 != 0 }) else { return block }
    for level in squares.indices where level < squares.count - 1 && exponent >> level & 1 == 1 {
      multiply(squares[level])
    }
    for _ in 0..<(exponent >> (squares.count - 1)) { multiply(squares[squares.count - 1]) }
    return state
  }
}
