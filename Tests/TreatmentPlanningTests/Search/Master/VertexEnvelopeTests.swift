import Optimization
import Testing

@testable import TreatmentPlanning

@Suite struct VertexEnvelopeTests {
  /// Never above a corner, and at the point as high as the linear program over all corners, which is
  /// solved by CLP.
  @Test func isTheConvexEnvelope() throws {
    var random = Sequence(21)
    for round in 0..<60 {
      let count = 1 + round % 6
      let values = (0..<(1 << count)).map { _ in random.real(0...10) }
      let point = (0..<count).map { _ in
        random.chance(0.3) ? Double(random.pick(0..<2)) : random.real(0...1)
      }
      let envelope = VertexEnvelope(values, at: point)
      for corner in values.indices {
        let bits = (0..<count).map { Double(corner >> $0 & 1) }
        #expect(envelope.value(at: bits) <= values[corner] + 1e-9, "\(round)")
      }
      let wanted = try #require(Self.program(values, point).solve().objective)
      #expect(abs(envelope.value(at: point) - wanted) < 1e-7, "\(round)")
      for coordinate in 0..<count {
        let mixed = envelope.mixture.reduce(0.0) {
          $0 + ($1.corner >> coordinate & 1 == 1 ? $1.part : 0)
        }
        #expect(abs(mixed - point[coordinate]) < 1e-9)
      }
    }
  }

  private static func program(_ values: [Double], _ point: [Double]) -> LinearProgram {
    var program = LinearProgram(.minimise)
    let parts = values.map { program.addColumn(cost: $0, upper: 1) }
    program.addRow(parts.map { .init($0, 1) }, lower: 1, upper: 1)
    for coordinate in point.indices {
      let used = parts.indices.filter { $0 >> coordinate & 1 == 1 }
      program.addRow(
        used.map { .init(parts[$0], 1) }, lower: point[coordinate], upper: point[coordinate])
    }
    return program
  }

  @Test func isTightAtACorner() {
    let values = [3.0, 1, 4, 1, 5, 9, 2, 6]
    for corner in values.indices {
      let bits = (0..<3).map { Double(corner >> $0 & 1) }
      #expect(abs(VertexEnvelope(values, at: bits).value(at: bits) - values[corner]) < 1e-12)
    }
    #expect(VertexEnvelope([7], at: []).value(at: []) == 7)
  }
}
