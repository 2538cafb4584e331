import Testing

@testable import Studies

@Suite struct SpilledNumbersTests {
  /// In memory, at the limit and beyond it: what is read is what was written.
  @Test(arguments: [0, 10, 60, 1 << 20]) func holdsWhatWasWritten(limit: Int) throws {
    let column = SpilledNumbers(memoryLimit: limit)
    var expected: [Double] = []
    for part in 0..<6 {
      let values = (0..<10).map { Double(part * 100 + $0) / 3 }
      try column.append(values)
      expected += values
    }
    try column.seal()
    #expect(column.count == 60)
    for place in [59, 0, 31, 9, 10] { #expect(column[place] == expected[place]) }
  }

  @Test func anEmptyColumnIsNoFile() throws {
    let column = SpilledNumbers(memoryLimit: 0)
    try column.append([])
    try column.seal()
    #expect(column.count == 0)
  }
}
