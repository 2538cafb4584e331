import Optimization
import Testing

@Suite struct IrreducibleSubsetTests {
  /// Numbers clash when they sum above 10; every subset is tried by hand here.
  @Test func findsAMinimalClash() {
    let items = [5, 1, 4, 3, 1]
    let found = IrreducibleSubset.find(in: items) { $0.reduce(0, +) <= 10 }
    #expect(found.reduce(0, +) > 10)
    for position in found.indices {
      var rest = found
      rest.remove(at: position)
      #expect(rest.reduce(0, +) <= 10)
    }
  }
}
