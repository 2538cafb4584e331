import Testing

@testable import LinearAlgebra

@Suite struct DenseMatrixBlocksTests {
  init() { useOneBLASThread() }

  @Test func blockProductEqualsMatrixProduct() {
    let (one, other) = (
      randomMatrix(rows: 50, columns: 40, seed: 1), randomMatrix(rows: 40, columns: 64, seed: 2)
    )
    let product = one.multiplied(by: other)
    var block = [Double](repeating: 1, count: 50 * 64)
    one.multiply(block: other.storage, width: 64, into: &block, adding: 1)
    #expect(zip(block, product.storage).allSatisfy { abs($0 - 1 - $1) < 1e-12 })
  }

  /// The bits of a column do not depend on the width of the block it stands in.
  @Test func widthsOfSixtyFourGiveTheSameBits() {
    let matrix = randomMatrix(rows: 300, columns: 300, seed: 1)
    let wide = randomMatrix(rows: 300, columns: 256, seed: 2)
    var together = [Double](repeating: 0, count: 300 * 256)
    matrix.multiply(block: wide.storage, width: 256, into: &together)
    for start in [0, 64, 192] {
      let narrow = (0..<300).flatMap { row in (0..<64).map { wide[row, start + $0] } }
      var apart = [Double](repeating: 0, count: 300 * 64)
      matrix.multiply(block: narrow, width: 64, into: &apart)
      for row in 0..<300 {
        let place = row * 256 + start
        #expect(apart[row * 64..<row * 64 + 64] == together[place..<place + 64])
      }
    }
  }

  @Test func threadsDoNotChangeBits() async {
    let (one, other) = (
      randomMatrix(rows: 700, columns: 90, seed: 1), randomMatrix(rows: 90, columns: 80, seed: 2)
    )
    let alone = await one.multiplied(by: other, threads: 1)
    for threads in [2, 5] { #expect(await one.multiplied(by: other, threads: threads) == alone) }
    #expect(alone.distance(to: one.multiplied(by: other)) < 1e-10)
  }

  /// The powers of [[1, 1], [1, 0]] are Fibonacci's numbers.
  @Test(arguments: [(0, 0.0), (1, 1), (2, 1), (10, 55), (50, 12_586_269_025)])
  func powersOfFibonacci(exponent: Int, number: Double) {
    let power = DenseMatrix(rows: [[1, 1], [1, 0]]).raised(to: exponent)
    #expect(power[0, 1] == number)
  }

  @Test func transposedProductAndIdentity() {
    let matrix = DenseMatrix(rows: [[1, 2], [3, 4]])
    #expect(matrix.transposedMultiplied(by: [1, 10]) == [31, 42])
    #expect(matrix.subtractedFromIdentity == DenseMatrix(rows: [[0, -2], [-3, -3]]))
  }
}
