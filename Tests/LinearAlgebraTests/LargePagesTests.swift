import Testing

@testable import LinearAlgebra

@Suite struct LargePagesTests {
  /// Below and above the size from which large pages are asked for, and at odd sizes.
  @Test(arguments: [0, 1, 1_000, 524_287, 524_288, 1_500_001])
  func holdsWhatIsWritten(count: Int) {
    let array: [Double] = LargePages.array(count: count) { buffer in
      for place in buffer.indices { buffer[place] = Double(place) }
    }
    #expect(array.count == count && array.last == (count > 0 ? Double(count - 1) : nil))
    let memory: UnsafeMutablePointer<Int32> = LargePages.memory(count)
    defer { memory.deallocate() }
    for place in 0..<count { memory[place] = Int32(place) }
    #expect((0..<count).allSatisfy { memory[$0] == Int32($0) })
  }
}
