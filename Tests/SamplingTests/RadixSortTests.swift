import Testing

@testable import Sampling

@Suite struct RadixSortTests {
  @Test(arguments: [0, 1, 2, 2_047, 2_048, 10_000])
  func equalsComparingSort(count: Int) {
    let stream = RandomStream(seed: 5, purpose: "test", record: "sort")
    var values = (0..<count).map { i -> Double in
      let (u, v) = stream.uniforms(trial: UInt32(i), draw: 0)
      return i % 5 == 0 ? 0 : (u - 0.3) * KernelReference.exp(40 * v)
    }
    let expected = values.sorted()
    RadixSort.sort(&values)
    #expect(values == expected)
  }

  @Test func endsOfTheRangeAreInOrder() {
    var values: [Double] = [
      .infinity, -.infinity, 0, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0x1p-1022,
    ]
    values += Array(repeating: 7, count: 3_000)
    let expected = values.sorted()
    RadixSort.sort(&values)
    #expect(values == expected)
  }
}
