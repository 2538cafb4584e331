import LinearAlgebra
import Testing

@testable import SupplyNetworks

@Suite struct MatrixRadiusTests {
  /// A network that is not strongly connected has the largest radius of its components.
  @Test func componentsAreSeenApart() throws {
    let matrix = LinearCases.table([
      [0, 0.4, 0, 0], [0.4, 0, 7, 0], [0, 0, 0.6, 3], [0, 0, 0, 0],
    ])
    let radius = try MatrixRadius(of: matrix)
    #expect(abs(radius.value - 0.6) < 1e-12 && !radius.isBound)
    #expect(radius.lower <= 0.6 && radius.upper >= 0.6)
  }

  @Test func refusesARadiusOfOneOrMore() {
    let matrix = LinearCases.table([[0, 2], [0.5, 0]])
    do {
      _ = try MatrixRadius.belowOne(matrix)
      Issue.record("a radius of 1 was let through")
    } catch {
      guard case .radiusNotBelowOne(let radius, let node, let sum) = error else {
        Issue.record("the wrong error: \(error)")
        return
      }
      #expect(abs(radius.value - 1) < 1e-9 && node == 0 && sum == 2)
      let words = error.requirement { ["power", "water"][$0] }
      #expect(words.contains("must be below 1") && words.contains("power"))
      #expect(error.remedy.contains("Lower the dependencies"))
    }
  }

  /// Row sums above 1 are no hindrance while the radius is below 1.
  @Test func rowSumsMayExceedOne() throws {
    let radius = try MatrixRadius.belowOne(LinearCases.table([[0, 3], [0.2, 0]]))
    #expect(abs(radius.value - 0.6.squareRoot()) < 1e-9)
  }

  /// With both signs |A| gives a bound, or all eigenvalues the value: ±0.9 i here.
  @Test func negativeEntries() throws {
    let mild = try MatrixRadius(of: LinearCases.table([[0, -0.5], [0.5, 0]]))
    #expect(mild.isBound && abs(mild.value - 0.5) < 1e-9)
    let turn = try MatrixRadius.belowOne(
      LinearCases.table([[0.5, -0.7], [0.7, 0.5]]))
    #expect(!turn.isBound && abs(turn.value - 0.74.squareRoot()) < 1e-12)
  }

  /// Large rings whose power iteration is slow are still decided, by a positive solution.
  @Test func slowRingsAreDecided() throws {
    let order = 1_500
    let ring = SparseMatrix(
      rows: order, columns: order,
      triplets: (0..<order).map {
        .init(row: $0, column: ($0 + 1) % order, value: $0 == 0 ? 0.9 : 0.99)
      })
    let radius = try MatrixRadius.belowOne(ring)
    #expect(radius.upper < 1 && radius.upper >= 0.9899)
  }

  /// A matrix uvᵀ without a zero has the radius vᵀu; its products go through `dgemv`.
  @Test func denseMatricesOfRankOne() throws {
    let u = (1...120).map { 1 / Double($0) }
    let v = (1...120).map { Double(1 + $0 % 7) / 200 }
    let exact = zip(u, v).reduce(0) { $0 + $1.0 * $1.1 }
    let radius = try MatrixRadius(of: LinearCases.table(u.map { a in v.map { a * $0 } }))
    #expect(abs(radius.value - exact) < 1e-12 * exact)
    #expect(radius.lower <= exact * (1 + 1e-14) && exact <= radius.upper * (1 + 1e-14))
  }

  /// J − I of order n has the radius n − 1: once with node 0 linked to all, once with a node that
  /// nothing reaches before it, so that the components are searched.
  @Test func zerosOnTheDiagonal() throws {
    func table(_ order: Int, shift: Int) -> SparseMatrix {
      let all = order + shift
      return LinearCases.table(
        (0..<all).map { i in
          (0..<all).map { $0 == i || i < shift || $0 < shift ? 0 : 0.01 }
        })
    }
    for shift in [0, 1, 5] {
      let radius = try MatrixRadius(of: table(40, shift: shift))
      #expect(abs(radius.value - 0.39) < 1e-10 && !radius.isBound)
      #expect(radius.lower <= 0.39 + 1e-15 && radius.upper >= 0.39 - 1e-15)
    }
  }
}
