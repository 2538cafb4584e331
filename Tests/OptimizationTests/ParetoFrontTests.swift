import Optimization
import Testing

@Suite struct ParetoFrontTests {
  @Test func keepsWhatNothingBeats() {
    let points = [(3.0, 1.0), (1.0, 5.0), (2.0, 5.0), (2.0, 3.0), (1.0, 6.0), (3.0, 1.0)]
    let front = ParetoFront.undominated(points) { $0 }
    #expect(front.map(\.0) == [1, 2, 3])
    #expect(front.map(\.1) == [5, 3, 1])
  }
}
